"""What a programme effects: conclusions per requirement and clause, by class of vendor and month, and as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from conformance.model.text import Text
from conformance.reporting.lines import Line
from conformance.reporting.words import word

ALL = ""
"""The class of all vendors."""
FIRST, NOW = "first", "now"
"""Beside months: the first run of each product, and its last."""
SHOWN = 10
Where = tuple[str, str]
"""Class and time of a cell."""


class Cell(NamedTuple):
    """How many products satisfy a requirement, violate it, or leave it unproven."""

    satisfied: int = 0
    violated: int = 0
    unproven: int = 0

    @property
    def judged(self) -> int:
        return sum(self)

    @property
    def all_pass(self) -> bool:
        """Whether every product satisfies it."""
        return self.satisfied == self.judged > 0


class Row(NamedTuple):
    """A requirement or a clause with its cells; a cell that is None is suppressed, one without products left out."""

    key: str
    title: Text
    cells: Mapping[Where, Cell | None]

    def at(self, when: str, class_: str = ALL) -> Cell | None:
        """The cell of a class at a time; None where it is suppressed or empty."""
        return self.cells.get((class_, when))


class Effect(NamedTuple):
    """All of it. `least` is the number of products below which a cell is suppressed."""

    least: int
    reports: int
    products: int
    classes: tuple[str, ...]
    months: tuple[str, ...]
    requirements: tuple[Row, ...]
    clauses: tuple[Row, ...]

    @property
    def times(self) -> tuple[str, ...]:
        return (FIRST, *self.months, NOW)

    def share(self, when: str, class_: str = ALL) -> tuple[int, int]:
        """How many of the requirements that are shown are satisfied by all products, and of how many."""
        cells = [cell for row in self.requirements if (cell := row.at(when, class_))]
        return sum(cell.all_pass for cell in cells), len(cells)


def headline(effect: Effect, language: str) -> str:
    """How much was evaluated."""
    told = {"reports": effect.reports, "products": effect.products, "least": effect.least}
    return word("effect", "headline", language, **told)


def shared(effect: Effect, when: str, language: str) -> str:
    """The share of the requirements that all products satisfy, in words."""
    passed, of = effect.share(when)
    label = when_in_words(when, language)
    return word("effect", "share", language, when=label, passed=passed, of=of, percent=percent(passed, of))


def percent(passed: int, of: int) -> str:
    """A share, with one decimal."""
    return f"{100 * passed / of:.1f} %" if of else "-"


def when_in_words(when: str, language: str) -> str:
    """A month as it is written, or the first or the last run."""
    return word("effect", when, language) if when in (FIRST, NOW) else when


def class_in_words(class_: str, language: str) -> str:
    """The name of a class, or that it is all of them."""
    return class_ or word("effect", "all", language)


def as_record(effect: Effect) -> dict[str, Any]:
    """The evaluation in JSON values; what is suppressed says so, and no more."""
    return {
        "least": effect.least,
        "reports": effect.reports,
        "products": effect.products,
        "classes": list(effect.classes),
        "months": list(effect.months),
        "passed_by_all": [
            {"class": class_, "when": when, "passed": passed, "of": of}
            for class_ in (ALL, *effect.classes)
            for when in effect.times
            for passed, of in [effect.share(when, class_)]
            if of
        ],
        "requirements": [_row(each) for each in effect.requirements],
        "clauses": [_row(each) for each in effect.clauses],
    }


def _row(row: Row) -> dict[str, Any]:
    cells = [
        {"class": class_, "when": when, **(cell._asdict() if cell else {"suppressed": True})}
        for (class_, when), cell in row.cells.items()
    ]
    return {"key": row.key, "title": {"en": row.title.en, "zh": row.title.zh}, "cells": cells}


COLUMNS = ("what", "key", "class", "when", "satisfied", "violated", "unproven", "title_en", "title_zh")


def table(effect: Effect) -> Iterator[tuple[Any, ...]]:
    """A line for each cell, below the names of the columns; the numbers of a suppressed one are left empty."""
    yield COLUMNS
    for what, rows in (("requirement", effect.requirements), ("clause", effect.clauses)):
        for row in rows:
            for (class_, when), cell in row.cells.items():
                yield what, row.key, class_, when, *(cell or ("", "", "")), row.title.en, row.title.zh


def most_violated(rows: Iterable[Row], when: str) -> list[Row]:
    """The rows that the most products violate at a time, the worst first."""
    found = [(row, cell.violated) for row in rows if (cell := row.at(when)) and cell.violated]
    return [row for row, _ in sorted(found, key=lambda each: (-each[1], each[0].key))]


def render_effect(effect: Effect, language: str) -> Iterator[Line]:
    """The evaluation in a few lines: the shares, and the requirements that the most products violate now."""
    yield Line(headline(effect, language), 0, "bold")
    yield from (Line(shared(effect, when, language), 2) for when in (FIRST, NOW))
    worst = most_violated(effect.requirements, NOW)
    if worst:
        yield Line()
        yield Line(word("effect", "violated_now", language), 0, "bold")
    for row in worst[:SHOWN]:
        yield Line(f"{row.key}  {row.title[language]}", 2)
        yield Line(compared(row, language), 4)
    if len(worst) > SHOWN:
        yield Line(word("label", "more_rows", language, count=len(worst) - SHOWN), 2, "dim")


def compared(row: Row, language: str) -> str:
    """First run against now."""
    return word("effect", "compared", language, **{when: counts(row.at(when), language) for when in (FIRST, NOW)})


def counts(cell: Cell | None, language: str) -> str:
    """The numbers of a cell in words."""
    return word("effect", "counts", language, **cell._asdict()) if cell else word("effect", "suppressed", language)
