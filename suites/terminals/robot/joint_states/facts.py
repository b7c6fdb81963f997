"""How much a robot moves in a recording of its joints."""

from __future__ import annotations

import math

from conformance.readers.source import Source

from .view import view

MOVES = 0.01
"""rad or m: what an encoder shows of a joint at rest is less."""


def facts(source: Source) -> dict[str, float]:
    """The states, the distinct ones among them, the seconds, and the joints that move."""
    found = view(source)
    stamps = [state.stamp for state in found.states if math.isfinite(state.stamp)]
    spans = [[each.value for each in track if math.isfinite(each.value)] for _, track in found.known("position")]
    return {
        "states": len(found.states),
        "distinct_states": len({(state.names, state.position) for state in found.states}),
        "seconds": round(max(stamps) - min(stamps), 6) if stamps else 0,
        "moving_joints": sum(bool(each) and max(each) - min(each) > MOVES for each in spans),
    }
