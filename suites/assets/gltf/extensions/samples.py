"""Samples of the extensions suite: two assets that have all supported extensions, and copies with one thing changed."""

from __future__ import annotations

import base64
import copy
import json
from collections.abc import Callable
from typing import Any

from conformance_suites.assets.gltf.writer.asset import VERTICES, Asset

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
SCALE, ROTATION = "KHR_gaussian_splatting:SCALE", "KHR_gaussian_splatting:ROTATION"
VARIANTS = [{"name": "day"}, {"name": "night"}]
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""A PNG image of one pixel."""
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


def newer() -> Asset:
    """Three copies of a leaf, which can be shown, pointed at and picked, and three splats in the light of an image."""
    asset = Asset()
    asset.accessor("VEC3", "f", SQUARE, VERTICES, bounds=True)
    asset.add("images", bufferView=asset.view(DOT), mimeType="image/png")
    asset.add("textures", source=0)
    coordinates = asset.accessor("VEC2", "f", [0, 0, 1, 0, 0, 1, 1, 1], VERTICES)
    leaf = {"diffuseTransmissionFactor": 0.5, "diffuseTransmissionColorFactor": [1, 0.9, 0]}
    asset.add("materials", extensions={"KHR_materials_diffuse_transmission": leaf})
    attributes = {"POSITION": 0, "TEXCOORD_0": coordinates}
    asset.add("meshes", primitives=[{"attributes": attributes, "material": 0, "mode": 5}])
    instances = {
        "TRANSLATION": asset.accessor("VEC3", "f", range(9)),
        "ROTATION": asset.accessor("VEC4", "h", [0, 0, 0, 32767] * 3, normalized=True),
        "SCALE": asset.accessor("VEC3", "f", [1] * 9),
        "_ID": asset.accessor("SCALAR", "H", range(3)),
    }
    asset.add("meshes", primitives=[splats(asset)])
    node = {
        "EXT_mesh_gpu_instancing": {"attributes": instances},
        "KHR_node_hoverability": {"hoverable": False},
        "KHR_node_selectability": {},
        "KHR_node_visibility": {"visible": True},
    }
    asset.document["nodes"] = [{"mesh": 0, "extensions": node}, {"mesh": 1}]
    asset.add("scenes", nodes=[0, 1], extensions={"EXT_lights_image_based": {"light": 0}})
    light = {"irradianceCoefficients": [[1, 1, 1]] * 9, "specularImages": [[0] * 6], "specularImageSize": 1}
    asset.document["extensions"] = {"EXT_lights_image_based": {"lights": [{**light, "rotation": [0, -1, 0, 0]}]}}
    used = [*node, "EXT_lights_image_based", "KHR_gaussian_splatting", "KHR_materials_diffuse_transmission"]
    asset.document |= {"extensionsUsed": used, "extensionsRequired": ["EXT_mesh_gpu_instancing"]}
    return asset


def splats(asset: Asset) -> Document:
    """A primitive of three splats with the first degree of spherical harmonics."""
    grey = asset.accessor("VEC3", "f", [0] * 9, VERTICES)
    attributes = {
        "ROTATION": asset.accessor("VEC4", "f", [0, 0, 0, 1] * 3, VERTICES),
        "SCALE": asset.accessor("VEC3", "f", [1] * 9, VERTICES),
        "OPACITY": asset.accessor("SCALAR", "f", [1, 0.5, 0], VERTICES),
        **{f"SH_DEGREE_{degree}_COEF_{at}": grey for degree in (0, 1) for at in range(2 * degree + 1)},
    }
    own = {f"KHR_gaussian_splatting:{name}": accessor for name, accessor in attributes.items()}
    position = asset.accessor("VEC3", "f", [0, 0, 0, 1, 0, 0, 0, 1, 0], VERTICES, bounds=True)
    kind = {"kernel": "ellipse", "colorSpace": "srgb_rec709_display"}
    return {
        "attributes": {"POSITION": position, **own},
        "mode": 0,
        "extensions": {"KHR_gaussian_splatting": kind},
    }


def changed(change: Callable[[Document], object], made: Callable[[], Asset] = extended) -> bytes:
    asset = made()
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


def leaf(**members: Any) -> bytes:
    """The newer asset with other members of the extension of its material."""
    return changed(lambda gltf: next(iter(gltf["materials"][0]["extensions"].values())).update(members), newer)


def instances(**attributes: Any) -> bytes:
    """The newer asset with other instance attributes."""
    return changed(lambda gltf: instancing(gltf)["attributes"].update(attributes), newer)


def splatting(change: Callable[[Document], object]) -> bytes:
    """The newer asset with another primitive of splats."""
    return changed(lambda gltf: change(gltf["meshes"][1]["primitives"][0]), newer)


def surroundings(**members: Any) -> bytes:
    """The newer asset with other members of the light of an image."""
    return changed(lambda gltf: gltf["extensions"]["EXT_lights_image_based"]["lights"][0].update(members), newer)


def instancing(document: Document) -> Any:
    return document["nodes"][0]["extensions"]["EXT_mesh_gpu_instancing"]


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
        "newer.gltf": newer().gltf(),
        "newer_shaped.gltf": changed(shaped, newer),
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
        "AST-GLX-001_visible_in_words.gltf": changed(
            lambda gltf: gltf["nodes"][0]["extensions"].update(KHR_node_visibility={"visible": "yes"}), newer
        ),
        "AST-GLX-001_attribute_by_name.gltf": instances(SCALE="scale"),
        "AST-GLX-001_light_by_name.gltf": changed(
            lambda gltf: gltf["scenes"][0].update(extensions={"EXT_lights_image_based": {"light": "sky"}}), newer
        ),
        "AST-GLX-001_numbered_kernel.gltf": splatting(
            lambda primitive: primitive["extensions"]["KHR_gaussian_splatting"].update(kernel=1)
        ),
        "AST-GLX-002_no_colour_space.gltf": splatting(
            lambda primitive: primitive["extensions"]["KHR_gaussian_splatting"].pop("colorSpace")
        ),
        "AST-GLX-002_light_without_images.gltf": changed(
            lambda gltf: gltf["extensions"]["EXT_lights_image_based"]["lights"][0].pop("specularImages"), newer
        ),
        "AST-GLX-002_scene_without_light.gltf": changed(
            lambda gltf: gltf["scenes"][0].update(extensions={"EXT_lights_image_based": {}}), newer
        ),
        "AST-GLX-002_leaf_without_index.gltf": leaf(diffuseTransmissionTexture={}),
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
        "AST-GLX-003_no_attributes.gltf": changed(lambda gltf: instancing(gltf).update(attributes={}), newer),
        "AST-GLX-003_five_faces.gltf": surroundings(specularImages=[[0] * 5]),
        "AST-GLX-003_eight_coefficients.gltf": surroundings(irradianceCoefficients=[[1, 1, 1]] * 8),
        "AST-GLX-003_colour_with_alpha.gltf": leaf(diffuseTransmissionColorFactor=[1, 1, 1, 1]),
        "AST-GLX-004_variant_twice.gltf": mapping(0, variants=[0, 0]),
        "AST-GLX-005_above_1.gltf": material("KHR_materials_transmission", transmissionFactor=1.5),
        "AST-GLX-005_below_1.gltf": material("KHR_materials_ior", ior=0.5),
        "AST-GLX-005_no_distance.gltf": material("KHR_materials_volume", attenuationDistance=0),
        "AST-GLX-005_wide_cone.gltf": light(2, spot={"outerConeAngle": 3}),
        "AST-GLX-005_more_than_all.gltf": leaf(diffuseTransmissionFactor=1.5),
        "AST-GLX-005_negative_size.gltf": surroundings(specularImageSize=-1),
        "AST-GLX-006_area_light.gltf": light(1, type="area"),
        "AST-GLX-007_no_slash.gltf": target(extensions={"KHR_animation_pointer": {"pointer": "nodes/0/scale"}}),
        "AST-GLX-008_material_on_a_node.gltf": used_at("/nodes", "KHR_materials_unlit"),
        "AST-GLX-008_transform_on_a_texture.gltf": used_at("/textures", "KHR_texture_transform"),
        "AST-GLX-008_instanced_material.gltf": used_at("/materials", "EXT_mesh_gpu_instancing"),
        "AST-GLX-008_compressed_sampler.gltf": used_at("/samplers", "EXT_meshopt_compression"),
        "AST-GLX-008_hidden_scene.gltf": used_at("/scenes", "KHR_node_visibility"),
        "AST-GLX-009_optional.gltf": changed(lambda gltf: gltf.pop("extensionsRequired")),
        "AST-GLX-010_no_such_light.gltf": changed(
            lambda gltf: gltf["nodes"][1]["extensions"].update(KHR_lights_punctual={"light": 3})
        ),
        "AST-GLX-010_no_lights.gltf": changed(lambda gltf: gltf["extensions"].pop("KHR_lights_punctual")),
        "AST-GLX-010_no_such_variant.gltf": mapping(1, variants=[2]),
        "AST-GLX-010_no_such_texture.gltf": material("KHR_materials_specular", specularTexture={"index": 1}),
        "AST-GLX-010_no_such_accessor.gltf": instances(SCALE=99),
        "AST-GLX-010_no_such_image.gltf": surroundings(specularImages=[[0, 0, 0, 0, 0, 1]]),
        "AST-GLX-010_no_surroundings.gltf": changed(lambda gltf: gltf.pop("extensions"), newer),
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
        "AST-GLX-019_whole_rotations.gltf": changed(
            lambda gltf: gltf["accessors"][instancing(gltf)["attributes"]["ROTATION"]].pop("normalized"), newer
        ),
        "AST-GLX-019_rotations_for_scales.gltf": splatting(
            lambda primitive: primitive["attributes"].update({SCALE: primitive["attributes"][ROTATION]})
        ),
        "AST-GLX-020_four_of_one.gltf": instances(SCALE=0),
        "AST-GLX-021_no_mesh.gltf": changed(lambda gltf: gltf["nodes"][0].pop("mesh"), newer),
        "AST-GLX-022_optional.gltf": changed(lambda gltf: gltf.pop("extensionsRequired"), newer),
        "AST-GLX-023_lines.gltf": splatting(lambda primitive: primitive.update(mode=3)),
        "AST-GLX-023_no_mode.gltf": splatting(lambda primitive: primitive.pop("mode")),
        "AST-GLX-024_no_scale.gltf": splatting(lambda primitive: primitive["attributes"].pop(SCALE)),
        "AST-GLX-025_two_of_three.gltf": splatting(
            lambda primitive: primitive["attributes"].pop("KHR_gaussian_splatting:SH_DEGREE_1_COEF_1")
        ),
    }


def toon(document: Document) -> None:
    """The unlit material is what readers fall back to that do not know MToon, which comes before it."""
    shade = {"index": 0, "extensions": copy.deepcopy(TRANSFORM)}
    document["materials"][1]["extensions"] |= {
        "VRMC_materials_mtoon": {"specVersion": "1.0", "shadeMultiplyTexture": shade}
    }
    document["extensionsUsed"].append("VRMC_materials_mtoon")


def shaped(document: Document) -> None:
    """Splats of a kernel that another extension brings, which has attributes of its own."""
    primitive = document["meshes"][1]["primitives"][0]
    kind = {"kernel": "disc", "extensions": {"ACME_gaussian_discs": {"radius": 1}}}
    primitive["extensions"]["KHR_gaussian_splatting"] |= kind
    primitive["attributes"] = {"POSITION": primitive["attributes"]["POSITION"]}
    primitive["mode"] = 4
    document["extensionsUsed"].append("ACME_gaussian_discs")


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
