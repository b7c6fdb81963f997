"""Checks of toon materials that a schema cannot express."""

from __future__ import annotations

import math
from typing import Any

from conformance.authoring import Finding, Findings, check
from conformance.readers.json_values import dangling_indices, is_number, object_or_empty, whole

from .view import HDR, MTOON, Extended, ToonMaterials

TEXTURES = (
    "shadeMultiplyTexture",
    "shadingShiftTexture",
    "matcapTexture",
    "rimMultiplyTexture",
    "outlineWidthMultiplyTexture",
    "uvAnimationMaskTexture",
)
INDICES = [(f"/materials/*/extensions/{MTOON}/{name}/index", "/textures") for name in TEXTURES]
MODES = ("OPAQUE", "MASK", "BLEND")
LARGEST_OFFSET = 9
CLAMP_TO_EDGE = 33071
STRENGTH = "KHR_materials_emissive_strength"
# Exporters write 4-byte numbers with more or fewer digits.
ROUNDING = 1e-5


@check("AST-VRT-004")
def textures_exist(materials: ToonMaterials) -> Findings:
    for found in dangling_indices(materials.model.document, INDICES):
        yield Finding(found.pointer, received=found.value, array=found.array, size=found.size).cutting()


@check("AST-VRT-010")
def offsets_fit_the_transparency(materials: ToonMaterials) -> Findings:
    for toon in materials.extended(MTOON):
        offset, mode = whole(toon.members.get("renderQueueOffsetNumber")), _mode(toon)
        if offset is None or abs(offset) > LARGEST_OFFSET or mode not in MODES:
            continue
        pointer, depth = f"{toon.pointer}/renderQueueOffsetNumber", toon.members.get("transparentWithZWrite", False)
        if mode != "BLEND":
            if offset != 0:
                yield Finding(pointer, "opaque", received=offset, mode=mode)
        elif isinstance(depth, bool):
            low, high = (0, LARGEST_OFFSET) if depth else (-LARGEST_OFFSET, 0)
            if not low <= offset <= high:
                yield Finding(pointer, "blended", received=offset, low=low, high=high)


@check("AST-VRT-011")
def depth_is_for_blended_materials(materials: ToonMaterials) -> Findings:
    for toon in materials.extended(MTOON):
        mode = _mode(toon)
        if toon.members.get("transparentWithZWrite") is True and mode in MODES and mode != "BLEND":
            yield Finding(f"{toon.pointer}/transparentWithZWrite", received=mode, expected="BLEND")


def _mode(toon: Extended) -> Any:
    return toon.material.get("alphaMode", "OPAQUE")


@check("AST-VRT-012")
def scrolled_textures_repeat(materials: ToonMaterials) -> Findings:
    for pointer, wrap, sampler in materials.scrolled:
        if whole(sampler.get(wrap)) == CLAMP_TO_EDGE:
            yield Finding(pointer, wrap=wrap, received=CLAMP_TO_EDGE)


@check("AST-VRT-014")
def emission_is_given_by_the_extension_in_force(materials: ToonMaterials) -> Findings:
    for pointer, members, material in materials.extended(HDR):
        extensions = object_or_empty(material.get("extensions"))
        if STRENGTH not in extensions:
            yield Finding(pointer, "none")
            continue
        older, newer = _factor(members, "emissiveMultiplier"), _factor(extensions[STRENGTH], "emissiveStrength", 1)
        if older is not None and newer is not None and not math.isclose(older, newer, rel_tol=ROUNDING):
            yield Finding(pointer, "other", received=older, expected=newer)


def _factor(members: Any, name: str, default: float | None = None) -> float | None:
    """A factor of emission; None where it is absent, of another type or negative, which other rows report."""
    value = object_or_empty(members).get(name, default)
    fine = is_number(value) and value >= 0
    return value if fine else None
