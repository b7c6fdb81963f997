"""The line of a pointer's value in a TOML text."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from conformance.readers.json_pointer import escape

_HEADER = re.compile(r"""^\s*(\[\[?)((?:"[^"]*"|'[^']*'|[^][\"'#])+)\]\]?\s*(?:#.*)?$""")
_NAME = re.compile(r"""^\s*((?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+))*)\s*=""")
_FENCES = ('"""', "'''")


def lines_of(text: bytes, pointers: Collection[str]) -> dict[str, int]:
    """Line numbers, from 1, of the values at `pointers`: of their names, or of the nearest named value around them.

    The strict reader must have found the text usable.
    """
    lines: dict[str, int] = {"": 1}
    for pointer, line in _named(text.decode("utf-8")):
        lines.setdefault(pointer, line)
    return {pointer: _nearest(pointer, lines) for pointer in pointers}


def _nearest(pointer: str, lines: dict[str, int]) -> int:
    while pointer not in lines:
        pointer = pointer[: pointer.rindex("/")]
    return lines[pointer]


def _named(text: str) -> Iterator[tuple[str, int]]:
    """(pointer, line) of each table and each name that begins a line, outside texts of several lines."""
    table, tables, fence = "", Counter[str](), ""
    for number, line in enumerate(text.split("\n"), 1):
        if fence:
            fence = "" if line.count(fence) % 2 else fence
            continue
        if (header := _HEADER.match(line)) and "=" not in header[2]:
            table = _table(_steps(header[2].strip()), header[1] == "[[", tables)
            yield table, number
        elif name := _NAME.match(line):
            pointer = table
            for step in _steps(name[1]):
                pointer += f"/{escape(step)}"
                yield pointer, number
        fence = next((each for each in _FENCES if line.count(each) % 2), "")


def _table(steps: list[str], is_item: bool, tables: Counter[str]) -> str:
    """The pointer of a table; where a step names a list of tables, in its last one."""
    pointer = ""
    for depth, step in enumerate(steps, 1):
        pointer += f"/{escape(step)}"
        if is_item and depth == len(steps):
            tables[pointer] += 1
        if count := tables[pointer]:
            pointer += f"/{count - 1}"
    return pointer


def _steps(name: str) -> list[str]:
    """The parts of a dotted name, without quotation marks; none where it is not a name."""
    try:
        found: Any = tomllib.loads(f"{name} = 0")
    except tomllib.TOMLDecodeError:
        return []
    steps = []
    while isinstance(found, dict):
        step, found = next(iter(found.items()))
        steps.append(step)
    return steps
