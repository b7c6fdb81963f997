"""A body and a face sent by the VMC protocol, as a recording: bones as they come, turned to a right-handed space.

Unity's axes are left-handed with +Z forward, those of recordings right-handed with -Z forward: z of positions, x and y
of rotations change their sign. A bone is a transform of its parent, and stays one. A frame ends where a bone comes
again or a time is sent, since neither packets nor bundles are frames.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from conformance.authoring import Text
from conformance.recordings.capture import Heard
from conformance_suites.terminals.body.listen.osc import NEEDS, OscCapture, finite
from conformance_suites.terminals.body.reader.osc import OscMessage
from conformance_suites.terminals.body.reader.sets_of_joints import HUMANOID

__all__ = ["BY", "NEEDS", "PORT", "PROFILES", "TITLE", "capture"]
TITLE = Text("a performer of the VMC protocol", "VMC 协议的动作发送端")
BY = "datagrams"
PORT = 39539
PROFILES = ("body-tracker",)
ROOT, BONE = "/VMC/Ext/Root/Pos", "/VMC/Ext/Bone/Pos"
SHAPE, APPLY, TIME = "/VMC/Ext/Blend/Val", "/VMC/Ext/Blend/Apply", "/VMC/Ext/T"
POSE = 7
MIRRORED = (1.0, 1.0, -1.0, -1.0, -1.0, 1.0, 1.0)
MOST_NAMES = 2000
MISTYPED = "mistyped"


class VmcCapture(OscCapture):
    """What one performer says. `mistyped` counts the messages of a frame that receivers have to ignore."""

    source = "VMC"

    def __init__(self, *clock: Any) -> None:
        super().__init__(*clock)
        self._bones: dict[str, list[Any]] = {}
        self._others: dict[str, list[Any]] = {}
        self._shapes: dict[str, float | None] = {}
        self._applied = False
        self._mistyped = 0
        self._at: float | None = None
        self._homes: dict[str, dict[str, list[str]]] = {"body": {}, "face": {}}

    def document(self) -> dict[str, Any]:
        """The header: the floor of the performer is that of the space."""
        conventions = {"length": "m", "orientation": "xyzw", "angle": "rad"}
        return super().document() | {"space": "local-floor", "conventions": conventions}

    def frames(self, messages: list[OscMessage], at: float) -> Iterator[Heard]:
        """The frames that end with these messages."""
        for each in messages:
            if self._bones and (each.address == TIME or self._again(each)):
                yield self._whole()
            self._at = at if self._at is None else self._at
            self._take(each)

    def _again(self, message: OscMessage) -> bool:
        return message.address in (ROOT, BONE) and bool(message.arguments) and str(message.arguments[0]) in self._bones

    def _take(self, message: OscMessage) -> None:
        address, arguments = message
        if address in (ROOT, BONE):
            if is_pose(arguments) and len(self._bones) < MOST_NAMES:
                pose = zip(arguments[1 : 1 + POSE], MIRRORED, strict=True)
                self._bones[arguments[0]] = [finite(number * sign + 0.0) for number, sign in pose]
            else:
                self._mistyped += 1
        elif address == SHAPE:
            if is_value(arguments) and len(self._shapes) < MOST_NAMES:
                self._shapes[arguments[0]] = finite(arguments[1])
            else:
                self._mistyped += 1
        elif address == APPLY:
            self._applied = True
        else:
            self.put(self._others, message)

    def _whole(self) -> Heard:
        values: dict[str, list[Any]] = {}
        empty = [None] * POSE
        for name, bones in self._streams_of("body", list(self._bones)):
            if any(bone in self._bones for bone in bones):
                values[name] = [number for bone in bones for number in self._bones.get(bone, empty)]
        if self._applied:
            for name, shapes in self._streams_of("face", list(self._shapes)):
                values[name] = [self._shapes[shape] for shape in shapes]
        if MISTYPED not in self.streams:
            self.declare(MISTYPED, {"kind": "channels", "channels": [{"label": MISTYPED, "unit": "1"}]})
        values |= {MISTYPED: [self._mistyped], **self._others}
        found = self.frame(self._at or 0.0, values)
        self._bones, self._others, self._applied, self._mistyped, self._at = {}, {}, False, 0, None
        return found

    def _streams_of(self, kind: str, given: list[str]) -> Iterator[tuple[str, list[str]]]:
        """The streams of a kind with what is in them; what was not heard before is in a new one."""
        homes = self._homes[kind]
        known = {name for names in homes.values() for name in names}
        if new := [name for name in given if name not in known]:
            told = {"poses": new, "set": HUMANOID, "relativeTo": "parent"} if kind == "body" else {"weights": new}
            homes[self.declare(kind, {"kind": kind, **told})] = new
        yield from homes.items()


def is_pose(arguments: list[Any]) -> bool:
    """Whether a name and at least seven floats were sent; what follows them is ignored."""
    numbers = arguments[1 : 1 + POSE]
    named = bool(arguments) and isinstance(arguments[0], str)
    return named and len(numbers) == POSE and all(isinstance(each, float) for each in numbers)


def is_value(arguments: list[Any]) -> bool:
    """Whether a name and a float were sent."""
    return len(arguments) >= 2 and isinstance(arguments[0], str) and isinstance(arguments[1], float)


def capture() -> VmcCapture:
    """For one performer."""
    return VmcCapture()
