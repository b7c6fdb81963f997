"""Samples of input profiles: a pair of controllers, and what may be wrong with their description."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

COMPONENTS = {
    "main-trigger": {"type": "trigger"},
    "grip": {"type": "squeeze"},
    "stick": {"type": "thumbstick"},
    "menu": {"type": "button", "reserved": True},
}
AXES = [None, None, {"componentId": "stick", "axis": "x-axis"}, {"componentId": "stick", "axis": "y-axis"}]
LAYOUT = {
    "selectComponentId": "main-trigger",
    "components": COMPONENTS,
    "gamepad": {"mapping": "xr-standard", "buttons": ["main-trigger", "grip", None, "stick", "menu"], "axes": AXES},
}
WANDS = {
    "profileId": "acme-wand-2",
    "fallbackProfileIds": ["htc-vive", "generic-trigger-squeeze-thumbstick"],
    "deprecatedProfileIds": ["Acme Wand"],
    "layouts": {"left": LAYOUT, "right": LAYOUT},
}
CLICKER = {
    "profileId": "generic-button",
    "fallbackProfileIds": [],
    "layouts": {
        "left-right": {
            "selectComponentId": "key",
            "components": {"key": {"type": "button"}, "pad": {"type": "touchpad"}},
            "gamepad": {"mapping": "", "buttons": ["key"], "axes": [{"componentId": "pad", "axis": "y-axis"}]},
        },
        "none": {"selectComponentId": "key", "components": {"key": {"type": "button"}}},
    },
}


def written(profile: Any) -> bytes:
    return json.dumps(profile, indent=2).encode()


def changed(change: Callable[[Any], object], profile: Any = WANDS) -> bytes:
    """The profile after the change."""
    copy = deepcopy(profile)
    change(copy)
    return written(copy)


def right(change: Callable[[Any], object]) -> bytes:
    """The wands after a change to the layout of the right hand."""
    return changed(lambda wands: change(wands["layouts"]["right"]))


def good() -> dict[str, bytes]:
    """File name -> bytes of profiles that satisfy every row."""
    return {"wands.json": written(WANDS), "clicker.json": written(CLICKER)}


def bad() -> dict[str, bytes]:
    """File name -> bytes of profiles, each of which violates one row."""
    twice = written(CLICKER).replace(b'"profileId"', b'"profileId": "acme-key",\n  "profileId"', 1)
    return {
        "TRM-IPR-001_two_ids.json": twice,
        "TRM-IPR-002_one_fallback.json": changed(lambda wands: wands.update(fallbackProfileIds="generic-trigger")),
        "TRM-IPR-002_reserved_number.json": right(lambda layout: layout["components"]["menu"].update(reserved=1)),
        "TRM-IPR-002_button_number.json": right(lambda layout: layout["gamepad"]["buttons"].append(5)),
        "TRM-IPR-003_no_fallbacks.json": changed(lambda wands: wands.pop("fallbackProfileIds")),
        "TRM-IPR-003_no_select.json": right(lambda layout: layout.pop("selectComponentId")),
        "TRM-IPR-003_no_axes.json": right(lambda layout: layout["gamepad"].pop("axes")),
        "TRM-IPR-004_capitals.json": changed(lambda wands: wands.update(profileId="acme-Wand-2")),
        "TRM-IPR-004_no_prefix.json": changed(lambda wands: wands.update(profileId="wand")),
        "TRM-IPR-005_twice.json": changed(lambda wands: wands["fallbackProfileIds"].insert(0, "htc-vive")),
        "TRM-IPR-006_no_generic.json": changed(lambda wands: wands["fallbackProfileIds"].pop()),
        "TRM-IPR-006_none.json": changed(lambda wands: wands["fallbackProfileIds"].clear()),
        "TRM-IPR-007_unregistered.json": changed(lambda wands: wands["fallbackProfileIds"].insert(0, "acme-wand")),
        "TRM-IPR-008_nothing.json": changed(lambda key: key["layouts"]["none"]["components"].clear(), CLICKER),
        "TRM-IPR-009_dial.json": right(lambda layout: layout["components"]["menu"].update(type="dial")),
        "TRM-IPR-010_one_hand.json": changed(lambda wands: wands["layouts"].pop("left")),
        "TRM-IPR-010_both_and_right.json": changed(
            lambda wands: wands["layouts"].update({"left-right": wands["layouts"].pop("left")})
        ),
        "TRM-IPR-011_button.json": right(lambda layout: layout["gamepad"]["buttons"].append("thumb-rest")),
        "TRM-IPR-011_axis.json": right(lambda layout: layout["gamepad"]["axes"][3].update(componentId="joystick")),
        "TRM-IPR-012_standard.json": changed(lambda wands: _mapped(wands["layouts"], "standard")),
        "TRM-IPR-013_trigger_axis.json": changed(
            lambda key: key["layouts"]["left-right"]["gamepad"]["axes"][0].update(componentId="key"), CLICKER
        ),
        "TRM-IPR-014_camel_case.json": changed(
            lambda key: key["layouts"]["left-right"]["gamepad"]["axes"][0].update(axis="yAxis"), CLICKER
        ),
        "TRM-IPR-015_no_placeholder.json": right(lambda layout: layout["gamepad"]["buttons"].pop(2)),
        "TRM-IPR-015_axes_exchanged.json": right(lambda layout: layout["gamepad"]["axes"].reverse()),
        "TRM-IPR-016_grip_selects.json": right(lambda layout: layout.update(selectComponentId="grip")),
        "TRM-IPR-016_no_trigger.json": right(lambda layout: layout["gamepad"]["buttons"].__setitem__(0, None)),
        "TRM-IPR-017_empty.json": right(lambda layout: layout["components"].update({"": {"type": "button"}})),
        "TRM-IPR-017_blank_before.json": right(lambda layout: layout["components"].update({" x": {"type": "button"}})),
        "TRM-IPR-017_blank_after.json": right(lambda layout: layout["components"].update({"x\t": {"type": "button"}})),
    }


def _mapped(layouts: Any, mapping: str) -> None:
    for layout in layouts.values():
        layout["gamepad"]["mapping"] = mapping
