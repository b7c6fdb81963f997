"""The demo of the profile teleoperated-robot: two seconds of an arm that waves, faultless and faulty."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def recordings(_: Iterable[Any]) -> dict[str, bytes]:
    """The recordings by file name; the faulty arm reaches too far, loses states, and has no emergency stop."""
    from conformance_suites.terminals.robot.writer import Wave

    wave, faulty = Wave(states=100), Wave(states=100)
    del faulty.header["emergency_stop"]
    for message in faulty.messages[30:40]:
        message["position"][0] = 1.2
    del faulty.messages[60:90]
    return {"wave.joints.jsonl": wave.json_lines(), "wave-faulty.joints.jsonl": faulty.json_lines()}


DEMOS = {"teleoperated-robot": recordings}
