"""How much a device lets feel in a recording."""

from __future__ import annotations

import numpy as np

from conformance.recordings import Recording


def facts(recording: Recording) -> dict[str, float]:
    """The effects that began, and how many tenths of the range of strength they have, by the stream with most."""
    levels = recording.measured.get("effect_levels", {}).values()
    return {
        "effects": max((int(counts.sum()) for counts in levels), default=0),
        "effect_strengths": max((int(np.count_nonzero(counts)) for counts in levels), default=0),
    }
