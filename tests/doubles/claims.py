"""Subjects that are enough to claim a role, made from scratch: one for each profile over files."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from conformance_suites.assets.gltf.writer.asset import Asset
from conformance_suites.assets.gltf.writer.box import box
from conformance_suites.assets.vrm.demo.mannequin import mannequin
from conformance_suites.assets.vrm.reader.humanoid import skeleton
from conformance_suites.terminals.bci.writer.eeg import cap
from conformance_suites.terminals.face.writer.tracker import tracker
from conformance_suites.terminals.flashes.writer import BLACK, WHITE
from conformance_suites.terminals.flashes.writer import animation as animated
from conformance_suites.terminals.haptics.writer.effect import experience
from conformance_suites.terminals.laboratory.environment.samples import ROBOT
from conformance_suites.terminals.laboratory.writer.headset import HEADSET
from conformance_suites.terminals.recording.writer.device import take
from conformance_suites.terminals.recording.writer.haptic import touching
from conformance_suites.terminals.robot.writer import Wave

TRUNK = ("Hips", "Spine", "Chest", "Neck", "Head")
LIMBS = {"Shoulder": 2, "Arm": 2, "Elbow": 2, "Hand": 2, "Leg": 0, "Knee": 0, "Foot": 0}
FRAMES = 30
PLACES = {
    "hips": (0, 0.9, 0),
    "spine": (0, 0.1, 0),
    "head": (0, 0.5, 0),
    "leftUpperLeg": (0.1, 0, 0),
    "leftLowerLeg": (0, -0.4, 0),
    "leftFoot": (0, -0.4, 0),
    "leftUpperArm": (0.15, 0.35, 0),
    "leftLowerArm": (0.25, 0, 0),
    "leftHand": (0.25, 0, 0),
}


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


def electrodes() -> bytes:
    """Twelve seconds of a cap of eight electrodes."""
    return cap(12, 8).data()


def touch() -> bytes:
    """A rumble and two clicks."""
    return json.dumps(experience()).encode()


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


def animation(swing: float = 0.2) -> bytes:
    """A second in which six bones of a humanoid move, by so many radians."""
    nodes, bones = skeleton(PLACES)
    asset = Asset()
    asset.document |= {"nodes": nodes, "scene": 0, "scenes": [{"nodes": [0]}], "extensionsUsed": ["VRMC_vrm_animation"]}
    asset.document["extensions"] = {"VRMC_vrm_animation": {"specVersion": "1.0", "humanoid": {"humanBones": bones}}}
    times = asset.accessor("SCALAR", "f", [at / 10 for at in range(11)], bounds=True)
    channels, samplers = [], []
    for bone in ("spine", "head", "leftUpperArm", "rightUpperArm", "leftUpperLeg", "rightUpperLeg"):
        angles = [swing * math.sin(2 * math.pi * at / 10) for at in range(11)]
        turns = [part for angle in angles for part in (math.sin(angle / 2), 0.0, 0.0, math.cos(angle / 2))]
        channels.append({"sampler": len(samplers), "target": {"node": bones[bone]["node"], "path": "rotation"}})
        samplers.append({"input": times, "output": asset.accessor("VEC4", "f", turns)})
    asset.add("animations", channels=channels, samplers=samplers)
    return asset.glb()


def controller() -> bytes:
    """The input profile of a controller with one trigger."""
    trigger = {"type": "trigger", "gamepadIndices": {"button": 0}, "rootNodeName": "trigger", "visualResponses": {}}
    layout = {
        "selectComponentId": "xr-standard-trigger",
        "components": {"xr-standard-trigger": trigger},
        "gamepad": {"mapping": "xr-standard", "buttons": ["xr-standard-trigger"], "axes": []},
        "rootNodeName": "acme-one-right",
        "assetPath": "right.glb",
    }
    members = {
        "profileId": "acme-one",
        "fallbackProfileIds": ["generic-trigger"],
        "layouts": {"left": layout, "right": layout},
    }
    return json.dumps(members).encode()


def city_model(*, objects: bool = True) -> bytes:
    """A block with eight corners, or an empty city."""
    corners = [[x, y, z] for z in (0, 3000) for x, y in ((0, 0), (1000, 0), (1000, 1000), (0, 1000))]
    faces = [[0, 3, 2, 1], [4, 5, 6, 7], [0, 1, 5, 4], [1, 2, 6, 5], [2, 3, 7, 6], [3, 0, 4, 7]]
    solid = {"type": "Solid", "lod": "1.0", "boundaries": [[[face] for face in faces]]}
    document = {
        "type": "CityJSON",
        "version": "2.0",
        "transform": {"scale": [0.001] * 3, "translate": [0.0, 0.0, 0.0]},
        "CityObjects": {"block": {"type": "Building", "geometry": [solid]}} if objects else {},
        "vertices": corners if objects else [],
    }
    return json.dumps(document).encode()


def event() -> bytes:
    """One event of a room."""
    members = {"specversion": "1.0", "id": "1", "source": "urn:example:room", "type": "com.example.room.entered"}
    return json.dumps(members).encode()


def event_interface() -> bytes:
    """A description of what a platform says about its rooms."""
    channel = {"address": "rooms", "messages": {"entered": {"payload": {"type": "object"}}}}
    operation = {"action": "send", "channel": {"$ref": "#/channels/rooms"}}
    document = {
        "asyncapi": "3.0.0",
        "info": {"title": "Rooms", "version": "1"},
        "channels": {"rooms": channel},
        "operations": {"announce": operation},
    }
    return json.dumps(document).encode()


def presentation_request() -> bytes:
    """A request for the nickname of a member, which the wallet sends back to an address."""
    meta = {"vct_values": ["https://club.example/types/member"]}
    asked = {"id": "member", "format": "dc+sd-jwt", "meta": meta, "claims": [{"path": ["nickname"]}]}
    formats = {"dc+sd-jwt": {"sd-jwt_alg_values": ["ES256"], "kb-jwt_alg_values": ["ES256"]}}
    document = {
        "client_id": "redirect_uri:https://verifier.example/7",
        "response_type": "vp_token",
        "response_mode": "direct_post",
        "response_uri": "https://verifier.example/7",
        "nonce": "n-0S6_WzA2Mj",
        "dcql_query": {"credentials": [asked]},
        "client_metadata": {"vp_formats_supported": formats},
    }
    return json.dumps(document).encode()


def trust_chain() -> bytes:
    """A club, the union that it is in, and the anchor of their federation."""
    from tests.suites.identity.trust.chain_recipe import good

    return json.dumps(good()["club"]).encode()


def observed() -> bytes:
    """A room whose temperature was observed."""
    temperature = {"type": "Property", "value": 21.5, "unitCode": "CEL", "observedAt": "2026-11-24T08:00:00Z"}
    context = "https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context.jsonld"
    return json.dumps({"@context": context, "id": "urn:a:1", "type": "Room", "temperature": temperature}).encode()


CLAIMS = {
    "xr-headset": ("session.jsonl", session),
    "hand-tracker": ("session.jsonl", session),
    "face-eye-tracker": ("tracker.jsonl", lambda: tracker(frames=600).data()),
    "motion-capture": ("walk.bvh", walk),
    "robot-description": ("arm.urdf", arm),
    "bci-device": ("cap.edf", electrodes),
    "haptic-content": ("touch.hjif", touch),
    "haptic-device": ("effects.jsonl", lambda: touching(frames=1200).data()),
    "digital-human": ("avatar.vrm", avatar),
    "digital-collectible": ("dawn.json", token),
    "exchange-model": ("crate.glb", crate),
    "shared-space": ("room.glb", room),
    "avatar-animation": ("wave.vrma", animation),
    "input-device": ("acme-one.json", controller),
    "city-model": ("block.city.json", city_model),
    "cloudevent": ("entered.cloudevent.json", event),
    "asyncapi-document": ("asyncapi.json", event_interface),
    "trust-federation": ("club.trust-chain.json", trust_chain),
    "teleoperated-robot": ("wave.joints.jsonl", Wave().json_lines),
    "displayed-video": ("three.png", lambda: animated([WHITE, BLACK] * 3, 140, share=0.6, size=(160, 120))),
    "near-eye-display": ("lab-record.toml", HEADSET.encode),
    "measured-device": ("stop.toml", ROBOT.encode),
    "presentation-request": ("member.request.json", presentation_request),
    "context-entities": ("room.ngsi-ld.jsonld", observed),
}
"""By profile: the name of the subject, and what makes it."""
