"""How many frames of a recording have numbers by which a person can be known."""

from __future__ import annotations

from typing import Any

import numpy as np

from conformance.recordings import Block, Measure

from .checks import is_biometric


def biometric(block: Block) -> dict[str, Any]:
    """By biometric stream, the frames in which it has a number."""
    return {
        stream.id: np.array(np.count_nonzero(stream.tracked[1:] & ~np.isnan(stream.values[1:]).all(axis=1)))
        for stream in block.streams
        if is_biometric(stream.stream)
    }


MEASURES = {"biometric_frames": Measure(biometric)}
