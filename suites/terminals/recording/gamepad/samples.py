"""Recordings of a head and what two hands hold, by the profiles of the registry: faultless, and with one fault each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from conformance_suites.terminals.recording.writer.device import Take, take
from conformance_suites.terminals.webxr.reader.registry import PLACEHOLDER, PROFILES

POSES = 14  # numbers of the poses of a controller
STATES = 3  # numbers of a button
FRAMES = 40
DEVICE = "meta-quest-touch-plus"
VARIOUS = ("google-daydream", "htc-vive", "meta-fixed-hand", "valve-index", DEVICE)


def holding(profile: str = DEVICE, hands: tuple[str, ...] = ("left", "right")) -> Take:
    """A head and a device in each hand, of which every control is used a little."""
    made = take(("head", *(f"{hand}-controller" for hand in hands)), FRAMES)
    for hand in hands:
        stream, known = f"{hand}-controller", PROFILES[profile]
        layout, declared = known.layouts[hand], made.header["streams"][f"{hand}-controller"]
        buttons = list(layout.buttons)
        while buttons and buttons[-1] == PLACEHOLDER:  # as the mapping asks
            buttons.pop()
        declared |= {"profiles": [profile, *known.fallbacks], "mapping": layout.mapping}
        declared |= {"buttons": _named(buttons, "button"), "axes": _named(layout.axes, "axis")}
        # An axis is used where its touchpad is touched.
        used = [float(name != PLACEHOLDER) for name in buttons for _ in range(STATES)]
        used += [0.5 * (name != PLACEHOLDER) for name in layout.axes]
        made.values[stream] = np.hstack([made.values[stream][:, :POSES], np.tile(used, (FRAMES, 1))])
    return made


def _named(names: Any, other: str) -> list[str]:
    """Names as a converter gives them, which does not know what is free."""
    return [f"{other}-{at}" if name == PLACEHOLDER else name for at, name in enumerate(names)]


def good() -> dict[str, bytes]:
    """Devices of every kind of layout, and what the registry says nothing about."""
    made = {f"{profile}.jsonl": holding(profile) for profile in VARIOUS}
    made["generic_and_more.jsonl"] = take(("head", "left-controller", "gaze", "left-hand"), FRAMES)
    made["unregistered.jsonl"] = unknown = holding()
    for stream in ("left-controller", "right-controller"):
        unknown.header["streams"][stream]["profiles"].insert(0, "acme-wand")
    made["poses_only.jsonl"] = bare = holding()
    for stream in ("left-controller", "right-controller"):
        del bare.header["streams"][stream]["buttons"], bare.header["streams"][stream]["axes"]
        bare.values[stream] = bare.values[stream][:, :POSES]
    made["placeholder_at_the_end.jsonl"] = ended = holding("htc-vive")
    ended.header["streams"]["left-controller"]["buttons"].append("button-3")
    _insert(ended, POSES + 3 * STATES, STATES)
    return {name: each.data() for name, each in made.items()}


def bad() -> dict[str, bytes]:
    """The device in both hands with one fault each."""
    made = {}
    for name, (profile, change) in FAULTS.items():
        recording = holding(profile)
        change(recording)
        made[f"{name}.jsonl"] = recording.data()
    return made


def _insert(made: Take, at: int, count: int, stream: str = "left-controller") -> None:
    """Numbers of further items, which are 0."""
    values = made.values[stream]
    made.values[stream] = np.hstack([values[:, :at], np.zeros((FRAMES, count)), values[:, at:]])


def _declared(**members: Any) -> Callable[[Take], None]:
    def change(made: Take) -> None:
        made.header["streams"]["left-controller"] |= members

    return change


def _without_menu(made: Take) -> None:
    """As an emulator does it whose table of buttons is older."""
    buttons = made.header["streams"]["left-controller"]["buttons"]
    at = POSES + STATES * (len(buttons) - 1)
    buttons.pop()
    made.values["left-controller"] = np.delete(made.values["left-controller"], slice(at, at + STATES), axis=1)


def _with_trackpad(made: Take) -> None:
    made.header["streams"]["right-controller"]["buttons"].append("trackpad")
    _insert(made, POSES + 7 * STATES, STATES, "right-controller")


def _without_axes(made: Take) -> None:
    axes = made.header["streams"]["left-controller"].pop("axes")
    made.values["left-controller"] = made.values["left-controller"][:, : -len(axes)]


def _moved(column: int, value: float) -> Callable[[Take], None]:
    def change(made: Take) -> None:
        made.values["left-controller"][10:20, column] = value

    return change


def _swapped(part: str, one: int, other: int) -> Callable[[Take], None]:
    def change(made: Take) -> None:
        names = made.header["streams"]["left-controller"][part]
        names[one], names[other] = names[other], names[one]

    return change


def _prefixed(made: Take) -> None:
    names = made.header["streams"]["left-controller"]["buttons"]
    names[0], names[1] = "xr-standard-squeeze", "index"


FAULTS: dict[str, tuple[str, Callable[[Take], None]]] = {
    "TRM-GPD-001_in_no_hand": (DEVICE, _declared(handedness="none")),
    "TRM-GPD-002_empty": (DEVICE, _declared(mapping="")),
    "TRM-GPD-002_standard": (DEVICE, _declared(mapping="standard")),
    "TRM-GPD-002_xr_standard": ("google-daydream", _declared(mapping="xr-standard")),
    "TRM-GPD-003_without_menu": (DEVICE, _without_menu),
    "TRM-GPD-003_with_trackpad": (DEVICE, _with_trackpad),
    "TRM-GPD-003_without_axes": ("google-daydream", _without_axes),
    "TRM-GPD-004_button": (DEVICE, _moved(POSES + 2 * STATES, 0.4)),
    "TRM-GPD-004_touched": (DEVICE, _moved(POSES + 2 * STATES + 2, 1)),
    "TRM-GPD-004_axis": (DEVICE, _moved(-4, -0.7)),
    "TRM-GPD-005_x_and_y": (DEVICE, _swapped("buttons", 4, 5)),
    "TRM-GPD-005_axes": (DEVICE, _swapped("axes", 2, 3)),
    "TRM-GPD-005_with_prefix": (DEVICE, _prefixed),
    "TRM-GPD-006_reversed": (
        DEVICE,
        _declared(profiles=[DEVICE, "generic-trigger-squeeze-thumbstick", "oculus-touch-v3"]),
    ),
    "TRM-GPD-006_alone": (DEVICE, _declared(profiles=[DEVICE])),
}
