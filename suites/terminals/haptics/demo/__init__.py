"""The demo of the profile haptic-content: a click and a rumble, faultless and faulty, and both as a stream cut off."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any


def effects(_: Iterable[Any]) -> dict[str, bytes]:
    """The effects by file name; in the faulty one a reference is to nothing and keyframes go back."""
    from conformance_suites.terminals.haptics.writer.effect import experience
    from conformance_suites.terminals.haptics.writer.stream import stream

    made = experience()
    faultless = json.dumps(made, indent=2).encode()
    band = made["perceptions"][0]["channels"][0]["bands"][0]
    band["effects"][1]["id"] = 9
    band["effects"][0]["keyframes"].reverse()
    faulty = json.dumps(made, indent=2).encode()
    return {
        "touch.hjif": faultless,
        "touch-faulty.hjif": faulty,
        "touch.hmpg": stream(),
        "touch-cut.hmpg": stream()[:-2],
    }


DEMOS = {"haptic-content": effects}
