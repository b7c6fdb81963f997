"""The line of a pointer's value in a YAML text."""

from __future__ import annotations

from collections.abc import Collection

from conformance.readers.json_pointer import escape
from conformance.readers.json_position import LONGEST_TEXT
from conformance.readers.yaml import events


def lines_of(text: bytes, pointers: Collection[str]) -> dict[str, int]:
    """Line numbers, from 1, of the values at `pointers`.

    What is not written at its place, but behind an alias or a merge key, has the line of the innermost value around it
    that is. The strict reader must have found the text usable.
    """
    if len(text) > LONGEST_TEXT:
        return {}
    lines: dict[str, int] = {}
    way = _Way()
    for event in events(text.decode("utf-8-sig")):
        kind = type(event).__name__
        if kind in ("ScalarEvent", "AliasEvent", "MappingStartEvent", "SequenceStartEvent"):
            place = way.arrive(getattr(event, "value", ""), event.start_mark.line + 1)
            if place is not None:
                lines[place] = way.line
        if kind in ("MappingStartEvent", "SequenceStartEvent"):
            way.enter(place or "", kind == "MappingStartEvent")
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            way.leave()
    return {pointer: line for pointer in pointers if (line := _nearest(pointer, lines)) is not None}


def _nearest(pointer: str, lines: dict[str, int]) -> int | None:
    """The line of the value, or of the innermost value around it that is written in the text."""
    while pointer and pointer not in lines:
        pointer = pointer[: pointer.rindex("/")]
    return lines.get(pointer)


class _Way:
    """The mappings and sequences around an event: their pointers, and the name or the index that comes next.

    `line` is that of the value which has arrived last: of its name, if it has one.
    """

    def __init__(self) -> None:
        self.line = 1
        self._open: list[tuple[str, bool]] = []
        self._next: list[str | int | None] = []

    def arrive(self, text: str, line: int) -> str | None:
        """The pointer of a value; None for the name of a member."""
        if not self._open:
            return ""
        (around, mapping), step = self._open[-1], self._next[-1]
        if not mapping or step is None:
            self.line = line
        if mapping and step is None:
            self._next[-1] = text
            return None
        self._next[-1] = step + 1 if isinstance(step, int) else None
        return f"{around}/{escape(step)}"

    def enter(self, place: str, mapping: bool) -> None:
        self._open.append((place, mapping))
        self._next.append(None if mapping else 0)

    def leave(self) -> None:
        self._open.pop()
        self._next.pop()
