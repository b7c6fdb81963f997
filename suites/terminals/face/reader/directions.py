"""Angles between directions."""

from __future__ import annotations

import numpy as np

from conformance.recordings.block import Floats


def limited(value: Floats) -> Floats:
    """Sines or cosines that rounding took beyond -1 or 1, at these."""
    return np.clip(value, -1.0, 1.0)


def between(one: Floats, other: Floats) -> Floats:
    """(frames, items): the angles in radians between unit vectors (frames, items, 3); one may have a single item."""
    return np.arccos(limited(np.einsum("...k,...k->...", one, other)))
