"""Files of a run without a verdict: those that were not judged, and those that were read as part of a subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from conformance.model.text import LANGUAGES, Text
from conformance.reporting.summary import Summary
from conformance.reporting.words import word


class Unjudged(NamedTuple):
    """A list of files: the key of its heading, what is said of them with their names, and how many are left out."""

    key: str
    groups: list[tuple[Text, list[str]]]
    left: int


def unjudged(summary: Summary, most: int) -> Iterator[Unjudged]:
    """The lists of a run that are not empty, with at most so many names each; what is said of several is said once."""
    problems = [(problem.reason.text, name) for name, problem in summary.problems[:most]]
    parts = [(_part_of(part.of), part.name) for part in summary.parts[:most]]
    for key, told, count in (("problems", problems, summary.problem_count), ("parts", parts, summary.part_count)):
        if count:
            yield Unjudged(key, _grouped(told), count - len(told))


def _part_of(name: str) -> Text:
    return Text(*(word("label", "part_of", language, name=name) for language in LANGUAGES))


def _grouped(told: Iterable[tuple[Text, str]]) -> list[tuple[Text, list[str]]]:
    found: dict[Text, list[str]] = {}
    for text, name in told:
        found.setdefault(text, []).append(name)
    return list(found.items())
