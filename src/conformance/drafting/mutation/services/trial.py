"""What becomes of a mutant of an answer: which rows the product violates with it."""

from __future__ import annotations

from conformance.drafting.mutation.services.product import MutatedProduct
from conformance.engine.plan import Plan
from conformance.model.outcome import Outcome
from conformance.model.requirement import Suite
from conformance.model.sample import Sample


class Answers:
    """Judges the reference product of a live suite with one answer replaced by all suites of its endpoint.

    The samples are its answers to what the suite asks.
    """

    def __init__(self, plan: Plan, suite: Suite) -> None:
        self._product = MutatedProduct(plan, suite)
        self._honest, transport = self._product.outcomes({})
        asked = self._product.asked(suite)
        self.samples = [Sample(key, data, None, None) for key, data in sorted(transport.seen.items()) if key in asked]

    def outcomes(self, sample: Sample, data: bytes) -> dict[str, Outcome] | None:
        """The outcome of every row with these bytes as the answer; None if the request was not sent again."""
        if data == sample.data:
            return self._honest
        found, transport = self._product.outcomes({sample.name: data})
        return found if transport.used else None
