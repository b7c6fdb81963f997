"""The names that the code of a family may use: what checks report, and the decorators by which they are found."""

from conformance.model.change import Change
from conformance.model.finding import (
    Blocked,
    Finding,
    Findings,
    NotApplicable,
    NotJudged,
    NotRun,
    Stimulus,
    Where,
    check,
    repair,
    stimuli,
)
from conformance.model.sample import Sample
from conformance.model.text import Text, capped

__all__ = [
    "Blocked",
    "Change",
    "Finding",
    "Findings",
    "NotApplicable",
    "NotJudged",
    "NotRun",
    "Sample",
    "Stimulus",
    "Text",
    "Where",
    "capped",
    "check",
    "repair",
    "stimuli",
]
