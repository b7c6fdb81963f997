"""The tool confirmation record: evidence that this installation finds every planted fault on this machine."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from conformance.drafting.proof import prove
from conformance.drafting.row_proof import RowProof
from conformance.drafting.watched import WatchedPlan
from conformance.engine.plan import Plan
from conformance.readers.json_schema import preferred_engine
from conformance.reporting.words import words
from conformance.version import __version__


def confirmation(plan: Plan, by: str, names: Sequence[str] = ()) -> dict[str, Any]:
    """The record: who, when, where, with what, and each planted fault with the rows that caught it.

    `names` are the suites to include, by default all; every fault is judged by all suites of its kind.
    """
    suites = [plan.catalogue.suite(name) for name in names] or list(plan.catalogue.suites.values())
    watched = WatchedPlan(plan)
    proofs = {suite.id: prove(watched, [suite]) for suite in suites}
    return {
        "title": dict(words()["qualify"]["title"]),
        "confirmed": all(proof.proven for rows in proofs.values() for proof in rows),
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "by": by or None,
        "harness": {"name": "metaverse-conformance", "version": __version__, "schema_engine": preferred_engine()},
        "system": {
            "host": platform.node(),
            "system": f"{platform.system()} {platform.release()} {platform.machine()}",
            "python": platform.python_version(),
        },
        "suites": [
            {
                "id": suite.id,
                "title": {"en": suite.title.en, "zh": suite.title.zh},
                "version": suite.version,
                "digest": suite.digest,
                "owner": suite.owner,
                "requirements": [_row(proof) for proof in proofs[suite.id]],
            }
            for suite in suites
        ],
    }


def _row(proof: RowProof) -> dict[str, Any]:
    row = proof.requirement
    return {
        "id": row.id,
        "title": {"en": row.title.en, "zh": row.title.zh},
        "origin": row.origin.value,
        "confirmed": proof.proven,
        "excluded": {"en": row.excluded.en, "zh": row.excluded.zh} if row.excluded else None,
        "satisfied_by": proof.passed_by,
        "planted": [
            {
                "sample": name,
                "caught_by": caught.violated,
                "expected": sorted([row.id, *proof.also.get(name, ())]),
            }
            for name, caught in proof.caught.items()
        ],
        "problems": proof.problems,
        "extras": sorted(proof.extras) if proof.not_run else [],
    }
