"""Libraries that only some suites need are extras: without one, its rows are not run and say how to install it."""

from __future__ import annotations

from conformance.model.finding import NotRun


def missing(extra: str) -> NotRun:
    """The reason for not running if the extra of this name is not installed."""
    return NotRun("extra_missing", extra=extra)
