"""Samples of the animation suite: one short animation, and copies of it with one thing changed."""

from __future__ import annotations

import base64
import json
import struct
from typing import Any

from conformance.readers.json_values import changed
from conformance_suites.assets.gltf.writer.asset import data_uri, glb
from conformance_suites.assets.vrm.reader.humanoid import skeleton

ANIMATION = "/extensions/VRMC_vrm_animation"
BONES = f"{ANIMATION}/humanoid/humanBones"
CHANNEL = "/animations/0/channels"
PRESETS, CUSTOM = f"{ANIMATION}/expressions/preset", f"{ANIMATION}/expressions/custom"
REQUIRED = (
    *("hips", "spine", "head"),
    *(f"{side}{bone}" for side in ("left", "right") for bone in ("UpperArm", "LowerArm", "Hand")),
    *(f"{side}{bone}" for side in ("left", "right") for bone in ("UpperLeg", "LowerLeg", "Foot")),
)

# Each bone with its position relative to its parent, in metres, as (x, y, z) of the left side.
PLACES = {
    "hips": (0, 0.9, 0),
    "spine": (0, 0.1, 0),
    "head": (0, 0.5, 0),
    "leftUpperLeg": (0.1, 0, 0),
    "leftLowerLeg": (0, -0.4, 0),
    "leftFoot": (0, -0.4, 0),
    "leftUpperArm": (0.15, 0.4, 0),
    "leftLowerArm": (0.25, 0, 0),
    "leftHand": (0.25, 0, 0),
}


def animation() -> dict[str, Any]:
    """An animation that moves the hips, turns the head, fades in an expression and turns the gaze, in one second."""
    nodes, bones = skeleton(PLACES)
    smile, gaze = len(nodes), len(nodes) + 1
    nodes += [{"name": "smile"}, {"name": "gaze"}]
    data = struct.pack("<2f6f8f", 0, 1, *([0, 0.9, 0] * 2), *([0, 0, 0, 1] * 2))
    targets = [
        (bones["hips"]["node"], "translation", 0),
        (bones["head"]["node"], "rotation", 1),
        (smile, "translation", 0),
        (gaze, "rotation", 1),
    ]
    view = {"buffer": 0, "byteOffset": 0, "byteLength": 8}
    return {
        "asset": {"version": "2.0"},
        "extensionsUsed": ["VRMC_vrm_animation"],
        "nodes": nodes,
        "animations": [
            {
                "channels": [{"sampler": s, "target": {"node": node, "path": path}} for node, path, s in targets],
                "samplers": [{"input": 0, "output": 1}, {"input": 0, "output": 2}],
            }
        ],
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": 2, "type": "SCALAR", "min": [0], "max": [1]},
            {"bufferView": 1, "componentType": 5126, "count": 2, "type": "VEC3"},
            {"bufferView": 2, "componentType": 5126, "count": 2, "type": "VEC4"},
        ],
        "bufferViews": [view, view | {"byteOffset": 8, "byteLength": 24}, view | {"byteOffset": 32, "byteLength": 32}],
        "buffers": [
            {
                "byteLength": len(data),
                "uri": data_uri("application/octet-stream", data),
            }
        ],
        "extensions": {
            "VRMC_vrm_animation": {
                "specVersion": "1.0",
                "humanoid": {"humanBones": bones},
                "expressions": {"preset": {"happy": {"node": smile}}, "custom": {"grin": {"node": smile}}},
                "lookAt": {"node": gaze, "offsetFromHeadBone": [0, 0.06, 0]},
            }
        },
    }


def packed() -> bytes:
    """The animation as a GLB file with its data in the binary chunk."""
    document = animation()
    stored = base64.b64decode(document["buffers"][0].pop("uri").split(",")[1])
    return glb(document, stored)


def good() -> dict[str, bytes]:
    """File name -> bytes of animations that satisfy every row."""
    named = {"extensions": {}, "extras": {"author": "nobody"}}
    return {
        "nod.vrma": packed(),
        "nod.gltf": changed(animation()),
        "extended.gltf": changed(
            animation(),
            *((f"{place}/{name}", value) for place in (BONES, PRESETS, CUSTOM) for name, value in named.items()),
        ),
        "gaze_alone.gltf": changed(animation(), (f"{ANIMATION}/humanoid", None), (f"{ANIMATION}/expressions", None)),
        "target_of_an_extension.gltf": json.dumps(idle({"path": "translation"}), indent=1).encode(),
    }


def idle(*targets: dict[str, Any]) -> dict[str, Any]:
    """The animation with channels for these targets, and two for a node that is not mapped."""
    document = animation()
    document["nodes"].append({"name": "prop"})
    channels = document["animations"][0]["channels"]
    for channel in channels:
        channel["target"]["node"] = len(document["nodes"]) - 1
    document["animations"][0]["channels"] = channels[:2] + [{"sampler": 0, "target": each} for each in targets]
    return document


def bad() -> dict[str, bytes]:
    """File name -> bytes of animations with one defect each."""
    number = {name: bone["node"] for name, bone in skeleton(PLACES)[1].items()}
    smile = len(number)
    edits: dict[str, list[tuple[str, Any]]] = {
        "001_bone_as_number": [(f"{BONES}/hips", 0)],
        "001_offset_as_object": [(f"{ANIMATION}/lookAt/offsetFromHeadBone", {"x": 0})],
        "001_gaze_of_a_text": [(f"{ANIMATION}/lookAt/node", "16")],
        "001_extensions_as_text": [(f"{BONES}/extensions", "text")],
        "001_presets_as_list": [(PRESETS, [])],
        "001_custom_as_text": [(CUSTOM, "grin")],
        "002_no_bones": [(BONES, None)],
        "002_custom_without_node": [(f"{CUSTOM}/grin", {})],
        "002_gaze_without_node": [(f"{ANIMATION}/lookAt/node", None)],
        "002_no_version": [(f"{ANIMATION}/specVersion", None)],
        "002_expression_without_node": [(f"{ANIMATION}/expressions/preset/happy", {})],
        "003_draft": [(f"{ANIMATION}/specVersion", "1.0-draft")],
        "005_left_eye": [
            (f"{BONES}/leftEye", {"node": smile + 1}),
            (f"/nodes/{number['head']}/children", [smile + 1]),
        ],
        "006_look_up": [
            (f"{ANIMATION}/expressions/preset/lookUp", {"node": smile + 1}),
            (f"{CHANNEL}/3/target", {"node": 1, "path": "rotation"}),
        ],
        "007_gaze_of_no_node": [(f"{ANIMATION}/lookAt/node", 99)],
        "007_bone_of_no_node": [(f"{BONES}/leftHand/node", -1)],
        "008_one_node_for_two_fingers": [
            (f"{BONES}/leftThumbMetacarpal", {"node": smile + 1}),
            (f"{BONES}/leftIndexProximal", {"node": smile + 1}),
            (f"/nodes/{number['leftHand']}/children", [smile + 1]),
        ],
        "009_legs_swapped": [
            (f"{BONES}/leftLowerLeg/node", number["rightLowerLeg"]),
            (f"{BONES}/rightLowerLeg/node", number["leftLowerLeg"]),
        ],
        "009_thumb_on_the_hand": [(f"{BONES}/leftThumbMetacarpal", {"node": number["leftHand"]})],
        "010_head_grows": [(f"{CHANNEL}/1/target/path", "scale"), (f"{CHANNEL}/1/sampler", 0)],
        "011_head_flies": [(f"{CHANNEL}/1/target/path", "translation"), (f"{CHANNEL}/1/sampler", 0)],
        "012_happy_again": [(f"{ANIMATION}/expressions/custom/happy", {"node": smile})],
        "013_turned_round": [(f"/nodes/{number['hips']}/rotation", [0, 1, 0, 0])],
        "014_weight_in_rotation": [(f"{CHANNEL}/2/target/path", "rotation"), (f"{CHANNEL}/2/sampler", 1)],
        "016_offset_of_2": [(f"{ANIMATION}/lookAt/offsetFromHeadBone", [0, 0.06])],
        "016_offset_of_4": [(f"{ANIMATION}/lookAt/offsetFromHeadBone", [0, 0.06, 0, 1])],
    }
    for bone in REQUIRED:
        edits[f"004_no_{bone}"] = [(f"{BONES}/{bone}", None)]
    made = {f"AST-VRA-{name}.gltf": changed(animation(), *changes) for name, changes in edits.items()}
    second = idle()
    second["animations"].append(animation()["animations"][0])
    return made | {
        "AST-VRA-015_something_else_moves.gltf": json.dumps(idle(), indent=1).encode(),
        "AST-VRA-015_second_animation_moves.gltf": json.dumps(second, indent=1).encode(),
    }
