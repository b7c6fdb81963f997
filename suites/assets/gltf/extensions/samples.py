"""Samples of the extensions suite: two assets that have all supported extensions, and copies with one thing changed."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

from conformance_suites.assets.gltf.writer.asset import Asset
from conformance_suites.assets.gltf.writer.compressed import DRACO, meshed, primitive
from conformance_suites.assets.gltf.writer.extended import ROTATION, SCALE, TRANSFORM, Document, extended, newer


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


def draco(attribute: int) -> bytes:
    """A mesh by Draco whose positions have this number in the compressed data."""
    document = meshed()
    primitive(document)["extensions"][DRACO]["attributes"]["POSITION"] = attribute
    return json.dumps(document).encode()


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
        "transformed_coat.gltf": changed(transformed),
        "own_tangents.gltf": changed(lambda gltf: gltf["materials"][0].pop("normalTexture")),
        "toon.gltf": changed(toon),
        "foreign.gltf": used_at("/nodes", "VENDOR_anything"),
        "draco.gltf": draco(0),
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
        "AST-GLX-001_transform_as_list.gltf": material(
            "KHR_materials_sheen",
            sheenRoughnessTexture={"index": 0, "extensions": {"KHR_texture_transform": []}},
        ),
        "AST-GLX-001_turned_in_words.gltf": shaded(rotation="90"),
        "AST-GLX-001_list_of_extensions.gltf": material(
            "KHR_materials_sheen", sheenRoughnessTexture={"index": 0, "extensions": ["KHR_texture_transform"]}
        ),
        "AST-GLX-001_number_beside_a_transform.gltf": material(
            "KHR_materials_sheen", sheenRoughnessTexture={"index": 0, "extensions": {"ACME_label": 1}}
        ),
        "AST-GLX-001_number_of_a_kernel.gltf": splatting(
            lambda primitive: primitive["extensions"]["KHR_gaussian_splatting"].update(extensions={"ACME_discs": 1})
        ),
        "AST-GLX-001_list_of_a_kernel.gltf": splatting(
            lambda primitive: primitive["extensions"]["KHR_gaussian_splatting"].update(extensions=["ACME_discs"])
        ),
        "AST-GLX-001_visible_in_words.gltf": changed(
            lambda gltf: gltf["nodes"][0]["extensions"].update(KHR_node_visibility={"visible": "yes"}), newer
        ),
        "AST-GLX-001_attribute_by_name.gltf": instances(SCALE="scale"),
        "AST-GLX-001_light_by_name.gltf": changed(
            lambda gltf: gltf["scenes"][0].update(extensions={"EXT_lights_image_based": {"light": "sky"}}), newer
        ),
        "AST-GLX-001_half_a_pixel.gltf": surroundings(specularImageSize=1.5),
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
        "AST-GLX-003_one_scale.gltf": shaded(scale=[2]),
        "AST-GLX-003_offset_of_none.gltf": shaded(offset=[]),
        "AST-GLX-003_scale_of_3.gltf": shaded(scale=[2, 2, 2]),
        "AST-GLX-003_no_attributes.gltf": changed(lambda gltf: instancing(gltf).update(attributes={}), newer),
        "AST-GLX-003_five_faces.gltf": surroundings(specularImages=[[0] * 5]),
        "AST-GLX-003_eight_coefficients.gltf": surroundings(irradianceCoefficients=[[1, 1, 1]] * 8),
        "AST-GLX-003_colour_with_alpha.gltf": leaf(diffuseTransmissionColorFactor=[1, 1, 1, 1]),
        "AST-GLX-004_variant_twice.gltf": mapping(0, variants=[0, 0]),
        "AST-GLX-005_set_before_0.gltf": shaded(texCoord=-1),
        "AST-GLX-005_above_1.gltf": material("KHR_materials_transmission", transmissionFactor=1.5),
        "AST-GLX-005_below_1.gltf": material("KHR_materials_ior", ior=0.5),
        "AST-GLX-005_no_distance.gltf": material("KHR_materials_volume", attenuationDistance=0),
        "AST-GLX-005_negative_number.gltf": draco(-1),
        "AST-GLX-005_wide_cone.gltf": light(2, spot={"outerConeAngle": 3}),
        "AST-GLX-005_more_than_all.gltf": leaf(diffuseTransmissionFactor=1.5),
        "AST-GLX-005_no_size.gltf": surroundings(specularImageSize=0),
        "AST-GLX-005_negative_intensity.gltf": surroundings(intensity=-1),
        "AST-GLX-005_long_rotation.gltf": surroundings(rotation=[0, 2, 0, 0]),
        "AST-GLX-005_long_rotation_back.gltf": surroundings(rotation=[0, -2, 0, 0]),
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
        "AST-GLX-015_strength_alone.gltf": changed(brushed),
        "AST-GLX-018_unlit_and_coated.gltf": changed(
            lambda gltf: gltf["materials"][1]["extensions"].update(KHR_materials_clearcoat={})
        ),
        "AST-GLX-018_unlit_and_bright.gltf": changed(
            lambda gltf: gltf["materials"][1]["extensions"].update(KHR_materials_emissive_strength={})
        ),
        "AST-GLX-018_glossy_and_iridescent.gltf": changed(
            lambda gltf: gltf["materials"][2]["extensions"].update(KHR_materials_iridescence={}, KHR_materials_ior={})
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


def shaded(**members: Any) -> bytes:
    """The asset with a toon material whose shade is transformed like this."""

    def change(document: Document) -> None:
        toon(document)
        shade = document["materials"][1]["extensions"]["VRMC_materials_mtoon"]["shadeMultiplyTexture"]
        shade["extensions"]["KHR_texture_transform"].update(members)

    return changed(change)


def toon(document: Document) -> None:
    """Readers that do not know MToon fall back to the unlit material; MToon comes before it."""
    shade = {"index": 0, "extensions": copy.deepcopy(TRANSFORM)}
    document["materials"][1]["extensions"] |= {
        "VRMC_materials_mtoon": {"specVersion": "1.0", "shadeMultiplyTexture": shade},
        "KHR_materials_emissive_strength": {"emissiveStrength": 2},
    }
    document["extensionsUsed"].append("VRMC_materials_mtoon")


def shaped(document: Document) -> None:
    """Splats of a kernel from another extension, which has its own attributes."""
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


def brushed(document: Document) -> None:
    """Anisotropy without a texture, and no tangents; the coat is smooth."""
    without_tangents(document)
    del document["materials"][0]["extensions"]["KHR_materials_anisotropy"]["anisotropyTexture"]
    del document["materials"][0]["extensions"]["KHR_materials_clearcoat"]["clearcoatNormalTexture"]


def transformed(document: Document) -> None:
    """A transformed texture of a coat, and an extension of the unlit material that does not change how it looks."""
    coat = document["materials"][0]["extensions"]["KHR_materials_clearcoat"]
    coat["clearcoatTexture"] = {"index": 0, "extensions": {"KHR_texture_transform": {}}}
    document["materials"][1]["extensions"]["ACME_label"] = {"text": "shade"}
    document["extensionsUsed"].append("ACME_label")


def coat_apart(document: Document) -> None:
    """Only the normal texture of the coat uses a second set of coordinates."""
    document["meshes"][0]["primitives"][0]["attributes"]["TEXCOORD_1"] = 1
    document["materials"][0]["extensions"]["KHR_materials_clearcoat"]["clearcoatNormalTexture"]["texCoord"] = 1


def second_set(document: Document) -> None:
    """The normal texture uses a second set of coordinates."""
    document["meshes"][0]["primitives"][0]["attributes"]["TEXCOORD_1"] = 1
    document["materials"][0]["normalTexture"] = {"index": 0, "texCoord": 1}
