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
from conformance.readers.json_values import is_number, list_or_empty
from conformance.readers.source import Source
from conformance.recordings.convert import FORMAT, Refused, line_of
from conformance_suites.terminals.webxr.convert.bounds import RECORDING_STREAMS, WEBXR_BYTES
from conformance_suites.terminals.webxr.reader.frames import (
    Frame,
    InputSource,
    Pose,
    begins_as_session,
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
    """One stream in one frame: its preferred name, its declaration without the fields, its poses, and the rest.

    `fields` are those that its poses may have.
    """

    wanted: str
    declaration: dict[str, Any]
    poses: list[Pose]
    fields: Sequence[str]
    rest: Sequence[Any] = ()


@dataclass
class _Streams:
    """The streams found so far: declarations by name, and names by declaration, which identifies a stream.

    `fields` are those that were last seen of a source, by the rest of its declaration: one that is lost shows none.
    """

    declared: dict[str, dict[str, Any]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    fields: dict[str, list[str]] = field(default_factory=dict)

    def place(self, part: _Part) -> tuple[str, list[Any] | None]:
        """The stream that a part belongs to, declared if it is new, and its numbers. Raises Refused."""
        if not part.poses:
            declaration = {**part.declaration, "fields": list(part.fields[:2])} if part.fields else part.declaration
            return self._name(part.wanted, declaration), list(part.rest)
        key = str(part.declaration)
        seen = [name for name in part.fields if any(FIELDS[name][0] in pose for pose in part.poses)]
        fields = self.fields[key] = seen or self.fields.get(key, list(part.fields))
        numbers = [*_numbers(part.poses, fields), *part.rest]
        there = None if all(number is None for number in numbers) else numbers
        return self._name(part.wanted, {**part.declaration, "fields": fields}), there

    def _name(self, wanted: str, declaration: dict[str, Any]) -> str:
        key = str(declaration)
        if key not in self.names:
            if len(self.declared) >= RECORDING_STREAMS:
                raise Refused("the input sources change too often to be distinguished", "输入源变化过于频繁，无法区分")
            name, again = wanted, 2
            while name in self.declared:
                name, again = f"{wanted}-{again}", again + 1
            self.declared[name], self.names[key] = declaration, name
        return self.names[key]


def lines(source: Source, stream: str | None = None) -> Iterator[bytes]:
    """The recording, line by line. A line that is not a frame is kept, so that it is reported at its line number."""
    if source.size > WEBXR_BYTES:
        raise Refused(
            f"the file exceeds {WEBXR_BYTES} bytes: convert it in parts",
            f"文件超过 {WEBXR_BYTES} 字节：请分段转换",
        )
    first, *raw = bytes(source.data).removesuffix(b"\n").split(b"\n")
    conversion = Conversion(first)
    frames = [conversion.frame(line) for line in raw]
    times = [frame["t"] for frame in frames if frame and is_number(frame["t"])]
    yield conversion.header(times)
    for line, frame in zip(raw, frames, strict=True):
        yield line if frame is None else conversion.line(frame)


class Conversion:
    """The frames of one session as frames of a recording. Raises Refused for a first line that is not a session.

    `numbered` says whether any frame had a number; `lag` and `dropped` are what the page said last of its connection.
    """

    def __init__(self, first: bytes) -> None:
        session = parse(first).document
        if not isinstance(session, dict):
            raise Refused("the first line is not a WebXR session", "首行不是 WebXR 会话")
        self.lag: float | None = None
        self.dropped = 0
        self._session: dict[str, Any] = session
        self._streams = _Streams()
        self.numbered = False

    @property
    def streams(self) -> list[str]:
        """The names of the streams that were in the frames so far."""
        return list(self._streams.declared)

    def frame(self, line: bytes) -> dict[str, Any] | None:
        """A frame of the recording, with the streams that it has; None if the line cannot be mapped. Raises Refused."""
        frame = read_frame(line)
        if frame is None:
            return None
        self.lag, self.dropped = frame.lag, frame.dropped
        found = {"t": frame.time}
        if frame.number:
            found["n"] = frame.number[0]
            self.numbered = True
        for part in _parts(frame):
            name, numbers = self._streams.place(part)
            found[name] = numbers
        return found

    def line(self, frame: dict[str, Any]) -> bytes:
        """The line of a frame, with every stream that is known by now."""
        return line_of({**frame, **{name: frame.get(name) for name in self._streams.declared}})

    def header(self, times: Sequence[float] = ()) -> bytes:
        """The header for the frames so far; `times` in milliseconds tell the frame rate if the session does not."""
        session = self._session
        return line_of(
            {
                "recording": FORMAT,
                "device": {"name": str(session.get("ua", "WebXR"))},
                "clock": {"unit": "ms"},
                **({"sequence": {}} if self.numbered else {}),
                "space": session.get("refSpace"),
                "session": {
                    "mode": session.get("mode"),
                    "features": session.get("enabledFeatures", []),
                    **_frame_rate(session, times),
                },
                "source": {"format": "WebXR frames", "session": session},
                "streams": self._streams.declared,
            }
        )


def _frame_rate(session: dict[str, Any], times: Sequence[float]) -> dict[str, float]:
    """The nominal rate of the display in hertz: that of the session, else that of the median interval, if known.

    It is not the rate of the recording, which no one has promised.
    """
    rate: Any = session.get("frameRate")
    if is_number(rate) and rate > 0:
        return {"frameRate": rate}
    steps = [later - earlier for earlier, later in pairwise(times)]
    usual = median(steps) if len(steps) >= FEWEST_STEPS else 0.0
    return {"frameRate": round(1000 / usual, 3)} if usual > 0 else {}


def _parts(frame: Frame) -> Iterator[_Part]:
    if frame.viewer:
        names, poses = zip(*frame.viewer, strict=True)
        yield _Part("viewer", {"kind": "head", "poses": list(names), "fields": []}, list(poses), POSE)
    if frame.display_time is not None:
        channel = {"label": "predictedDisplayTime", "unit": "ms"}
        declaration = {"kind": "channels", "channels": [channel]}
        yield _Part("predicted-display-time", declaration, [], (), [frame.display_time])
    for source in frame.inputs:
        if source.joints is not None:
            yield _hand(source, source.joints)
        if source.spaces or source.buttons or source.axes:
            yield _controller(source)


def _hand(source: InputSource, joints: dict[str, Pose]) -> _Part:
    declaration = {
        "kind": "hand",
        "handedness": source.side,
        "set": "webxr-25",
        "profiles": source.profiles,
        "poses": list(joints),
        "fields": [],
    }
    return _Part(f"{source.side or 'some'}-hand", declaration, list(joints.values()), JOINT)


def _controller(source: InputSource) -> _Part:
    """The poses of the source with its gamepad, or a gaze."""
    gaze = source.ray_mode == "gaze"
    declaration = {
        "kind": "gaze" if gaze else "controller",
        "handedness": source.handedness,
        "targetRayMode": source.ray_mode,
        "profiles": source.profiles,
    }
    if source.mapping is not None:
        declaration["mapping"] = source.mapping
    declaration |= {"poses": list(source.spaces), "fields": []}
    if source.buttons:
        declaration["buttons"] = _named(source, BUTTONS, "button", len(source.buttons))
    if source.axes:
        declaration["axes"] = _named(source, AXES, "axis", len(source.axes))
    rest: list[Any] = []
    for button in source.buttons:  # pressed, touched, value
        rest += map(_number, _filled(list_or_empty(button), 3))
    rest += map(_number, source.axes)
    wanted = "gaze" if gaze else f"{source.side or 'some'}-source"
    return _Part(wanted, declaration, list(source.spaces.values()), POSE, rest)


def _named(source: InputSource, standard: Sequence[str], other: str, count: int) -> list[str]:
    """The names of buttons or axes: those of the xr-standard mapping if it is declared."""
    known = standard if source.mapping == "xr-standard" else ()
    return [known[at] if at < len(known) else f"{other}-{at}" for at in range(count)]


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
