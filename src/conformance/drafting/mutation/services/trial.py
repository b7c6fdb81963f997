"""What becomes of a mutant of an answer: which rows the product violates with it."""

from __future__ import annotations

from conformance.drafting.mutation.services.answers import undated
from conformance.drafting.mutation.services.by_exchange import Exchanges
from conformance.drafting.mutation.services.product import InProcess, MutatedProduct, Replaced
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome
from conformance.model.requirement import Suite
from conformance.model.sample import Sample

ALL = "all suites"


def product_of(plan: Plan, suite: Suite) -> Answers | Exchanges:
    """The reference product of a live suite with changed answers: known by request, or by case where these vary."""
    product, alone = MutatedProduct(plan, suite), _alone(plan, suite)
    first, second = (product.outcomes(alone)[1].seen for _ in range(2))
    if first.keys() == second.keys():
        return Answers(plan, suite)
    product.know_by_case()
    return Exchanges(alone, suite, product)


class Answers:
    """Judges the reference product of a live suite with one answer replaced by all suites of its endpoint.

    The samples are its answers to what the suite asks. A product that says the same whenever it is started is started
    for each suite and mutant, and only suites that ask for the answer judge it. A product that makes up tokens is not,
    nor one that has to be asked several things at a time: there all suites judge one product.
    """

    def __init__(self, plan: Plan, suite: Suite) -> None:
        self._product = MutatedProduct(plan, suite)
        self._plans = {each.id: _alone(plan, each) for each in _of_endpoint(plan, suite)}
        (found, first), (_, second) = (self._product.outcomes(self._plans[suite.id]) for _ in range(2))
        own, judging = first.seen, suite.id
        if _undated(own) != _undated(second.seen) or Outcome.INCONCLUSIVE in found.values():
            self._product.keep()
            own = self._product.outcomes(self._plans[suite.id])[1].seen
            self._plans, judging = {ALL: plan}, ALL
        self._runs: dict[str, InProcess] = {}
        self._honest: dict[str, Outcome] = {}
        for name, each in self._plans.items():
            found, self._runs[name] = self._product.outcomes(each)
            self._honest |= found
        seen = sorted(self._runs[judging].seen.items())
        self.samples = [Sample(key, data, None, None) for key, data in seen if key in own]

    def outcomes(self, sample: Sample, data: bytes) -> dict[str, Outcome] | None:
        """The outcomes with these bytes as the answer; None if the request was not sent again."""
        if data == sample.data:
            return self._honest
        replaced, found, used = {sample.name: Replaced(sample.data, data)}, dict[str, Outcome](), False
        for name, plan in self._plans.items():
            if sample.name in self._runs[name].seen:
                outcomes, transport = self._product.outcomes(plan, replaced)
                found, used = found | outcomes, used or transport.used
        return found if used else None


def _of_endpoint(plan: Plan, suite: Suite) -> list[Suite]:
    kinds, endpoint = plan.catalogue.kinds, plan.catalogue.kinds[suite.kind].endpoint
    return [each for each in plan.catalogue.suites.values() if kinds[each.kind].endpoint == endpoint]


def _alone(plan: Plan, suite: Suite) -> Plan:
    """The plan for a suite and the documents that its product returns."""
    documents = plan.catalogue.kinds[suite.kind].documents
    names = [each.id for each in plan.catalogue.suites.values() if each is suite or each.kind in documents]
    return Plan(Selection(plan.selection.folders, tuple(names)), plan.catalogue)


def _undated(seen: dict[str, bytes]) -> dict[str, object]:
    return {key: undated(data) for key, data in seen.items()}
