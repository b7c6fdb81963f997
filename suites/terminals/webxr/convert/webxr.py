"""Raw frames of a WebXR session, as a page hands them out: one line for the session, then one for each XRFrame.

A frame has its time `t`, the predicted display time `pdt`, the pose and the views of the viewer, and the input sources
with their poses, gamepad and hand joints. Each source becomes a stream; where its attributes change it is another
source (WebXR: "responding to input source attribute changes"), so another stream. Line for line stays.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from conformance.authoring import Text
from conformance.readers.json import parse
from conformance.readers.json_values import list_or_empty
from conformance.readers.source import Source
from conformance.recordings.convert import FORMAT, Refused, line_of
from conformance_suites.terminals.webxr.convert.bounds import RECORDING_STREAMS, WEBXR_BYTES

FIELDS = {"position": ("p", 3), "orientation": ("q", 4), "emulated": ("e", 1), "radius": ("r", 1)}
POSE, JOINT = ("position", "orientation", "emulated"), ("position", "orientation", "radius", "emulated")
BUTTONS = ("trigger", "squeeze", "touchpad", "thumbstick")
AXES = ("touchpad-x", "touchpad-y", "thumbstick-x", "thumbstick-y")
PREDICTED = "predicted-display-time"
Key = tuple[Any, ...]
TITLE = Text("raw WebXR frames", "原始 WebXR 帧")
IN_PLACE = True


@dataclass
class _Streams:
    """The streams found so far: declarations by name, names by what makes a source."""

    declared: dict[str, dict[str, Any]] = field(default_factory=dict)
    names: dict[Key, str] = field(default_factory=dict)

    def name(self, key: Key, wanted: str, declaration: dict[str, Any]) -> str:
        """The name of the stream for a source, new ones declared."""
        if key not in self.names:
            if len(self.declared) >= RECORDING_STREAMS:
                raise Refused("the input sources change too often to be told apart", "输入源变化过于频繁，无法区分")
            name, again = wanted, 2
            while name in self.declared:
                name, again = f"{wanted}-{again}", again + 1
            self.declared[name], self.names[key] = declaration, name
        return self.names[key]


def recognises(head: bytes) -> bool:
    """Whether a file begins as raw WebXR frames do: with the session on its first line."""
    first, end, _ = head.partition(b"\n")
    try:
        session = json.loads(first) if end else None
    except ValueError:
        return False
    return isinstance(session, dict) and "refSpace" in session and "recording" not in session


def lines(source: Source, stream: str | None = None) -> Iterator[bytes]:
    """The recording, line for line. A line that is no frame stays as it is, so that it is found where it stands."""
    if source.size > WEBXR_BYTES:
        raise Refused(
            f"the file is longer than {WEBXR_BYTES} bytes: convert it in parts",
            f"文件超过 {WEBXR_BYTES} 字节：请分段转换",
        )
    first, *raw = bytes(source.data).removesuffix(b"\n").split(b"\n")
    session = parse(first).document
    if not isinstance(session, dict):
        raise Refused("the first line is no WebXR session", "首行不是 WebXR 会话")
    streams = _Streams()
    frames = [_frame(line, streams) for line in raw]
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
        "session": {"mode": session.get("mode"), "features": session.get("enabledFeatures", [])},
        "source": {"format": "WebXR frames", "session": session},
        "streams": streams.declared,
    }


def _frame(line: bytes, streams: _Streams) -> dict[str, Any] | None:
    """One frame with its numbers; None where the line has none that can be mapped."""
    text = parse(line)
    raw = text.document if text.usable and not text.problems else None
    if not isinstance(raw, dict) or "t" not in raw:
        return None
    found: dict[str, Any] = {"t": raw["t"]}
    if "i" in raw:
        found["n"] = raw["i"]
    if isinstance(raw.get("viewer"), dict):
        name, numbers = _viewer(raw["viewer"], streams)
        found[name] = numbers
    if _is_number(raw.get("pdt")):
        channel = {"label": "predictedDisplayTime", "unit": "ms"}
        found[streams.name((PREDICTED,), PREDICTED, {"kind": "channels", "channels": [channel]})] = [raw["pdt"]]
    for given in list_or_empty(raw.get("inputs")):
        if isinstance(given, dict):
            found.update(_source(given, streams))
    return found


def _viewer(viewer: dict[str, Any], streams: _Streams) -> tuple[str, list[Any]]:
    views = [view for view in list_or_empty(viewer.get("views")) if isinstance(view, dict)]
    names = ["viewer", *(f"{view.get('eye')}-eye" for view in views)]
    poses = [viewer, *({**view, "e": viewer.get("e")} for view in views)]
    fields = [field for field in POSE if any(FIELDS[field][0] in pose for pose in poses)]
    name = streams.name(("viewer", *names, *fields), "viewer", {"kind": "head", "poses": names, "fields": fields})
    return name, _numbers(poses, fields)


def _source(given: dict[str, Any], streams: _Streams) -> Iterator[tuple[str, list[Any]]]:
    """The streams of one input source: its poses with the gamepad, and its hand."""
    joints = given.get("joints")
    profiles = [str(name) for name in list_or_empty(given.get("profiles"))]
    about = {"handedness": given.get("handedness"), "targetRayMode": given.get("targetRayMode"), "profiles": profiles}
    side = next((each for each in ("left", "right") if each == about["handedness"]), None)
    gamepad = given.get("gamepad")
    pad: dict[str, Any] = gamepad if isinstance(gamepad, dict) else {}
    buttons, axes = list_or_empty(pad.get("buttons")), list_or_empty(pad.get("axes"))
    if isinstance(joints, dict):
        poses = [joint if isinstance(joint, dict) else {} for joint in joints.values()]
        fields = [field for field in JOINT if any(FIELDS[field][0] in pose for pose in poses)] or ["position"]
        hand = {"kind": "hand", "handedness": side, "set": "webxr-25", "profiles": profiles}
        hand |= {"poses": list(joints), "fields": fields}
        yield streams.name(("hand", str(hand)), f"{side or 'some'}-hand", hand), _numbers(poses, fields)
    spaces = {name: given[key] for name, key in (("target-ray", "ray"), ("grip", "grip")) if key in given}
    poses = [pose if isinstance(pose, dict) else {} for pose in spaces.values()]
    fields = [field for field in POSE if any(FIELDS[field][0] in pose for pose in poses)] or list(POSE[:2])
    declared = {"kind": "gaze" if about["targetRayMode"] == "gaze" else "controller", **about}
    declared |= {"mapping": pad["mapping"]} if isinstance(pad.get("mapping"), str) else {}
    declared |= {"poses": list(spaces), "fields": fields}
    declared |= {"buttons": _named(BUTTONS, "button", buttons, declared)} if buttons else {}
    declared |= {"axes": _named(AXES, "axis", axes, declared)} if axes else {}
    wanted = "gaze" if declared["kind"] == "gaze" else f"{side or 'some'}-source"
    numbers = [*_numbers(poses, fields), *(number for each in buttons for number in _button(each)), *map(_number, axes)]
    if numbers:
        yield streams.name(("source", str(declared)), wanted, declared), numbers


def _named(standard: tuple[str, ...], other: str, items: list[Any], declared: dict[str, Any]) -> list[str]:
    """The names of buttons or axes: those of the mapping xr-standard where it is declared."""
    known = standard if declared.get("mapping") == "xr-standard" else ()
    return [known[at] if at < len(known) else f"{other}-{at}" for at in range(len(items))]


def _numbers(poses: list[dict[str, Any]], fields: list[str]) -> list[Any]:
    found: list[Any] = []
    for pose in poses:
        for name in fields:
            key, count = FIELDS[name]
            value = pose.get(key)
            values = value if isinstance(value, list) else [value]
            found += [_number(each) for each in [*values, *[None] * count][:count]]
    return found


def _button(given: Any) -> list[Any]:
    return [_number(each) for each in [*list_or_empty(given), None, None, None][:3]]


def _number(value: Any) -> Any:
    """A flag as 0 or 1, and null for what is no number."""
    if isinstance(value, bool):
        return int(value)
    return value if _is_number(value) else None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
