"""The demo of the profile face-eye-tracker: ten seconds of a face and two eyes, faultless and faulty."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def sessions(_: Iterable[Any]) -> dict[str, bytes]:
    """The recordings by file name; the faulty one mirrors a face, and shows eyes that are lost or denied."""
    import numpy as np

    from conformance_suites.terminals.face.reader.shapes import SETS, pairs
    from conformance_suites.terminals.face.writer.faults import FOLLOWS, LOCATED, LOOK
    from conformance_suites.terminals.face.writer.tracker import FB2, tracker

    made = tracker(frames=900)
    faultless = made.data()
    for left, right in pairs(SETS[FB2]):
        made.values["face"][:, right] = made.values["face"][:, left]
    made.values["face"][300:340, FOLLOWS] = 0
    made.values["face"][300:340, LOOK] = np.maximum(made.values["face"][300:340, LOOK], 0.1)
    made.values["gaze"][500:520, LOCATED] = 0
    return {"tracker.jsonl": faultless, "tracker-faulty.jsonl": made.data()}


DEMOS = {"face-eye-tracker": sessions}
