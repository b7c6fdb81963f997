"""How much there is in a recording."""

from __future__ import annotations

from conformance.recordings import Recording

from .measures import MOST_POSES


def facts(recording: Recording) -> dict[str, float]:
    """The seconds without gaps, and the distinct poses of heads, hands and bodies, counted up to a limit."""
    measured = recording.measured
    poses = measured.get("poses", {})
    found: dict[str, float] = {"seconds": round(float(measured.get("intervals", {}).get("seen", 0.0)), 6)}
    for kind in ("head", "hand", "body"):
        counts = [len(rows) for name, rows in poses.items() if name.startswith(f"{kind} ")]
        found[f"{kind}_frames"] = min(max(counts, default=0), MOST_POSES)
    return found
