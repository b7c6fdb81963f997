"""Outcomes of cases and how they roll up (terms of ISO/IEC 9646 = GB/T 17178 and EARL 1.0)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import reduce


class Outcome(StrEnum):
    """The outcome of one case (one requirement on one subject), mildest first."""

    NOT_APPLICABLE = "not_applicable"
    PASS = "pass"  # noqa: S105 - a verdict, not a password
    NOT_RUN = "not_run"
    INCONCLUSIVE = "inconclusive"
    ERROR = "error"
    FAIL = "fail"

    @property
    def letter(self) -> str:
        """One character, so that the outcomes of a subject fold into one string."""
        return _LETTERS[self]


_LETTERS = {
    Outcome.NOT_APPLICABLE: "-",
    Outcome.PASS: "P",
    Outcome.NOT_RUN: "N",
    Outcome.INCONCLUSIVE: "I",
    Outcome.ERROR: "E",
    Outcome.FAIL: "F",
}
BY_LETTER = {letter: outcome for outcome, letter in _LETTERS.items()}
_RANK = {outcome: rank for rank, outcome in enumerate(Outcome)}

EARL = {
    Outcome.PASS: "passed",
    Outcome.FAIL: "failed",
    Outcome.INCONCLUSIVE: "cantTell",
    Outcome.ERROR: "cantTell",
    Outcome.NOT_APPLICABLE: "inapplicable",
    Outcome.NOT_RUN: "untested",
}


class Cause(StrEnum):
    """Who has to act on an inconclusive outcome."""

    PRODUCT = "product"
    CONFIGURATION = "configuration"
    ENVIRONMENT = "environment"
    SPECIFICATION = "specification"


class Conclusion(StrEnum):
    """The conclusion about one requirement from its cases, in the order in which reports count them."""

    SATISFIED = "satisfied"
    VIOLATED = "violated"
    UNPROVEN = "unproven"
    NOT_APPLICABLE = "not_applicable"
    EXCLUDED = "excluded"


class Verdict(StrEnum):
    """What a whole run concludes. Conformance is a claim of a profile: without one, no violation was found at best."""

    CONFORMANT = "conformant"
    NO_VIOLATION = "no_violation"
    NONCONFORMANT = "nonconformant"
    UNPROVEN = "unproven"
    ERROR = "error"

    @property
    def exit_status(self) -> int:
        return {"conformant": 0, "no_violation": 0, "nonconformant": 1, "unproven": 3, "error": 4}[self]


USAGE_ERROR = 2
INTERRUPTED = 130
OUTPUT_CLOSED = 141
"""What a shell reports for a program ended by SIGPIPE."""


def worse(one: Outcome, other: Outcome) -> Outcome:
    """The outcome that prevails if both occurred."""
    return one if _RANK[one] >= _RANK[other] else other


def roll_up(outcomes: Iterable[Outcome]) -> Outcome:
    """One outcome for many cases: fail > error > inconclusive > not_run > pass > not_applicable.

    An empty collection is not_run, since nothing was judged.
    """
    found = list(outcomes)
    return reduce(worse, found) if found else Outcome.NOT_RUN


def conclude(outcome: Outcome) -> Conclusion:
    """The conclusion for a requirement's rolled-up outcome."""
    return {
        Outcome.PASS: Conclusion.SATISFIED,
        Outcome.FAIL: Conclusion.VIOLATED,
        Outcome.NOT_APPLICABLE: Conclusion.NOT_APPLICABLE,
    }.get(outcome, Conclusion.UNPROVEN)


def verdict(
    deciding: Mapping[Conclusion, int], *, errors: bool, unjudged: bool = False, claimed: bool = True
) -> Verdict:
    """The verdict of a run from the conclusions of the requirements that decide it.

    `errors` says that a case ended in error; `unjudged` says that something the user named or the profile needs was not
    judged, that too little was judged for the profile, or that the run was interrupted; `claimed` says that the run has
    a profile. Only a run with a satisfied requirement among those that decide, and nothing open, violates nothing.
    """
    if deciding.get(Conclusion.VIOLATED, 0):
        return Verdict.NONCONFORMANT
    if errors:
        return Verdict.ERROR
    if unjudged or deciding.get(Conclusion.UNPROVEN, 0) or not deciding.get(Conclusion.SATISFIED, 0):
        return Verdict.UNPROVEN
    return Verdict.CONFORMANT if claimed else Verdict.NO_VIOLATION
