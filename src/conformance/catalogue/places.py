"""Where in a TOML file something is said: path, line and the name of the table; TOML readers give no lines."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

Step = str | int


class Place:
    """A table or a key of a file; its line is looked up when the place is shown."""

    __slots__ = ("_name", "_steps", "file")

    def __init__(self, file: object, steps: tuple[Step, ...] = (), name: str = "") -> None:
        self.file, self._steps, self._name = file, steps, name

    def at(self, *steps: Step, name: str = "") -> Place:
        """What is further in; `name` is what it is called beside the line."""
        return Place(self.file, (*self._steps, *steps), f"{self._name}: {name}" if self._name and name else name)

    def line_of(self, *steps: Step) -> Place:
        """The same table at the line of what is further in."""
        return Place(self.file, (*self._steps, *steps), self._name)

    def __str__(self) -> str:
        line = _line(self.file, self._steps) if isinstance(self.file, Path) else None
        return ":".join(str(each) for each in (self.file, line) if each) + (f": {self._name}" if self._name else "")


def _line(path: Path, steps: tuple[Step, ...]) -> int | None:
    """The line where this, else the nearest table around it, is said; None where the file does not tell."""
    try:
        said = lines(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        return None
    while steps and steps not in said and (*steps, 0) not in said:
        steps = steps[:-1]
    return said.get(steps) or said.get((*steps, 0))


@lru_cache(maxsize=1)  # all mistakes of a file ask for its lines
def lines(text: str) -> dict[tuple[Step, ...], int]:
    """The line of each table and key of a TOML text, the first is 1; members of inline tables are not told apart."""
    found: dict[tuple[Step, ...], int] = {}
    for steps, number in _written(text):
        found.setdefault(steps, number)
    return found


def twice(text: str) -> tuple[str, int, int] | None:
    """The first key or table that a text has twice, with both lines; None where only inline tables repeat one."""
    found: dict[tuple[Step, ...], int] = {}
    for steps, number in _written(text):
        if steps in found:
            return ".".join(each for each in steps if isinstance(each, str)), found[steps], number
        found[steps] = number
    return None


def _written(text: str) -> Iterator[tuple[tuple[Step, ...], int]]:
    """Each table and key with its line, in their order."""
    table: tuple[Step, ...] = ()
    counts: dict[tuple[Step, ...], int] = {}
    quote = ""  # the delimiter of a string of several lines we are in
    for number, line in enumerate(text.splitlines(), 1):
        if quote:
            quote = "" if quote in line else quote
            continue
        bare = line.strip()
        if bare.startswith("["):
            table = _header(bare, counts)
            yield table, number
        elif "=" in bare and (key := _key(bare.partition("=")[0])):
            yield (*table, *key), number
        for each in ('"' * 3, "'" * 3):
            if bare.count(each) % 2:
                quote = each


def _header(line: str, counts: dict[tuple[Step, ...], int]) -> tuple[Step, ...]:
    """The table of a [header] or [[header]]; each of the latter gets the next index."""
    double = line.startswith("[[")
    path: tuple[Step, ...] = ()
    for step in _key(line.strip("[").partition("]")[0]):
        path = (*path, step)
        if path in counts:
            path = (*path, counts[path])
    if double:
        named = path[:-1] if path and isinstance(path[-1], int) else path
        counts[named] = counts.get(named, -1) + 1
        path = (*named, counts[named])
    return path


def _key(text: str) -> tuple[str, ...]:
    """The steps of a key such as `a."b c"`; none where it is not one."""
    try:
        table = tomllib.loads(f"{text} = 0")
    except tomllib.TOMLDecodeError:
        return ()
    steps: list[str] = []
    while isinstance(table, dict) and table:
        name, table = next(iter(table.items()))
        steps.append(name)
    return tuple(steps)
