"""Samples of the avatar suite: one small avatar, and copies of it with one thing changed."""

from __future__ import annotations

import base64
import struct
import zlib
from typing import Any

from conformance.readers.json_values import changed
from conformance_suites.assets.gltf.writer.asset import data_uri, glb
from conformance_suites.assets.vrm.reader.humanoid import skeleton

AVATAR = "/extensions/VRMC_vrm"
BONES = f"{AVATAR}/humanoid/humanBones"
META = f"{AVATAR}/meta"
HAPPY = f"{AVATAR}/expressions/preset/happy"
LOOK = f"{AVATAR}/lookAt"
WEBP = bytes.fromhex("524946461a000000574542505650384c0e0000002f01400000071011fd0f4444ff03")  # 2 x 2 pixels

OVERRIDES = ("overrideBlink", "overrideLookAt", "overrideMouth")
RANGES = ("rangeMapHorizontalInner", "rangeMapHorizontalOuter", "rangeMapVerticalDown", "rangeMapVerticalUp")
TEXTS = (
    *("name", "version", "copyrightInformation", "contactInformation", "thirdPartyLicenses", "licenseUrl"),
    *("avatarPermission", "commercialUsage", "creditNotation", "modification", "otherLicenseUrl"),
)
FLAGS = (
    *("allowExcessivelyViolentUsage", "allowExcessivelySexualUsage", "allowPoliticalOrReligiousUsage"),
    *("allowAntisocialOrHateUsage", "allowRedistribution"),
)
# What no expression may have, where an application may have anything.
EXTRAS = {
    "isBinary": 7,
    "overrideBlink": "all",
    "morphTargetBinds": [{}],
    "textureTransformBinds": [{"material": 0, "scale": [1]}],
}

# Each bone with its position relative to its parent, in metres, as (x, y, z) of the left side.
PLACES = {
    "hips": (0, 0.9, 0),
    "spine": (0, 0.1, 0),
    "chest": (0, 0.15, 0),
    "neck": (0, 0.3, 0),
    "head": (0, 0.1, 0),
    "leftEye": (0.03, 0.06, 0.05),
    "leftUpperLeg": (0.1, 0, 0),
    "leftLowerLeg": (0, -0.4, 0),
    "leftFoot": (0, -0.4, 0),
    "leftUpperArm": (0.15, 0.25, 0),
    "leftLowerArm": (0.25, 0, 0),
    "leftHand": (0.25, 0, 0),
    "leftThumbMetacarpal": (0.03, 0, 0.03),
    "leftThumbProximal": (0.03, 0, 0.03),
}


def png(width: int, height: int) -> bytes:
    """A PNG image of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
            chunk(b"IDAT", zlib.compress(rows)),
            chunk(b"IEND", b""),
        ]
    )


def avatar() -> dict[str, Any]:
    """A complete avatar with a face of one triangle that has one morph target."""
    nodes, bones = skeleton(PLACES)
    face = len(nodes)
    nodes[bones["head"]["node"]]["children"].append(face)
    nodes.append({"name": "face", "mesh": 0})
    corners = struct.pack("<9f", 0, 0, 0, 1, 0, 0, 0, 1, 0)
    bounds = {"min": [0, 0, 0], "max": [1, 1, 0]}
    position = {"bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3", **bounds}
    return {
        "asset": {"version": "2.0"},
        "extensionsUsed": ["VRMC_vrm"],
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": nodes,
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}, "targets": [{"POSITION": 0}], "material": 0}]}],
        "materials": [{"name": "skin"}],
        "accessors": [position],
        "bufferViews": [{"buffer": 0, "byteLength": 36, "target": 34962}],
        "buffers": [{"byteLength": 36, "uri": data_uri("application/octet-stream", corners)}],
        "images": [{"uri": data_uri("image/png", png(2, 2))}],
        "extensions": {"VRMC_vrm": _extension(bones, face)},
    }


def _extension(bones: dict[str, dict[str, int]], face: int) -> dict[str, Any]:
    happy = {
        "overrideBlink": "blend",
        "morphTargetBinds": [{"node": face, "index": 0, "weight": 1}],
        "materialColorBinds": [{"material": 0, "type": "color", "targetValue": [1, 0.9, 0.9, 1]}],
        "textureTransformBinds": [{"material": 0, "scale": [1, 1], "offset": [0, 0]}],
    }
    return {
        "specVersion": "1.0",
        "meta": {
            "name": "Sample",
            "authors": ["Example Studio"],
            "licenseUrl": "https://vrm.dev/licenses/1.0/",
            "avatarPermission": "everyone",
            "thumbnailImage": 0,
        },
        "humanoid": {"humanBones": bones},
        "expressions": {"preset": {"happy": happy}, "custom": {"wink": {"isBinary": True}}},
        "firstPerson": {"meshAnnotations": [{"node": face, "type": "auto"}]},
        "lookAt": {"type": "bone", "offsetFromHeadBone": [0, 0.06, 0]},
    }


def packed() -> bytes:
    """The avatar as a GLB file with its thumbnail and its vertices in the binary chunk."""
    document = avatar()
    corners = base64.b64decode(document["buffers"][0].pop("uri").split(",")[1])
    picture = png(4, 4)
    stored = corners + picture
    document["bufferViews"].append({"buffer": 0, "byteOffset": len(corners), "byteLength": len(picture)})
    document["images"] = [{"bufferView": 1, "mimeType": "image/png"}]
    document["buffers"] = [{"byteLength": len(stored)}]
    return glb(document, stored)


def node_of(bone: str) -> int:
    """The node of a bone of the sample."""
    return int(avatar()["extensions"]["VRMC_vrm"]["humanoid"]["humanBones"][bone]["node"])


def turned(size: float) -> list[tuple[str, Any]]:
    """Leaves of the skeleton turned and scaled by matrices; a negative size mirrors them."""
    turns = {
        "rightEye": (0.1, 0.5, 0.3, 0.806226),
        "leftThumbProximal": (-0.7, 0.2, 0.4, 0.556776),
        "rightThumbProximal": (0.6, -0.3, -0.5, -0.547723),
    }
    edits: list[tuple[str, Any]] = []
    for bone, (x, y, z, w) in turns.items():
        place = f"/nodes/{node_of(bone)}"
        columns = [
            (1 - 2 * (y * y + z * z), 2 * (x * y + z * w), 2 * (x * z - y * w)),
            (2 * (x * y - z * w), 1 - 2 * (x * x + z * z), 2 * (y * z + x * w)),
            (2 * (x * z + y * w), 2 * (y * z - x * w), 1 - 2 * (x * x + y * y)),
        ]
        matrix = [number for column in columns for number in (*(round(size * each, 6) for each in column), 0)]
        edits += [(f"{place}/translation", None), (f"{place}/matrix", [*matrix, 0, 0, 0, 1])]
    return edits


def good() -> dict[str, bytes]:
    """File name -> bytes of avatars that satisfy every row."""
    legs = [(f"/nodes/{node_of(f'{side}UpperLeg')}/translation", [0, 0, 0]) for side in ("left", "right")]
    return {
        "avatar.vrm": packed(),
        "avatar.gltf": changed(avatar()),
        "legs_in_the_middle.gltf": changed(avatar(), *legs, (f"{BONES}/extras", {"node": "x"})),
        "extras.gltf": changed(
            avatar(),
            (f"{BONES}/extras", {"x": 7}),
            *((f"{AVATAR}/expressions/{group}/extras", EXTRAS) for group in ("preset", "custom")),
        ),
        "turned.gltf": changed(avatar(), *turned(0.3), (f"/nodes/{node_of('leftEye')}/scale", [0.5, 0.5, 0.5])),
    }


def _mistyped(expression: str) -> list[tuple[str, Any]]:
    """Each member of an expression with a value of another type."""
    binds = {
        "morphTarget": {"node": "x", "index": "x", "weight": "x"},
        "materialColor": {"material": "x", "type": 7, "targetValue": "x"},
        "textureTransform": {"material": "x", "scale": "x", "offset": "x"},
    }
    members = {"isBinary": 7, **dict.fromkeys(OVERRIDES, 7), **{f"{name}Binds": [bind] for name, bind in binds.items()}}
    return [(f"{expression}/{name}", value) for name, value in members.items()]


def bad() -> dict[str, bytes]:
    """File name -> bytes of avatars with one defect each."""
    arm, hips, leg = (node_of(bone) for bone in ("leftUpperArm", "hips", "leftUpperLeg"))
    edits: dict[str, list[tuple[str, Any]]] = {
        "001_bone_as_number": [(f"{BONES}/leftEye", 3)],
        "001_authors_as_text": [(f"{META}/authors", "Example Studio")],
        "001_weight_as_text": [(f"{HAPPY}/morphTargetBinds/0/weight", "1")],
        "001_members_of_meta": [(f"{META}/{name}", 7) for name in (*TEXTS, *FLAGS, "references")],
        "001_members_of_expressions": _mistyped(HAPPY),
        "001_members_of_a_custom_one": _mistyped(f"{AVATAR}/expressions/custom/wink"),
        "001_members_of_the_gaze": [
            (f"{BONES}/jaw", {"node": "x"}),
            (f"{AVATAR}/firstPerson/meshAnnotations/0", {"node": "x", "type": 7}),
            (LOOK, {"type": 7, "offsetFromHeadBone": "x"}),
            *((f"{LOOK}/{name}", {"inputMaxValue": "x", "outputScale": "x"}) for name in RANGES),
        ],
        "002_no_meta": [(META, None)],
        "002_no_name": [(f"{META}/name", None), (f"{META}/authors", None)],
        "002_no_version": [(f"{AVATAR}/specVersion", None)],
        "002_no_humanoid": [(f"{AVATAR}/humanoid", None)],
        "002_empty_binds": [
            (f"{where}/{name}Binds", [{}])
            for where in (HAPPY, f"{AVATAR}/expressions/custom/wink")
            for name in ("morphTarget", "materialColor", "textureTransform")
        ],
        "002_no_licence": [(f"{META}/licenseUrl", None)],
        "002_bind_without_weight": [(f"{HAPPY}/morphTargetBinds/0/weight", None)],
        "003_beta": [(f"{AVATAR}/specVersion", "1.0-beta")],
        "004_no_left_hand": [
            (f"{BONES}/{bone}", None) for bone in ("leftHand", "leftThumbMetacarpal", "leftThumbProximal")
        ],
        "004_no_bones": [(BONES, {}), (f"{LOOK}/type", "expression")],
        "005_thumb_of_0.x": [(f"{BONES}/leftThumbIntermediate", {"node": node_of("leftThumbProximal") - 1})],
        "005_joy": [(f"{AVATAR}/expressions/preset/joy", {})],
        "006_upper_chest_alone": [
            (f"{BONES}/upperChest", {"node": node_of("chest")}),
            (f"{BONES}/chest", None),
        ],
        "007_one_node_for_two_eyes": [(f"{BONES}/rightEye/node", node_of("leftEye"))],
        "008_legs_swapped": [
            (f"{BONES}/leftLowerLeg/node", node_of("rightLowerLeg")),
            (f"{BONES}/rightLowerLeg/node", node_of("leftLowerLeg")),
        ],
        "008_eye_on_the_head": [(f"{BONES}/leftEye/node", node_of("head"))],
        "009_mirrored": [(f"/nodes/{node_of('leftEye')}/scale", [-1, 1, 1])],
        "009_flat": [(f"/nodes/{node_of('head')}/scale", [1, 0, 1])],
        "009_mirrored_by_matrix": [
            (f"/nodes/{node_of('rightEye')}/translation", None),
            (f"/nodes/{node_of('rightEye')}/matrix", [-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]),
        ],
        "009_mirrored_and_turned": turned(-0.3),
        "011_legs_crossed": [
            (f"/nodes/{leg}/translation", [-0.1, 0, 0]),
            (f"/nodes/{node_of('rightUpperLeg')}/translation", [0.1, 0, 0]),
        ],
        "012_hips_in_the_ground": [(f"/nodes/{hips}/translation", [0, -0.1, 0])],
        "012_head_below_the_hips": [(f"/nodes/{node_of('head')}/translation", [0, -0.6, 0])],
        "013_a_pose": [(f"/nodes/{arm}/rotation", [0, 0, -0.3826834, 0.9238795])],
        "014_nobody": [(f"{META}/authors", [])],
        "014_empty_name": [(f"{META}/authors", [""])],
        "015_other_licence": [(f"{META}/licenseUrl", "https://creativecommons.org/publicdomain/zero/1.0/")],
        "016_spelling_of_0.x": [(f"{META}/avatarPermission", "Everyone")],
        "018_wide": [("/images/0/uri", data_uri("image/png", png(4, 3)))],
        "018_webp": [
            ("/images/0/uri", data_uri("image/webp", WEBP)),
            ("/extensionsUsed", ["VRMC_vrm", "EXT_texture_webp"]),
            ("/extensionsRequired", ["EXT_texture_webp"]),
            ("/textures", [{"extensions": {"EXT_texture_webp": {"source": 0}}}]),
        ],
        "019_bone_on_no_node": [(f"{BONES}/leftEye/node", 99)],
        "019_no_such_material": [(f"{HAPPY}/materialColorBinds/0/material", 1)],
        "019_no_such_thumbnail": [(f"{META}/thumbnailImage", 1)],
        "020_annotation_of_a_bone": [(f"{AVATAR}/firstPerson/meshAnnotations/0/node", node_of("head"))],
        "021_second_target": [(f"{HAPPY}/morphTargetBinds/0/index", 1)],
        "021_negative": [(f"{HAPPY}/morphTargetBinds/0/index", -1)],
        "022_happy_again": [(f"{AVATAR}/expressions/custom/happy", {})],
        "023_override": [(f"{HAPPY}/overrideBlink", "all")],
        "023_overrides_of_a_custom_one": [(f"{AVATAR}/expressions/custom/wink/{name}", "all") for name in OVERRIDES],
        "023_gaze": [(f"{LOOK}/type", "Bone")],
        "024_color_of_3": [(f"{HAPPY}/materialColorBinds/0/targetValue", [1, 1, 1])],
        "024_binds_of_a_custom_one": [
            (
                f"{AVATAR}/expressions/custom/wink/textureTransformBinds",
                [{"material": 0, "scale": [1], "offset": [0, 0, 0]}],
            ),
        ],
        "024_offset_of_2": [(f"{LOOK}/offsetFromHeadBone", [0, 0.06])],
        "025_one_eye": [(f"{BONES}/rightEye", None)],
    }
    return {f"AST-VRM-{name}.gltf": changed(avatar(), *changes) for name, changes in edits.items()}
