"""Checks of VRM animations that a schema cannot express."""

from __future__ import annotations

from conformance.authoring import Blocked, Finding, Findings, check
from conformance.readers.json_values import array_at, dangling_indices, value_at, values_at
from conformance_suites.assets.vrm.reader.humanoid import PRESETS, swapped

from .view import ANIMATION, BONES, VrmAnimation

EXPRESSIONS = f"{ANIMATION}/expressions"
INDICES = (f"{BONES}/*/node", f"{EXPRESSIONS}/*/*/node", f"{ANIMATION}/lookAt/node")


@check("AST-VRA-005")
def eyes_are_not_mapped(animation: VrmAnimation) -> Findings:
    yield from _mapped(animation, BONES, ("leftEye", "rightEye"))


@check("AST-VRA-006")
def gaze_presets_are_not_mapped(animation: VrmAnimation) -> Findings:
    yield from _mapped(animation, f"{EXPRESSIONS}/preset", ("lookUp", "lookDown", "lookLeft", "lookRight"))


def _mapped(animation: VrmAnimation, place: str, names: tuple[str, ...]) -> Findings:
    members = value_at(animation.document, place)
    for name in names:
        if isinstance(members, dict) and name in members:
            yield Finding(f"{place}/{name}", received=name)


@check("AST-VRA-007")
def indices_resolve(animation: VrmAnimation) -> Findings:
    for found in dangling_indices(animation.document, ((way, "/nodes") for way in INDICES)):
        yield Finding(found.pointer, received=found.value, size=found.size).cutting()


@check("AST-VRA-008")
def bones_have_nodes_of_their_own(animation: VrmAnimation) -> Findings:
    for bone, first in animation.humanoid.shared().items():
        yield Finding(f"{BONES}/{bone}/node", received=animation.humanoid.bones[bone], bone=first)


@check("AST-VRA-009")
def bones_stand_below_their_parents(animation: VrmAnimation) -> Findings:
    bones = animation.humanoid.bones
    for bone, parent in animation.humanoid.astray().items():
        yield Finding(f"{BONES}/{bone}/node", node=bones[bone], parent=parent, above=bones[parent])
    if adrift := animation.humanoid.adrift():
        raise Blocked("no_position", bone=adrift)


@check("AST-VRA-010")
def bones_are_not_scaled(animation: VrmAnimation) -> Findings:
    for pointer, bone, path in animation.bone_channels:
        if path == "scale":
            yield Finding(pointer, bone=bone)


@check("AST-VRA-011")
def only_the_hips_are_moved(animation: VrmAnimation) -> Findings:
    for pointer, bone, path in animation.bone_channels:
        if path == "translation" and bone != "hips":
            yield Finding(pointer, bone=bone)


@check("AST-VRA-012")
def custom_expressions_have_names_of_their_own(animation: VrmAnimation) -> Findings:
    for pointer, _ in values_at(animation.document, f"{EXPRESSIONS}/custom/*"):
        name = pointer.rsplit("/", 1)[1]
        if name in PRESETS:
            yield Finding(pointer, received=name)


@check("AST-VRA-013")
def rest_pose_faces_positive_z(animation: VrmAnimation) -> Findings:
    bones = animation.humanoid.bones
    for limb in ("UpperArm", "UpperLeg"):
        pair = (f"left{limb}", f"right{limb}")
        if not bones.keys() >= set(pair):
            continue
        places = [animation.humanoid.position(bone) for bone in pair]
        for bone, place in zip(pair, places, strict=True):
            if place is None:
                raise Blocked("no_position", bone=bone)
        left, right = (place[0] for place in places if place)
        if swapped(left, right):
            yield Finding(f"{BONES}/{pair[0]}/node", bone=pair[0], other=pair[1], left=left, right=right)


@check("AST-VRA-014")
def weights_are_translations(animation: VrmAnimation) -> Findings:
    for pointer, expression, path in animation.expression_channels:
        if path != "translation":
            yield Finding(pointer, received=path, expression=expression)


@check("AST-VRA-015")
def something_moves(animation: VrmAnimation) -> Findings:
    animations = array_at(animation.document, "/animations")
    channels = array_at(animations[0], "/channels") if animations and isinstance(animations[0], dict) else None
    if not channels or not isinstance(value_at(animation.document, ANIMATION), dict):
        return
    targets = [value_at(channel, "/target/node") for channel in channels]
    moving = [*animation.bone_channels, *animation.expression_channels, *animation.gaze_channels]
    if all(type(node) is int for node in targets) and not any(
        channel.pointer.startswith("/animations/0/") for channel in moving
    ):
        yield Finding("/animations/0")
