"""The tests of a mutant: the few that most likely catch it, then those that come near it, then all that reach it."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

# Of each round: how many tests at most, and of how many CPU seconds together.
ROUNDS = ((12, 6.0), (80, 25.0), (300, 30.0))
GUESS = 0.3  # seconds of a test that was not measured
KEPT = ("tests/suites/test_samples", "tests/suites/test_outcomes")
ALIKE = 20  # tests whose names have words of the line
CONSTANTS = [(3.0, "tests/test_written_numbers.py::test_every_number_is_as_written_down")]
Items = list[tuple[float, str]]


@dataclass(frozen=True)
class Round:
    """Tests that are run together, and the CPU seconds that they take where all is well."""

    tests: list[str]
    seconds: float


class Reach:
    """What the files of tests/mutants/reach.py say of the tests that there are."""

    def __init__(self, folder: Path, items: Collection[str]) -> None:
        self._items = items
        # file -> line -> (the tests of a module, which of them: a hexadecimal number)
        self._lines: dict[str, dict[int, list[tuple[Items, str]]]] = {}
        measured: set[str] = set()
        for path in sorted(folder.glob("*.json")):
            kept = json.loads(path.read_text(encoding="utf-8"))
            tests = [(seconds, item) for item, seconds in kept["seconds"].items()]
            measured |= kept["seconds"].keys()
            for line, which in kept["lines"].items():
                file, _, number = line.rpartition(":")
                self._lines.setdefault(file, {}).setdefault(int(number), []).append((tests, which))
        self._new = sorted(each for each in items if each not in measured and each.startswith(KEPT))

    def rounds(self, file: str, line: int, text: str, users: Collection[tuple[str, int]]) -> Iterator[Round]:
        """Each round is of other tests than those before it.

        `text` is what the line and the name of its function say; `users` are the lines that use the constant that the
        line defines, which is read once, when it is imported.
        """
        exact = self._reaching(file, line)
        for other, number in users:
            exact += self._reaching(other, number)
        likely = sorted(exact, key=lambda each: (not _belongs(file, each[1]), each[0]))
        tried: set[str] = set()
        for tests, (most, budget) in zip(
            (
                [*(CONSTANTS if users else ()), *_spread(likely)],
                [*CONSTANTS, *self._near(file, line, text, exact)],
                _spread(sorted(exact) if exact else sorted(self._reaching(file))),
            ),
            ROUNDS,
            strict=True,
        ):
            chosen = _bounded((each for each in tests if each[1] not in tried), most, budget)
            tried.update(chosen.tests)
            if chosen.tests:
                yield chosen

    def _near(self, file: str, line: int, text: str, exact: Items) -> Iterator[tuple[float, str]]:
        family = "/".join(PurePosixPath(file).parts[1:3])
        yield from ((GUESS, each) for each in self._new if "[core/" in each or f"[{family}/" in each)
        # What is kept of all that is printed and concluded takes its time, but catches most.
        yield from sorted(each for each in exact if each[1].startswith(KEPT))
        # A test file may be new, or have been left out when what is reached was measured.
        stem = PurePosixPath(file).stem.removesuffix("_command")
        own = [each for each in sorted(self._items) if stem in each.partition("::")[0]]
        yield from _spread((GUESS, each) for each in sorted(own, key=lambda each: f"/test_{stem}.py" not in each))
        yield from sorted(exact, key=lambda each: (-_common(text, each[1]), each[0]))[:ALIKE]
        yield from _spread(sorted(exact))
        for number in sorted(self._lines.get(file, ()), key=lambda number: abs(number - line)):
            yield from sorted(self._reaching(file, number))
        if not exact:
            yield from _spread((GUESS, each) for each in sorted(self._items) if each.startswith(place(file)))

    def _reaching(self, file: str, line: int | None = None) -> Items:
        """The tests that reach the line, or any of the file."""
        lines = self._lines.get(file, {})
        found = set()
        for tests, which in (each for number in (lines if line is None else (line,)) for each in lines.get(number, ())):
            bits = int(which, 16)
            found |= {each for number, each in enumerate(tests) if bits >> number & 1 and each[1] in self._items}
        return list(found)


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


def _bounded(items: Iterable[tuple[float, str]], most: int, budget: float) -> Round:
    """The first of these items, each once, passing over those for which no time is left."""
    chosen: dict[str, float] = {}
    total = 0.0
    for seconds, item in items:
        if len(chosen) == most:
            break
        if item not in chosen and (not chosen or total + seconds <= budget):
            chosen[item] = seconds
            total += seconds
    return Round(list(chosen), total)
