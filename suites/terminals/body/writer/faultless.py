"""What the performer and the tracker record without a fault, and what is rare but right."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import numpy as np

from conformance_suites.terminals.body.reader.sets_of_joints import OPENXR
from conformance_suites.terminals.body.writer.performer import BONES, POSE, bone, performer, tracker
from conformance_suites.terminals.recording.writer.device import Take


@cache
def faultless() -> Mapping[str, bytes]:
    """A recording of each set of joints, and some that end, begin again, lie down or say less."""
    made = {f"{name.casefold()}.jsonl": tracker(name) for name in OPENXR}
    made |= {"performer.jsonl": performer(), "lost.jsonl": _lost(), "upper-body.jsonl": _upper_body()}
    made |= {"own-names.jsonl": _own_names(), "restarted.jsonl": _restarted(), "lifted.jsonl": _lifted()}
    return MappingProxyType({name: each.data() for name, each in made.items()})


def _lost() -> Take:
    """A finger and then the whole body are lost for a while; the time is not sent in each frame."""
    made = performer()
    made.values["body"][20:40, bone("LeftIndexDistal")] = np.nan
    made.lost = {"body": set(range(60, 80)), "vmc-ext-t": set(range(1, 150, 2)), "vmc-ext-ok": set(range(5, 150))}
    return made


def _upper_body() -> Take:
    """A body without feet, in a space without a floor."""
    made = tracker("XR_FB_body_tracking", frames=60)
    made.header["space"] = "local"
    made.lost = {"body": {5, 6}}
    return made


def _own_names() -> Take:
    """Joints with other names, of which some are not there at all times."""
    made = performer(frames=40)
    made.header["streams"] = {"body": {"kind": "body", "poses": ["middle", "above"]}}
    made.values = {"body": made.values["body"][:, : 2 * POSE]}
    made.values["body"][10:12, :POSE] = np.nan
    return made


def _restarted() -> Take:
    """The performer starts again: its time goes back where a reset is marked, and the body is elsewhere."""
    made = performer()
    made.values["vmc-ext-t"][100:] -= made.values["vmc-ext-t"][100] - 0.01
    made.values["body"][100:, 2] += 5
    made.events[100] = ["clock-reset"]
    made.values["vmc-ext-ok"][:20] = 0, 0, 2
    made.values["vmc-ext-ok"][20:40] = 1, 1, 1
    return made


def _lifted() -> Take:
    """A body on a stage, with the last bone that some senders add, and limbs at the end of what is allowed."""
    made = performer()
    made.values["body"][:, 1] += 0.1
    made.values["body"][:, bone("LeftLowerArm")] *= np.array([1.05, 1, 1, 1, 1, 1, 1])
    streams = made.header["streams"]["body"]
    streams["poses"] = ["LastBone" if name == "Jaw" else name for name in BONES]
    return made
