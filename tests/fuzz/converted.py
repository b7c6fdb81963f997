"""Files that are converted to recordings before they are judged."""

from __future__ import annotations

import contextlib
import json
import struct
from collections.abc import Iterator
from functools import partial

from conformance.engine.converters import converted, converters
from conformance.engine.plan import Plan
from conformance.readers.source import Source
from conformance.recordings.convert import Converter, Refused
from tests.fuzz.format import Format
from tests.fuzz.judged import judge

POSE = {"p": [0.1, 1.6, -0.2], "q": [0, 0, 0, 1], "e": False}
SESSION = {"type": "session", "mode": "immersive-vr", "refSpace": "local-floor", "enabledFeatures": ["local-floor"]}
BVH = b"""HIERARCHY
ROOT Hips
{
  OFFSET 0 0 0
  CHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation
  JOINT Chest
  {
    OFFSET 0 5.21 0
    CHANNELS 3 Zrotation Xrotation Yrotation
    End Site
    {
      OFFSET 0 10 0
    }
  }
}
MOTION
Frames: 2
Frame Time: 0.0333333
0 90 0 1 2 3 4 5 6
0 91 0 4 5 6 7 8 9
"""


def converted_formats(plan: Plan) -> Iterator[Format]:
    """What each converter reads: the recording that comes out is judged, too."""
    known = [*converters(plan.catalogue)]
    raw = [("raw.jsonl", _webxr("controller")), ("raw.jsonl", _webxr("hand"))]
    for name, seeds in {
        "webxr.jsonl": raw,
        "xdf.xdf": [("force.xdf", _xdf())],
        "bvh.recording": [("a.bvh", BVH)],
    }.items():
        yield Format(name, seeds, partial(_convert, plan, known))


def _convert(plan: Plan, known: list[Converter], name: str, data: bytes) -> None:
    with contextlib.suppress(Refused):
        lines = b"".join(line + b"\n" for line in converted(Source(name, data), known))
        judge(plan, "converted.jsonl", lines)


def _webxr(kind: str) -> bytes:
    source = {"handedness": "left", "targetRayMode": "tracked-pointer", "profiles": ["generic-trigger"], "ray": POSE}
    if kind == "hand":
        source["hand"] = {"wrist": {**POSE, "r": 0.02}, "thumb-tip": {**POSE, "r": 0.01}, "index-finger-tip": None}
    else:
        pad = {"mapping": "xr-standard", "buttons": [[0.5, True, True]], "axes": [None, None, 0, 1]}
        source |= {"grip": POSE, "gamepad": pad}
    frames = [
        {"type": "frame", "i": at, "t": 11.1 * at, "pdt": 11.1 * at + 20, "viewer": POSE, "inputs": [source]}
        for at in range(40)
    ]
    return b"".join(json.dumps(line).encode() + b"\n" for line in (SESSION, *frames))


def _xdf() -> bytes:
    """One stream of nine samples, with a clock offset and a footer that counts them."""
    stream = struct.pack("<I", 1)
    values = b"".join(struct.pack("<Bdd", 8, 5 + at / 10, at) for at in range(9))
    header = (
        b"<?xml version='1.0'?><info><name>Force</name><type>Force</type><channel_count>1</channel_count>"
        b"<nominal_srate>10</nominal_srate><channel_format>double64</channel_format></info>"
    )
    footer = b"<?xml version='1.0'?><info><sample_count>9</sample_count></info>"
    chunks = {1: b"<?xml version='1.0'?><info><version>1.0</version></info>", 2: stream + header}
    chunks |= {3: stream + struct.pack("<BB", 1, 9) + values, 4: stream + struct.pack("<dd", 5.5, 0.001)}
    chunks |= {6: stream + footer}
    return b"XDF:" + b"".join(b"\x04" + struct.pack("<IH", len(each) + 2, tag) + each for tag, each in chunks.items())
