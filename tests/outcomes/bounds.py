"""Bad samples judged by parameters that are exactly what was found in them: on which side of its bound each row is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.engine.case import Case
from conformance.engine.loaded import LoadedSuite
from conformance.engine.plan import Plan
from conformance.engine.suite_code import load_suite_code
from conformance.model.requirement import Requirement, Suite
from conformance.model.sample import Sample
from conformance.readers.source import Source


class Otherwise(Plan):
    """The plan, with other parameters for one suite."""

    def __init__(self, plan: Plan, suite: Suite, parameters: Mapping[str, Any]) -> None:
        super().__init__(plan.selection, plan.catalogue)
        loaded = load_suite_code(suite, plan.catalogue.kinds[suite.kind].judge, parameters=parameters)
        self._other: dict[str, LoadedSuite] = {suite.id: loaded}

    def load(self, suite: Suite) -> LoadedSuite:
        return self._other.get(suite.id) or super().load(suite)


def at_bounds(plan: Plan, suite: Suite, sample: Sample, case: Case) -> Iterator[tuple[str, Plan, Source]]:
    """With what was found as a parameter that the row names: what to call it, the plan, and the sample to judge."""
    values = case.findings[0].values if case.findings else {}
    for name in _named(case.requirement, suite):
        for value in (values.get("received"), values.get("frames")):
            if isinstance(value, int | float) and not isinstance(value, bool):
                source = Source(sample.name, sample.data, sample.folder)
                yield f"{sample.name} with {name} = {value}", Otherwise(plan, suite, {name: value}), source


def _named(row: Requirement, suite: Suite) -> Iterator[str]:
    """The parameters of the suite that are numbers and that the statement of the row names."""
    for name, parameter in suite.parameters.items():
        if f"`{name}`" in row.statement.en and isinstance(parameter.default, int | float):
            yield name
