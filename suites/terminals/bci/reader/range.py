"""Samples beyond the digital minimum and maximum that the header declares."""

from __future__ import annotations

from typing import NamedTuple

from conformance_suites.terminals.bci.reader.edf import Edf, Signal


class Outside(NamedTuple):
    """How many samples lie outside, the first of them and its byte."""

    samples: int
    value: int
    byte: int


def first_outside(edf: Edf, signal: Signal, least: int, most: int) -> Outside | None:
    """The samples of a signal that are less than `least` or more than `most`; None without one."""
    import numpy as np

    samples = edf.samples(signal)
    if least <= samples.min() and samples.max() <= most:
        return None
    outside = np.flatnonzero((samples < least) | (samples > most))
    record, sample = divmod(int(outside[0]), signal.count)
    return Outside(len(outside), int(samples[outside[0]]), edf.place(record, signal, sample))


def share_at_the_ends(edf: Edf, signal: Signal, least: int, most: int) -> float:
    """The share of the samples of a signal that are at an end of its digital range, or beyond."""
    samples = edf.samples(signal)
    return float(((samples <= least) | (samples >= most)).mean())
