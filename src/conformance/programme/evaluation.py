"""Effect evaluation: what the reports of many products say of each requirement and clause, by class and month.

What is counted in a cell are products: in a month by their last run in it, otherwise by their first or their last run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import NamedTuple

from conformance.model.outcome import Conclusion
from conformance.model.text import Text
from conformance.programme.config import EvaluationTable
from conformance.programme.reports import Report
from conformance.programme.suppression import suppressed
from conformance.reporting.effect import ALL, FIRST, NOW, Cell, Effect, Row, Where

OTHER = "-"
"""The class of a vendor that has none."""
WORST = (Conclusion.VIOLATED, Conclusion.UNPROVEN, Conclusion.SATISFIED)
Member = tuple[tuple[str, str], int]
"""A product, and the number of one of its reports."""


class _Counted(NamedTuple):
    """The members of each cell, and what each of them concludes."""

    cells: dict[Where, frozenset[Member]]
    conclusions: dict[Member, Conclusion]


def evaluate(reports: Iterable[Report], config: EvaluationTable) -> Effect:
    """The evaluation of the reports, each run once."""
    ordered = sorted({each.run: each for each in reports}.values(), key=lambda each: (each.started, each.run))
    members = _members(ordered, config.classes)
    hide = _hiding(config.least)
    rows, titles, clauses, phrases = _known(ordered)
    counted = {row: _of(members, ordered, (row,)) for row in rows}
    hidden = {row: hide(found.cells, frozenset()) for row, found in counted.items()}
    requirements = [Row(row, titles[row], _shown(counted[row], hidden[row])) for row in sorted(rows)]
    about = []
    for key in sorted(clauses):
        found = _of(members, ordered, tuple(sorted(clauses[key])))
        small = frozenset(where for row in clauses[key] for where in hidden[row])
        about.append(Row(key, phrases[key], _shown(found, hide(found.cells, small))))
    products = {(each.vendor, each.product) for each in ordered}
    classes = tuple(sorted({class_ for class_, _ in members if class_ != ALL}))
    months = tuple(sorted({each.month for each in ordered}))
    return Effect(config.least, len(ordered), len(products), classes, months, tuple(requirements), tuple(about))


def _members(ordered: list[Report], classes: Mapping[str, str]) -> dict[Where, dict[tuple[str, str], int]]:
    """By class and time, the products that have a report there, with its number."""
    found: dict[Where, dict[tuple[str, str], int]] = {}
    for number, each in enumerate(ordered):
        product = each.vendor, each.product
        for class_ in (ALL, classes.get(each.vendor, OTHER)) if classes else (ALL,):
            for when in (each.month, NOW):
                found.setdefault((class_, when), {})[product] = number
            found.setdefault((class_, FIRST), {}).setdefault(product, number)
    return found


def _of(
    members: Mapping[Where, Mapping[tuple[str, str], int]], ordered: list[Report], rows: tuple[str, ...]
) -> _Counted:
    """Who is counted for these rows, and what the worst of them is."""
    conclusions: dict[Member, Conclusion] = {}
    cells: dict[Where, frozenset[Member]] = {}
    for where, products in members.items():
        there = set()
        for product, number in products.items():
            told = ordered[number].conclusions
            found = [told[row] for row in rows if row in told]
            if found:
                there.add((product, number))
                conclusions[product, number] = min(found, key=WORST.index)
        cells[where] = frozenset(there)
    return _Counted(cells, conclusions)


def _shown(counted: _Counted, hidden: frozenset[Where]) -> dict[Where, Cell | None]:
    cells: dict[Where, Cell | None] = {}
    for where, members in sorted(counted.cells.items()):
        numbers = Counter(counted.conclusions[each].value for each in members)
        if members:
            cells[where] = None if where in hidden else Cell(**numbers)
    return cells


Hide = Callable[[Mapping[Where, frozenset[Member]], frozenset[Where]], frozenset[Where]]


def _hiding(least: int) -> Hide:
    """Suppression that is worked out once for all rows that the same members are counted for."""

    @cache
    def of(cells: frozenset[tuple[Where, frozenset[Member]]], forced: frozenset[Where]) -> frozenset[Where]:
        return suppressed(dict(cells), least, forced)

    return lambda cells, forced: of(frozenset(cells.items()), forced)


def _known(
    ordered: list[Report],
) -> tuple[set[str], dict[str, Text], dict[str, set[str]], dict[str, Text]]:
    """The rows that were judged with their titles, and the clauses that motivate them with their phrases."""
    rows = {row for each in ordered for row in each.conclusions}
    titles: dict[str, Text] = {}
    clauses: dict[str, set[str]] = {}
    phrases: dict[str, Text] = {}
    for each in ordered:
        for name in each.conclusions.keys() - titles.keys():
            record = each.summary.requirements[name].record
            titles[name] = record.title
            for clause in record.policy:
                clauses.setdefault(clause.key, set()).add(name)
                phrases[clause.key] = clause.phrase
    return rows, titles, clauses, phrases
