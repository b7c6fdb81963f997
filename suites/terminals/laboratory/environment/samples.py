"""Samples of devices that act on people: one that smells, one that moves a seat, and a robot's stop."""

from __future__ import annotations

import json
import tomllib
from typing import Any

from conformance_suites.terminals.laboratory.writer import HEAD, result

SUBSTANCES = """\
substances = [
  { name = "limonene", cas = "138-86-3", exposure_limit = 28 },
  { name = "linalool", cas = "78-70-6" },
]
"""
SCENT = "".join(
    [
        HEAD,
        '\n[device]\nkind = "scent"\n',
        SUBSTANCES,
        *(result("release_rate", 12, 2, "ug/s", substance=name) for name in ("limonene", "linalool")),
        *(result("release_duration", 3, 0.2, "s", substance=name) for name in ("limonene", "linalool")),
        *(result("clearance_time", 2, 0.5, "min", substance=name) for name in ("limonene", "linalool")),
        result("concentration", 1.4, 0.4, "mg/m3", substance="limonene"),
        result("concentration", 60, 4, "mg/m3", substance="water"),
    ]
)
LAST_CLEARANCE = result("clearance_time", 2, 0.5, "min", substance="linalool")
STOP = """
[device.emergency_stop]
actuator     = "mushroom button at the seat and at the desk"
effect       = "drives are cut off, brakes close"
stops_within = 0.5
"""
AXES = """\
[device.axes.heave]
travel       = 0.15
velocity     = 0.4
acceleration = 5
[device.axes.pitch]
travel       = 0.35
velocity     = 0.7
acceleration = 3.5
"""
PLATFORM = "".join(
    [
        HEAD,
        '\n[device]\nkind = "motion_platform"\n',
        AXES,
        STOP,
        result("displacement", 148, 1, "mm", axis="heave"),
        result("angular_velocity", 0.66, 0.02, "rad/s", axis="pitch"),
        result("acceleration", 4.1, 0.2, "m/s2", axis="heave"),
        result("stop_time", 310, 20, "ms"),
    ]
)
ROBOT = (
    HEAD + '\n[device]\nkind = "robot"\n' + STOP + result("stop_time", 0.31, 0.02, "s") + result("mass", 42, 0.2, "kg")
)


def good() -> dict[str, bytes]:
    """A device of each kind."""
    return {"scent.toml": SCENT.encode(), "platform.toml": PLATFORM.encode(), "robot.toml": ROBOT.encode()}


def bad() -> dict[str, bytes]:
    """The devices with one mistake each."""
    texts = {}
    for source, changes in ((SCENT, OF_SCENT), (PLATFORM, OF_PLATFORM), (ROBOT, OF_ROBOT)):
        texts |= {f"{name}.toml": source.replace(old, new, 1).encode() for name, (old, new) in changes.items()}
    record = tomllib.loads(HEAD)
    for name, device in WRONG_TYPES.items():
        document = {**record, "result": [], "device": device}
        texts[f"TRM-ENV-002_{name}.json"] = json.dumps(document, default=str).encode()
    for name, device in EMPTY.items():
        texts[f"{name}_empty_item.json"] = json.dumps({**record, "result": [], "device": device}, default=str).encode()
    return texts


EMPTY: dict[str, Any] = {
    "TRM-ENV-003": {"kind": "scent", "substances": [{}]},
    "TRM-ENV-006": {"kind": "motion_platform", "axes": {"heave": {}}, "emergency_stop": {}},
    "TRM-ENV-008": {"kind": "robot", "emergency_stop": {}},
}
ALL: dict[str, Any] = {
    "kind": "robot",
    "substances": [{"name": 1, "cas": 1, "release_rate": "x", "exposure_limit": "x"}],
    "axes": {"heave": {"travel": "x", "velocity": "x", "acceleration": "x"}},
    "emergency_stop": {"actuator": 1, "effect": 1, "stops_within": "x"},
}
WRONG_TYPES: dict[str, Any] = {
    "members": ALL,
    "items": {**ALL, "substances": [1], "axes": {"heave": []}},
    "lists": {**ALL, "substances": {}, "axes": [], "emergency_stop": []},
    "no_table": [],
}
OF_SCENT = {
    "TRM-ENV-001_other": ('kind = "scent"', 'kind = "wind"'),
    "TRM-ENV-003_no_cas": (', cas = "78-70-6"', ""),
    "TRM-ENV-003_none": ("substances = [", "other = ["),
    "TRM-ENV-003_empty": (SUBSTANCES, "substances = []\n"),
    "TRM-ENV-004_check_digit": ("138-86-3", "138-86-4"),
    "TRM-ENV-004_no_hyphens": ("78-70-6", "78706"),
    "TRM-ENV-005_no_clearance": ('"clearance_time"', '"lingering"'),
    "TRM-ENV-005_of_another": (LAST_CLEARANCE, LAST_CLEARANCE.replace("linalool", "limonene, warm")),
    "TRM-ENV-005_without_uncertainty": (LAST_CLEARANCE, LAST_CLEARANCE.replace('unit = "min"', 'unit = "m"')),
    "TRM-ENV-010_strong": ("value = 1.4", "value = 40"),
}
OF_PLATFORM = {
    "TRM-ENV-006_empty": (AXES, "[device.axes]\n"),
    "TRM-ENV-006_no_axes": (AXES, ""),
    "TRM-ENV-006_no_travel": ("travel       = 0.15\n", ""),
    "TRM-ENV-006_zero_travel": ("travel       = 0.35", "travel = 0"),
    "TRM-ENV-006_zero_velocity": ("velocity     = 0.4", "velocity = 0"),
    "TRM-ENV-006_zero_acceleration": ("acceleration = 3.5", "acceleration = 0"),
    "TRM-ENV-007_far": ("value = 148", "value = 180"),
    "TRM-ENV-008_no_effect": ('effect       = "drives are cut off, brakes close"\n', ""),
}
OF_ROBOT = {
    "TRM-ENV-001_unnamed": ('kind = "robot"\n', ""),
    "TRM-ENV-008_none": (STOP, ""),
    "TRM-ENV-008_zero": ("stops_within = 0.5", "stops_within = 0"),
    "TRM-ENV-009_none": ('"stop_time"', '"stop"'),
    "TRM-ENV-009_slow": ("value = 0.31", "value = 0.8"),
}
