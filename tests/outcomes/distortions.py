"""Samples with a slip: what a product's own mistake, a broken transfer or another writer would leave in a file.

They reach the branches of readers and checks that no sample was made for. The choice follows from the name alone and
from nothing that another version of Python may do otherwise.
"""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Iterator
from typing import Any

SCALARS = (None, True, 0, 1, -1, 0.5, 2**31, 1e300, "", "x", "http://example.org/x", "../x", "data:,x")
VALUES = (*SCALARS, [], [0], {}, {"x": 0})
LONG = "long" * 300
NUMBERS = (b"0", b"-1", b"1", b"2.5", b"1e9", b"99999999999", b"nan", b"x", b"")
NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")


def distorted(name: str, data: bytes, count: int) -> Iterator[tuple[str, bytes]]:
    """So many distortions of a sample, each with what was done to it."""
    chance = random.Random(name)
    document = _document(data)
    for _ in range(count):
        if document is not None:
            said, new = _changed_json(document, chance)
            changed = json.dumps(new).encode()
        elif _is_text(data):
            said, changed = _changed_text(data, chance)
        else:
            said, changed = _changed_bytes(data, chance)
        yield f"{name} with {said}", changed


def with_long_texts(name: str, data: bytes, count: int) -> Iterator[tuple[str, bytes]]:
    """So many copies of a JSON document with a text in one place that is longer than anyone shows.

    Of places that differ in an index alone, the first is taken.
    """
    chance, document = random.Random(f"long {name}"), _document(data)
    plain = [each for each in _places(document, "") if not isinstance(each[1][each[2]], dict | list)]
    first = list({re.sub(r"/\d+(?=/|$)", "/*", each[0]): each for each in reversed(plain)}.values())[::-1]
    for _ in range(min(count, len(first))):
        pointer, parent, key = first.pop(_below(chance, len(first)))
        old = parent[key]
        parent[key] = f"{old if isinstance(old, str) else ''}{LONG}"
        yield f"{name} with a long text at {pointer}", json.dumps(document).encode()
        parent[key] = old


def changed_documents(name: str, document: Any, count: int) -> Iterator[tuple[str, Any]]:
    """So many changes of a JSON document in one place, each with what was done."""
    chance = random.Random(name)
    for _ in range(count):
        yield _changed_json(document, chance)


def with_strangers(document: Any) -> Iterator[tuple[str, Any]]:
    """The document with a member that nobody knows, in each of its objects in turn; of those in a list in the first."""
    for pointer in ("", *(pointer for pointer, _, _ in _places(document, ""))):
        changed = copy.deepcopy(document)
        inner = changed
        for step in pointer.split("/")[1:]:
            inner = inner[int(step) if isinstance(inner, list) else step]
        if isinstance(inner, dict) and not re.search(r"/[1-9]\d*(/|$)", pointer):
            inner["stranger"] = 0
            yield f"{pointer}/stranger", changed


def _document(data: bytes) -> Any:
    """The JSON object or array that the data is, otherwise None."""
    try:
        read = json.loads(data)
    except ValueError:
        return None
    return read if isinstance(read, dict | list) and read else None


def _is_text(data: bytes) -> bool:
    try:
        return "\0" not in data.decode()
    except UnicodeDecodeError:
        return False


def _below(chance: random.Random, limit: int) -> int:
    return int(chance.random() * limit)  # random() alone is promised to stay the same from version to version


def _changed_json(document: Any, chance: random.Random) -> tuple[str, Any]:
    """Another value in one place, or a member or item less, twice, under another name or changed a little."""
    changed = copy.deepcopy(document)
    places = list(_places(changed, ""))
    pointer, parent, key = places[_below(chance, len(places))]
    old, way = parent[key], _below(chance, 5)
    if way == 0:
        del parent[key]
        said = f"no {pointer}"
    elif way == 1 and isinstance(parent, list):
        parent.insert(key, old)
        said = f"{pointer} twice"
    elif way == 1:
        parent[f"{key}x"] = parent.pop(key)
        said = f"{pointer}x for {pointer}"
    else:
        new = VALUES[_below(chance, len(VALUES))] if way < 3 else _nearly(old, chance)
        parent[key] = new
        said = f"{pointer} = {json.dumps(new, ensure_ascii=True)[:80]}"
    return said, changed


def _nearly(value: Any, chance: random.Random) -> Any:
    """A value of the same type, if there are others."""
    if isinstance(value, bool) or value is None:
        return not value
    if isinstance(value, int | float):
        return (value + 1, value - 1, -value, value * 2)[_below(chance, 4)]
    if isinstance(value, str):
        return (value + "x", value[:-1], value.upper(), f" {value}", value.replace(":", "/"))[_below(chance, 5)]
    if isinstance(value, list):
        return (value[::-1], value[1:], value * 2)[_below(chance, 3)]
    return dict(list(value.items())[1:])


def _places(value: Any, pointer: str) -> Iterator[tuple[str, Any, Any]]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(members):
        here = f"{pointer}/{key}"
        yield here, value, key
        yield from _places(inner, here)


def _changed_text(data: bytes, chance: random.Random) -> tuple[str, bytes]:
    """A line less, twice or in another place, or another number."""
    lines = data.split(b"\n")
    at, way = _below(chance, len(lines)), _below(chance, 6)
    numbers = list(NUMBER.finditer(lines[at]))
    if way == 0:
        return f"no line {at + 1}", b"\n".join(lines[:at] + lines[at + 1 :])
    if way == 1:
        return f"line {at + 1} twice", b"\n".join(lines[: at + 1] + lines[at:])
    if way == 2:
        return f"line {at + 1} last", b"\n".join(lines[:at] + lines[at + 1 :] + [lines[at]])
    if way == 3 or not numbers:
        end = _below(chance, len(lines[at]) + 1)
        return f"line {at + 1} cut after {end} bytes", b"\n".join([*lines[:at], lines[at][:end], *lines[at + 1 :]])
    number = numbers[_below(chance, len(numbers))]
    new = NUMBERS[_below(chance, len(NUMBERS))]
    lines[at] = lines[at][: number.start()] + new + lines[at][number.end() :]
    return f"'{new.decode()}' at {number.start()} of line {at + 1}", b"\n".join(lines)


def _changed_bytes(data: bytes, chance: random.Random) -> tuple[str, bytes]:
    """A byte changed, most often near the beginning, some lost, or the end lost."""
    at, way = int(len(data) * chance.random() ** 3), _below(chance, 4)
    if way == 0:
        return f"the end at {at}", data[:at]
    if way == 1:
        lost = 1 + _below(chance, 8)
        return f"{lost} bytes less at {at}", data[:at] + data[at + lost :]
    new = (0, 255, 1, 128, data[at] ^ 1, data[at] ^ 128)[_below(chance, 6)]
    return f"byte {at} = {new}", data[:at] + bytes([new]) + data[at + 1 :]
