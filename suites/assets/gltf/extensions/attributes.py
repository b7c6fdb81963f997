"""Attributes that extensions define, with their accessor formats (EXT_mesh_gpu_instancing, KHR_gaussian_splatting)."""

from __future__ import annotations

from collections.abc import Iterable

SPLATS = "KHR_gaussian_splatting"
DEGREES = {1: 3, 2: 5, 3: 7}
"""The coefficients of spherical harmonics of each degree above 0."""
_SIGNED = ("BYTE normalized", "SHORT normalized")
_UNSIGNED = ("UNSIGNED_BYTE normalized", "UNSIGNED_SHORT normalized")


def _formats(kind: str, *components: str) -> list[str]:
    return [f"{kind} {component}" for component in components]


def coefficient(degree: int, number: int) -> str:
    return f"{SPLATS}:SH_DEGREE_{degree}_COEF_{number}"


INSTANCES = {
    "TRANSLATION": _formats("VEC3", "FLOAT"),
    "ROTATION": _formats("VEC4", "FLOAT", *_SIGNED),
    "SCALE": _formats("VEC3", "FLOAT"),
}
HARMONICS = {degree: [coefficient(degree, at) for at in range(count)] for degree, count in DEGREES.items()}
ELLIPSE = {
    f"{SPLATS}:ROTATION": _formats("VEC4", "FLOAT", *_SIGNED),
    f"{SPLATS}:SCALE": _formats("VEC3", "FLOAT", "UNSIGNED_BYTE", "UNSIGNED_SHORT", *_UNSIGNED),
    f"{SPLATS}:OPACITY": _formats("SCALAR", "FLOAT", *_UNSIGNED),
    coefficient(0, 0): _formats("VEC3", "FLOAT"),
}
REQUIRED = ("POSITION", *ELLIPSE)
"""The attributes of every splat of the kernel `ellipse`."""
ELLIPSE |= {name: _formats("VEC3", "FLOAT") for names in HARMONICS.values() for name in names}


def lacking(names: Iterable[str]) -> list[str]:
    """The coefficients above degree 0 that attributes of these names lack, up to the highest degree they have."""
    there = set(names)
    highest = max((degree for degree, all_of_it in HARMONICS.items() if there.intersection(all_of_it)), default=0)
    return [name for degree in range(1, highest + 1) for name in HARMONICS[degree] if name not in there]
