"""Distinct rows of numbers, counted up to a limit: how much there is, whatever the length of a recording."""

from __future__ import annotations

from typing import Any

import numpy as np

MOST = 50
FEW_ROWS = 256  # frames that are compared first


def distinct(rows: np.ndarray) -> np.ndarray:
    """The distinct rows without missing or infinite numbers, the smallest ones up to the limit."""
    rows = rows[np.isfinite(rows).all(axis=1)]
    few = np.unique(rows[:FEW_ROWS], axis=0)
    return (few if len(few) >= MOST else np.unique(rows, axis=0))[:MOST]


def together(one: Any, other: Any) -> Any:
    """The distinct rows of both, up to the limit."""
    return one if len(one) >= MOST else np.unique(np.concatenate([one, other]), axis=0)[:MOST]
