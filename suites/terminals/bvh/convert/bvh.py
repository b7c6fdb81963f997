"""BVH motion as channels: the format does not state a unit of length, so nothing is converted to metres."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from conformance.authoring import Text
from conformance.readers.source import Source
from conformance.recordings.convert import FORMAT, Refused, line_of
from conformance_suites.terminals.bvh.reader.bvh import Bvh, read_bvh

TITLE = Text("BVH", "BVH")
IN_PLACE = False
DECIMALS = 6


def recognises(head: bytes) -> bool:
    """Whether a file starts like BVH."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().upper().startswith(b"HIERARCHY")


def lines(source: Source, stream: str | None = None) -> Iterator[bytes]:
    """Every channel of every joint in file order; times are multiples of the frame time, starting at 0."""
    bvh = read_bvh(source)
    for problem in bvh.problems:
        raise Refused(
            f"line {problem.line} of the BVH file is invalid: {problem.kind}",
            f"BVH 文件第 {problem.line} 行无效：{problem.kind}",
        )
    if bvh.motion is None or not bvh.channels or not bvh.frame_time:
        raise Refused("the BVH file contains no motion", "BVH 文件没有动作数据")
    if not math.isfinite(1 / bvh.frame_time) or not math.isfinite(len(bvh.rows) * bvh.frame_time):
        raise Refused(
            f"a frame time of {bvh.frame_time:g} s gives no times of frames",
            f"帧时间 {bvh.frame_time:g} s 无法得出各帧的时间",
        )
    yield line_of(_header(bvh, bvh.frame_time))
    for at, row in enumerate(bvh.motion.tolist()):
        yield line_of({"t": round(at * bvh.frame_time, 9), "motion": [round(value, DECIMALS) for value in row]})


def _header(bvh: Bvh, frame_time: float) -> dict[str, Any]:
    channels = [
        {
            "label": f"{bvh.nodes[at].name} {at} {name}",
            "unit": "deg" if name.lower().endswith("rotation") else "unstated",
        }
        for at, name in bvh.channels
    ]
    return {
        "recording": FORMAT,
        "device": {"name": "motion capture (BVH)"},
        "clock": {"unit": "s"},
        "rate": 1 / frame_time,
        "frames": len(bvh.rows),
        "source": {
            "format": "BVH",
            "frameTime": frame_time,
            "frames": bvh.frames,
            "joints": [n.name for n in bvh.joints],
        },
        "streams": {"motion": {"kind": "channels", "channels": channels}},
    }
