"""Subjects that are enough to claim a role, made from scratch: one for each profile over files."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from conformance_suites.assets.gltf.writer.box import box
from conformance_suites.assets.vrm.demo.mannequin import mannequin
from conformance_suites.terminals.recording.writer.device import take

TRUNK = ("Hips", "Spine", "Chest", "Neck", "Head")
LIMBS = {"Shoulder": 2, "Arm": 2, "Elbow": 2, "Hand": 2, "Leg": 0, "Knee": 0, "Foot": 0}
FRAMES = 30


def crate() -> bytes:
    return box().glb()


def room() -> bytes:
    """A floor with a place to arrive."""
    asset = box(8.0, 0.1, 8.0)
    asset.document["extensionsUsed"] = ["OMI_spawn_point"]
    asset.document["scenes"][0]["nodes"].append(
        asset.add("nodes", name="entrance", translation=[0, 0.1, 3], extensions={"OMI_spawn_point": {}})
    )
    return asset.glb()


def walk() -> bytes:
    """A second of walking: a trunk and four limbs, 19 joints, of which most move."""
    lines = ["HIERARCHY"]

    def joint(kind: str, name: str, chain: list[str], depth: int, others: list[list[str]]) -> None:
        pad = "\t" * depth
        lines.extend([f"{pad}{kind} {name}", f"{pad}{{", f"{pad}\tOFFSET 0 {10 if depth else 0} {len(others)}"])
        root = " Xposition Yposition Zposition" if not depth else ""
        lines.append(f"{pad}\tCHANNELS {6 if root else 3}{root} Zrotation Xrotation Yrotation")
        if chain:
            joint("JOINT", chain[0], chain[1:], depth + 1, [])
        for each in others:
            joint("JOINT", each[0], each[1:], depth + 1, [])
        if not chain and not others:
            lines.extend([f"{pad}\tEnd Site", f"{pad}\t{{", f"{pad}\t\tOFFSET 0 5 0", f"{pad}\t}}"])
        lines.append(f"{pad}}}")

    limbs = [[f"{side}{part}" for part in parts] for side in ("Left", "Right") for parts in _limbs()]
    joint("ROOT", TRUNK[0], list(TRUNK[1:]), 0, limbs)
    channels = sum(int(line.split()[1]) for line in lines if "CHANNELS" in line)
    lines += ["MOTION", f"Frames: {FRAMES}", "Frame Time: 0.0333333"]
    for frame in range(FRAMES):
        phase = 2 * math.pi * frame / FRAMES
        lines.append(" ".join(f"{20 * math.sin(phase + at):.4f}" for at in range(channels)))
    return "\n".join([*lines, ""]).encode()


def _limbs() -> list[list[str]]:
    return [[name for name, of in LIMBS.items() if of == which] for which in (2, 0)]


def arm() -> bytes:
    """Three links with shapes, joined by two hinges."""
    link = (
        '<link name="{0}"><inertial><mass value="1"/><inertia ixx="1" ixy="0" ixz="0" iyy="1" iyz="0" izz="1"/>'
        '</inertial><visual><geometry><box size="0.1 0.1 0.4"/></geometry></visual></link>'
    )
    hinge = (
        '<joint name="{0}" type="revolute"><parent link="{1}"/><child link="{2}"/><origin xyz="0 0 0.4"/>'
        '<axis xyz="0 1 0"/><limit lower="-1" upper="1" effort="10" velocity="1"/></joint>'
    )
    links = "".join(link.format(name) for name in ("base", "upper", "lower"))
    hinges = hinge.format("shoulder", "base", "upper") + hinge.format("elbow", "upper", "lower")
    return f'<robot name="arm">{links}{hinges}</robot>'.encode()


def session() -> bytes:
    """Two seconds of a headset with both hands."""
    return take(frames=180).data()


def token() -> bytes:
    """The metadata of a token with its image, 64 pixels square."""
    import base64
    import io

    from PIL import Image

    image = Image.new("RGB", (64, 64))
    image.putdata([(4 * x, 4 * y, 128) for y in range(64) for x in range(64)])
    out = io.BytesIO()
    image.save(out, "PNG")
    uri = f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"
    return json.dumps({"name": "Dawn 1", "description": "The first of a series of gradients.", "image": uri}).encode()


def city(folder: Path) -> Path:
    """A tileset of one tile with its content beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tower.glb").write_bytes(box(10.0, 40.0, 10.0).glb())
    root: dict[str, Any] = {
        "boundingVolume": {"sphere": [0, 0, 20, 30]},
        "geometricError": 0,
        "refine": "ADD",
        "content": {"uri": "tower.glb"},
    }
    document = {"asset": {"version": "1.1"}, "geometricError": 10, "root": root}
    place = folder / "tileset.json"
    place.write_text(json.dumps(document), encoding="utf-8")
    return place


def avatar() -> bytes:
    return mannequin().glb()


CLAIMS = {
    "xr-headset": ("session.jsonl", session),
    "hand-tracker": ("session.jsonl", session),
    "motion-capture": ("walk.bvh", walk),
    "robot-description": ("arm.urdf", arm),
    "digital-human": ("avatar.vrm", avatar),
    "digital-collectible": ("dawn.json", token),
    "exchange-model": ("crate.glb", crate),
    "shared-space": ("room.glb", room),
}
"""By profile: the name of the subject, and what makes it."""
