"""What the samples of a suite notice of changes to it, as JSON."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from conformance.drafting.kept import depends_on, kept, kept_at
from conformance.drafting.strength.trial import Strength, strength
from conformance.engine.plan import Plan
from conformance.model.requirement import Suite

PARTS = {"all": "", "schema": "schema", "checks": "checks"}


def reported(plan: Plan, suite: Suite, most: int | None, folder: Path | None) -> dict[str, Any]:
    """The report of a suite, from the folder if it has one of the same suite and samples.

    At most so many changes are tried, spread evenly.
    """
    config = {"most": most, **depends_on(plan, suite)}
    return kept(kept_at(folder, suite, ".strength"), config, partial(_made, plan, suite, most))


def _made(plan: Plan, suite: Suite, most: int | None) -> dict[str, Any]:
    return told(strength(plan, suite, most))


def told(found: Strength) -> dict[str, Any]:
    """The report: the share that is noticed, and every change."""
    changes = [
        {
            "part": each.part,
            "place": each.place,
            "line": each.line,
            "change": each.change,
            "noticed": each.noticed,
            "explained": each.entry.written if each.entry else None,
        }
        for each in found.changes
    ]
    return {
        "suite": found.suite.id,
        "noticed": {name: found.share(part) for name, part in PARTS.items()},
        "changes": changes,
        "stale": [entry.written for entry in found.stale],
    }
