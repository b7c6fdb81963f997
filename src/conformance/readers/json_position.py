"""The line of a pointer's value in a JSON text, so that an editor can open there."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from json.decoder import scanstring  # type: ignore[attr-defined]  # missing from the stubs

LONGEST_TEXT = 4 << 20
"""A longer text is not searched: its findings have a pointer, but no line."""

_WHITE = re.compile(r"[ \t\r\n]*")
_BOM = "\ufeff"
# The parser skips whole values, many times faster than token by token; it must accept long numbers.
_VALUE = json.JSONDecoder(parse_int=float)


@dataclass(slots=True)
class _Wanted:
    """What to find at a place: its own pointers, and by name or index what is inside it."""

    pointers: list[str] = field(default_factory=list)
    inside: dict[str, _Wanted] = field(default_factory=dict)

    def all(self) -> Iterator[str]:
        """Its pointers and those of everything inside it."""
        yield from self.pointers
        for each in self.inside.values():
            yield from each.all()


def lines_of(text: bytes, pointers: Collection[str]) -> dict[str, int]:
    """Line numbers, from 1, of the values at `pointers`, without pointers to nothing.

    The last of several members with the same name counts. The strict reader must have found the text usable.
    """
    if len(text) > LONGEST_TEXT:
        return {}
    characters = text.decode("utf-8")
    lines, line, seen = {}, 1, 0
    for pointer, offset in sorted(_offsets(characters, pointers).items(), key=lambda each: each[1]):
        line += characters.count("\n", seen, offset)
        seen = offset
        lines[pointer] = line
    return lines


def _offsets(text: str, pointers: Collection[str]) -> dict[str, int]:
    """The offset in the text at which each wanted value begins."""
    wanted = _Wanted()
    for pointer in pointers:
        place = wanted
        for step in pointer.split("/")[1:]:
            place = place.inside.setdefault(step.replace("~1", "/").replace("~0", "~"), _Wanted())
        place.pointers.append(pointer)
    found: dict[str, int] = {}
    _search(text, _past_white(text, text.startswith(_BOM)), wanted, found)
    return found


def _search(text: str, at: int, wanted: _Wanted, found: dict[str, int]) -> int:
    """Record the offsets of wanted values in the value that begins at `at`; return the offset of its end."""
    found.update(dict.fromkeys(wanted.pointers, at))
    opening = text[at]
    if not wanted.inside or opening not in "{[":
        return _VALUE.raw_decode(text, at)[1]
    at, index = _past_white(text, at + 1), 0
    while text[at] not in "}]":
        if opening == "{":
            name, at = scanstring(text, at + 1)
            at = _past_white(text, _past_white(text, at) + 1)
        else:
            name, index = str(index), index + 1
        inner = wanted.inside.get(name)
        if inner is None:
            at = _VALUE.raw_decode(text, at)[1]
        else:
            for earlier in inner.all():
                found.pop(earlier, None)
            at = _search(text, at, inner, found)
        at = _past_white(text, at)
        if text[at] == ",":
            at = _past_white(text, at + 1)
    return at + 1


def _past_white(text: str, at: int) -> int:
    space = _WHITE.match(text, at)
    return space.end() if space else at
