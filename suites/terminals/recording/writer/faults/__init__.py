"""The faults the reference device can have: each is wrong in one way and violates one requirement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType

from conformance_suites.terminals.recording.writer.device import Take, take
from conformance_suites.terminals.recording.writer.faults import hand, header, inputs, pose, stream
from conformance_suites.terminals.recording.writer.faults.made import EEG, FAULTS, HANDS, POSE, XR

REGISTERED = (stream, header, pose, hand, inputs)
"""The modules that define faults: importing one registers its faults in FAULTS."""


@cache
def faulty(prefix: str) -> Mapping[str, bytes]:
    """Faulty recordings for the requirements whose ids start with the prefix, by file name."""
    made = {
        f"{requirement}_{why}.jsonl": make()
        for requirement, faults in FAULTS.items()
        if requirement.startswith(prefix)
        for why, make in faults.items()
    }
    return MappingProxyType(made)


@cache
def faultless() -> Mapping[str, bytes]:
    """Perfect recordings of all kinds of streams, and one with marked losses and resets. Five suites share them."""
    lossy = take(HANDS, frames=300)
    lossy.lost["left-hand"] = set(range(100, 160))
    lossy.times[200:] = [round(time - lossy.times[199] + 20, 3) for time in lossy.times[200:]]
    lossy.events[200] = ["clock-reset"]
    inline = take(("head",))
    inline.header["session"] = {"mode": "inline"}
    inline.header["streams"]["head"]["profiles"] = []
    trackers = replace(take(("left-tracker", "right-tracker", "body")), end=b"\r\n")
    trackers.header["session"]["features"] = ["XR_EXT_hand_tracking"]
    made = {
        "hands.jsonl": take(HANDS, frames=950).data(),
        "hands-briefly.jsonl": take(HANDS, frames=45).data(),
        "headset.jsonl": take(XR).data(),
        "tracker.jsonl": trackers.data(),
        "remote.jsonl": _with_other_mapping(take(("head", "left-controller", "right-controller"))).data(),
        "biosignals.jsonl": _with_subject(take(EEG)).data(),
        "losses.jsonl": lossy.data(),
        "inline.jsonl": inline.data(),
    }
    return MappingProxyType(made)


def _with_other_mapping(made: Take) -> Take:
    """The left controller, without a mapping and without its last axis, and the right one without its poses."""
    controller = made.header["streams"]["left-controller"]
    made.header["streams"]["left-controller"] = controller | {"mapping": "", "axes": [*controller["axes"][:-1], None]}
    made.values["left-controller"][:, -1] = 0
    made.header["streams"]["right-controller"]["poses"] = []
    made.values["right-controller"] = made.values["right-controller"][:, 2 * POSE :]
    return made


def _with_subject(made: Take) -> Take:
    made.header["subject"] = {"code": "S-17", "name": "X", "person": "S-17"}
    return made
