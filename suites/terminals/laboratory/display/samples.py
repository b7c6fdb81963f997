"""Samples of near-eye displays: one that is measured in full, and what may be wrong with it."""

from __future__ import annotations

import json
import tomllib
from typing import Any

from conformance_suites.terminals.laboratory.writer.headset import HEADSET


def good() -> dict[str, bytes]:
    """The record in full, and one of a display for one eye."""
    monocular = HEADSET.replace("eyes          = 2", "eyes = 1")
    one_eye = HEADSET.replace('"motion_to_photon_latency"', '"latency"').replace('"refresh_rate"', '"rate"')
    return {
        "headset.toml": HEADSET.encode(),
        "monocular.toml": monocular.encode(),
        "one_eye_measured.toml": one_eye.replace('"right"', '"both"').encode(),
    }


def bad() -> dict[str, bytes]:
    """The record with one mistake each."""
    texts = {f"{name}.toml": HEADSET.replace(old, new, 1).encode() for name, (old, new) in CHANGES.items()}
    record = tomllib.loads(HEADSET)
    for name, display in WRONG_TYPES.items():
        texts[f"TRM-DSP-002_{name}.json"] = json.dumps({**record, "display": display}, default=str).encode()
    health = {"health": record["display"]["health"]}
    for name, display in (("TRM-DSP-001", health), ("TRM-DSP-005", {**record["display"], "health": {}})):
        texts[f"{name}_empty.json"] = json.dumps({**record, "display": display}, default=str).encode()
    return texts


NAMES = ("eyes", "pixels", "refresh_rates", "field_of_view", "image_distance", "interpupillary_distance", "health")
HEALTH = ("minimum_age", "break_after", "flicker", "blue_light")
WRONG_TYPES: dict[str, Any] = {
    "no_table": [],
    "members": dict.fromkeys(NAMES, "x"),
    "items": {**{name: ["x", "y"] for name in NAMES}, "health": {name: [] for name in HEALTH}},
}


CHANGES = {
    "TRM-DSP-001_no_pixels": ("pixels        = [2160, 2160]\n", ""),
    "TRM-DSP-003_three_eyes": ("eyes          = 2", "eyes = 3"),
    "TRM-DSP-003_no_eye": ("eyes          = 2", "eyes = 0"),
    "TRM-DSP-003_one_angle": ("field_of_view = [96, 90]", "field_of_view = [96]"),
    "TRM-DSP-003_three_angles": ("field_of_view = [96, 90]", "field_of_view = [96, 90, 90]"),
    "TRM-DSP-003_wide": ("field_of_view = [96, 90]", "field_of_view = [9600, 90]"),
    "TRM-DSP-003_no_angle": ("field_of_view = [96, 90]", "field_of_view = [0, 90]"),
    "TRM-DSP-003_near": ("image_distance          = 1.3", "image_distance = 0"),
    "TRM-DSP-003_no_rate": ("refresh_rates = [72, 90]", "refresh_rates = []"),
    "TRM-DSP-003_rate": ("refresh_rates = [72, 90]", "refresh_rates = [0, 90]"),
    "TRM-DSP-003_pixels": ("[2160, 2160]", "[2160, 0]"),
    "TRM-DSP-003_one_pixel": ("[2160, 2160]", "[2160]"),
    "TRM-DSP-003_three_pixels": ("[2160, 2160]", "[2160, 2160, 3]"),
    "TRM-DSP-003_one_pupil": ("[58, 71]", "[58]"),
    "TRM-DSP-003_three_pupils": ("[58, 71]", "[58, 63, 71]"),
    "TRM-DSP-003_pupil": ("[58, 71]", "[-58, 71]"),
    "TRM-DSP-004_no_contrast": ('quantity = "contrast_ratio"', 'quantity = "sequential_contrast"'),
    "TRM-DSP-005_no_age": ("minimum_age = 13\n", ""),
    "TRM-DSP-005_nothing": ("[display.health]", "[display_health]"),
    "TRM-DSP-006_blue": ("value = 0.9", "value = 140"),
    "TRM-DSP-007_hot": ("value = 38", "value = 48"),
    "TRM-DSP-008_slow": ("value = 14", "value = 45"),
    "TRM-DSP-009_dim": ("116.2", "80.2"),
    "TRM-DSP-010_faster": ("value = 89.8", "value = 120.0"),
}
