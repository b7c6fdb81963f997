"""The first and the last event of a journal."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from conformance.engine.plan import Plan
from conformance.engine.suite_records import profile_record, suite_records
from conformance.model.journal.records import Ending, Harness, Opening
from conformance.model.text import Text
from conformance.readers.json_schema import preferred_engine
from conformance.version import __version__

STATED = {
    "product": ("name", "version", "model", "producer", "identity", "condition", "supplied_by"),
    "laboratory": ("name", "address", "place", "environment"),
    "order": (
        *("report_number", "revision", "client", "receipt_date", "issue_date", "sampling_plan", "deviations"),
        *("external_results", "opinions", "remarks"),
    ),
    "persons": ("tested_by", "reviewed_by", "approved_by"),
    "authorisation": ("by", "scope", "starts", "ends"),
}
"""What a report states about a test beyond its results, by table of the plan; null is a self-test's."""
DECISION_RULE = Text(
    "simple acceptance: each requirement is decided by the findings alone, without a guard band",
    "简单接受。依据检测发现判定各项要求，不设保护带",
)


def new_run_id() -> str:
    """The time and a random suffix: sorts by time and is unique."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{os.urandom(2).hex()}"


def opening(
    plan: Plan,
    run_id: str,
    *,
    stated: Mapping[str, Mapping[str, str | None]] | None = None,
    statement: Mapping[str, Any] | None = None,
) -> Opening:
    """The first event of a journal: what is known about a run before anything is judged.

    `stated` are the tables of a plan that are printed on the report; what they lack is null.
    """
    said = {name: dict.fromkeys(members) | dict((stated or {}).get(name, {})) for name, members in STATED.items()}
    return Opening(
        run={
            "id": run_id,
            "started": _now(),
            "host": platform.node(),
            "system": f"{platform.system()} {platform.release()} {platform.machine()}",
            "python": platform.python_version(),
        },
        harness=Harness("metaverse-conformance", __version__, preferred_engine()),
        laboratory=said["laboratory"],
        product=said["product"],
        statement=statement,
        decision_rule=DECISION_RULE,
        profile=profile_record(plan),
        level=plan.selection.level if plan.profile else None,
        suites=suite_records(plan, plan.told_at_start),
        order=said["order"],
        persons=said["persons"],
        authorisation=said["authorisation"],
    )


def ending(status: str, started: float) -> Ending:
    """The end of a run that started at this reading of the monotonic clock."""
    return Ending(status, _now(), round(time.monotonic() - started, 3))


@dataclass(frozen=True)
class Recorded:
    """How a run that is judged again began and ended: what was said of it, and when it was."""

    first: Opening
    last: Ending | None = None

    def opening(self, now: Opening) -> Opening:
        """The opening of the run as recorded, but with the harness, suites and profile that judge now."""
        return self.first._replace(
            harness=now.harness,
            decision_rule=now.decision_rule,
            profile=now.profile,
            level=now.level,
            suites=now.suites,
        )

    def ending(self, now: Ending) -> Ending:
        """The end of the run as recorded, if it has one."""
        return self.last or now


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
