"""Samples of the extensions suite: one asset with every supported extension, and copies with one thing changed."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

from conformance.media.gltf_writer import VERTICES, Asset

Document = dict[str, Any]
SQUARE = [0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0]
MATERIALS: Document = {
    "KHR_materials_anisotropy": {
        "anisotropyStrength": 0.5,
        "anisotropyRotation": 1.5,
        "anisotropyTexture": {"index": 0},
    },
    "KHR_materials_clearcoat": {"clearcoatFactor": 1, "clearcoatNormalTexture": {"index": 0, "scale": 0.5}},
    "KHR_materials_dispersion": {"dispersion": 0.1},
    "KHR_materials_emissive_strength": {"emissiveStrength": 5},
    "KHR_materials_ior": {"ior": 0},
    "KHR_materials_iridescence": {"iridescenceFactor": 0.5, "iridescenceThicknessMaximum": 400},
    "KHR_materials_sheen": {"sheenColorFactor": [0.5, 0, 1], "sheenColorTexture": {"index": 0, "texCoord": 0}},
    "KHR_materials_specular": {"specularFactor": 0.5, "specularColorFactor": [1, 2, 3]},
    "KHR_materials_transmission": {"transmissionFactor": 0.5, "transmissionTexture": {"index": 0}},
    "KHR_materials_volume": {"thicknessFactor": 1, "attenuationDistance": 2, "attenuationColor": [1, 0.5, 0]},
}
TRANSFORM = {"KHR_texture_transform": {"offset": [0, 0.5], "rotation": 1, "scale": [2, 2], "texCoord": 0}}
LIGHTS = [
    {"type": "directional", "color": [1, 1, 0.5], "intensity": 3, "name": "sun"},
    {"type": "point", "range": 5},
    {"type": "spot", "spot": {"innerConeAngle": 0.5, "outerConeAngle": 1}},
]
VARIANTS = [{"name": "day"}, {"name": "night"}]
MAPPINGS = [{"material": 0, "variants": [0]}, {"material": 1, "variants": [1], "name": "dark"}]


def extended() -> Asset:
    """A square with materials, variants, lights and an animated material factor, all by extensions."""
    asset = Asset()
    asset.accessor("VEC3", "f", SQUARE, VERTICES, bounds=True)
    asset.accessor("VEC2", "f", [0, 0, 1, 0, 0, 1, 1, 1], VERTICES)
    asset.accessor("VEC3", "f", [0, 0, 1] * 4, VERTICES)
    asset.accessor("VEC4", "f", [1, 0, 0, 1] * 4, VERTICES)
    asset.accessor("SCALAR", "f", [0, 1], bounds=True)
    asset.accessor("SCALAR", "f", [0.2, 0.8])
    asset.add("textures")
    asset.add("materials", extensions=copy.deepcopy(MATERIALS), normalTexture={"index": 0, "extensions": TRANSFORM})
    asset.add("materials", extensions={"KHR_materials_unlit": {}})
    asset.add("materials", extensions={"KHR_materials_pbrSpecularGlossiness": {"diffuseFactor": [1, 1, 1, 0.5]}})
    attributes = {"POSITION": 0, "TEXCOORD_0": 1, "NORMAL": 2, "TANGENT": 3}
    variants = {"KHR_materials_variants": {"mappings": copy.deepcopy(MAPPINGS)}}
    asset.add("meshes", primitives=[{"attributes": attributes, "material": 0, "mode": 5, "extensions": variants}])
    asset.document["nodes"] = [
        {"mesh": 0},
        *({"extensions": {"KHR_lights_punctual": {"light": at}}} for at in range(3)),
    ]
    asset.add("scenes", nodes=[0, 1, 2, 3])
    pointer = {"KHR_animation_pointer": {"pointer": "/materials/0/pbrMetallicRoughness/roughnessFactor"}}
    channel = {"sampler": 0, "target": {"path": "pointer", "extensions": pointer}}
    asset.add("animations", channels=[channel], samplers=[{"input": 4, "output": 5}])
    asset.document["extensions"] = {
        "KHR_lights_punctual": {"lights": copy.deepcopy(LIGHTS)},
        "KHR_materials_variants": {"variants": copy.deepcopy(VARIANTS)},
    }
    used = [*MATERIALS, "KHR_materials_unlit", "KHR_materials_pbrSpecularGlossiness", "KHR_materials_variants"]
    used += ["KHR_lights_punctual", "KHR_texture_transform", "KHR_animation_pointer", "KHR_mesh_quantization"]
    asset.document |= {"extensionsUsed": used, "extensionsRequired": ["KHR_mesh_quantization"]}
    return asset


def changed(change: Callable[[Document], object]) -> bytes:
    asset = extended()
    change(asset.document)
    return asset.gltf()


def material(extension: str, **members: Any) -> bytes:
    """The asset with other members of one extension of its first material."""
    return changed(lambda gltf: gltf["materials"][0]["extensions"][extension].update(members))


def light(number: int, **members: Any) -> bytes:
    return changed(lambda gltf: gltf["extensions"]["KHR_lights_punctual"]["lights"][number].update(members))


def target(**members: Any) -> bytes:
    return changed(lambda gltf: gltf["animations"][0]["channels"][0]["target"].update(members))


def mapping(number: int, **members: Any) -> bytes:
    return changed(lambda gltf: mappings(gltf)[number].update(members))


def mappings(document: Document) -> Any:
    return document["meshes"][0]["primitives"][0]["extensions"]["KHR_materials_variants"]["mappings"]


def used_at(place: str, extension: str) -> bytes:
    """A document that uses an extension in one place, and nothing else."""
    document: Document = {"asset": {"version": "2.0"}, "extensionsUsed": [extension]}
    owner = document
    for step in place.split("/")[1:]:
        owner[step] = [{}]
        owner = owner[step][0]
    owner["extensions"] = {extension: {}}
    return json.dumps(document).encode()


def good() -> dict[str, bytes]:
    """File name -> bytes of assets that satisfy every row."""
    return {
        "extended.gltf": extended().gltf(),
        "extended.glb": extended().glb(),
        "transformed_coat.gltf": material(
            "KHR_materials_clearcoat", clearcoatTexture={"index": 0, "extensions": {"KHR_texture_transform": {}}}
        ),
        "own_tangents.gltf": changed(lambda gltf: gltf["materials"][0].pop("normalTexture")),
        "toon.gltf": changed(toon),
        "foreign.gltf": used_at("/nodes", "VENDOR_anything"),
    }


def bad() -> dict[str, bytes]:
    """File name -> bytes; the name starts with the only row the asset breaks."""
    return {
        "AST-GLX-001_text_for_number.gltf": material("KHR_materials_ior", ior="1.5"),
        "AST-GLX-001_object_for_array.gltf": mapping(0, variants={}),
        "AST-GLX-001_in_a_transform.gltf": material(
            "KHR_materials_sheen",
            sheenRoughnessTexture={"index": 0, "extensions": {"KHR_texture_transform": {"rotation": "90"}}},
        ),
        "AST-GLX-002_texture_without_index.gltf": material("KHR_materials_volume", thicknessTexture={"texCoord": 0}),
        "AST-GLX-002_spot_without_cone.gltf": changed(
            lambda gltf: gltf["extensions"]["KHR_lights_punctual"]["lights"][2].pop("spot")
        ),
        "AST-GLX-002_mapping_without_material.gltf": changed(lambda gltf: mappings(gltf)[0].pop("material")),
        "AST-GLX-003_two_numbers.gltf": material("KHR_materials_sheen", sheenColorFactor=[1, 0]),
        "AST-GLX-003_no_variants.gltf": mapping(0, variants=[]),
        "AST-GLX-003_offset_of_3.gltf": changed(
            lambda gltf: gltf["materials"][0]["normalTexture"].update(
                extensions={"KHR_texture_transform": {"offset": [0, 0, 0]}}
            )
        ),
        "AST-GLX-004_variant_twice.gltf": mapping(0, variants=[0, 0]),
        "AST-GLX-005_above_1.gltf": material("KHR_materials_transmission", transmissionFactor=1.5),
        "AST-GLX-005_below_1.gltf": material("KHR_materials_ior", ior=0.5),
        "AST-GLX-005_no_distance.gltf": material("KHR_materials_volume", attenuationDistance=0),
        "AST-GLX-005_wide_cone.gltf": light(2, spot={"outerConeAngle": 3}),
        "AST-GLX-006_area_light.gltf": light(1, type="area"),
        "AST-GLX-007_no_slash.gltf": target(extensions={"KHR_animation_pointer": {"pointer": "nodes/0/scale"}}),
        "AST-GLX-008_material_on_a_node.gltf": used_at("/nodes", "KHR_materials_unlit"),
        "AST-GLX-008_transform_on_a_texture.gltf": used_at("/textures", "KHR_texture_transform"),
        "AST-GLX-009_optional.gltf": changed(lambda gltf: gltf.pop("extensionsRequired")),
        "AST-GLX-010_no_such_light.gltf": changed(
            lambda gltf: gltf["nodes"][1]["extensions"].update(KHR_lights_punctual={"light": 3})
        ),
        "AST-GLX-010_no_lights.gltf": changed(lambda gltf: gltf["extensions"].pop("KHR_lights_punctual")),
        "AST-GLX-010_no_such_variant.gltf": mapping(1, variants=[2]),
        "AST-GLX-010_no_such_texture.gltf": material("KHR_materials_specular", specularTexture={"index": 1}),
        "AST-GLX-011_exchanged.gltf": light(2, spot={"innerConeAngle": 1, "outerConeAngle": 0.5}),
        "AST-GLX-011_equals_the_default.gltf": light(2, spot={"innerConeAngle": 0.7853981633974483}),
        "AST-GLX-012_in_two_mappings.gltf": mapping(1, variants=[0]),
        "AST-GLX-013_node.gltf": target(node=0),
        "AST-GLX-014_translation.gltf": target(path="weights"),
        "AST-GLX-015_no_tangents.gltf": changed(without_tangents),
        "AST-GLX-016_second_set.gltf": changed(second_set),
        "AST-GLX-016_coat_apart.gltf": changed(coat_apart),
        "AST-GLX-017_no_volume.gltf": changed(
            lambda gltf: gltf["materials"][0]["extensions"].pop("KHR_materials_volume")
        ),
        "AST-GLX-018_unlit_and_coated.gltf": changed(
            lambda gltf: gltf["materials"][1]["extensions"].update(KHR_materials_clearcoat={})
        ),
    }


def toon(document: Document) -> None:
    """The unlit material is what readers fall back to that do not know MToon, which comes before it."""
    document["materials"][1]["extensions"] |= {"VRMC_materials_mtoon": {"specVersion": "1.0"}}
    document["extensionsUsed"].append("VRMC_materials_mtoon")


def without_tangents(document: Document) -> None:
    """No normal texture, and no tangents either."""
    del document["materials"][0]["normalTexture"]
    del document["meshes"][0]["primitives"][0]["attributes"]["TANGENT"]


def coat_apart(document: Document) -> None:
    """The normal texture of the coat alone uses a second set of coordinates."""
    document["meshes"][0]["primitives"][0]["attributes"]["TEXCOORD_1"] = 1
    document["materials"][0]["extensions"]["KHR_materials_clearcoat"]["clearcoatNormalTexture"]["texCoord"] = 1


def second_set(document: Document) -> None:
    """The normal texture uses a second set of coordinates."""
    document["meshes"][0]["primitives"][0]["attributes"]["TEXCOORD_1"] = 1
    document["materials"][0]["normalTexture"] = {"index": 0, "texCoord": 1}
