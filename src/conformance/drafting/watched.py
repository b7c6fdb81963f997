"""A plan that judges as any other, and records at which lines of the checks findings are made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import update_wrapper
from types import GeneratorType
from typing import Any

from conformance.drafting.conditions import Line, lines_of
from conformance.engine.loaded import LoadedSuite, Row
from conformance.engine.plan import Plan, Selection
from conformance.model.requirement import Suite
from conformance.recordings.block import Hits


class WatchedPlan(Plan):
    """A plan with all suites, those by role as well, each with its own parameters; its checks are watched."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(Selection(plan.selection.folders, tuple(plan.catalogue.suites)), plan.catalogue)
        self._lines: dict[str, frozenset[Line]] = defaultdict(frozenset)
        self._watched: dict[str, LoadedSuite] = {}

    def load(self, suite: Suite) -> LoadedSuite:
        """The suite with its code, its checks watched."""
        if suite.id not in self._watched:
            loaded = super().load(suite)
            rows = tuple(self._row(row) for row in loaded.rows)
            judged = tuple(row for row in rows if not row.requirement.excluded)
            self._watched[suite.id] = replace(loaded, rows=rows, judged=judged)
        return self._watched[suite.id]

    def take_lines(self) -> Mapping[str, frozenset[Line]]:
        """By requirement the lines that made findings since this was last asked."""
        taken, self._lines = self._lines, defaultdict(frozenset)
        return taken

    def _row(self, row: Row) -> Row:
        return row._replace(check=self._watch(row.requirement.id, row.check)) if row.check else row

    def _watch(self, requirement: str, check: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*given: Any) -> Any:
            findings = check(*given)
            return self._passed_on(requirement, findings) if isinstance(findings, GeneratorType) else findings

        return update_wrapper(watched, check)

    def _passed_on(self, requirement: str, findings: GeneratorType[Any, None, None]) -> Iterator[Any]:
        for finding in findings:
            if not isinstance(finding, Hits) or finding.mask.any():
                self._lines[requirement] |= lines_of(findings)
            yield finding
