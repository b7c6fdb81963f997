"""Changes of bytes: blind ones, ones of text, and ones of JSON wherever it is found in the bytes."""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

LONGEST = 1 << 19
"""Bytes of an input: longer ones test the parsers' speed rather than their care."""
NUMBER = re.compile(rb"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
INTEGERS = (0, 1, 127, 128, 255, 256, 32767, 65535, 65536, 2**31 - 1, 2**31, 2**32 - 1, 2**53, 2**63, 2**64 - 1)
NUMBERS = (
    b"0", b"-0", b"-1", b"1e308", b"-1e308", b"1e309", b"1e-320", b"0.1", b"1.5", b"255", b"65536", b"2147483648",
    b"4294967296", b"9007199254740993", b"18446744073709551616", b"1" * 400, b"NaN", b"Infinity", b"00", b"+1", b"1.",
)  # fmt: skip
STRINGS = (
    "",
    " ",
    "a",
    "\0",
    "\u202e",
    "\ud800",
    "\x1b[31m",
    "=1+1",
    "../..",
    "http://[",
    "data:,",
    "%zz",
    "\n",
    "é" * 300,
)
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**63, 2**64, -(2**70), 1e308, -1e308, 5e-324, 0.5, [], {}, [[]], [None], {"": None},
    *STRINGS,
)  # fmt: skip
Seeds = Sequence[tuple[str, bytes]]


def changed(chance: Random, seeds: Seeds) -> tuple[str, bytes]:
    """An input: one of the seeds after one change or a few."""
    name, data = chance.choice(seeds)
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 6))):
        change = chance.choice(JSON_CHANGES if _has_json(data) and chance.random() < 0.7 else BYTE_CHANGES)
        data = change(chance, data, seeds)[:LONGEST]
    if chance.random() < 0.02:
        name = chance.choice(("\x1b[2J.", "a\nb.", "\u202eb.", "=1+1.", "'\"<b>.", "字.")) + name.rpartition(".")[2]
    return name, data


def _range(chance: Random, data: bytes) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((1, 2, 4, 16, 64, 1024)))


def _flipped(chance: Random, data: bytes, _: Seeds) -> bytes:
    if not data:
        return b"\0"
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def _set(chance: Random, data: bytes, _: Seeds) -> bytes:
    """A boundary value as an integer of 1, 2, 4 or 8 bytes in either order."""
    code = chance.choice("BHIQ")
    value = chance.choice(INTEGERS) % (1 << 8 * struct.calcsize(code))
    at = chance.randrange(len(data) + 1)
    return data[:at] + struct.pack(chance.choice("<>") + code, value) + data[at + struct.calcsize(code) :]


def _deleted(chance: Random, data: bytes, _: Seeds) -> bytes:
    start, end = _range(chance, data)
    return data[:start] + data[end:]


def _repeated(chance: Random, data: bytes, _: Seeds) -> bytes:
    start, end = _range(chance, data)
    return data[:end] + data[start:end] * chance.choice((1, 2, 300)) + data[end:]


def _cut(chance: Random, data: bytes, _: Seeds) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _spliced(chance: Random, data: bytes, seeds: Seeds) -> bytes:
    other = chance.choice(seeds)[1]
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other) + 1) :]


def _number(chance: Random, data: bytes, _: Seeds) -> bytes:
    found = list(NUMBER.finditer(data[:LONGEST]))
    if not found:
        return data
    chosen = chance.choice(found)
    return data[: chosen.start()] + chance.choice(NUMBERS) + data[chosen.end() :]


def _lines(chance: Random, data: bytes, _: Seeds) -> bytes:
    lines = data.split(b"\n")
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    how = chance.randrange(3)
    if how == 0:
        del lines[at]
    elif how == 1:
        lines.insert(at, lines[other])
    else:
        lines[at], lines[other] = lines[other], lines[at]
    return b"\n".join(lines)


def _has_json(data: bytes) -> bool:
    return data[:4] == b"glTF" or data.lstrip()[:1] in (b"{", b"[")


def _within(change: Callable[[Random, Any], Any]) -> Callable[[Random, bytes, Seeds], bytes]:
    """A change of one JSON text in the bytes: all of them, one of their lines, or the first chunk of a container."""

    def within(chance: Random, data: bytes, _: Seeds) -> bytes:
        start, end = 0, len(data)
        if data[:4] == b"glTF" and len(data) >= 20:
            start, end = 20, 20 + int.from_bytes(data[12:16], "little")
        elif b"\n{" in data.rstrip():
            starts = [0, *(found.end() for found in re.finditer(b"\n", data))]
            start = chance.choice(starts)
            end = data.find(b"\n", start) if b"\n" in data[start:] else len(data)
        try:
            text = json.dumps(change(chance, json.loads(data[start:end]))).encode("utf-8")
        except (ValueError, RecursionError):
            return data
        if start == 20:
            text += b" " * (-len(text) % 4)
            rest = data[end:]
            head = struct.pack("<II", int.from_bytes(data[4:8], "little"), 20 + len(text) + len(rest))
            return b"glTF" + head + struct.pack("<I", len(text)) + data[16:20] + text + rest
        return data[:start] + text + data[end:]

    return within


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every (owner, key or index) in a document."""
    found, rest = [], [value]
    while rest:
        owner = rest.pop()
        keys = list(owner) if isinstance(owner, dict) else range(len(owner)) if isinstance(owner, list) else ()
        found += [(owner, key) for key in keys]
        rest += [owner[key] for key in keys]
    return found


def _replaced(chance: Random, document: Any) -> Any:
    places = _places(document)
    if not places or chance.random() < 0.02:
        return chance.choice(VALUES)
    owner, key = chance.choice(places)
    new = chance.choice(VALUES)
    how = chance.randrange(6)
    if how == 0:
        source, from_ = chance.choice(places)
        new = json.loads(json.dumps(source[from_]))
    elif how == 1:
        new = [owner[key]]
    elif how == 2:
        for _ in range(chance.choice((2, 40, 150, 250))):
            new = [new]
    owner[key] = new
    return document


def _removed(chance: Random, document: Any) -> Any:
    if places := _places(document):
        owner, key = chance.choice(places)
        del owner[key]
    return document


def _renamed(chance: Random, document: Any) -> Any:
    places = [(owner, key) for owner, key in _places(document) if isinstance(owner, dict)]
    if places:
        owner, key = chance.choice(places)
        _, other = chance.choice(places)
        owner[chance.choice((other, key.upper(), f"{key} ", "", "__proto__", "\ud800"))] = owner.pop(key)
    return document


def _grown(chance: Random, document: Any) -> Any:
    lists = [owner[key] for owner, key in _places(document) if isinstance(owner[key], list) and owner[key]]
    if lists:
        chosen = chance.choice(lists)
        chosen += [chance.choice(chosen)] * chance.choice((1, 2, 1000))
    return document


BYTE_CHANGES = (_flipped, _flipped, _set, _deleted, _repeated, _cut, _spliced, _number, _number, _lines)
JSON_CHANGES = tuple(_within(each) for each in (_replaced, _replaced, _replaced, _removed, _renamed, _grown))
