"""Samples of the spring bone suite: one small asset, and copies of it with one thing changed."""

from __future__ import annotations

from typing import Any

from conformance.readers.json_values import changed

SPRING = "/extensions/VRMC_springBone"
FIRST, SECOND = f"{SPRING}/springs/0", f"{SPRING}/springs/1"
COLLIDER = f"{SPRING}/colliders/0"


def constraint(kind: str, source: int, **more: object) -> dict[str, Any]:
    return {"VRMC_node_constraint": {"specVersion": "1.0", "constraint": {kind: {"source": source, **more}}}}


def _extension() -> dict[str, Any]:
    pull = {"hitRadius": 0.02, "stiffness": 1, "gravityPower": 0, "gravityDir": [0, -1, 0], "dragForce": 0.4}
    return {
        "specVersion": "1.0",
        "colliders": [
            {"node": 0, "shape": {"sphere": {"offset": [0, 0, 0], "radius": 0.1}}},
            {"node": 0, "shape": {"capsule": {"offset": [0, 0, 0], "radius": 0.1, "tail": [0, 0.1, 0]}}},
        ],
        "colliderGroups": [{"name": "head", "colliders": [0, 1]}],
        "springs": [
            {"name": "left", "joints": [{"node": 1, **pull}, {"node": 3}], "colliderGroups": [0], "center": 0},
            {"name": "right", "joints": [{"node": 4, **pull}, {"node": 5, **pull}, {"node": 6}], "center": 4},
        ],
    }


def asset() -> dict[str, Any]:
    """A head with two strands of three nodes each, and three nodes that follow others."""
    return {
        "asset": {"version": "2.0"},
        "extensionsUsed": ["VRMC_springBone", "VRMC_node_constraint"],
        "nodes": [
            {"name": "head", "children": [1, 4, 7, 8, 9]},
            {"name": "left1", "children": [2]},
            {"name": "left2", "children": [3]},
            {"name": "left3"},
            {"name": "right1", "children": [5]},
            {"name": "right2", "children": [6]},
            {"name": "right3"},
            {"name": "twist", "extensions": constraint("roll", 0, rollAxis="Y", weight=0.5)},
            {"name": "sleeve", "extensions": constraint("aim", 7, aimAxis="PositiveX")},
            {"name": "twin", "extensions": constraint("rotation", 8)},
        ],
        "extensions": {"VRMC_springBone": _extension()},
    }


def good() -> dict[str, bytes]:
    """File name -> bytes of an asset that satisfies every row."""
    return {"strands.gltf": changed(asset())}


def bad() -> dict[str, bytes]:
    """File name -> bytes of assets with one defect each."""
    twist = "/nodes/7/extensions/VRMC_node_constraint"
    # The last node of the first strand carries the second spring.
    strand: list[tuple[str, Any]] = [
        ("/nodes/0/children", [1, 4, 7, 8]),
        ("/nodes/3/children", [9]),
        (f"{SECOND}/joints", [{"node": 9}]),
    ]
    edits: dict[str, list[tuple[str, Any]]] = {
        "001_radius_as_text": [(f"{FIRST}/joints/0/hitRadius", "0.02")],
        "001_source_as_text": [(f"{twist}/constraint/roll/source", "0")],
        "002_joint_without_node": [(f"{FIRST}/joints/1", {})],
        "002_spring_without_joints": [(f"{SECOND}/joints", None)],
        "002_roll_without_axis": [(f"{twist}/constraint/roll/rollAxis", None)],
        "003_beta_springs": [(f"{SPRING}/specVersion", "1.0-beta")],
        "003_beta_constraint": [(f"{twist}/specVersion", "1.0-beta")],
        "004_no_such_node": [(f"{FIRST}/joints/1/node", 10)],
        "004_no_such_collider": [(f"{SPRING}/colliderGroups/0/colliders", [0, 2])],
        "004_no_such_group": [(f"{FIRST}/colliderGroups", [1])],
        "004_no_such_source": [(f"{twist}/constraint/roll/source", -1)],
        "005_upwards": [(f"{SECOND}/joints/1/node", 6), (f"{SECOND}/joints/2/node", 5)],
        "005_twice": [(f"{SECOND}/joints/2/node", 5)],
        "006_shared_end": [(f"{SECOND}/joints", [{"node": 3}]), (f"{SECOND}/center", None)],
        "006_skipped_node": [(f"{SECOND}/joints", [{"node": 2}]), (f"{SECOND}/center", None)],
        "007_center_within_the_chain": [(f"{SECOND}/center", 5)],
        "007_center_beside": [(f"{FIRST}/center", 7)],
        "008_center_in_another_spring": [*strand, (f"{SECOND}/center", 3)],
        "008_center_below_another_spring": [*strand, (f"{SECOND}/center", 9)],
        "009_no_shape": [(f"{COLLIDER}/shape/sphere", None)],
        "009_two_shapes": [(f"{COLLIDER}/shape/capsule", {"radius": 0.1})],
        "010_empty": [(f"{twist}/constraint", {})],
        "010_two_kinds": [(f"{twist}/constraint/rotation", {"source": 0})],
        "011_itself": [(f"{twist}/constraint/roll/source", 7)],
        "011_circle_of_three": [(f"{twist}/constraint/roll/source", 9)],
        "012_lower_case_axis": [(f"{twist}/constraint/roll/rollAxis", "y")],
        "012_axis_of_aim": [("/nodes/8/extensions/VRMC_node_constraint/constraint/aim/aimAxis", "X")],
        "002_collider_of_no_node": [(f"{SPRING}/colliders/0/node", None)],
        "002_collider_without_shape": [(f"{SPRING}/colliders/0/shape", None)],
        "002_group_of_nothing": [(f"{SPRING}/colliderGroups/0/colliders", None)],
        "002_no_version": [(f"{SPRING}/specVersion", None)],
        "015_negative_collider": [(f"{SPRING}/colliders/0/shape/sphere/radius", -0.1)],
        "015_negative_joint": [(f"{FIRST}/joints/0/hitRadius", -0.1)],
        "013_drag_above_1": [(f"{FIRST}/joints/0/dragForce", 1.5)],
        "013_negative_stiffness": [(f"{FIRST}/joints/0/stiffness", -1)],
        "013_weight_above_1": [(f"{twist}/constraint/roll/weight", 2)],
        "014_gravity_of_2": [(f"{FIRST}/joints/0/gravityDir", [0, -1])],
        "014_tail_of_4": [(f"{SPRING}/colliders/1/shape/capsule/tail", [0, 0, 0, 1])],
    }
    aim, rotation = (
        f"/nodes/{at}/extensions/VRMC_node_constraint/constraint/{kind}" for at, kind in ((8, "aim"), (9, "rotation"))
    )
    joint, capsule = f"{FIRST}/joints/0", f"{SPRING}/colliders/1/shape/capsule"
    texts = {
        joint: ("node", "stiffness", "gravityPower", "gravityDir", "dragForce"),
        COLLIDER: ("node", "shape/sphere/radius", "shape/sphere/offset"),
        capsule: ("offset", "radius", "tail"),
        FIRST: ("colliderGroups", "center"),
        f"{twist}/constraint/roll": ("weight",),
        aim: ("source", "weight"),
        rotation: ("source", "weight"),
    }
    for place, names in texts.items():
        for name in names:
            edits[f"001{_name(place)}{_name(name)}_as_text"] = [(f"{place}/{name}", "text")]
    for place in (f"{SPRING}/colliderGroups/0/name", f"{FIRST}/name", f"{twist}/specVersion", f"{aim}/aimAxis"):
        edits[f"001{_name(place)}_as_number"] = [(place, 1)]
    edits["001_roll_axis_as_number"] = [(f"{twist}/constraint/roll/rollAxis", 1)]
    for place in (f"{twist}/constraint", f"{twist}/constraint/roll/source", f"{aim}/aimAxis"):
        edits[f"002_without{_name(place)}"] = [(place, None)]
    for place in (aim, rotation):
        edits[f"013{_name(place)}_weight_above_1"] = [(f"{place}/weight", 2)]
    for place in (f"{COLLIDER}/shape/sphere", capsule):
        edits[f"014{_name(place)}_offset_of_2"] = [(f"{place}/offset", [0, 0])]
    edits["015_negative_capsule"] = [(f"{capsule}/radius", -0.1)]
    return {f"AST-VRS-{name}.gltf": changed(asset(), *changes) for name, changes in edits.items()}


def _name(place: str) -> str:
    """The last names of a place, for the name of a file."""
    return "".join(f"_{step}" for step in place.split("/")[-3:] if step and not step.isdigit()).lower()
