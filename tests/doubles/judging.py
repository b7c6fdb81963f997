"""Judging by chosen suites, as a plan does it by all suites of a kind."""

from __future__ import annotations

from collections.abc import Sequence

from conformance.catalogue import load_catalogue
from conformance.engine.converters import lazily
from conformance.engine.judges import Means, Verdicts, judge_of
from conformance.engine.loaded import LoadedSuite
from conformance.readers.source import Source


def judge(source: Source, suites: Sequence[LoadedSuite]) -> Verdicts:
    """The verdicts of these suites, which are of one kind."""
    means = Means(lazily(load_catalogue()))
    return judge_of(suites[0].judge)(source, suites, means).verdicts
