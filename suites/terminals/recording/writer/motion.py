"""How the reference device moves: streams with their declarations, and their numbers over time.

All motion has a period of CYCLE frames, so a recording can be repeated without a jump.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from conformance.recordings.poses import product, rotated
from conformance_suites.terminals.recording.reader.hands import OPENXR, WEBXR

Floats = NDArray[np.float64]
CYCLE = 2_048

_POSE = ["position", "orientation"]
_ARKIT = [
    *("eyeBlinkLeft", "eyeLookDownLeft", "eyeLookInLeft", "eyeLookOutLeft", "eyeLookUpLeft", "eyeSquintLeft"),
    *("eyeWideLeft", "eyeBlinkRight", "eyeLookDownRight", "eyeLookInRight", "eyeLookOutRight", "eyeLookUpRight"),
    *("eyeSquintRight", "eyeWideRight", "jawForward", "jawLeft", "jawRight", "jawOpen", "mouthClose"),
    *("mouthFunnel", "mouthPucker", "mouthLeft", "mouthRight", "mouthSmileLeft", "mouthSmileRight"),
    *("mouthFrownLeft", "mouthFrownRight", "mouthDimpleLeft", "mouthDimpleRight", "mouthStretchLeft"),
    *("mouthStretchRight", "mouthRollLower", "mouthRollUpper", "mouthShrugLower", "mouthShrugUpper"),
    *("mouthPressLeft", "mouthPressRight", "mouthLowerDownLeft", "mouthLowerDownRight", "mouthUpperUpLeft"),
    *("mouthUpperUpRight", "browDownLeft", "browDownRight", "browInnerUp", "browOuterUpLeft", "browOuterUpRight"),
    *("cheekPuff", "cheekSquintLeft", "cheekSquintRight", "noseSneerLeft", "noseSneerRight", "tongueOut"),
]
_BUTTONS = ["trigger", "squeeze", "touchpad", "thumbstick", None, "a-button"]
_AXES = ["touchpad-x", "touchpad-y", "thumbstick-x", "thumbstick-y", None, "dial"]
_BODY = ["hips", "spine", "chest", "neck", "head", "left-upper-arm", "right-upper-arm", "left-foot", "right-foot"]
_EEG = ["Fz", "Cz", "Pz", "Oz"]


def _hand(side: str, joints: tuple[str, ...], chosen: str) -> dict[str, Any]:
    profiles = ["generic-hand", "generic-hand-select"]
    return {"kind": "hand", "handedness": side, "set": chosen, "profiles": profiles, "poses": list(joints)}


def _controller(side: str) -> dict[str, Any]:
    return {
        "kind": "controller",
        "handedness": side,
        "targetRayMode": "tracked-pointer",
        "profiles": ["generic-trigger-squeeze-touchpad-thumbstick"],
        "mapping": "xr-standard",
        "poses": ["target-ray", "grip"],
        "fields": _POSE,
        "buttons": _BUTTONS,
        "axes": _AXES,
    }


STREAMS: dict[str, dict[str, Any]] = {
    "head": {"kind": "head", "poses": ["viewer"], "fields": _POSE},
    "viewer": {
        "kind": "head",
        "poses": ["viewer", "left-eye", "right-eye"],
        "fields": [*_POSE, "emulated", "linearVelocity", "angularVelocity"],
    },
    "left-hand": _hand("left", WEBXR, "webxr-25"),
    "right-hand": _hand("right", WEBXR, "webxr-25"),
    "left-tracker": _hand("left", OPENXR, "openxr-26"),
    "right-tracker": _hand("right", OPENXR, "openxr-26"),
    "left-controller": _controller("left"),
    "right-controller": _controller("right"),
    "gaze": {
        "kind": "gaze",
        "handedness": "none",
        "targetRayMode": "gaze",
        "profiles": ["generic-button"],
        "poses": ["gaze"],
        "fields": _POSE,
    },
    "face": {"kind": "face", "set": "arkit", "weights": _ARKIT},
    "body": {"kind": "body", "poses": _BODY, "fields": _POSE},
    "eeg": {
        "kind": "channels",
        "channels": [{"label": label, "unit": "uV", "type": "EEG", "minimum": -200, "maximum": 200} for label in _EEG],
    },
}
"""The streams the device can record, as a header declares them."""


def values_of(name: str, frames: int, rate: float, random: np.random.Generator) -> Floats:
    """(frames, numbers): the values of the stream."""
    phase = 2 * np.pi * np.arange(frames) / CYCLE
    made: Floats = _MOVES[STREAMS[name]["kind"]](name, phase, rate, random)
    return made


def _about(which: int, angle: Floats) -> Floats:
    """(..., 4): a rotation about the x, y or z axis."""
    found = np.zeros((*angle.shape, 4))
    found[..., which], found[..., 3] = np.sin(angle / 2), np.cos(angle / 2)
    return found


def _head_pose(phase: Floats) -> tuple[Floats, Floats]:
    position = np.stack([0.1 * np.sin(8 * phase), 1.6 + 0.02 * np.sin(16 * phase), 0.1 * np.cos(8 * phase)], axis=-1)
    orientation = product(_about(1, 0.4 * np.sin(8 * phase)), _about(0, 0.1 * np.cos(4 * phase)))
    return position, orientation


def _head(name: str, phase: Floats, rate: float, random: np.random.Generator) -> Floats:
    position, orientation = _head_pose(phase)
    if name == "head":
        return np.concatenate([position, orientation], axis=1)
    eyes = (np.zeros(3), np.array([-0.0315, 0.0, 0.0]), np.array([0.0315, 0.0, 0.0]))
    parts = []
    step = 1e-4
    for eye in eyes:
        places = [_place(phase + shift, eye) for shift in (-step, 0.0, step)]
        speed = (places[2] - places[0]) / (2 * step) * (2 * np.pi / CYCLE) * rate
        turn = _spin(phase, step) * (2 * np.pi / CYCLE) * rate
        parts.append(np.concatenate([places[1], orientation, np.zeros((len(phase), 1)), speed, turn], axis=1))
    return np.concatenate(parts, axis=1)


def _place(phase: Floats, offset: Floats) -> Floats:
    position, orientation = _head_pose(phase)
    return position + rotated(orientation, np.broadcast_to(offset, position.shape))


def _spin(phase: Floats, step: float) -> Floats:
    """(frames, 3): the rotation vector per radian of phase."""
    before, after = _head_pose(phase - step)[1], _head_pose(phase + step)[1]
    turn = product(after, before * np.array([-1.0, -1.0, -1.0, 1.0]))
    found: Floats = 2 * turn[:, :3] / (2 * step)
    return found


def _joints(joints: tuple[str, ...], side: float) -> tuple[Floats, Floats, Floats]:
    """Position, orientation and radius of the joints of a hand at rest: -Z to the finger tips, -Y out of the palm.

    `side` is 1 for a right hand, whose thumb lies towards -X, and -1 for a left one.
    """
    places = {"wrist": (0.0, 0.0, 0.0), "palm": (0.0, -0.005, -0.06)}
    thumb = ((-0.022, -0.01, -0.03), (-0.045, -0.015, -0.06), (-0.06, -0.018, -0.09), (-0.07, -0.02, -0.115))
    fingers = (-0.024, -0.006, 0.012, 0.028)
    lengths = (1.0, 1.08, 1.0, 0.85)
    names = [name for name in joints if name not in places]
    chains = [names[:4], *(names[4 + 5 * at : 9 + 5 * at] for at in range(4))]
    places |= dict(zip(chains[0], thumb, strict=True))
    for chain, x, length in zip(chains[1:], fingers, lengths, strict=True):
        depths = [-0.03, *(-0.09 - length * reach for reach in (0.0, 0.042, 0.068, 0.09))]
        spread = [0.6, 1.0, 1.1, 1.15, 1.2]
        places |= {name: (x * wide, 0.0, z) for name, wide, z in zip(chain, spread, depths, strict=True)}
    position = np.array([places[name] for name in joints]) * np.array([side, 1.0, 1.0])
    orientation = np.tile(np.array([0.0, 0.0, 0.0, 1.0]), (len(joints), 1))
    for chain in chains:
        rows = [joints.index(name) for name in chain]
        for row, following in pairwise(rows):
            orientation[row] = _looking(position[following] - position[row])
        orientation[rows[-1]] = orientation[rows[-2]]
    radius = np.linspace(0.021, 0.007, len(joints))[:, None]
    return position, orientation, radius


def _looking(way: Floats) -> Floats:
    """The shortest rotation from -Z to a direction."""
    direction = way / np.linalg.norm(way)
    ahead = np.array([0.0, 0.0, -1.0])
    found = np.array([*np.cross(ahead, direction), 1.0 + ahead @ direction])
    unit: Floats = found / np.linalg.norm(found)
    return unit


def _moving_hand(name: str, phase: Floats, rate: float, random: np.random.Generator) -> Floats:
    joints = tuple(STREAMS[name]["poses"])
    side = 1.0 if STREAMS[name]["handedness"] == "right" else -1.0
    position, orientation, radius = _joints(joints, side)
    frames, count = len(phase), len(joints)
    swing = 6 * phase + side
    wrist = np.stack(
        [0.25 * side + 0.05 * np.sin(swing), 1.2 + 0.08 * np.cos(swing), -0.35 + 0.05 * np.sin(2 * swing)], -1
    )
    turn = product(_about(1, 0.3 * np.sin(swing)), _about(2, 0.2 * np.cos(swing)))[:, None, :]
    turn = np.broadcast_to(turn, (frames, count, 4))
    found = np.concatenate(
        [
            wrist[:, None, :] + rotated(turn, np.broadcast_to(position, (frames, count, 3))),
            product(turn, np.broadcast_to(orientation, (frames, count, 4))),
            np.broadcast_to(radius, (frames, count, 1)),
        ],
        axis=2,
    )
    return found.reshape(frames, -1)


def _moving_controller(name: str, phase: Floats, rate: float, random: np.random.Generator) -> Floats:
    side = 1.0 if STREAMS[name]["handedness"] == "right" else -1.0
    swing = 5 * phase + side
    grip = np.stack([0.25 * side + 0.05 * np.sin(swing), 1.1 + 0.05 * np.cos(swing), -0.3 + 0 * swing], axis=-1)
    turn = _about(0, 0.3 * np.sin(swing))
    pull = np.clip(np.sin(40 * phase), 0.0, 1.0)
    pressed, touched = (pull > 0.5).astype(float), (pull > 0).astype(float)
    still = np.zeros_like(phase)
    pad = touched * 0.5 * np.cos(3 * phase)
    buttons = [pull, pressed, touched, still, still, still, still, still, touched] + [still] * 9
    axes = [pad, -pad, np.sin(7 * phase), np.cos(7 * phase), still, 0.2 * np.sin(phase)]
    inputs = np.stack([*buttons, *axes], axis=-1)
    return np.concatenate([grip, turn, grip + np.array([0.0, 0.0, 0.05]), turn, inputs], axis=1)


def _gaze(name: str, phase: Floats, rate: float, random: np.random.Generator) -> Floats:
    position, orientation = _head_pose(phase)
    return np.concatenate([position, product(orientation, _about(1, 0.2 * np.sin(20 * phase)))], axis=1)


def _face(name: str, phase: Floats, rate: float, random: np.random.Generator) -> Floats:
    starts = random.uniform(0, 2 * np.pi, len(_ARKIT))
    found: Floats = 0.5 + 0.45 * np.sin(10 * phase[:, None] + starts)
    return found


def _body(name: str, phase: Floats, rate: float, random: np.random.Generator) -> Floats:
    heights = np.linspace(0.9, 0.1, len(_BODY))
    swing = 4 * phase[:, None] + np.arange(len(_BODY))
    position = np.stack([0.1 * np.sin(swing), heights + 0.02 * np.cos(swing), 0.1 * np.cos(swing)], axis=-1)
    return np.concatenate([position, _about(1, 0.3 * np.sin(swing))], axis=2).reshape(len(phase), -1)


def _eeg(name: str, phase: Floats, rate: float, random: np.random.Generator) -> Floats:
    waves = 40 * np.sin(200 * phase[:, None] + np.arange(len(_EEG)))
    found: Floats = waves + random.uniform(-5.0, 5.0, (len(phase), len(_EEG)))
    return found


_MOVES: dict[str, Callable[[str, Floats, float, np.random.Generator], Floats]] = {
    "head": _head,
    "hand": _moving_hand,
    "controller": _moving_controller,
    "gaze": _gaze,
    "face": _face,
    "body": _body,
    "channels": _eeg,
}
