"""What the tracker records without a fault: each set of shapes, and what is rare but right."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import numpy as np

from conformance_suites.terminals.face.reader.shapes import SETS
from conformance_suites.terminals.face.writer.faults import (
    CONFIDENT,
    FACE_TIME,
    FOLLOWS,
    GAZE_TIME,
    LOCATED,
    LOOK,
    LOWER,
    SHAPES,
    UPPER,
)
from conformance_suites.terminals.face.writer.tracker import POSE, tracker
from conformance_suites.terminals.recording.writer.device import Take


@cache
def faultless() -> Mapping[str, bytes]:
    """A recording of each set of shapes, and one in which tracking is lost and access denied for a while."""
    made = {f"{name.casefold()}.jsonl": tracker(chosen=name) for name in SETS}
    made |= {"lost.jsonl": _lost(), "refused.jsonl": _refused(), "plain.jsonl": _plain(), "ends.jsonl": _ends()}
    made |= {"bare.jsonl": _bare(), "slow.jsonl": tracker(rate=10), "timeless.jsonl": _timeless()}
    return MappingProxyType({name: each.data() for name, each in made.items()})


def _plain() -> Take:
    """A face with its own set and a gaze of one ray, without channels and without a head, for a moment."""
    made = tracker(frames=101, chosen="arkit")
    del made.header["streams"]["head"], made.values["head"]
    made.header["streams"]["gaze"] |= {"poses": ["gaze"], "channels": []}
    made.header["streams"]["face"] |= {"set": "smiles", "weights": ["smile", "frown"], "dataSource": "audio"}
    moving = 0.5 + 0.4 * np.sin(np.arange(made.frames) / 15)
    made.values["gaze"], made.values["face"] = made.values["gaze"][:, :POSE], np.stack([moving, 1 - moving], axis=1)
    return made


def _ends() -> Take:
    """Confidences and ages at the ends of their range, flags of a later version, and a consent of a leap day."""
    made = tracker()
    made.header["subject"] = {"code": "S-17", "consent": {"purpose": "a study", "given": "2024-02-29T08:00:00Z"}}
    made.values["face"][:100, LOWER], made.values["face"][100:, LOWER] = 0, 1
    made.values["gaze"][:100, CONFIDENT], made.values["gaze"][100:, CONFIDENT] = 0, 1
    made.values["gaze"][100:110, LOCATED], made.values["gaze"][120, LOCATED] = 31, np.nan
    made.values["face"][121, FACE_TIME] = made.values["face"][120, FACE_TIME]
    made.times[150] = round(made.times[150])
    made.values["gaze"][150, GAZE_TIME] = made.times[150] - 500
    return made


def _bare() -> Take:
    """Confidences alone come with a face and with a gaze."""
    made = tracker(frames=100)
    for stream, kept in (("face", [LOWER, UPPER]), ("gaze", [CONFIDENT])):
        declared, values = made.header["streams"][stream], made.values[stream]
        first = values.shape[1] - len(declared["channels"])
        declared["channels"] = [declared["channels"][at - first] for at in kept]
        made.values[stream] = values[:, [*range(first), *kept]]
    return made


def _timeless() -> Take:
    """A recording whose clock has no unit."""
    made = tracker(frames=101)
    del made.header["clock"]
    return made


def _refused() -> Take:
    made = tracker()
    made.header["session"]["consent"] = False
    made.lost = {name: set(range(made.frames)) for name in ("face", "gaze")}
    return made


def _lost() -> Take:
    made = tracker()
    made.header["subject"] = {"code": "S-17", "consent": {"purpose": "research on expressions", "given": "2026-11-24"}}
    made.values["face"][40:80, : SHAPES + 1] = 0
    made.values["face"][100:140, [*LOOK, FOLLOWS]] = 0
    made.values["gaze"][40:80, : 2 * POSE] = np.nan
    made.values["gaze"][40:80, LOCATED] = 0
    made.values["gaze"][100:140, LOCATED] = 3
    made.values["gaze"][150:160, GAZE_TIME] = 0
    made.lost["face"] = set(range(200, 220))
    return made
