"""What of a subject counts as evidence for a claim: what can be seen, moves or is used, however little it is.

What does not count violates nothing, either: the run is unproven, because too little was judged.
"""

from __future__ import annotations

import io
import json
import math
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from doubles.claims import animation, city_model, controller, crate, room, walk
from doubles.claims import avatar as person
from PIL import Image

from conformance.cli.main import main
from conformance.model.journal.records import FloorRecord, Least
from conformance.model.text import Text
from conformance.reporting.floors import Evidence
from conformance_suites.assets.gltf.writer.asset import data_uri, glb
from conformance_suites.assets.gltf.writer.box import box
from conformance_suites.terminals.recording.writer.device import take

Change = Callable[[dict[str, Any]], object]
Files = dict[str, bytes]


def model(change: Change, of: bytes | None = None) -> bytes:
    """A GLB with its document changed."""
    data = of or crate()
    (length,) = struct.unpack_from("<I", data, 12)
    document = json.loads(data[20 : 20 + length])
    change(document)
    return glb(document, data[28 + length :])


def scale(document: dict[str, Any], by: float) -> None:
    for node in document["nodes"]:
        if "mesh" in node:
            node["scale"] = [by] * 3


def alpha(document: dict[str, Any], alpha: float, **members: Any) -> None:
    for material in document["materials"]:
        material.update(members)
        material.setdefault("pbrMetallicRoughness", {})["baseColorFactor"] = [1, 1, 1, alpha]


def nearer(document: dict[str, Any]) -> None:
    for node in document["nodes"]:
        node["translation"] = [each * 1e-9 for each in node.get("translation", [0, 0, 0])]


def growing() -> bytes:
    """A box that is a point until its animation plays."""
    asset = box()
    asset.document["nodes"][0]["scale"] = [0, 0, 0]
    times = asset.accessor("SCALAR", "f", [0, 1], bounds=True)
    sampler = {"input": times, "output": asset.accessor("VEC3", "f", [0, 0, 0, 1, 1, 1])}
    asset.add("animations", channels=[{"sampler": 0, "target": {"node": 0, "path": "scale"}}], samplers=[sampler])
    return asset.glb()


def volumes(part: str, shape: dict[str, Any]) -> bytes:
    """A space of one physics body."""
    body = {"motion": {"type": "static"}, part: {"shape": 0}}
    document = {
        "asset": {"version": "2.0"},
        "extensionsUsed": ["OMI_spawn_point", "OMI_physics_shape", "OMI_physics_body"],
        "extensions": {"OMI_physics_shape": {"shapes": [shape]}},
        "scenes": [{"nodes": [0, 1]}],
        "nodes": [{"extensions": {"OMI_spawn_point": {}}}, {"extensions": {"OMI_physics_body": body}}],
    }
    return json.dumps(document).encode()


def tiles(name: str, content: bytes) -> Files:
    """A tileset of one tile with this content."""
    volume = {"sphere": [0, 0, 20, 30]}
    root = {"boundingVolume": volume, "geometricError": 0, "refine": "ADD", "content": {"uri": name}}
    tileset = {"asset": {"version": "1.1"}, "geometricError": 10, "root": root}
    return {"tileset.json": json.dumps(tileset).encode(), name: content}


def points(count: int) -> bytes:
    table = json.dumps({"POINTS_LENGTH": count, "POSITION": {"byteOffset": 0}}).encode()
    table += b" " * (-(28 + len(table)) % 8 + 400)
    places = np.arange(3 * count, dtype="<f4").tobytes()
    places += bytes(-len(places) % 8)
    lengths = (28 + len(table) + len(places), len(table), len(places), 0, 0)
    return b"pnts" + struct.pack("<6I", 1, *lengths) + table + places


def composite(*inner: bytes) -> bytes:
    """A tile that holds others."""
    whole = b"".join(inner)
    return b"cmpt" + struct.pack("<3I", 1, 16 + len(whole), len(inner)) + whole


def motion(move: Callable[[int, int], float], *, apart: bool = True) -> bytes:
    """The skeleton of a walk with other numbers, by frame and channel; perhaps all its joints are at one place."""
    head, _, rest = walk().decode().partition("MOTION")
    channels = len(rest.strip().splitlines()[2].split())
    if not apart:
        head = "\n".join("OFFSET 0 0 0" if "OFFSET" in line else line for line in head.splitlines())
    rows = [" ".join(f"{move(frame, at):.6f}" for at in range(channels)) for frame in range(30)]
    return "\n".join([head, "MOTION", "Frames: 30", "Frame Time: 0.0333333", *rows, ""]).encode()


def headset(change: Callable[[np.ndarray], object], times: list[float] | None = None) -> bytes:
    made = take(("head",), frames=120)
    change(made.values["head"])
    if times:
        made.times = list(times)
        del made.header["rate"]
    return made.data()


def still(values: np.ndarray) -> None:
    values[:] = values[0]
    values[:, 0] += np.arange(len(values)) * 1e-6


def turning(values: np.ndarray) -> None:
    values[:, :3] = [0, 1.6, 0]


def robot(size: str, upper: float = 1.0) -> bytes:
    shape = f'<visual><geometry><box size="{size}"/></geometry></visual>'
    links = "".join(f'<link name="{name}">{shape}</link>' for name in "ab")
    joint = '<joint name="j" type="revolute"><parent link="a"/><child link="b"/><axis xyz="0 0 1"/>'
    limit = f'<limit lower="0" upper="{upper}" effort="1" velocity="1"/>'
    return f'<robot name="r">{links}{joint}{limit}</joint></robot>'.encode()


def city(change: Change) -> bytes:
    document = json.loads(city_model())
    change(document)
    return json.dumps(document).encode()


def shaped(kind: str, boundaries: list[Any]) -> bytes:
    geometry = {"type": kind, "lod": "1", "boundaries": boundaries}
    return city(lambda document: document["CityObjects"]["block"].update(geometry=[geometry]))


def flipping() -> bytes:
    """Quaternions that change their sign, which moves nothing."""
    data = bytearray(animation(0.0002))
    start = 28 + struct.unpack_from("<I", data, 12)[0]
    numbers = np.frombuffer(bytes(data[start:]), "<f4").copy()
    numbers[11 : 11 + 44 * 6].reshape(-1, 4)[1::2] *= -1
    data[start:] = numbers.tobytes()
    return bytes(data)


def token(image: bytes, kind: str = "image/png") -> bytes:
    return json.dumps({"name": "A", "description": "B", "image": data_uri(kind, image)}).encode()


def png(colour: tuple[int, ...], *others: tuple[int, ...]) -> bytes:
    """The metadata of a token with such a picture."""
    return token(pixels(colour, *others))


def pixels(colour: tuple[int, ...], *others: tuple[int, ...]) -> bytes:
    """A picture of one colour, with a stroke of each of the others."""
    out, image = io.BytesIO(), Image.new("RGBA", (64, 64), colour)
    for at, other in enumerate(others):
        image.paste(other, (at, 0, at + 1, 16))
    image.save(out, "PNG")
    return out.getvalue()


def meshes(*files: str, name: str) -> Files:
    """The package of a robot of two links whose shapes are the mesh with this name, with these files in it."""
    return {"urdf/robot.urdf": with_mesh(name), **dict.fromkeys(files, b"v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n")}


def with_mesh(name: str) -> bytes:
    return robot("1 1 1").replace(b'<box size="1 1 1"/>', f'<mesh filename="{name}"/>'.encode())


def layouts(change: Change) -> bytes:
    document = json.loads(controller())
    for each in document["layouts"].values():
        change(each)
    return json.dumps(document).encode()


LOGO = '<rect x="10" y="10" width="9" height="9"/><circle cx="30" cy="30" r="9"/>'
ASIDE = '<rect x="400" width="9" height="9"/><circle cx="400" r="9"/>'
SQUARE = '<rect width="9" height="9"/>'


def drawing(inside: str) -> bytes:
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    text = f'<svg {spaces} viewBox="0 0 350 350">{inside}</svg>'
    return token(text.encode(), "image/svg+xml")


BOX, BALL = {"type": "box", "box": {"size": [9, 0.1, 9]}}, {"type": "sphere", "sphere": {"radius": 1e-9}}
NOTHING = {"asset": {"version": "2.0", "generator": "g" * 400}}
NO_BUTTON = {"mapping": "", "buttons": [None], "axes": []}
Subject = tuple[str, str, Callable[[], bytes | Files]]
HOLLOW: list[Subject] = [
    ("exchange-model", "scaled_to_nothing.glb", lambda: model(lambda it: scale(it, 0))),
    ("exchange-model", "in_no_scene.glb", lambda: model(lambda it: it.update(scenes=[{"name": "empty"}]))),
    ("exchange-model", "transparent.glb", lambda: model(lambda it: alpha(it, 0, alphaMode="BLEND"))),
    ("exchange-model", "cut_off.glb", lambda: model(lambda it: alpha(it, 1, alphaMode="MASK", alphaCutoff=2))),
    ("exchange-model", "tiny.glb", lambda: box(1e-9, 1e-9, 1e-9).glb()),
    ("digital-human", "scaled_to_nothing.vrm", lambda: model(lambda it: scale(it, 0), person())),
    ("digital-human", "bones_at_one_place.vrm", lambda: model(nearer, person())),
    ("shared-space", "scaled_to_nothing.glb", lambda: model(lambda it: scale(it, 1e-9), room())),
    ("shared-space", "point.gltf", lambda: volumes("collider", BALL)),
    ("shared-space", "trigger.gltf", lambda: volumes("trigger", BOX)),
    ("shared-space", "empty_glb", lambda: tiles("a.glb", glb(NOTHING))),
    ("shared-space", "empty_gltf", lambda: tiles("a.gltf", json.dumps(NOTHING).encode())),
    ("shared-space", "one_point", lambda: tiles("a.pnts", points(1))),
    ("motion-capture", "drift.bvh", lambda: motion(lambda frame, at: 0.002 * frame * (at < 6))),
    ("motion-capture", "root_only.bvh", lambda: motion(lambda frame, at: frame * (at < 6))),
    ("motion-capture", "noise.bvh", lambda: motion(lambda frame, at: 0.001 * math.sin(7 * frame + at))),
    ("motion-capture", "full_turns.bvh", lambda: motion(lambda frame, at: 360 * frame * (at > 2))),
    ("motion-capture", "one_place.bvh", lambda: motion(lambda frame, at: math.sin(frame + at), apart=False)),
    ("xr-headset", "still.jsonl", lambda: headset(still)),
    ("xr-headset", "burst.jsonl", lambda: headset(len, [10 + 0.01 * at for at in range(119)] + [5000.0])),
    ("robot-description", "no_size.urdf", lambda: robot("0 0 0")),
    ("robot-description", "no_range.urdf", lambda: robot("1 1 1", upper=0)),
    ("robot-description", "alone.urdf", lambda: with_mesh("package://meshes/arm/a.stl")),
    ("robot-description", "no_file", lambda: meshes("meshes/a.obj", name="package://no_file/meshes/b.obj")),
    ("robot-description", "empty_file", lambda: meshes(name="../meshes/b.obj") | {"meshes/b.obj": b""}),
    ("robot-description", "on_one_machine", lambda: meshes("meshes/b.obj", name="file:///meshes/b.obj")),
    ("city-model", "no_boundaries.city.json", lambda: shaped("Solid", [])),
    ("city-model", "one_point.city.json", lambda: shaped("MultiPoint", [0])),
    ("city-model", "unused_vertices.city.json", lambda: shaped("MultiSurface", [[[0, 1, 2]]])),
    ("city-model", "no_scale.city.json", lambda: city(lambda it: it["transform"].update(scale=[1e-300] * 3))),
    ("avatar-animation", "hardly.vrma", lambda: animation(0.0003)),
    ("avatar-animation", "flipping.vrma", flipping),
    ("digital-collectible", "transparent.json", lambda: png((0, 0, 0, 0))),
    ("digital-collectible", "one_colour.json", lambda: png((200, 30, 30, 255))),
    ("input-device", "no_gamepad.json", lambda: layouts(lambda it: it.pop("gamepad"))),
    (
        "input-device",
        "empty_gamepad.json",
        lambda: layouts(lambda it: it["gamepad"].update(buttons=[None], mapping="")),
    ),
    ("digital-collectible", "empty_drawing.json", lambda: drawing("<defs/>")),
    *(
        ("digital-collectible", f"{name}.json", lambda shape=shape: drawing(shape))
        for name, shape in {
            "square": SQUARE,
            "square_twice": SQUARE + SQUARE,
            "square_and_an_empty_one": SQUARE + '<rect width="0" height="9"/>',
            "square_and_a_hidden_one": SQUARE + '<g style="display: none"><circle r="9"/></g>',
            "square_and_a_spare_one": SQUARE + '<defs><circle id="a" r="9"/></defs>',
            "square_and_no_letters": SQUARE + "<text> </text>",
            "outline_of_a_square": '<path d="M0 0h9v9H0z"/>',
            "used_once": '<symbol id="a"><circle r="9"/></symbol><use href="#a"/>',
            "beside_the_view": ASIDE,
            "above_the_view": f'<g transform="translate(0 -900)">{LOGO}</g>',
            "turned_out_of_the_view": f'<g transform="rotate(180)">{LOGO}</g>',
            "used_outside_the_view": f'<defs><g id="a">{LOGO}</g></defs><use href="#a" x="999"/>',
            "lines_outside_the_view": '<path d="m400 9l9 9 9-9 9 9 9-9 9 9 9-9 9 9 9-9 9 9z"/>',
            "nothing_used_twice": '<g id="a"/><use href="#a"/><use href="#a" x="9"/>',
        }.items()
    ),
]
MODEST: list[Subject] = [
    ("exchange-model", "millimetres.glb", lambda: model(lambda it: scale(it, 0.001), box(300, 200, 100).glb())),
    ("exchange-model", "jewel.glb", lambda: box(0.003, 0.002, 0.001).glb()),
    ("exchange-model", "growing.glb", growing),
    ("exchange-model", "no_scene.glb", lambda: model(lambda it: [it.pop(name, 0) for name in ("scene", "scenes")])),
    ("exchange-model", "glass.glb", lambda: model(lambda it: alpha(it, 0.1, alphaMode="BLEND"))),
    ("shared-space", "floor.gltf", lambda: volumes("collider", BOX)),
    ("shared-space", "points", lambda: tiles("a.pnts", points(100))),
    ("shared-space", "few_and_many_points", lambda: tiles("a.cmpt", composite(points(2), points(3)))),
    ("shared-space", "text", lambda: tiles("a.gltf", box().gltf())),
    ("motion-capture", "arms.bvh", lambda: motion(lambda frame, at: 15 * math.sin(frame / 3) * (at > 50))),
    ("motion-capture", "idle.bvh", lambda: motion(lambda frame, at: 0.5 * math.sin(frame / 8 + at))),
    ("xr-headset", "turning.jsonl", lambda: headset(turning)),
    ("hand-tracker", "one_hand.jsonl", lambda: take(("left-hand",), frames=60, rate=30).data()),
    ("robot-description", "lid.urdf", lambda: robot("0.1 0.1 0.01")),
    ("robot-description", "arm_package", lambda: meshes("meshes/a.obj", name="package://arm_package/meshes/a.obj")),
    ("robot-description", "other_package", lambda: meshes("bot/a.obj", name="package://bot/a.obj")),
    ("robot-description", "beside", lambda: meshes("urdf/meshes/a.obj", name="meshes/a.obj")),
    ("robot-description", "above", lambda: meshes("meshes/a.obj", name="../meshes/a.obj")),
    ("city-model", "points.city.json", lambda: shaped("MultiPoint", list(range(8)))),
    ("avatar-animation", "nod.vrma", lambda: animation(0.05)),
    ("digital-collectible", "drawing.json", lambda: drawing('<rect width="9" height="9"/><text y="9">Grim</text>')),
    *(
        ("digital-collectible", f"{name}.json", lambda shape=shape: drawing(shape))
        for name, shape in {
            "half_in_the_view": f'<g transform="translate(325)">{LOGO}</g>',
            "brought_into_the_view": f'<g transform="translate(-900) scale(.5)">{ASIDE.replace("400", "1900")}</g>',
            "moved_into_the_view": f"<style>g {{transform: translate(-390px)}}</style><g>{ASIDE}</g>",
            "animated_into_the_view": f"{ASIDE}<animateTransform/>",
            "in_an_inner_view": f'<svg viewBox="380 -20 60 60">{ASIDE}</svg>',
            "turned_by_no_number": f'<g transform="rotate(1e999)">{LOGO}</g>',
            "letters": "<text><tspan>Grim</tspan></text>",
            "sunset": '<rect width="9" height="9" fill="url(#a)"/>',
            "logo": f'<g fill="none"><path stroke="red" d="M0 0{"c1 1 2 2 3 3s4 4 5 5 6 6 7 7" * 3}"/></g>',
            "used_by_itself": '<g id="a"><use href="#a"/><circle r="9"/><circle r="8"/></g>',
            "logo_in_arcs": f'<path d="M0 0{"a1 1 0 011 1" * 9}"/>',
            "stars": '<defs><circle id="a" r="9"/></defs><use href="#a"/><use xlink:href="#a" x="9"/>',
            "wrapped": f'<image href="{data_uri("image/png", pixels((1, 1, 1, 255), (2, 2, 2, 255)))}"/>',
        }.items()
    ),
    ("digital-collectible", "faint.json", lambda: png((9, 9, 9, 1), (9, 9, 9, 2))),
    ("digital-collectible", "two_colours.json", lambda: png((0, 0, 0, 255), (255, 255, 255, 255))),
]


def status(profile: str, name: str, made: bytes | Files, folder: Path, level: str) -> int:
    place = folder / name
    if isinstance(made, dict):
        for file, data in made.items():
            (place / file).parent.mkdir(parents=True, exist_ok=True)
            (place / file).write_bytes(data)
    else:
        place.write_bytes(made)
    return main(["check", str(place), "--profile", profile, "--level", level, "--lang", "en", "--workers", "1"])


@pytest.mark.parametrize(("profile", "name", "made"), HOLLOW, ids=[f"{each[0]}-{each[1]}" for each in HOLLOW])
def test_what_cannot_be_seen_or_does_not_move_is_no_evidence(
    profile: str, name: str, made: Callable[[], Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A1: geometry of no size, motion of no extent and pictures of nothing were enough to claim a role."""
    assert status(profile, name, made(), tmp_path, "basic") == 3
    assert "Too little was judged" in capsys.readouterr().out


@pytest.mark.parametrize(("profile", "name", "made"), MODEST, ids=[f"{each[0]}-{each[1]}" for each in MODEST])
def test_little_that_is_real_is_enough(profile: str, name: str, made: Callable[[], Any], tmp_path: Path) -> None:
    assert status(profile, name, made(), tmp_path, "mutual_recognition") == 0


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 0.0])
def test_what_is_no_number_reaches_no_floor(value: float) -> None:
    """A1: a fact that is not a number counted as reached."""
    least = Least("seconds", Text("seconds", "秒数"), 1.0)
    evidence = Evidence((FloorRecord(("toy",), Text("toy", "玩具"), (least,)),))
    evidence.add("a", "toy", {"seconds": value})
    assert evidence.lacking


def test_a_package_that_was_packed_is_judged_again_to_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file of a mesh is above its description, in a folder whose name the reference contains."""
    monkeypatch.chdir(tmp_path)
    name = "package://arm/meshes/a.obj"
    assert status("robot-description", "arm", meshes("meshes/a.obj", name=name), Path(), "basic") == 0
    for subject in ("arm", "arm/urdf/robot.urdf"):
        given = ["--profile", "robot-description", "--evidence", "e.zip", "--journal", "run.jsonl"]
        assert main(["check", subject, *given]) == 0
        capsys.readouterr()
        assert main(["rejudge", "e.zip", "--folder", "again", "--lang", "en"]) == 0
        assert "byte for byte" in capsys.readouterr().out
