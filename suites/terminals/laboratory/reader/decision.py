"""Deciding whether a measured value keeps a limit, although it is known only with an uncertainty.

A value keeps its limit only if it does so by the guard band, a multiple of its expanded uncertainty, and exceeds it
only if it does so by as much. Between the two nothing is decided. A guard band of 0 decides by the value alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from conformance.authoring import Blocked, Finding, Findings
from conformance_suites.terminals.laboratory.reader.quantities import first_unit
from conformance_suites.terminals.laboratory.reader.record import Measured, Result

DIGITS = 6


class Limited(NamedTuple):
    """A measured value and the limit that it is held against, in the first unit of its quantity."""

    pointer: str
    quantity: str
    measured: Measured
    limit: float
    is_maximum: bool = True

    @property
    def margin(self) -> float:
        """By how much the value keeps the limit; negative if it does not."""
        distance = self.limit - self.measured.value
        return distance if self.is_maximum else -distance

    def said(self) -> dict[str, str | float]:
        """The values of a sentence about it."""
        return {
            "quantity": self.quantity,
            "received": rounded(self.measured.value),
            "uncertainty": rounded(self.measured.uncertainty),
            "expected": f"{'≤' if self.is_maximum else '≥'} {rounded(self.limit)}",
            "unit": first_unit(self.quantity),
        }


def rounded(value: float) -> float:
    """To the digits that a report shows."""
    return float(f"{value:.{DIGITS}g}")


def held(results: Iterable[Result], limit: float, *, is_maximum: bool = True) -> list[Limited]:
    """The results whose values can be held against one limit."""
    found = [(each, each.measured) for each in results]
    return [Limited(each.pointer, each.quantity, it, limit, is_maximum) for each, it in found if it is not None]


def decide(limited: Iterable[Limited], guard_band: float) -> Findings:
    """A finding for each value beyond its limit. Raises Blocked if one is so near that nothing is decided."""
    undecided = None
    for each in limited:
        guard = guard_band * each.measured.uncertainty
        if each.margin < 0 and -each.margin >= guard:
            yield Finding(each.pointer, **each.said())
        elif each.margin < guard:
            undecided = undecided or each
    if undecided:
        raise Blocked("undecided", cause="environment", pointer=undecided.pointer, **undecided.said())
