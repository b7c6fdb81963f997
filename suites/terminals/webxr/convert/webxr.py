"""Raw frames of a WebXR session as a recording.

The viewer, the predicted display time and each input source become streams; a hand is a separate stream. A source
whose attributes change is a new source (WebXR: "responding to input source attribute changes") and becomes a new
stream. Line numbers are preserved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

from conformance.authoring import Text
from conformance.readers.json import parse
from conformance.readers.json_values import list_or_empty
from conformance.readers.source import Source
from conformance.recordings.convert import FORMAT, Refused, line_of
from conformance_suites.terminals.webxr.convert.bounds import RECORDING_STREAMS, WEBXR_BYTES
from conformance_suites.terminals.webxr.reader.frames import (
    Frame,
    InputSource,
    Pose,
    begins_as_session,
    is_number,
    read_frame,
)

TITLE = Text("raw WebXR frames", "原始 WebXR 帧")
IN_PLACE = True

FIELDS = {"position": ("p", 3), "orientation": ("q", 4), "emulated": ("e", 1), "radius": ("r", 1)}
"""Field of a recording -> the member of a raw pose and its count of numbers."""
POSE, JOINT = ("position", "orientation", "emulated"), ("position", "orientation", "radius", "emulated")
FEWEST_STEPS = 30
"""Intervals from which the usual one is estimated: a third of a second."""
BUTTONS = ("trigger", "squeeze", "touchpad", "thumbstick")
AXES = ("touchpad-x", "touchpad-y", "thumbstick-x", "thumbstick-y")

recognises = begins_as_session


class _Part(NamedTuple):
    """One stream in one frame: its preferred name, its declaration, and its numbers."""

    wanted: str
    declaration: dict[str, Any]
    numbers: list[Any]


@dataclass
class _Streams:
    """The streams found so far: declarations by name, and names by declaration, which identifies a stream."""

    declared: dict[str, dict[str, Any]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def name(self, part: _Part) -> str:
        """The name of the stream that a part belongs to; a new one is declared."""
        key = str(part.declaration)
        if key not in self.names:
            if len(self.declared) >= RECORDING_STREAMS:
                raise Refused("the input sources change too often to be distinguished", "输入源变化过于频繁，无法区分")
            name, again = part.wanted, 2
            while name in self.declared:
                name, again = f"{part.wanted}-{again}", again + 1
            self.declared[name], self.names[key] = part.declaration, name
        return self.names[key]


def lines(source: Source, stream: str | None = None) -> Iterator[bytes]:
    """The recording, line by line. A line that is not a frame is kept, so that it is reported at its line number."""
    if source.size > WEBXR_BYTES:
        raise Refused(
            f"the file exceeds {WEBXR_BYTES} bytes: convert it in parts",
            f"文件超过 {WEBXR_BYTES} 字节：请分段转换",
        )
    first, *raw = bytes(source.data).removesuffix(b"\n").split(b"\n")
    session = parse(first).document
    if not isinstance(session, dict):
        raise Refused("the first line is not a WebXR session", "首行不是 WebXR 会话")
    streams = _Streams()
    frames = [_mapped(read_frame(line), streams) for line in raw]
    yield line_of(_header(session, streams, frames))
    for line, frame in zip(raw, frames, strict=True):
        yield line if frame is None else line_of({**frame, **{name: frame.get(name) for name in streams.declared}})


def _header(session: dict[str, Any], streams: _Streams, frames: list[dict[str, Any] | None]) -> dict[str, Any]:
    numbered = any(frame and "n" in frame for frame in frames)
    return {
        "recording": FORMAT,
        "device": {"name": str(session.get("ua", "WebXR"))},
        "clock": {"unit": "ms"},
        **({"sequence": {}} if numbered else {}),
        "space": session.get("refSpace"),
        "session": {
            "mode": session.get("mode"),
            "features": session.get("enabledFeatures", []),
            **_frame_rate(session, frames),
        },
        "source": {"format": "WebXR frames", "session": session},
        "streams": streams.declared,
    }


def _frame_rate(session: dict[str, Any], frames: list[dict[str, Any] | None]) -> dict[str, float]:
    """The nominal rate of the display in hertz: that of the session, else that of the median interval, if known.

    It is not the rate of the recording, which no one has promised.
    """
    rate: Any = session.get("frameRate")
    if is_number(rate) and rate > 0:
        return {"frameRate": rate}
    times = [frame["t"] for frame in frames if frame and is_number(frame["t"])]
    steps = [later - earlier for earlier, later in pairwise(times)]
    usual = median(steps) if len(steps) >= FEWEST_STEPS else 0.0
    return {"frameRate": round(1000 / usual, 3)} if usual > 0 else {}


def _mapped(frame: Frame | None, streams: _Streams) -> dict[str, Any] | None:
    """A frame of the recording; None if the line cannot be mapped."""
    if frame is None:
        return None
    found = {"t": frame.time}
    if frame.number:
        found["n"] = frame.number[0]
    for part in _parts(frame):
        found[streams.name(part)] = part.numbers
    return found


def _parts(frame: Frame) -> Iterator[_Part]:
    if frame.viewer:
        yield _viewer(frame.viewer)
    if frame.display_time is not None:
        channel = {"label": "predictedDisplayTime", "unit": "ms"}
        declaration = {"kind": "channels", "channels": [channel]}
        yield _Part("predicted-display-time", declaration, [frame.display_time])
    for source in frame.inputs:
        if source.joints is not None:
            yield _hand(source, source.joints)
        if (part := _controller(source)).numbers:
            yield part


def _viewer(named: list[tuple[str, Pose]]) -> _Part:
    poses = [pose for _, pose in named]
    fields = _fields(poses, POSE)
    declaration = {"kind": "head", "poses": [name for name, _ in named], "fields": fields}
    return _Part("viewer", declaration, _numbers(poses, fields))


def _hand(source: InputSource, joints: dict[str, Pose]) -> _Part:
    poses = list(joints.values())
    fields = _fields(poses, JOINT) or ["position"]
    declaration = {
        "kind": "hand",
        "handedness": source.side,
        "set": "webxr-25",
        "profiles": source.profiles,
        "poses": list(joints),
        "fields": fields,
    }
    return _Part(f"{source.side or 'some'}-hand", declaration, _numbers(poses, fields))


def _controller(source: InputSource) -> _Part:
    """The poses of the source with its gamepad, or a gaze."""
    gaze = source.ray_mode == "gaze"
    poses = list(source.spaces.values())
    fields = _fields(poses, POSE) or list(POSE[:2])
    declaration = {
        "kind": "gaze" if gaze else "controller",
        "handedness": source.handedness,
        "targetRayMode": source.ray_mode,
        "profiles": source.profiles,
    }
    if source.mapping is not None:
        declaration["mapping"] = source.mapping
    declaration |= {"poses": list(source.spaces), "fields": fields}
    if source.buttons:
        declaration["buttons"] = _named(source, BUTTONS, "button", len(source.buttons))
    if source.axes:
        declaration["axes"] = _named(source, AXES, "axis", len(source.axes))
    numbers = _numbers(poses, fields)
    for button in source.buttons:  # pressed, touched, value
        numbers += map(_number, _filled(list_or_empty(button), 3))
    numbers += map(_number, source.axes)
    return _Part("gaze" if gaze else f"{source.side or 'some'}-source", declaration, numbers)


def _named(source: InputSource, standard: Sequence[str], other: str, count: int) -> list[str]:
    """The names of buttons or axes: those of the xr-standard mapping if it is declared."""
    known = standard if source.mapping == "xr-standard" else ()
    return [known[at] if at < len(known) else f"{other}-{at}" for at in range(count)]


def _fields(poses: list[Pose], fields: Sequence[str]) -> list[str]:
    """The fields that any of the poses has."""
    return [name for name in fields if any(FIELDS[name][0] in pose for pose in poses)]


def _numbers(poses: list[Pose], fields: Sequence[str]) -> list[Any]:
    found: list[Any] = []
    for pose in poses:
        for name in fields:
            key, count = FIELDS[name]
            value = pose.get(key)
            found += map(_number, _filled(value if isinstance(value, list) else [value], count))
    return found


def _filled(values: list[Any], count: int) -> list[Any]:
    """Exactly `count` values: truncated, or padded with null."""
    return [*values, *[None] * count][:count]


def _number(value: Any) -> Any:
    """A flag as 0 or 1; null for anything that is not a number."""
    if isinstance(value, bool):
        return int(value)
    return value if is_number(value) else None
