"""Mutants of a product whose answers decide what it is asked next, such as one that makes up challenges and codes.

Its requests are other ones in each run, so that an answer is known by the case that asks for it and its number there.
The product is started for each mutant, and the change is made to what it answers then.
"""

from __future__ import annotations

from collections.abc import Iterator

from conformance.drafting.mutation.forms import documents
from conformance.drafting.mutation.json_form import json_sites
from conformance.drafting.mutation.services.answers import read
from conformance.drafting.mutation.services.product import MutatedProduct, Replaced
from conformance.engine.plan import Plan
from conformance.model.outcome import Outcome
from conformance.model.requirement import Suite
from conformance.model.sample import Sample


class RowPlan(Plan):
    """A plan of which one row alone is tried where `only` names it."""

    only: str | None = None

    def counts(self, requirement: str) -> bool:
        return self.only in (None, requirement)


class Exchanges:
    """Judges the reference product with one answer changed: by the row that asks for it, or by all where rows share it.

    `alone` is the plan for the suite and the documents that its product returns. The samples are its answers to the
    suite, one of each form to each row. They belong to that row, so that mutants of a class are tried at each.
    """

    def __init__(self, alone: Plan, suite: Suite, product: MutatedProduct) -> None:
        self._plan, self._product = RowPlan(alone.selection, alone.catalogue), product
        self._rows = frozenset(row.id for row in suite.requirements)
        self._honest, run = product.outcomes(self._plan)
        self.samples = list(self._different(run.seen))

    def outcomes(self, sample: Sample, data: bytes) -> dict[str, Outcome] | None:
        """The outcome of every row; None if the answer was not asked for or cannot have this change."""
        if data == sample.data:
            return self._honest
        replaced, row = {sample.name: Replaced(sample.data, data)}, sample.requirement
        self._plan.only = row
        found, run = self._product.outcomes(self._plan, replaced)
        if not run.used:
            return None
        return {**self._honest, row: found[row]} if row else found

    def _different(self, seen: dict[str, bytes]) -> Iterator[Sample]:
        """One of the answers of each form to each row."""
        known: set[object] = set()
        for key, data in sorted(seen.items()):
            case = key.partition("#")[0]
            name, answer = case.partition("/")[0], read(data)
            row = name if name in self._rows else None
            members = frozenset(site.pattern for found in documents(data) for site in json_sites(found))
            form = (row or case, answer.status, frozenset(each[0] for each in answer.headers), members, not answer.body)
            if form not in known:
                known.add(form)
                yield Sample(key, data, None, row)
