"""Raw frames of a WebXR session, as a page exports them: one line for the session, then one for each XRFrame.

A frame has its time `t`, the predicted display time `pdt`, the pose and the views of the viewer, and the input sources
with their poses, gamepad and hand joints. Anything of another form is skipped.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from conformance.readers.json import parse
from conformance.readers.json_values import is_number, list_or_empty, object_or_empty, whole

Pose = dict[str, Any]
"""Members p (position), q (orientation), e (whether the position is emulated) and r (the radius of a joint)."""


def begins_as_session(head: bytes) -> bool:
    """Whether the first line of a file is a session."""
    first, end, _ = head.partition(b"\n")
    try:
        session = json.loads(first) if end else None
    except ValueError:
        return False
    return isinstance(session, dict) and "refSpace" in session and "recording" not in session


@dataclass(frozen=True, slots=True)
class InputSource:
    """One XRInputSource: `spaces` are its poses by name, `joints` those of its hand, None if it is not a hand.

    `handedness` and `ray_mode` are the values in the frame, valid or not.
    """

    handedness: Any
    ray_mode: Any
    profiles: list[str]
    spaces: dict[str, Pose]
    joints: dict[str, Pose] | None
    mapping: str | None
    buttons: list[Any]
    axes: list[Any]

    @property
    def side(self) -> str | None:
        """left or right; None for any other value."""
        return self.handedness if self.handedness in ("left", "right") else None


@dataclass(frozen=True, slots=True)
class Frame:
    """One XRFrame. `number` holds its number, if it has one; `viewer` are its named poses, starting with its own.

    `lag` are the milliseconds until an earlier frame was acknowledged, `dropped` the frames not sent so far.
    """

    time: Any
    number: tuple[Any, ...]
    display_time: float | None
    viewer: list[tuple[str, Pose]] | None
    inputs: list[InputSource]
    lag: float | None = None
    dropped: int = 0


def read_frame(line: bytes) -> Frame | None:
    """The frame on a line; None if there is no frame with a time."""
    text = parse(line)
    raw = text.document if text.usable and not text.problems else None
    if not isinstance(raw, dict) or "t" not in raw:
        return None
    viewer = raw.get("viewer")
    return Frame(
        time=raw["t"],
        number=(raw["i"],) if "i" in raw else (),
        display_time=raw["pdt"] if is_number(raw.get("pdt")) else None,
        viewer=_viewer(viewer) if isinstance(viewer, dict) else None,
        inputs=[_source(each) for each in list_or_empty(raw.get("inputs")) if isinstance(each, dict)],
        lag=raw["lag"] if is_number(raw.get("lag")) else None,
        dropped=whole(raw.get("dropped")) or 0,
    )


def _viewer(viewer: dict[str, Any]) -> list[tuple[str, Pose]]:
    """The viewer, then each of its views, which are emulated if the viewer is."""
    views = [view for view in list_or_empty(viewer.get("views")) if isinstance(view, dict)]
    return [("viewer", viewer), *((f"{view.get('eye')}-eye", {**view, "e": viewer.get("e")}) for view in views)]


def _source(given: dict[str, Any]) -> InputSource:
    joints, pad = given.get("joints"), object_or_empty(given.get("gamepad"))
    spaces = {name: given[key] for name, key in (("target-ray", "ray"), ("grip", "grip")) if key in given}
    return InputSource(
        handedness=given.get("handedness"),
        ray_mode=given.get("targetRayMode"),
        profiles=[str(name) for name in list_or_empty(given.get("profiles"))],
        spaces={name: object_or_empty(pose) for name, pose in spaces.items()},
        joints={name: object_or_empty(pose) for name, pose in joints.items()} if isinstance(joints, dict) else None,
        mapping=pad["mapping"] if isinstance(pad.get("mapping"), str) else None,
        buttons=list_or_empty(pad.get("buttons")),
        axes=list_or_empty(pad.get("axes")),
    )
