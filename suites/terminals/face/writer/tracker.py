"""A headset that tracks a face and two eyes, and satisfies every row: whatever set of shapes its face has."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray

from conformance.recordings.poses import product, rotated
from conformance_suites.terminals.face.reader.shapes import SETS
from conformance_suites.terminals.recording.writer.device import Take, take

Floats = NDArray[np.float64]
FB2 = "XR_FB_face_tracking2"
EYES = ("left-eye", "right-eye")
HALF = 0.0315  # metres: half the distance between the eyes
TRACKED = 15  # position and orientation valid and tracked
LATE = 4.0  # milliseconds: the eyes are seen before the frame
POSE = 7
FACE_CHANNELS = ("isValid", "isEyeFollowingBlendshapesValid", "confidenceLower", "confidenceUpper", "sampleTime")
GAZE_CHANNELS = ("locationFlags", "gazeConfidence", "sampleTime")


def tracker(frames: int = 300, chosen: str = FB2, rate: float = 90.0, seed: int = 1) -> Take:
    """A take of the head, of both eyes and of a face with the set of shapes; times are in milliseconds."""
    made = take(("head",), frames=frames, rate=rate, seed=seed)
    random = np.random.default_rng(seed)
    times, head = np.array(made.times, float), made.values["head"]
    made.header["session"]["features"].append("eye-tracking")
    made.header["streams"] |= json.loads(json.dumps({"gaze": _GAZE, "face": _face(chosen)}))
    gaze: Floats = np.concatenate([_eyes(head, times), _of_gaze(times)], axis=1)
    made.values["gaze"] = gaze.round(6)
    parts = [_weights(len(SETS[chosen]), times, random)]
    if chosen == FB2:
        parts.append(_of_face(times))
    face: Floats = np.concatenate(parts, axis=1)
    made.values["face"] = face.round(6)
    return made


_GAZE: dict[str, Any] = {
    "kind": "gaze",
    "handedness": "none",
    "poses": EYES,
    "fields": ["position", "orientation"],
    "channels": [
        {"label": label, "unit": "ms" if label == "sampleTime" else "1", "type": "gaze"} for label in GAZE_CHANNELS
    ],
}


def _face(chosen: str) -> dict[str, Any]:
    face: dict[str, Any] = {"kind": "face", "set": chosen, "weights": SETS[chosen]}
    if chosen == FB2:
        face["dataSource"] = "visual"
        face["channels"] = [
            {"label": label, "unit": "ms" if label == "sampleTime" else "1", "type": "face"} for label in FACE_CHANNELS
        ]
    return face


def _eyes(head: Floats, times: Floats) -> Floats:
    """(frames, 14): both eyes look at a point a metre away that moves about."""
    seconds = times / 1000
    facing = head[:, 3:] / np.linalg.norm(head[:, 3:], axis=1, keepdims=True)
    yaw, pitch = 0.25 * np.sin(1.3 * seconds), 0.1 * np.cos(0.9 * seconds)
    found = []
    for side in (-1.0, 1.0):
        eye = np.broadcast_to(np.array([side * HALF, 0.0, 0.0]), (len(times), 3))
        turn = product(_about(1, yaw + side * HALF), _about(0, pitch))
        found += [head[:, :3] + rotated(facing, eye), product(facing, turn)]
    return np.concatenate(found, axis=1)


def _about(which: int, angle: Floats) -> Floats:
    """(frames, 4): a rotation about the x or y axis."""
    found = np.zeros((len(angle), 4))
    found[:, which], found[:, 3] = np.sin(angle / 2), np.cos(angle / 2)
    return found


def _weights(shapes: int, times: Floats, random: np.random.Generator) -> Floats:
    """(frames, shapes): each shape comes and goes some times in ten seconds, and rests between."""
    starts, paces = random.uniform(0, 2 * np.pi, shapes), random.uniform(1.0, 4.0, shapes)
    found: Floats = np.clip(0.9 * np.sin(paces * times[:, None] / 1000 + starts), 0.0, 1.0)
    return found


def _of_face(times: Floats) -> Floats:
    one = np.ones_like(times)
    return np.stack([one, one, 0.9 * one, 0.8 * one, times - LATE], axis=1)


def _of_gaze(times: Floats) -> Floats:
    one = np.ones_like(times)
    return np.stack([TRACKED * one, 0.95 * one, times - LATE], axis=1)
