"""How much of a face there is in a recording."""

from __future__ import annotations

from conformance.recordings import Recording
from conformance_suites.terminals.face.reader.distinct import MOST


def facts(recording: Recording) -> dict[str, float]:
    """Distinct faces, counted up to a limit, and the share of the frames in which one is tracked with all weights."""
    counts = [len(rows) for rows in recording.measured["faces"].values()]
    frames = [float(each[0, 0]) for each in recording.measured["face_variation"].values()]
    share = max(frames, default=0.0) / recording.frame_count if recording.frame_count else 0.0
    return {"faces": min(max(counts, default=0), MOST), "face_share": round(share, 6)}
