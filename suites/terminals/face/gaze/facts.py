"""How much of a gaze there is in a recording."""

from __future__ import annotations

from conformance.recordings import Recording
from conformance_suites.terminals.face.reader.distinct import MOST


def facts(recording: Recording) -> dict[str, float]:
    """Distinct directions, counted up to a limit, and the share of the frames in which a gaze is tracked."""
    counts = [len(rows) for rows in recording.measured["gaze_directions"].values()]
    frames = [float(each) for each in recording.measured["gaze_frames"].values()]
    share = max(frames, default=0.0) / recording.frame_count if recording.frame_count else 0.0
    return {"gazes": min(max(counts, default=0), MOST), "gaze_share": round(share, 6)}
