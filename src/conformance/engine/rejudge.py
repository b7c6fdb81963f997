"""Judging a run again from its bundle, and what changed by it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conformance.engine.bundle import JOURNAL, Bundle
from conformance.engine.live_session import session_of
from conformance.engine.plan import Plan
from conformance.engine.plan_file import TestPlan
from conformance.engine.run_service import execute
from conformance.model.digest import digest
from conformance.model.outcome import BY_LETTER


@dataclass(frozen=True)
class Comparison:
    """What a second judging came to: `differing` holds (subject and requirement, outcome before, outcome now)."""

    same_bytes: bool
    digest: str
    differing: list[tuple[str, str, str]]


def rejudge(bundle: Bundle, test_plan: TestPlan, plan: Plan, journal: Path, *, same_catalogue: bool) -> bool:
    """Write the journal of the bundle's run once more, from its evidence alone; True if the run was not cut short."""
    session = session_of(test_plan, bundle.record(complete=same_catalogue))
    volatile = {**bundle.journal_event("run").get("run", {}), **bundle.journal_event("end").get("run", {})}
    return execute(test_plan, plan, session, journal, again=volatile)


def compare(bundle: Bundle, journal: Path) -> Comparison:
    """The journal in the bundle against the one just written."""
    before, now = bundle.read(JOURNAL), journal.read_bytes()
    old, new = _outcomes(before.splitlines()), _outcomes(now.splitlines())
    differing = [
        (name, old.get(name, "-"), new.get(name, "-")) for name in {**old, **new} if old.get(name) != new.get(name)
    ]
    return Comparison(before == now, digest(now), differing)


def _outcomes(lines: Iterable[bytes]) -> dict[str, str]:
    """The outcome of every requirement on every subject."""
    rows: dict[str, list[str]] = {}
    found: dict[str, str] = {}
    for line in lines:
        event: dict[str, Any] = json.loads(line)
        for suite in event.get("suites", ()):
            rows[suite["id"]] = suite["rows"]
        if event["event"] == "subject":
            for suite, letters in event["subject"]["outcomes"].items():
                for row, letter in zip(rows[suite], letters, strict=True):
                    found[f"{event['subject']['name']} {row}"] = BY_LETTER[letter].value
    return found
