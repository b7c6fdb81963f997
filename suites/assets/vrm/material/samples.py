"""Samples of the toon materials suite: one small asset, and copies of it with one thing changed."""

from __future__ import annotations

from typing import Any

from conformance.readers.json_values import changed

TOON, HDR, STRENGTH = (
    "VRMC_materials_mtoon",
    "VRMC_materials_hdr_emissiveMultiplier",
    "KHR_materials_emissive_strength",
)
CLAMP = 33071
DOT = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFElEQVR4nGPQiFqwIEqD"
    "4QSIOgEAJCYFyUKamiYAAAAASUVORK5CYII="
)


TEXTURES = (
    *("shadeMultiplyTexture", "shadingShiftTexture", "matcapTexture", "rimMultiplyTexture"),
    *("outlineWidthMultiplyTexture", "uvAnimationMaskTexture"),
)
COLOURS = ("shadeColorFactor", "matcapFactor", "parametricRimColorFactor", "outlineColorFactor")
NUMBERS = (
    *("shadingShiftFactor", "giEqualizationFactor", "rimLightingMixFactor", "outlineLightingMixFactor"),
    *("parametricRimFresnelPowerFactor", "parametricRimLiftFactor", "outlineWidthFactor"),
    *("uvAnimationScrollXSpeedFactor", "uvAnimationScrollYSpeedFactor", "uvAnimationRotationSpeedFactor"),
)


def skin() -> dict[str, Any]:
    """An opaque material with every member."""
    return {
        "specVersion": "1.0",
        "transparentWithZWrite": False,
        "renderQueueOffsetNumber": 0,
        "shadeColorFactor": [0.9, 0.5, 0.4],
        "shadeMultiplyTexture": {"index": 0, "texCoord": 0},
        "shadingShiftFactor": -0.1,
        "shadingShiftTexture": {"index": 0, "scale": 0.5},
        "shadingToonyFactor": 0.95,
        "giEqualizationFactor": 0.9,
        "matcapFactor": [1, 1, 1],
        "matcapTexture": {"index": 1},
        "parametricRimColorFactor": [0, 0, 0],
        "parametricRimFresnelPowerFactor": 5,
        "parametricRimLiftFactor": 0,
        "rimMultiplyTexture": {"index": 0},
        "rimLightingMixFactor": 1,
        "outlineWidthMode": "worldCoordinates",
        "outlineWidthFactor": 0.002,
        "outlineWidthMultiplyTexture": {"index": 0},
        "outlineColorFactor": [0.2, 0.1, 0.1],
        "outlineLightingMixFactor": 1,
        "uvAnimationMaskTexture": {"index": 1},
        "uvAnimationScrollXSpeedFactor": 0,
        "uvAnimationScrollYSpeedFactor": 0,
        "uvAnimationRotationSpeedFactor": 0,
    }


def asset() -> dict[str, Any]:
    """Skin with an outline, glasses that write depth, a veil whose pattern flows, and an eye that glows."""
    glasses = {"specVersion": "1.0", "transparentWithZWrite": True, "renderQueueOffsetNumber": 3}
    veil = {
        "specVersion": "1.0",
        "renderQueueOffsetNumber": -9,
        "shadeMultiplyTexture": {"index": 0},
        "matcapTexture": {"index": 1},
        "uvAnimationScrollXSpeedFactor": 0.5,
        "uvAnimationScrollYSpeedFactor": 0,
    }
    return {
        "asset": {"version": "2.0"},
        "extensionsUsed": ["KHR_materials_unlit", STRENGTH, TOON, HDR],
        "samplers": [{"wrapS": 33648, "wrapT": CLAMP}, {"wrapS": CLAMP, "wrapT": CLAMP}],
        "images": [{"uri": DOT}],
        "textures": [{"source": 0, "sampler": 0}, {"source": 0, "sampler": 1}, {"source": 0}],
        "materials": [
            {"name": "skin", "extensions": {"KHR_materials_unlit": {}, TOON: skin()}},
            {"name": "glasses", "alphaMode": "BLEND", "extensions": {TOON: glasses}},
            {
                "name": "veil",
                "alphaMode": "BLEND",
                "pbrMetallicRoughness": {"baseColorTexture": {"index": 0}},
                "emissiveTexture": {"index": 2},
                "extensions": {TOON: veil},
            },
            {
                "name": "eye",
                "emissiveFactor": [1, 0.5, 0],
                "extensions": {HDR: {"emissiveMultiplier": 2.5}, STRENGTH: {"emissiveStrength": 2.5}},
            },
        ],
    }


def good() -> dict[str, bytes]:
    """File name -> bytes of assets that satisfy every row."""
    turned = {"index": 1, "extensions": {"KHR_texture_transform": {"rotation": 1.5}}}
    used = [*asset()["extensionsUsed"], "KHR_texture_transform"]
    strength = f"/materials/3/extensions/{STRENGTH}/emissiveStrength"
    return {
        "toon.gltf": changed(asset()),
        "turned.gltf": changed(asset(), ("/extensionsUsed", used), ("/materials/2/emissiveTexture", turned)),
        "rounded.gltf": changed(asset(), (strength, 2.5000002)),
    }


def bad() -> dict[str, bytes]:
    """File name -> bytes of assets with one defect each."""
    skin, glasses, veil = (f"/materials/{number}/extensions/{TOON}" for number in range(3))
    eye = f"/materials/3/extensions/{HDR}"
    edits: dict[str, list[tuple[str, Any]]] = {
        "001_factor_as_text": [(f"{skin}/shadingToonyFactor", "0.9")],
        "001_color_as_text": [(f"{skin}/shadeColorFactor", "#ffffff")],
        "001_texture_as_index": [(f"{skin}/matcapTexture", 1)],
        "001_scale_as_array": [(f"{skin}/shadingShiftTexture/scale", [0.5])],
        "001_depth_as_number": [(f"{skin}/transparentWithZWrite", 0)],
        "001_half_an_offset": [(f"{glasses}/renderQueueOffsetNumber", 0.5)],
        "001_multiplier_as_text": [(f"{eye}/emissiveMultiplier", "2.5")],
        "002_no_version": [(f"{glasses}/specVersion", None)],
        "002_texture_without_index": [(f"{skin}/rimMultiplyTexture/index", None)],
        "002_no_multiplier": [(f"{eye}/emissiveMultiplier", None)],
        "003_beta": [(f"{skin}/specVersion", "1.0-beta")],
        "004_no_such_texture": [(f"{skin}/shadeMultiplyTexture/index", 3)],
        "004_no_texture_at_all": [(f"{skin}/uvAnimationMaskTexture/index", -1)],
        "005_toony_above_1": [(f"{skin}/shadingToonyFactor", 1.5)],
        "005_negative_mix": [(f"{skin}/rimLightingMixFactor", -0.5)],
        "005_negative_power": [(f"{skin}/parametricRimFresnelPowerFactor", -1)],
        "005_negative_width": [(f"{skin}/outlineWidthFactor", -0.002)],
        "005_negative_set": [(f"{skin}/shadeMultiplyTexture/texCoord", -1)],
        "006_with_alpha": [(f"{skin}/shadeColorFactor", [1, 1, 1, 1])],
        "006_two_numbers": [(f"{skin}/outlineColorFactor", [0, 0])],
        "007_bright_rim": [(f"{skin}/parametricRimColorFactor", [2, 0, 0])],
        "007_of_255": [(f"{skin}/shadeColorFactor", [230, 128, 102])],
        "007_negative": [(f"{skin}/matcapFactor", [1, 1, -1])],
        "008_mode_of_vrm_0": [(f"{skin}/outlineWidthMode", "WorldCoordinates")],
        "009_queue_of_unity": [(f"{glasses}/renderQueueOffsetNumber", 50)],
        "009_below": [(f"{veil}/renderQueueOffsetNumber", -10)],
        "010_opaque": [(f"{skin}/renderQueueOffsetNumber", 1)],
        "010_mask": [(f"{skin}/renderQueueOffsetNumber", -1), ("/materials/0/alphaMode", "MASK")],
        "010_depth_and_negative": [(f"{glasses}/renderQueueOffsetNumber", -1)],
        "010_no_depth_and_positive": [(f"{veil}/renderQueueOffsetNumber", 1)],
        "011_opaque": [(f"{skin}/transparentWithZWrite", True)],
        "011_mask": [(f"{skin}/transparentWithZWrite", True), ("/materials/0/alphaMode", "MASK")],
        "012_base_color_clamped": [("/materials/2/pbrMetallicRoughness/baseColorTexture/index", 1)],
        "012_shade_clamped": [(f"{veil}/shadeMultiplyTexture/index", 1)],
        "012_across_the_other_axis": [(f"{veil}/uvAnimationScrollYSpeedFactor", -0.5)],
        "013_negative": [(f"{eye}/emissiveMultiplier", -1)],
        "014_older_alone": [(f"/materials/3/extensions/{STRENGTH}", None)],
        "014_another_factor": [(f"{eye}/emissiveMultiplier", 3)],
        "014_left_at_1": [(f"/materials/3/extensions/{STRENGTH}/emissiveStrength", None)],
    }
    for name in (*TEXTURES, *COLOURS, *NUMBERS):
        edits[f"001_{name}_as_text"] = [(f"{skin}/{name}", "text")]
    edits["001_mode_as_number"] = [(f"{skin}/outlineWidthMode", 1)]
    for name in TEXTURES:
        edits[f"002_{name}_without_index"] = [(f"{skin}/{name}", {})]
        edits[f"005_{name}_of_negative_set"] = [(f"{skin}/{name}/texCoord", -1)]
    for name in ("shadeMultiplyTexture", "shadingShiftTexture"):
        edits[f"001_{name}_index_as_text"] = [(f"{skin}/{name}/index", "0")]
        edits[f"001_{name}_set_as_text"] = [(f"{skin}/{name}/texCoord", "0")]
    for name in ("giEqualizationFactor", "outlineLightingMixFactor"):
        edits[f"005_{name}_above_1"] = [(f"{skin}/{name}", 1.5)]
    for name in COLOURS:
        edits[f"006_{name}_of_2"] = [(f"{skin}/{name}", [1, 1])]
        edits[f"007_{name}_above_1"] = [(f"{skin}/{name}", [1, 1, 2])]
    return {f"AST-VRT-{name}.gltf": changed(asset(), *changes) for name, changes in edits.items()}
