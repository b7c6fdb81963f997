"""Running the toy shelf suite against a product, and what came of it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conformance.engine.bundle import Bundle, catalogue_digest
from conformance.engine.live_session import live_session
from conformance.engine.packing import write_bundle
from conformance.engine.plan import Plan
from conformance.engine.plan_file import parse_plan
from conformance.engine.plan_tables import TestPlan
from conformance.engine.rejudge import Comparison, compare, rejudge
from conformance.engine.run_service import execute, resolve
from conformance.model.journal.records import Failure, SubjectJudged, Unjudged
from conformance.reporting.journal import events
from conformance.reporting.summary import Summary, summarise

SUITES = str(Path(__file__).parent / "live" / "suites")


def shelf_plan(url: str, **tables: Any) -> dict[str, Any]:
    """The plan of a shelf; keyword arguments replace its tables."""
    return {
        "profile": "shelf",
        "product": {"name": "Shelf", "version": "1"},
        "endpoints": {"shelf": url},
        "statement": {"labels": True},
        "information": {"thing": "vase"},
        "authorisation": {"by": "-", "scope": "-", "starts": "2000-01-01", "ends": "2999-12-31"},
        "limits": {"writing": True, "stimuli": 10},
        **tables,
    }


def changed_suites(folder: Path, file: str, old: str, new: str) -> str:
    """A copy of the suites in which the first `old` of a file reads `new`."""
    shutil.copytree(Path(SUITES).parent, folder / "live")
    path = folder / "live" / "suites" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return str(folder / "live" / "suites")


@dataclass
class LiveRun:
    """A finished run and where its files are."""

    folder: Path
    plan: Plan
    test_plan: TestPlan

    @property
    def journal(self) -> Path:
        return self.folder / "run.jsonl"

    @property
    def bundle(self) -> Path:
        return self.folder / "evidence.zip"

    @property
    def summary(self) -> Summary:
        return summarise(events(self.journal))

    @property
    def results(self) -> dict[str, Failure | Unjudged]:
        """Cases other than a pass, by requirement; the first if there are several."""
        found: dict[str, Failure | Unjudged] = {}
        for event in events(self.journal):
            if isinstance(event, SubjectJudged):
                for case in (*event.failures, *event.verdict.open, *event.verdict.inapplicable):
                    found.setdefault(case.requirement, case)
        return found

    def outcome(self, requirement: str) -> tuple[str, str | None]:
        """(outcome, key of the reason) of a requirement."""
        result = self.results.get(requirement)
        if result is None:
            return ("pass", None)
        return (result.outcome, result.reason.key) if isinstance(result, Unjudged) else ("fail", None)

    @property
    def exchanges(self) -> list[dict[str, Any]]:
        with Bundle(self.bundle) as bundle:
            return [json.loads(line) for line in bundle.read("exchanges.jsonl").splitlines()]

    def again(self, folder: Path, plan: Plan | None = None) -> Comparison:
        """Judge the bundle once more."""
        used = plan or self.plan
        with Bundle(self.bundle) as bundle:
            same = bundle.index["catalogue"]["digest"] == catalogue_digest(used)
            rejudge(bundle, bundle.test_plan, used, folder / "run.jsonl", same_catalogue=same)
            return compare(bundle, folder / "run.jsonl")


def asked_of(plan: Plan, values: Mapping[str, Any]) -> dict[str, Any]:
    """The plan of a reference product without what nobody asks of it: its family may serve other roles as well."""
    kinds = [plan.catalogue.kinds[each] for each in plan.sought]
    names = {name for kind in kinds for name in (kind.endpoint, *kind.optional_endpoints)}
    items = {name for suite in plan.catalogue.suites.values() if suite.kind in plan.sought for name in suite.statement}
    told = {name for suite in plan.catalogue.suites.values() if suite.kind in plan.sought for name in suite.information}
    known = {"endpoints": names, "statement": items, "information": told}
    return {
        **values,
        **{table: {name: each for name, each in values[table].items() if name in known[table]} for table in known},
    }


def run_live(
    folder: Path, values: Mapping[str, Any], suites: str = SUITES, environment: Mapping[str, str] | None = None
) -> LiveRun:
    """Run a plan live and pack its evidence."""
    test_plan = parse_plan(values, "plan")
    plan = resolve(test_plan, (suites,) if suites else (), "plan")
    journal = folder / "run.jsonl"
    with live_session(test_plan, folder, folder / "evidence", environment or {}) as session:
        execute(test_plan, plan, session, journal)
    write_bundle(folder / "evidence.zip", folder / "evidence", journal, test_plan, plan)
    return LiveRun(folder, plan, test_plan)
