"""The names that the code of a suite may use: what a check says, and the marks by which the catalogue finds it."""

from conformance.model.finding import (
    Blocked,
    Finding,
    Findings,
    NotApplicable,
    NotRun,
    Stimulus,
    Where,
    check,
    repair,
    stimuli,
)

__all__ = [
    "Blocked",
    "Finding",
    "Findings",
    "NotApplicable",
    "NotRun",
    "Stimulus",
    "Where",
    "check",
    "repair",
    "stimuli",
]
