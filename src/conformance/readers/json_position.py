"""Where in a JSON text the value of a pointer stands, so that an editor can be opened there."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from conformance.readers.json_pointer import escape

LONGEST_TEXT = 4 << 20
"""A longer text is not searched: its findings have a pointer, but no line."""

_BOM = b"\xef\xbb\xbf"
_OPENING, _CLOSING = (b"{", b"["), (b"}", b"]")
# Possessive, and content with a string that never ends and with the end of the text: it cannot fail and start over.
_TOKEN = re.compile(rb'[\s,:]*+("[^"\\]*+(?:\\.?+[^"\\]*+)*+"?+|[{}\[\]]|[^\s{}\[\],:"]++|\Z)', re.DOTALL)


def lines_of(text: bytes, pointers: Collection[str]) -> dict[str, int]:
    """Line numbers from 1 of the values at `pointers`; pointers to nothing are absent.

    The last of members with equal names counts. The text must have come through the strict JSON door as usable.
    """
    if len(text) > LONGEST_TEXT:
        return {}
    wanted = frozenset(pointers)
    found = {pointer: offset for pointer, offset in _values(text) if pointer in wanted}
    lines, line, seen = {}, 1, 0
    for pointer, offset in sorted(found.items(), key=lambda each: each[1]):
        line += text.count(b"\n", seen, offset)
        seen = offset
        lines[pointer] = line
    return lines


@dataclass(slots=True)
class _Open:
    """An array or object around this place; `items` of an array were met so far."""

    pointer: str
    is_object: bool
    items: int = 0

    def next(self, name: str | None) -> str:
        """The pointer of the value that comes next; it has a name in an object only."""
        step = self.items if name is None else escape(name)
        self.items += 1
        return f"{self.pointer}/{step}"


def _values(text: bytes) -> Iterator[tuple[str, int]]:
    """(pointer, byte offset) of every value, in the order of the text."""
    around: list[_Open] = []
    name: str | None = None
    for found in _TOKEN.finditer(text, len(_BOM) if text.startswith(_BOM) else 0):
        token = found[1]
        if token in _CLOSING:
            around.pop()
        elif around and around[-1].is_object and name is None:
            name = json.loads(token)
        elif token:
            pointer = around[-1].next(name) if around else ""
            name = None
            yield pointer, found.start(1)
            if token in _OPENING:
                around.append(_Open(pointer, token == b"{"))
