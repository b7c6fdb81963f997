"""Checks of VRM 1.0 avatars that a schema cannot express."""

from __future__ import annotations

import math
from typing import Any

from conformance.authoring import Blocked, Finding, Findings, check
from conformance.readers.image import read_image
from conformance.readers.json_values import dangling_indices, value_at, values_at, whole
from conformance_suites.assets.gltf.reader.nodes import local_transform
from conformance_suites.assets.gltf.reader.pictures import media_type
from conformance_suites.assets.vrm.reader.humanoid import BONES as BONE_NAMES
from conformance_suites.assets.vrm.reader.humanoid import COMMON, PRESETS, swapped

from .view import AVATAR, BONES, Avatar

EXPRESSIONS = f"{AVATAR}/expressions"
THUMBNAIL = f"{AVATAR}/meta/thumbnailImage"
# Every index of VRMC_vrm, with the array it refers to.
INDICES = (
    (f"{BONES}/*/node", "/nodes"),
    (f"{EXPRESSIONS}/*/*/morphTargetBinds/*/node", "/nodes"),
    (f"{EXPRESSIONS}/*/*/materialColorBinds/*/material", "/materials"),
    (f"{EXPRESSIONS}/*/*/textureTransformBinds/*/material", "/materials"),
    (f"{AVATAR}/firstPerson/meshAnnotations/*/node", "/nodes"),
    (THUMBNAIL, "/images"),
)
MESH_NODES = (f"{EXPRESSIONS}/*/*/morphTargetBinds/*/node", f"{AVATAR}/firstPerson/meshAnnotations/*/node")
ARM_DEGREES = 20


@check("AST-VRM-005")
def names_are_listed(avatar: Avatar) -> Findings:
    for place, known in ((BONES, BONE_NAMES), (f"{EXPRESSIONS}/preset", PRESETS)):
        for pointer, _ in values_at(avatar.document, f"{place}/*"):
            name = pointer.rsplit("/", 1)[1]
            if name not in known | COMMON:
                yield Finding(pointer, received=name)


@check("AST-VRM-007")
def bones_have_nodes_of_their_own(avatar: Avatar) -> Findings:
    for bone, first in avatar.humanoid.shared().items():
        yield Finding(f"{BONES}/{bone}/node", received=avatar.bones[bone], bone=first)


@check("AST-VRM-008")
def bones_stand_below_their_parents(avatar: Avatar) -> Findings:
    for bone, parent in avatar.humanoid.astray().items():
        yield Finding(f"{BONES}/{bone}/node", node=avatar.bones[bone], parent=parent, above=avatar.bones[parent])
    if adrift := avatar.humanoid.adrift():
        raise Blocked("no_position", bone=adrift)


@check("AST-VRM-009")
def bones_have_positive_scale(avatar: Avatar) -> Findings:
    malformed = None
    for bone, node in avatar.bones.items():
        members = avatar.nodes[node]
        transform = local_transform(members)
        if transform is None:
            malformed = bone
        elif "matrix" in members:
            x, y, z, _ = transform
            volume = sum(a * b for a, b in zip(x, _cross(y, z), strict=True))
            if not volume > 0:
                yield Finding(f"/nodes/{node}/matrix", "matrix", bone=bone)
        elif any(not value > 0 for value in members.get("scale", ())):
            yield Finding(f"/nodes/{node}/scale", "scale", bone=bone, received=members["scale"])
    if malformed:
        raise Blocked("no_position", bone=malformed)


def _cross(a: tuple[float, float, float], b: tuple[float, float, float]) -> tuple[float, float, float]:
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


@check("AST-VRM-011")
def avatar_faces_positive_z(avatar: Avatar) -> Findings:
    """With +Y up and the face towards +Z, left is towards +X."""
    for limb in ("UpperArm", "UpperLeg"):
        if {f"left{limb}", f"right{limb}"} <= avatar.bones.keys():
            left, right = avatar.position(f"left{limb}")[0], avatar.position(f"right{limb}")[0]
            if swapped(left, right):
                yield Finding(
                    f"{BONES}/left{limb}/node", bone=f"left{limb}", other=f"right{limb}", left=left, right=right
                )


@check("AST-VRM-012")
def avatar_stands_upright(avatar: Avatar) -> Findings:
    if not {"hips", "head"} <= avatar.bones.keys():
        return
    hips, head = avatar.position("hips")[1], avatar.position("head")[1]
    if not hips > 0:
        yield Finding(f"{BONES}/hips/node", "ground", received=hips)
    if not head > hips:
        yield Finding(f"{BONES}/head/node", "head", received=head, hips=hips)


@check("AST-VRM-013")
def arms_point_along_x(avatar: Avatar) -> Findings:
    for side, sign in (("left", 1), ("right", -1)):
        if not {f"{side}UpperArm", f"{side}Hand"} <= avatar.bones.keys():
            continue
        shoulder, hand = avatar.position(f"{side}UpperArm"), avatar.position(f"{side}Hand")
        arm = [end - start for start, end in zip(shoulder, hand, strict=True)]
        angle = math.degrees(math.atan2(math.hypot(arm[1], arm[2]), sign * arm[0]))
        if angle > ARM_DEGREES:
            yield Finding(f"{BONES}/{side}Hand/node", received=round(angle, 1), expected=ARM_DEGREES)


@check("AST-VRM-018")
def thumbnail_is_a_square_picture(avatar: Avatar) -> Findings:
    image = _thumbnail(avatar)
    if image is None:
        return
    data = avatar.image_bytes(image)
    kind = media_type(data[:16])
    if kind not in ("image/png", "image/jpeg"):
        yield Finding(THUMBNAIL, "format", received=kind or "application/octet-stream")
        return
    try:
        header = read_image(data)
    except ValueError:
        raise Blocked("no_image_data") from None
    if header is None:
        raise Blocked("no_image_data")
    if header.width != header.height:
        yield Finding(THUMBNAIL, "shape", width=header.width, height=header.height)


def _thumbnail(avatar: Avatar) -> dict[str, Any] | None:
    index, images = whole(value_at(avatar.document, THUMBNAIL)), value_at(avatar.document, "/images")
    if index is None or not isinstance(images, list) or not 0 <= index < len(images):
        return None
    return images[index] if isinstance(images[index], dict) else None


@check("AST-VRM-019")
def indices_resolve(avatar: Avatar) -> Findings:
    for found in dangling_indices(avatar.document, INDICES):
        yield Finding(found.pointer, received=found.value, array=found.array, size=found.size).cutting()


@check("AST-VRM-020")
def nodes_have_a_mesh(avatar: Avatar) -> Findings:
    for pointer, value in values_at(avatar.document, *MESH_NODES):
        node = whole(value)
        named = avatar.nodes.nodes[node] if node is not None and 0 <= node < len(avatar.nodes.nodes) else None
        if isinstance(named, dict) and "mesh" not in named:
            yield Finding(pointer, received=node).cutting()


@check("AST-VRM-021")
def morph_targets_exist(avatar: Avatar) -> Findings:
    for pointer, bind in values_at(avatar.document, f"{EXPRESSIONS}/*/*/morphTargetBinds/*"):
        node, index = (whole(bind.get(name)) if isinstance(bind, dict) else None for name in ("node", "index"))
        mesh = None if node is None else whole(avatar.nodes[node].get("mesh"))
        size = None if mesh is None else avatar.morph_targets.get(mesh)
        if index is not None and size is not None and not 0 <= index < size:
            yield Finding(f"{pointer}/index", received=index, mesh=mesh, size=size)


@check("AST-VRM-022")
def custom_expressions_have_names_of_their_own(avatar: Avatar) -> Findings:
    for pointer, name, _ in avatar.expressions("custom"):
        if name in PRESETS:
            yield Finding(f"{pointer}/{name}", received=name)


@check("AST-VRM-025")
def gaze_by_bones_has_eye_bones(avatar: Avatar) -> Findings:
    if value_at(avatar.document, f"{AVATAR}/lookAt/type") == "bone":
        named = value_at(avatar.document, BONES)
        missing = [bone for bone in ("leftEye", "rightEye") if isinstance(named, dict) and bone not in named]
        if missing:
            yield Finding(f"{AVATAR}/lookAt/type", missing=missing)
