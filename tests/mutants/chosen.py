"""The tests of a mutant: first the few that most likely catch it, then all that come near it, each set bounded."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path, PurePosixPath

FIRST, FIRST_SECONDS = 12, 6.0
THEN, THEN_SECONDS = 80, 25.0
GUESS = 0.3  # seconds of a test that was not measured
KEPT = ("tests/suites/test_samples", "tests/suites/test_outcomes")
ALIKE = 20  # tests whose names have words of the line
CONSTANTS = [(3.0, "tests/test_written_numbers.py::test_every_number_is_as_written_down")]
Items = list[tuple[float, str]]


class Reach:
    """What the files of tests/mutants/reach.py say of the tests that there are."""

    def __init__(self, folder: Path, items: Collection[str]) -> None:
        self._items = items
        self._lines: dict[str, dict[int, Items]] = {}
        for path in sorted(folder.glob("*.json")):
            for place, functions in json.loads(path.read_text(encoding="utf-8")).items():
                file, _, number = place.rpartition(":")
                here = self._lines.setdefault(file, {}).setdefault(int(number), [])
                here += [(seconds, item) for alike in functions.values() for seconds, item in alike if item in items]

    def tests(
        self, file: str, line: int, text: str, users: Iterable[tuple[str, int]]
    ) -> tuple[list[str], list[str], float, float]:
        """The first set and the second, without the first, and how many CPU seconds each takes where all is well.

        `text` is what the line and the name of its function say; `users` are the lines that use the constant that the
        line defines, which is read once, when it is imported.
        """
        lines = self._lines.get(file, {})
        exact = sorted(lines.get(line, []), key=lambda each: (not _belongs(file, each[1]), each[0]))
        for other, number in users:
            exact += self._lines.get(other, {}).get(number, [])
        first, first_cost = _bounded(_once((*(CONSTANTS if users else ()), *_spread(exact))), FIRST, FIRST_SECONDS)
        near = [
            each for number in sorted(lines, key=lambda number: abs(number - line)) for each in sorted(lines[number])
        ]
        # What is kept of all that is printed and concluded takes its time, but catches most.
        kept = sorted(each for each in exact if each[1].startswith(KEPT))
        # A test file may be new, or have been left out when what is reached was measured.
        stem = PurePosixPath(file).stem.removesuffix("_command")
        own = [each for each in sorted(self._items) if stem in each.partition("::")[0]]
        named = _spread((GUESS, each) for each in sorted(own, key=lambda each: f"/test_{stem}.py" not in each))
        placed = () if exact else _spread((GUESS, each) for each in sorted(self._items) if each.startswith(place(file)))
        alike = sorted(exact, key=lambda each: (-_common(text, each[1]), each[0]))[:ALIKE]
        rest = [each for each in (*kept, *named, *alike, *sorted(exact), *near, *placed) if each[1] not in first]
        then, then_cost = _bounded(_once((*CONSTANTS, *rest)), THEN, THEN_SECONDS)
        return first, then, first_cost, then_cost


def _belongs(file: str, test: str) -> bool:
    """Whether the test lies where tests of this file do, or concerns the samples or kept outcomes of all suites."""
    return test.startswith((place(file), *KEPT))


def _common(line: str, test: str) -> int:
    """How many words of the line are in the name of the test."""
    return sum(word in test for word in set(re.findall(r"[a-z]{4,}", line)))


def place(file: str) -> str:
    """The folder of the tests of this file."""
    parts = PurePosixPath(file).parts
    return f"tests/{parts[2]}/" if parts[0] == "src" else f"tests/suites/{'/'.join(parts[1:3])}/"


def _spread(items: Iterable[tuple[float, str]]) -> Iterator[tuple[float, str]]:
    """One item of each function first, then the second ones."""
    rounds: dict[int, Items] = {}
    seen: dict[str, int] = {}
    for seconds, item in items:
        function = item.partition("[")[0]
        seen[function] = seen.get(function, 0) + 1
        rounds.setdefault(seen[function], []).append((seconds, item))
    for number in sorted(rounds):
        yield from rounds[number]


def _once(items: Iterable[tuple[float, str]]) -> Iterator[tuple[float, str]]:
    return iter({item: (seconds, item) for seconds, item in items}.values())


def _bounded(items: Iterable[tuple[float, str]], most: int, budget: float) -> tuple[list[str], float]:
    chosen: dict[str, float] = {}
    for seconds, item in items:
        if len(chosen) < most and (not chosen or sum(chosen.values()) + seconds <= budget):
            chosen.setdefault(item, seconds)
    return list(chosen), sum(chosen.values())
