"""Valid models that use the extensions of glTF."""

from __future__ import annotations

import base64
import copy
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
    asset.add("images", bufferView=asset.view(DOT), mimeType="image/png")
    asset.add("textures", source=0)
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
