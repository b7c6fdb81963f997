"""The quantities of laboratory records, with the units in which each may be given."""

from __future__ import annotations

UNITS: dict[str, dict[str, float]] = {
    "luminance": {"cd/m2": 1, "cd/m²": 1, "nit": 1},
    "contrast_ratio": {"1": 1},
    "luminance_uniformity": {"%": 1},
    "flicker_modulation": {"%": 1},
    "refresh_rate": {"Hz": 1},
    "blue_light_radiance": {"W/(m2.sr)": 1, "W/(m²·sr)": 1},
    "eye_box_width": {"mm": 1},
    "eye_box_height": {"mm": 1},
    "eye_relief": {"mm": 1},
    "image_distance": {"m": 1, "mm": 0.001},
    "field_of_view": {"deg": 1, "°": 1},
    "angular_resolution": {"1/deg": 1, "1/°": 1},
    "mass": {"g": 1, "kg": 1000},
    "surface_temperature": {"Cel": 1, "°C": 1},
    "motion_to_photon_latency": {"ms": 1, "s": 1000},
    "displacement": {"m": 1, "mm": 0.001},
    "velocity": {"m/s": 1},
    "acceleration": {"m/s2": 1, "m/s²": 1},
    "rotation": {"rad": 1},
    "angular_velocity": {"rad/s": 1},
    "angular_acceleration": {"rad/s2": 1, "rad/s²": 1},
    "stop_time": {"s": 1, "ms": 0.001},
    "release_rate": {"mg/s": 1, "ug/s": 0.001, "µg/s": 0.001},
    "release_duration": {"s": 1, "min": 60},
    "clearance_time": {"s": 1, "min": 60},
    "concentration": {"mg/m3": 1, "mg/m³": 1},
}
"""Quantity -> unit, spelled as in UCUM or as in print -> how many of the first unit it is."""


def factor(quantity: str, unit: str) -> float | None:
    """How many of the quantity's first unit the unit is; None if the quantity has no such unit, or is unknown."""
    return UNITS.get(quantity, {}).get(unit)


def first_unit(quantity: str) -> str:
    """The unit in which values of the quantity are compared."""
    return next(iter(UNITS[quantity]))
