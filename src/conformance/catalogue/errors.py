"""Errors in a catalogue: sentences in both languages, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from conformance.model.problem import Problem
from conformance.model.text import Text

Same = TypeVar("Same", bound="CatalogueError")


class CatalogueError(Problem):
    """A suite, profile, plan, schema or trace that cannot be used.

    `place` is the file, with its line and row where they are known. `others` are further mistakes found at the same
    time; the sentences of all of them are the lines of `text`.
    """

    def __init__(self, place: object, problem: Text, others: tuple[CatalogueError, ...] = ()) -> None:
        self.place, self.problem, self.others = str(place), problem, others
        lines = [Text(f"{self.place}: {problem.en}", f"{self.place}：{problem.zh}"), *(each.text for each in others)]
        super().__init__(Text("\n".join(line.en for line in lines), "\n".join(line.zh for line in lines)))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.place, self.problem, self.others)


class Mistakes:
    """Collects the mistakes in independent parts, so that all are reported at once."""

    def __init__(self) -> None:
        self.found: list[CatalogueError] = []

    @contextmanager
    def gathered(self) -> Iterator[None]:
        """Keep a CatalogueError of the block for later."""
        try:
            yield
        except CatalogueError as error:
            self.found.append(error)

    def report(self) -> None:
        """Raise CatalogueError if anything was found."""
        if self.found:
            raise together(self.found)


def together(errors: Sequence[Same]) -> Same:
    """Several errors as one of the type of the first; repeated sentences are left out."""
    parts: dict[tuple[str, Text], None] = {}
    for error in errors:
        parts[error.place, error.problem] = None
        parts.update(((other.place, other.problem), None) for other in error.others)
    first, *others = parts
    return type(errors[0])(*first, tuple(CatalogueError(*each) for each in others))
