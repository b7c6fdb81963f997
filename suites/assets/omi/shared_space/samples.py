"""Samples of the shared space suite: one small room, and copies of it with one thing changed."""

from __future__ import annotations

import struct
from typing import Any

from conformance.readers.json_values import changed
from conformance_suites.assets.gltf.writer.asset import data_uri

SHAPES = "/extensions/OMI_physics_shape/shapes"
SPAWN = "/nodes/1/extensions/OMI_spawn_point"
SEAT = "/nodes/2/extensions/OMI_seat"
DOOR = "/nodes/3/extensions/OMI_physics_body"
BALL = "/nodes/5/extensions/OMI_physics_body"


def body(**parts: object) -> dict[str, Any]:
    return {"OMI_physics_body": parts}


def room() -> dict[str, Any]:
    """A room with a spawn point, a seat, a door that is a compound trigger, a ball and a floor."""
    corners = struct.pack("<9f", 0, 0, 0, 1, 0, 0, 0, 0, 1)
    seat = {"back": [0, 0.33, -0.24], "foot": [0, -0.25, 0.3], "knee": [0, 0.33, 0.3], "angle": 1.6}
    motion = {"type": "dynamic", "mass": 0.4, "linearVelocity": [0, 0, 1], "inertiaOrientation": [0, 0, 0, 1]}
    return {
        "asset": {"version": "2.0"},
        "extensionsUsed": ["OMI_spawn_point", "OMI_seat", "OMI_physics_shape", "OMI_physics_body"],
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [
            {"name": "room", "children": [1, 2, 3, 5, 6]},
            {"name": "entrance", "extensions": {"OMI_spawn_point": {"title": "Hall", "team": "Red", "group": "Hall"}}},
            {"name": "chair", "extensions": {"OMI_seat": seat}},
            {"name": "door", "children": [4], "extensions": body(trigger={"nodes": [4]})},
            {"name": "threshold", "extensions": body(trigger={"shape": 0})},
            {"name": "ball", "scale": [1, 1.000001, 1], "extensions": body(motion=motion, collider={"shape": 1})},
            {"name": "floor", "mesh": 0, "extensions": body(collider={"shape": 3})},
        ],
        "meshes": [
            {"primitives": [{"attributes": {"POSITION": 0}}]},
            {"primitives": [{"attributes": {"POSITION": 0}, "mode": 3}]},
            {"primitives": [{"attributes": {"POSITION": 0}}, {"attributes": {"POSITION": 0}}]},
        ],
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3", "min": [0, 0, 0], "max": [1, 0, 1]}
        ],
        "bufferViews": [{"buffer": 0, "byteLength": 36, "target": 34962}],
        "buffers": [
            {
                "byteLength": 36,
                "uri": data_uri("application/octet-stream", corners),
            }
        ],
        "extensions": {
            "OMI_physics_shape": {
                "shapes": [
                    {"type": "box", "box": {"size": [1, 2, 0.2]}},
                    {"type": "sphere", "sphere": {"radius": 0.1}},
                    {"type": "capsule", "capsule": {"height": 1, "radiusBottom": 0.5, "radiusTop": 0.5}},
                    {"type": "trimesh", "trimesh": {"mesh": 0}},
                    {"type": "box"},
                ]
            }
        },
    }


def good() -> dict[str, bytes]:
    """File name -> bytes of spaces that satisfy every row: the room, and one with the other shapes and steep seats."""
    strips = [{"attributes": {"POSITION": 0}, "mode": 5}]
    fans = [{"attributes": {"POSITION": 0}, "mode": 6}]
    shapes: list[tuple[str, Any]] = [
        ("/meshes/1/primitives", strips),
        ("/meshes/2/primitives", fans),
        (f"{SHAPES}/3", {"type": "convex", "convex": {"mesh": 1}}),
        (f"{SHAPES}/4", {"type": "trimesh", "trimesh": {"mesh": 2}}),
        (f"{SHAPES}/2", {"type": "cylinder", "cylinder": {"height": 2}}),
    ]
    # Back and foot deviate from a straight line and from one direction by 1.5 degrees.
    stretched = [*shapes, (SEAT, {"back": [0, 0, -100], "knee": [0, 0, 0], "foot": [0, -2.6186, 100]})]
    folded = [*shapes, (SEAT, {"back": [0, 0, -100], "knee": [0, 0, 0], "foot": [0, -2.6186, -100]})]
    return {
        "room.gltf": changed(room()),
        "stretched.gltf": changed(room(), *stretched),
        "folded.gltf": changed(room(), *folded),
    }


def bad() -> dict[str, bytes]:
    """File name -> bytes of spaces with one defect each."""
    edits: dict[str, tuple[str, Any]] = {
        "001_title_as_number": (f"{SPAWN}/title", 1),
        "001_seat_of_texts": (f"{SEAT}/foot", ["0", "0", "0"]),
        "001_shape_as_text": (f"{BALL}/collider/shape", "1"),
        "002_seat_without_knee": (f"{SEAT}/knee", None),
        "002_shape_without_type": (f"{SHAPES}/1/type", None),
        "002_motion_without_type": (f"{BALL}/motion/type", None),
        "003_long_team": (f"{SPAWN}/team", "x" * 129),
        "004_foot_of_2": (f"{SEAT}/foot", [0, 0]),
        "004_orientation_of_3": (f"{BALL}/motion/inertiaOrientation", [0, 0, 0]),
        "005_flat_box": (f"{SHAPES}/0/box/size", [1, 0, 1]),
        "005_negative_radius": (f"{SHAPES}/1/sphere/radius", -0.1),
        "005_no_height": (f"{SHAPES}/2/capsule/height", 0),
        "006_shape_of_other_type": (f"{SHAPES}/0/type", "Box"),
        "006_rigid": (f"{BALL}/motion/type", "rigid"),
        "008_straight_legs": (f"{SEAT}/foot", [0, 0.33, 0.9]),
        "008_nearly_straight_legs": (f"{SEAT}/foot", [0, 0.335, 0.9]),
        "008_all_at_one_place": (f"{SEAT}/knee", [0, -0.25, 0.3]),
        "009_no_such_mesh": (f"{SHAPES}/3/trimesh/mesh", 3),
        "009_no_such_shape": (f"{BALL}/collider/shape", 5),
        "009_no_such_node": (f"{DOOR}/trigger/nodes", [4, 7]),
        "010_lines": (f"{SHAPES}/3/trimesh/mesh", 1),
        "011_two_surfaces": (f"{SHAPES}/3/trimesh/mesh", 2),
        "012_tapered": (f"{SHAPES}/2/capsule/radiusTop", 0.3),
        "012_one_radius_left_out": (f"{SHAPES}/2/capsule", {"height": 1, "radiusTop": 0.3}),
        "013_scaled_ball": ("/nodes/5/scale", [2, 2, 2]),
        "013_slightly_scaled": ("/nodes/5/scale", [1, 1, 1.001]),
        "014_nothing": (f"{DOOR}/trigger", {}),
        "014_shape_none": (f"{DOOR}/trigger", {"shape": -1}),
        "015_beside": (f"{DOOR}/trigger/nodes", [5]),
        "002_empty_seat": (SEAT, {}),
        "008_askew": (SEAT, {"back": [2, 4, 6], "knee": [1, 2, 3], "foot": [0.52, 1, 1.5]}),
        "009_no_mesh": (f"{SHAPES}/3/trimesh", {}),
        "009_mesh_none": (f"{SHAPES}/3/trimesh/mesh", -1),
        "009_node_none": (f"{DOOR}/trigger/nodes", [4, -1]),
        "010_first_of_lines": ("/meshes/0/primitives/0/mode", 3),
        "015_above": (f"{DOOR}/trigger/nodes", [0]),
        "015_twice": (f"{DOOR}/trigger/nodes", [4, 4, 5, 5]),
        "015_no_trigger": ("/nodes/4/extensions/OMI_physics_body", {"collider": {"shape": 0}}),
    }
    single = {name: [edit] for name, edit in edits.items()}
    return {f"AST-SPC-{name}.gltf": changed(room(), *given) for name, given in (single | several()).items()}


def several() -> dict[str, list[tuple[str, Any]]]:
    """Edits that break one row in each of the members that it is about."""
    long = "x" * 129
    texts = {"title": True, "team": True, "group": True}
    vectors = ("linearVelocity", "angularVelocity", "centerOfMass", "inertiaDiagonal")
    motion = {"type": True, "mass": "1", "inertiaOrientation": "1"} | dict.fromkeys(vectors, "0")
    types = [
        {"type": True, "box": {"size": "1"}, "convex": {"mesh": "0"}, "trimesh": {"mesh": "0"}},
        {"type": "cylinder", "cylinder": {"height": "1", "radiusBottom": "1", "radiusTop": "1"}},
    ]
    negative = {"height": -1, "radiusBottom": -1, "radiusTop": -1}
    return {
        "001_all_members": [
            (SHAPES, types),
            (SPAWN, texts),
            (SEAT, dict.fromkeys(("back", "foot", "knee", "angle"), "0")),
            (f"{BALL}/motion", motion),
            (f"{BALL}/collider/shape", "1"),
            (f"{DOOR}/trigger/shape", "0"),
            ("/nodes/6/extensions/OMI_physics_body/collider", {}),
        ],
        "003_all_texts": [(SPAWN, dict.fromkeys(texts, long))],
        "004_all_of_2": [
            (SEAT, {"back": [0, 0], "foot": [0, 0], "knee": [0, 0]}),
            (f"{BALL}/motion", {"type": "dynamic"} | {name: [0, 0] for name in vectors}),
        ],
        "005_all_negative": [
            (f"{SHAPES}/2/capsule", negative),
            (f"{SHAPES}/4", {"type": "cylinder", "cylinder": negative}),
        ],
        "015_unknown_above": [("/nodes/4/children", "none"), (f"{DOOR}/trigger/nodes", [4, 5, 4])],
    }
