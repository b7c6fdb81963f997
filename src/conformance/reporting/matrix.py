"""Products x requirements: the conclusions of several runs side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from conformance.model.journal.records import Event, RequirementRecord, SubjectJudged
from conformance.model.outcome import Conclusion, Outcome
from conformance.reporting.cases import Case, RequirementSummary
from conformance.reporting.subject_names import below, shared_folder
from conformance.reporting.summary import Summary, begun

# Symbols that remain distinct in black-and-white print.
SIGNS = {
    Conclusion.SATISFIED: "✓",
    Conclusion.VIOLATED: "✗",
    Conclusion.UNPROVEN: "?",
    Conclusion.NOT_APPLICABLE: "–",
    Conclusion.EXCLUDED: "/",
}


@dataclass(frozen=True)
class Product:
    """One run: the product's name, its summary, and the number of leading folders that all its subjects share."""

    name: str
    summary: Summary
    depth: int

    def cases(self, requirement: str) -> list[Case]:
        """The first violated cases of a requirement, with subject names relative to the shared folder."""
        row = self.summary.requirements.get(requirement)
        return [self._named(case) for case in row.kept_with(Outcome.FAIL)] if row else []

    def _named(self, case: Case) -> Case:
        return case._replace(subject=case.subject._replace(name=below(case.subject.name, self.depth)))


@dataclass(frozen=True)
class Line:
    """One requirement with the conclusion of each product's run; None if the run did not include it."""

    record: RequirementRecord
    suite: str
    cells: tuple[RequirementSummary | None, ...]

    @property
    def conclusions(self) -> tuple[Conclusion | None, ...]:
        return tuple(cell.conclusion if cell else None for cell in self.cells)

    @property
    def applies(self) -> bool:
        """Whether any product was judged by it."""
        return not set(self.conclusions) <= {None, Conclusion.NOT_APPLICABLE, Conclusion.EXCLUDED}

    @property
    def rank(self) -> int:
        """What a meeting looks at first: where products differ, then what is violated or open, then the rest."""
        open_ = {Conclusion.VIOLATED, Conclusion.UNPROVEN} & set(self.conclusions)
        return 0 if self.differs else 1 if open_ else 2 if self.applies else 3

    @property
    def differs(self) -> bool:
        """Whether the products judged by it differ."""
        return len(set(self.conclusions) - {None}) > 1


def read_product(name: str, journal: Iterable[Event]) -> Product:
    """Read a product's run from its journal."""
    summary, events = begun(journal)

    def names() -> Iterable[str]:
        for event in events:
            summary.add(event)
            if isinstance(event, SubjectJudged):
                yield event.subject.name

    depth = len(shared_folder(names()))
    return Product(name, summary.close(), depth)


def matrix(products: list[Product]) -> list[Line]:
    """A line for every requirement that counts in any of the runs: by rank, then in the order of suites and rows."""
    rows: dict[str, RequirementSummary] = {}
    for product in products:
        for name, row in product.summary.requirements.items():
            rows.setdefault(name, row)
    order = {name: at for at, name in enumerate(rows)}
    ordered = sorted(rows.items(), key=lambda each: (each[1].suite, order[each[0]]))
    lines = (
        Line(row.record, row.suite, tuple(product.summary.requirements.get(name) for product in products))
        for name, row in ordered
    )
    return sorted(lines, key=lambda line: line.rank)


def unlike(products: list[Product]) -> list[str]:
    """How the runs differ, so that a reader compares with care: suites, profile, harness."""
    digests: dict[str, set[str]] = {}
    for product in products:
        for suite in product.summary.suites:
            digests.setdefault(suite.id, set()).add(suite.digest)
    found = [suite for suite, each in digests.items() if len(each) > 1]
    for key in ("profile", "level", "harness"):
        told = [getattr(product.summary.opening, key) for product in products]
        if any(each != told[0] for each in told):
            found.append(key)
    return found
