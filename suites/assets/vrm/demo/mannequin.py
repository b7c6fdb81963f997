"""A VRM 1.0 avatar with a body to look at: an egg along each bone, in metres, standing in T-pose and facing +Z."""

from __future__ import annotations

import io
import math
from typing import Any

from conformance_suites.assets.gltf.writer.asset import INDICES, VERTICES, Asset
from conformance_suites.assets.vrm.reader.humanoid import PARENT

# Each bone of the left side and the middle: its position relative to its parent, and the thickness of the body there.
PLACES = {
    "hips": ((0, 0.95, 0), 0),
    "spine": ((0, 0.1, 0), 0.13),
    "chest": ((0, 0.16, 0), 0.14),
    "upperChest": ((0, 0.12, 0), 0.15),
    "neck": ((0, 0.14, 0), 0.13),
    "head": ((0, 0.1, 0), 0.05),
    "leftShoulder": ((0.06, 0.09, 0), 0.06),
    "leftUpperArm": ((0.12, 0, 0), 0.07),
    "leftLowerArm": ((0.27, 0, 0), 0.055),
    "leftHand": ((0.25, 0, 0), 0.045),
    "leftIndexProximal": ((0.1, 0, 0), 0.04),
    "leftUpperLeg": ((0.1, -0.04, 0), 0.1),
    "leftLowerLeg": ((0, -0.42, 0), 0.09),
    "leftFoot": ((0, -0.42, 0), 0.065),
    "leftToes": ((0, -0.06, 0.14), 0.05),
}
SKULL, HEAD = (0, 0.24, 0.02), 0.11
AROUND, ALONG = 24, 14
Point = tuple[float, float, float]


def mannequin() -> Asset:
    """The avatar; callers may change its document."""
    asset = Asset()
    asset.document["extensionsUsed"] = ["VRMC_vrm"]
    image = asset.view(_face())
    asset.add("images", bufferView=image, mimeType="image/png", name="face")
    asset.add("textures", source=0)
    skin = {"baseColorTexture": {"index": 0}, "metallicFactor": 0}
    asset.add("materials", name="skin", pbrMetallicRoughness={"baseColorFactor": [0.8, 0.55, 0.42, 1]})
    asset.add("materials", name="suit", pbrMetallicRoughness={"baseColorFactor": [0.1, 0.2, 0.45, 1]})
    asset.add("materials", name="head", pbrMetallicRoughness=skin)
    bones: dict[str, int] = {}
    for left, (place, thick) in PLACES.items():
        for name in (left, left.replace("left", "right")) if left.startswith("left") else (left,):
            x, y, z = place
            at = (-x if name.startswith("right") else x, y, z)
            bones[name] = asset.add("nodes", name=name, translation=list(at))
            if name != "hips":
                _below(asset, bones[PARENT[name]], bones[name])
                if thick:
                    bare = any(part in name for part in ("Hand", "Index", "head"))
                    _below(asset, bones[PARENT[name]], _egg(asset, f"to {name}", at, thick, 0 if bare else 1))
    _below(asset, bones["head"], _egg(asset, "skull", SKULL, HEAD, 2))
    asset.add("scenes", nodes=[bones["hips"]])
    asset.document["scene"] = 0
    asset.document["extensions"] = {"VRMC_vrm": _extension(bones)}
    return asset


def faulty() -> Asset:
    """The avatar as a careless exporter writes it: lower arms swapped, a material and a square thumbnail missing."""
    asset = mannequin()
    document = asset.document
    bones = document["extensions"]["VRMC_vrm"]["humanoid"]["humanBones"]
    bones["leftLowerArm"], bones["rightLowerArm"] = bones["rightLowerArm"], bones["leftLowerArm"]
    shin = next(mesh for mesh in document["meshes"] if mesh["name"] == "to rightFoot")
    shin["primitives"][0]["material"] = len(document["materials"])
    document["images"][0]["bufferView"] = asset.view(_face(192))
    return asset


def _below(asset: Asset, parent: int, child: int) -> None:
    asset.document["nodes"][parent].setdefault("children", []).append(child)


def _extension(bones: dict[str, int]) -> dict[str, Any]:
    return {
        "specVersion": "1.0",
        "meta": {
            "name": "Mannequin",
            "authors": ["Example Studio"],
            "licenseUrl": "https://vrm.dev/licenses/1.0/",
            "thumbnailImage": 0,
        },
        "humanoid": {"humanBones": {name: {"node": node} for name, node in bones.items()}},
    }


def _egg(asset: Asset, name: str, end: Point, thick: float, material: int) -> int:
    """A node with a spindle from the origin to `end`, as a separate mesh."""
    length = math.dist((0, 0, 0), end)
    axis = (end[0] / length, end[1] / length, end[2] / length)
    side = (0.0, 0.0, 1.0) if abs(axis[2]) < 0.9 else (1.0, 0.0, 0.0)
    one = _cross(axis, side)
    size = math.dist((0, 0, 0), one)
    one = (one[0] / size, one[1] / size, one[2] / size)
    other = _cross(axis, one)
    corners: list[float] = []
    uv: list[float] = []
    for step in range(ALONG + 1):
        angle = math.pi * step / ALONG
        far, wide = length / 2 - math.cos(angle) * (length / 2 + thick * 0.4), math.sin(angle) * thick
        for turn in range(AROUND + 1):
            about = 2 * math.pi * turn / AROUND
            a, b = wide * math.cos(about), wide * math.sin(about)
            corners += [far * axis[each] + a * one[each] + b * other[each] for each in range(3)]
            uv += [turn / AROUND, 1 - step / ALONG]
    faces: list[int] = []
    for step in range(ALONG):
        for turn in range(AROUND):
            first = step * (AROUND + 1) + turn
            below = first + AROUND + 1
            faces += [first, below, first + 1, first + 1, below, below + 1]
    primitive = {
        "attributes": {
            "POSITION": asset.accessor("VEC3", "f", corners, VERTICES, bounds=True),
            "TEXCOORD_0": asset.accessor("VEC2", "f", uv, VERTICES),
        },
        "indices": asset.accessor("SCALAR", "H", faces, INDICES),
        "material": material,
    }
    return asset.add("nodes", name=name, mesh=asset.add("meshes", name=name, primitives=[primitive]))


def _cross(a: Point, b: Point) -> Point:
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def _face(height: int = 256) -> bytes:
    """A picture of a face as PNG, 256 pixels wide."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (256, height), (232, 196, 172))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 256, 90), (60, 42, 36))
    for middle in (178, 206):
        pen.ellipse((middle - 6, 112, middle + 6, 130), (40, 40, 60))
    pen.line((180, 165, 204, 165), (150, 60, 60), 5)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
