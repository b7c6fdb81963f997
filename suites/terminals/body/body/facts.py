"""How much of a body there is in a recording."""

from __future__ import annotations

from conformance.recordings import Recording


def facts(recording: Recording) -> dict[str, float]:
    """The most joints of a body that are tracked at once, and the share of the frames in which a body is tracked."""
    found = list(recording.measured["body_joints"].values())
    joints, frames = max((int(each[0]) for each in found), default=0), max((int(each[1]) for each in found), default=0)
    share = frames / recording.frame_count if recording.frame_count else 0.0
    return {"body_joints": joints, "body_share": round(share, 6)}
