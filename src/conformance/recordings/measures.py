"""Numbers accumulated over the blocks of a recording, whichever process read which block."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from conformance.recordings.block import Block

Arrays = dict[str, NDArray[Any]]


@dataclass(frozen=True)
class Measure:
    """What a suite measures in every block: arrays by name (usually of a stream), which `merge` joins over the blocks.

    Blocks are joined in order, two at a time, so that the sums do not depend on which process read them.
    """

    of_block: Callable[[Block], Arrays]
    merge: Callable[[Any, Any], Any] = np.add


class Failed:
    """Replaces a measure that failed: any access to its arrays raises the error."""

    def __init__(self, text: str) -> None:
        self.text = text

    def _refuse(self, *asked: Any) -> Any:
        raise RuntimeError(self.text)

    __getitem__ = get = values = items = _refuse


def joined(measure: Measure, one: Arrays | None, other: Arrays) -> Arrays:
    """The measures of two adjacent stretches of a recording, joined."""
    if one is None:
        return other
    both = {name: measure.merge(one[name], other[name]) for name in one.keys() & other.keys()}
    return {**one, **other, **both}


def histogram(values: NDArray[Any], low: float, high: float, bins: int) -> NDArray[np.int64]:
    """(bins + 2): the number of values in each bin, preceded by those below `low`, followed by those from `high` on.

    Missing values (NaN) are not counted.
    """
    there = values[~np.isnan(values)]
    at = np.floor((np.clip(there, low, high) - low) / (high - low) * bins).astype(np.int64) + 1
    at[there < low] = 0
    at[there >= high] = bins + 1
    return np.bincount(at, minlength=bins + 2)


def quantile(counts: NDArray[np.int64], low: float, high: float, part: float) -> float:
    """The middle of the bin in which the given fraction of a histogram is reached; infinite beyond its ends."""
    bins = len(counts) - 2
    at = int(np.searchsorted(np.cumsum(counts), part * counts.sum()))
    if at == 0:
        return -np.inf
    return np.inf if at > bins else low + (at - 0.5) * (high - low) / bins
