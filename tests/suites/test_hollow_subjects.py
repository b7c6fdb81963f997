"""No profile can be claimed by a subject that has next to nothing in it.

Each subject here violates nothing; what keeps it from a claim is what the profile requires to be judged.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from doubles.claims import CLAIMS, animation, city, city_model, controller, crate, session, walk
from doubles.live_runs import SUITES, run_live, shelf_plan
from doubles.ours import CATALOGUE
from doubles.shelf import Shelf, running
from PIL import Image

from conformance.catalogue.samples import samples
from conformance.cli.main import main
from conformance.model.journal.records import Opening
from conformance.model.outcome import Conclusion
from conformance.reporting.journal import events
from conformance.reporting.summary import summarise
from conformance_suites.assets.gltf.writer.asset import VERTICES, Asset, data_uri
from conformance_suites.assets.vrm.demo.mannequin import mannequin
from conformance_suites.interfaces.aas.package import samples as aas_packages
from conformance_suites.interfaces.scene.writer import TOP
from conformance_suites.terminals.body.writer.performer import performer
from conformance_suites.terminals.face.writer.tracker import tracker
from conformance_suites.terminals.flashes.writer import animation as moving_picture
from conformance_suites.terminals.laboratory.environment.samples import ROBOT
from conformance_suites.terminals.laboratory.writer import HEAD, WHITE
from conformance_suites.terminals.laboratory.writer.headset import DISPLAY
from conformance_suites.terminals.recording.writer.device import take as take_of
from conformance_suites.terminals.recording.writer.haptic import EVERY, touching
from conformance_suites.terminals.robot.writer import Wave
from conformance_suites.terminals.xdf.streams.samples import cap
from conformance_suites.terminals.xdf.writer.xdf import whole


def sample(suite: str, name: str) -> bytes:
    return next(each.data for each in samples(CATALOGUE.suite(suite)) if each.name == name)


def unnamed_package() -> bytes:
    """A package of a shell that says nothing of its asset but a number."""
    return aas_packages.package({**aas_packages.parts(), aas_packages.DATA: sample("aas/environment", "role.aas.json")})


def take() -> bytes:
    """Body motion that became a recording: channels, and neither head nor hands."""
    Path("take.bvh").write_bytes(sample("bvh/body_motion", "body.bvh"))
    assert main(["convert", "take.bvh", "take.jsonl"]) == 0
    return Path("take.jsonl").read_bytes()


def bones() -> bytes:
    """An avatar of which nothing can be seen."""
    document = json.loads(sample("vrm/avatar", "avatar.gltf"))
    for name in ("meshes", "materials", "accessors", "bufferViews", "buffers", "images"):
        del document[name]
    for node in document["nodes"]:
        node.pop("mesh", None)
    avatar = document["extensions"]["VRMC_vrm"]
    document["extensions"]["VRMC_vrm"] = {key: avatar[key] for key in ("specVersion", "meta", "humanoid")}
    avatar["meta"].pop("thumbnailImage", None)
    return json.dumps(document).encode()


def nowhere() -> bytes:
    """A place to enter, and nothing to be among."""
    spawn = {"extensions": {"OMI_spawn_point": {}}}
    members = {"extensionsUsed": ["OMI_spawn_point"], "scenes": [{"nodes": [0]}], "nodes": [spawn]}
    return json.dumps({"asset": {"version": "2.0"}, **members}).encode()


def tiles() -> bytes:
    """A tileset whose one tile has no content."""
    root = {"boundingVolume": {"sphere": [0, 0, 0, 1]}, "geometricError": 0, "refine": "ADD"}
    return json.dumps({"asset": {"version": "1.1"}, "geometricError": 1, "root": root}).encode()


def triangle(**extensions: Any) -> bytes:
    """One triangle that a node shows, perhaps with an extension of the node."""
    return many([FACE], extensions=extensions)


def many(
    triangles: list[list[float]],
    *,
    shown: bool = True,
    extensions: dict[str, Any] | None = None,
    first: dict[str, Any] | None = None,
    **node: Any,
) -> bytes:
    """A mesh of these triangles; perhaps no node shows it, or another scene comes first."""
    asset = Asset()
    asset.add("materials", name="plain")
    corners = asset.accessor("VEC3", "f", [each for one in triangles for each in one], VERTICES, bounds=True)
    asset.add("meshes", primitives=[{"attributes": {"POSITION": corners}, "material": 0}])
    told = {"extensions": extensions} if extensions else {}
    asset.add("nodes", **({"mesh": 0} if shown else {}), **told, **node)
    if first is not None:
        asset.document["scene"] = asset.add("scenes", **first)
    asset.add("scenes", nodes=[0])
    if extensions:
        asset.document["extensionsUsed"] = list(extensions)
    return asset.glb()


def standing(frames: int) -> bytes:
    """The walk without a step: so many frames, all alike."""
    head, _, motion = walk().partition(b"MOTION")
    first = motion.split(b"\n")[3]
    return b"\n".join([head + b"MOTION", b"Frames: %d" % frames, b"Frame Time: 0.0333333", *[first] * frames, b""])


STICK = b"""HIERARCHY
ROOT Hips
{
OFFSET 0 0 0
CHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation
End Site
{
OFFSET 0 1 0
}
}
MOTION
Frames: 2
Frame Time: 0.0333333
0 0 0 0 0 0
0 0 0 0 0 0
"""


def robot(inside: str, kind: str = "revolute") -> bytes:
    """Two links joined by one joint."""
    links = "".join(f'<link name="{name}">{inside}</link>' for name in ("base", "arm"))
    limit = '<limit lower="-1" upper="1" effort="1" velocity="1"/>'
    joint = f'<joint name="j" type="{kind}"><parent link="base"/><child link="arm"/>{limit}</joint>'
    return f'<robot name="r">{links}{joint}</robot>'.encode()


def turning(step: float) -> bytes:
    """The walk with every channel turning by so many degrees a frame."""
    head, _, motion = walk().partition(b"MOTION")
    channels = len(motion.split(b"\n")[3].split())
    rows = [b" ".join([b"%.4f" % (at * step)] * channels) for at in range(100)]
    return b"\n".join([head + b"MOTION", b"Frames: 100", b"Frame Time: 0.0333333", *rows, b""])


def collapsed() -> bytes:
    """A place to enter, and a collider of no size."""
    document = json.loads(nowhere())
    document["extensionsUsed"] += ["OMI_physics_shape", "OMI_physics_body"]
    document["extensions"] = {"OMI_physics_shape": {"shapes": [{"type": "box", "box": {"size": [1, 1, 1]}}]}}
    body = {"OMI_physics_body": {"type": "static", "collider": {"shape": 0}}}
    document["nodes"].append({"scale": [0, 0, 0], "extensions": body})
    document["scenes"][0]["nodes"].append(1)
    return json.dumps(document).encode()


def dotted() -> bytes:
    """A token whose image differs in one pixel from a single colour."""
    image, out = Image.new("RGB", (64, 64)), io.BytesIO()
    image.putpixel((3, 3), (1, 0, 0))
    image.save(out, "PNG")
    return token_with(data_uri("image/png", out.getvalue()))


def speck() -> bytes:
    """A city model of which no corner is a millimetre from another."""
    document = json.loads(city_model())
    document["transform"]["scale"] = [1e-12] * 3
    return json.dumps(document).encode()


def token_with(image: str) -> bytes:
    return json.dumps({"name": "A", "description": "B", "image": image}).encode()


def picture(width: int, height: int) -> bytes:
    """A token whose image has so many pixels."""
    out = io.BytesIO()
    Image.new("RGB", (width, height)).save(out, "PNG")
    return token_with(data_uri("image/png", out.getvalue()))


def no_gamepad() -> bytes:
    """Components without the buttons and axes that would report them."""
    document = json.loads(controller())
    for layout in document["layouts"].values():
        del layout["gamepad"]
    return json.dumps(document).encode()


def log_without_keys() -> bytes:
    """A log of a DID that can sign nothing."""
    from tests.suites.identity.did_method.history_recipe import begun, written

    return written(begun(document={"id": "did:webvh:{SCID}:club.example"}))


def nothing_shown() -> bytes:
    """A credential that is presented without what was asked for."""
    from tests.suites.identity.minimal.history_recipe import AGE, BAR, answered, credential, request

    return json.dumps({"presentations": [answered(request(BAR, *AGE), credential(1, ()))]}).encode()


def city_without_files() -> bytes:
    root = {"boundingVolume": {"sphere": [0, 0, 0, 1]}, "geometricError": 0, "refine": "ADD"}
    root["content"] = {"uri": data_uri("model/gltf-binary", b"")}
    return json.dumps({"asset": {"version": "1.1"}, "geometricError": 1, "root": root}).encode()


MESH = '<visual><geometry><mesh filename="package://arm/meshes/a.stl"/></geometry></visual>'
SHAPE = '<visual><geometry><box size="1 1 1"/></geometry></visual>'
FACE = [0.0, 0, 0, 1, 0, 0, 0, 1, 0]
FLAT = [[0.0, 0, at, 1, 0, at, 2, 0, at] for at in range(20)]
FAN = [[*FACE[:8], float(at)] for at in range(20)]
NO_PATH = b'{"openapi": "3.1.0", "info": {"title": "Rooms", "version": "1"}, "paths": {}}'
HIDDEN = {"KHR_node_visibility": {"visible": False}}
NOTHING_PRESENTED = b'{"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiablePresentation"]}'
NOTHING_ISSUED = (
    b'{"credential_issuer": "https://club.example", "credential_endpoint": "https://club.example/credential", '
    b'"credential_configurations_supported": {}}'
)
NOTHING_CLAIMED = (
    b'{"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiableCredential", "https://a.example/A"], '
    b'"issuer": "did:example:club", "credentialSubject": {"id": "did:example:wei"}}'
)
NOTHING_SAID = {
    "asyncapi": "3.0.0",
    "info": {"title": "Rooms", "version": "1"},
    "channels": {"a": {"messages": {"m": {}}}},
    "operations": {"b": {"action": "send", "channel": {"$ref": "#/channels/a"}}},
}
NOTHING_OFFERED = (
    b'{"@context": "https://www.w3.org/2022/wot/td/v1.1", "title": "Lamp", "security": "open", '
    b'"securityDefinitions": {"open": {"scheme": "nosec"}}}'
)
UNNAMED = (
    b'{"@id":"https://x.example/","@type":"http://www.w3.org/ns/dcat#Dataset","http://purl.org/dc/terms/title":""}'
)
NO_RECORD = b'{"@id":"https://x.example/","@type":"http://www.w3.org/ns/dcat#Dataset"}'


def without(stream: str) -> bytes:
    """A tracker that lost the face or the eyes all the time."""
    made = tracker()
    made.lost[stream] = set(range(made.frames))
    return made.data()


HOLLOW: list[tuple[str, str, Callable[[], bytes]]] = [
    ("xr-headset", "take.jsonl", take),
    ("xr-headset", "biosignals.jsonl", lambda: sample("recording/stream", "biosignals.jsonl")),
    ("xr-headset", "two_frames.jsonl", lambda: take_of(frames=2).data()),
    ("xr-headset", "moment.jsonl", lambda: take_of(frames=15).data()),
    ("face-eye-tracker", "take.jsonl", take),
    ("face-eye-tracker", "two_frames.jsonl", lambda: tracker(frames=2).data()),
    ("face-eye-tracker", "no_face.jsonl", lambda: without("face")),
    ("face-eye-tracker", "no_gaze.jsonl", lambda: without("gaze")),
    ("hand-tracker", "take.jsonl", take),
    ("hand-tracker", "headset.jsonl", lambda: sample("recording/stream", "headset.jsonl")),
    ("hand-tracker", "two_frames.jsonl", lambda: take_of(frames=2).data()),
    ("motion-capture", "no_frame.bvh", lambda: sample("bvh/body_motion", "standing.bvh")),
    ("motion-capture", "three_joints.bvh", lambda: sample("bvh/body_motion", "body.bvh")),
    ("motion-capture", "stick.bvh", lambda: STICK),
    ("motion-capture", "still.bvh", lambda: standing(200)),
    ("motion-capture", "one_frame.bvh", lambda: standing(1)),
    ("bci-device", "no_electrode.edf", lambda: sample("bci/edf_plus", "scores.edf")),
    ("bci-device", "unnamed.edf", lambda: sample("bci/edf", "one_sample.edf")),
    ("bci-device", "short.xdf", lambda: whole([cap(1.0)])),
    ("haptic-content", "silent.hjif", lambda: sample("haptics/hjif", "silent.hjif")),
    ("haptic-content", "begun.hmpg", lambda: sample("haptics/hmpg", "begun.hmpg")),
    ("body-tracker", "take.jsonl", take),
    ("body-tracker", "two_frames.jsonl", lambda: performer(frames=2).data()),
    ("haptic-device", "take.jsonl", take),
    ("haptic-device", "nine_effects.jsonl", lambda: touching(frames=9 * EVERY).data()),
    ("haptic-device", "one_strength.jsonl", lambda: sample("recording/haptic", "alike.jsonl")),
    ("robot-description", "one.urdf", lambda: b'<robot name="r"><link name="base"/></robot>'),
    ("robot-description", "two_empty_links.urdf", lambda: robot("")),
    ("robot-description", "stiff.urdf", lambda: robot(SHAPE, "fixed")),
    ("robot-description", "no_meshes.urdf", lambda: robot(MESH)),
    ("digital-human", "bones.vrm", bones),
    ("digital-human", "of_2_mm.vrm", lambda: scaled(0.001)),
    ("digital-human", "of_2_km.vrm", lambda: scaled(1000)),
    ("digital-human", "one_triangle.vrm", lambda: sample("vrm/avatar", "avatar.vrm")),
    ("shared-space", "nowhere.gltf", nowhere),
    ("shared-space", "triangle.glb", lambda: triangle(OMI_spawn_point={})),
    ("shared-space", "tileset.json", tiles),
    ("shared-space", "city.json", city_without_files),
    ("digital-collectible", "a.assets.json", lambda: b'{"assetIdentifiers": []}'),
    ("digital-collectible", "rights.gltf", lambda: sample("rights", "rights.gltf")),
    ("digital-collectible", "policy.json", lambda: sample("usage_policy", "core.json")),
    (
        "digital-collectible",
        "elsewhere.json",
        lambda: token_with("ipfs://bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy"),
    ),
    ("digital-collectible", "dot.json", lambda: picture(1, 1)),
    ("digital-collectible", "line.json", lambda: picture(1000, 1)),
    ("digital-collectible", "one_colour.json", lambda: picture(64, 64)),
    ("input-device", "no_gamepad.json", no_gamepad),
    ("identity-service", "did.json", lambda: sample("did/document", "minimal.json")),
    ("did-resolver", "did.json", lambda: sample("did/document", "minimal.json")),
    ("avatar-animation", "still.vrma", lambda: animation(0.0)),
    ("data-record", "named.dcat.json", lambda: NO_RECORD),
    ("platform-governance", "named.dcat.json", lambda: NO_RECORD),
    ("openapi-document", "openapi.json", lambda: NO_PATH),
    ("openapi-document", "webhooks.json", lambda: elsewhere("webhooks")),
    ("openapi-document", "components.json", lambda: elsewhere("components", "pathItems")),
    ("described-service", "openapi.json", lambda: NO_PATH),
    ("platform-api", "openapi.json", lambda: NO_PATH),
    ("api-catalog", "links.json", lambda: sample("discovery/linkset", "catalog.json")),
    (
        "asyncapi-document",
        "asyncapi.json",
        lambda: (
            b'{"asyncapi": "3.0.0", "info": {"title": "Rooms", "version": "1"}, "channels": {"a": {}}, '
            b'"operations": {"b": {"action": "send", "channel": {"$ref": "#/channels/a"}}}}'
        ),
    ),
    ("platform-declaration", "none.json", lambda: sample("governance/declaration", "none.json")),
    ("cloudevent", "none.cloudevents.json", lambda: b"[]"),
    ("city-model", "empty.city.json", lambda: city_model(objects=False)),
    ("exchange-model", "empty.gltf", lambda: b'{"asset":{"version":"2.0"}}'),
    ("exchange-model", "triangle.glb", triangle),
    ("exchange-model", "square.glb", lambda: sample("gltf/geometry", "square.glb")),
    ("exchange-model", "same.glb", lambda: many([FACE] * 50)),
    ("exchange-model", "no_area.glb", lambda: many(FLAT)),
    ("exchange-model", "unseen.glb", lambda: many(FAN, shown=False)),
    ("exchange-model", "pressed_flat.glb", lambda: many(FAN, scale=[0, 1, 1])),
    ("exchange-model", "behind.glb", lambda: many(FAN, first={"name": "empty"})),
    ("exchange-model", "nearly_same.glb", lambda: many([[*FACE[:8], at * 1e-7] for at in range(20)])),
    ("exchange-model", "hidden.glb", lambda: many(FAN, extensions=HIDDEN)),
    ("shared-space", "collapsed.gltf", collapsed),
    ("motion-capture", "slow.bvh", lambda: turning(0.004)),
    ("robot-description", "no_range.urdf", lambda: robot(SHAPE).replace(b'lower="-1" upper="1"', b'upper="1e-9"')),
    ("digital-collectible", "dotted.json", dotted),
    ("city-model", "speck.city.json", speck),
    ("avatar-animation", "slow.vrma", lambda: animation(0.003)),
    ("asyncapi-document", "nothing_said.json", lambda: json.dumps(NOTHING_SAID).encode()),
    ("thing-description", "nothing.td.json", lambda: NOTHING_OFFERED),
    ("thing", "nothing.td.json", lambda: NOTHING_OFFERED),
    ("context-entities", "bare.ngsi-ld.json", lambda: b'{"@context": "a", "id": "urn:ngsi-ld:A:1", "type": "A"}'),
    ("geopose", "header.geopose.json", lambda: sample("geopose/pose", "drone_header.geopose.json")),
    ("asset-shell", "role.aas.json", lambda: sample("aas/environment", "role.aas.json")),
    ("building-model", "library.ifc", lambda: sample("ifc/building", "library.ifc")),
    ("scene", "layer.usda", lambda: TOP),
    ("learning-record", "none.xapi.json", lambda: b'{"statements": []}'),
    ("health-interface", "wanted.capability.json", lambda: sample("fhir/capabilities", "wanted.capability.json")),
    ("credential-documents", "nothing.vp.json", lambda: NOTHING_PRESENTED),
    ("credential-documents", "nothing.vc.json", lambda: NOTHING_CLAIMED),
    ("credential-issuer", "nothing.json", lambda: NOTHING_ISSUED),
    ("presentation-request", "scope.request.json", lambda: sample("presentation/request", "scope.request.json")),
    ("trust-federation", "a.jwt", lambda: sample("trust/statement", "about_club.entity-statement.jwt")),
    ("portable-identity", "did.jsonl", log_without_keys),
    ("teleoperated-robot", "held.joints.jsonl", lambda: sample("robot/joint_states", "held.joints.jsonl")),
    ("teleoperated-robot", "moment.joints.jsonl", Wave(states=8).json_lines),
    ("minimal-disclosure", "nothing.presentations.json", nothing_shown),
    ("displayed-video", "small.png", lambda: moving_picture([(9, 9, 9), (8, 8, 8)], 50)),
    ("near-eye-display", "lab-record.toml", (HEAD + DISPLAY + WHITE).encode),
    ("measured-device", "lab-record.toml", ROBOT.rpartition("\n[[result]]")[0].encode),
    ("asset-shell", "unnamed.aasx", unnamed_package),
]


def elsewhere(*names: str) -> bytes:
    """An OpenAPI document whose only operation is not one of a path."""
    item: Any = {"entered": {"post": {"operationId": "entered", "responses": {"200": {"description": "Noted"}}}}}
    for name in reversed(names):
        item = {name: item}
    return json.dumps({"openapi": "3.1.0", "info": {"title": "Rooms", "version": "1"}, **item}).encode()


def scaled(by: float) -> bytes:
    """An avatar whose bones and mesh are so many times as large."""
    data = mannequin()
    root = data.document["scenes"][0]["nodes"]
    for node in root:
        data.document["nodes"][node].setdefault("scale", [by] * 3)
    return data.glb()


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_every_profile_requires_something_and_is_tried_by_a_hollow_subject() -> None:
    profiles = {name: CATALOGUE.profile(name) for name in CATALOGUE.profile_files}
    assert all(profile.needs or profile.evidence or profile.includes for profile in profiles.values())
    live = {name for name, each in profiles.items() if any(CATALOGUE.kinds[kind].endpoint for kind in each.kinds)}
    assert {name for name, _, _ in HOLLOW} | live == set(profiles)


@pytest.mark.parametrize("level", ["basic", "mutual_recognition"])
@pytest.mark.parametrize(("profile", "name", "data"), HOLLOW, ids=[f"{each[0]}-{each[1]}" for each in HOLLOW])
def test_a_hollow_subject_claims_no_profile_and_nothing_else_is_in_its_way(
    profile: str, name: str, data: Callable[[], bytes], level: str
) -> None:
    """A1: what contains next to nothing was concluded conformant, at every level."""
    Path(name).write_bytes(data())
    given = ["--profile", profile, "--level", level, "--journal", "run.jsonl", "--format", "json"]
    assert main(["check", name, *given]) == 3
    journal = list(events(Path("run.jsonl")))
    summary = summarise(journal)
    assert summary.judged == 1
    assert summary.unmet
    assert summary.deciding[Conclusion.VIOLATED] == summary.deciding[Conclusion.UNPROVEN] == 0
    opening, *rest = journal
    assert isinstance(opening, Opening)
    assert opening.profile is not None
    without = opening._replace(profile=opening.profile._replace(needs=(), evidence=(), includes=()))
    assert summarise([without, *rest]).verdict.value == "conformant"


@pytest.mark.parametrize(
    ("profile", "name", "data"),
    [
        ("cloudevent", "blank.json", b'{"specversion": "1.0", "id": " ", "source": "a", "type": " "}'),
        ("data-record", "unnamed.dcat.json", UNNAMED),
    ],
)
def test_names_that_are_blank_count_for_nothing(profile: str, name: str, data: bytes) -> None:
    Path(name).write_bytes(data)
    assert main(["check", name, "--profile", profile]) == 3


def test_files_never_add_up() -> None:
    """A1: ten triangles in ten files do not make a model."""
    Path("in").mkdir()
    for at in range(10):
        Path(f"in/{at}.glb").write_bytes(triangle())
    assert main(["check", "in", "--profile", "exchange-model"]) == 3
    Path("in/crate.glb").write_bytes(crate())
    assert main(["check", "in", "--profile", "exchange-model", "--level", "interoperable"]) == 0


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            "Too little was judged for a claim of the profile: b.glb (glTF 2.0 asset) has distinct triangles shown "
            "(up to 100) 2 where 4 is required.",
        ),
        (
            "zh",
            "判定的内容过少，不足以声明符合该轮廓：b.glb（glTF 2.0 资产）的"
            "显示的互异三角形数（计至 100）为 2，要求至少为 4。",
        ),
    ],
)
def test_what_is_missing_is_named_with_the_subject_that_comes_nearest(
    language: str, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("a.glb").write_bytes(triangle())
    Path("b.glb").write_bytes(sample("gltf/geometry", "square.glb"))
    assert main(["check", "a.glb", "b.glb", "--profile", "exchange-model", "--lang", language]) == 3
    told = "".join(capsys.readouterr().out.split())
    assert expected.replace(" ", "") in told


def test_a_higher_level_may_require_more() -> None:
    Path("six.glb").write_bytes(many(FAN[:6]))
    assert main(["check", "six.glb", "--profile", "exchange-model"]) == 0
    assert main(["check", "six.glb", "--profile", "exchange-model", "--level", "interoperable"]) == 3


@pytest.mark.parametrize("level", ["basic", "mutual_recognition"])
@pytest.mark.parametrize("profile", CLAIMS)
def test_a_subject_of_the_role_claims_it(profile: str, level: str) -> None:
    name, made = CLAIMS[profile]
    Path(name).write_bytes(made())
    assert main(["check", name, "--profile", profile, "--level", level]) == 0


def test_a_city_claims_a_shared_space(tmp_path: Path) -> None:
    assert main(["check", str(city(tmp_path / "city")), "--profile", "shared-space"]) == 0


def test_a_role_is_claimed_by_all_subjects_together() -> None:
    Path("in").mkdir()
    Path("in/take.jsonl").write_bytes(take())
    Path("in/session.jsonl").write_bytes(session())
    assert main(["check", "in", "--profile", "xr-headset"]) == 0


def test_a_need_in_a_suite_that_was_left_out_is_not_met(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.json").write_bytes(token_with("ipfs://bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy"))
    assert main(["check", "a.json", "--profile", "digital-collectible", "--suite", "aigc", "--lang", "en"]) == 3
    assert "requires a verdict on AST-TOK-006, but its suite is not part of this run." in capsys.readouterr().out


def test_a_service_that_does_not_do_what_the_profile_needs_is_unproven_live_and_again(tmp_path: Path) -> None:
    import shutil

    live = shutil.copytree(Path(SUITES).parent, tmp_path / "live")
    profile = live / "profiles" / "shelf.toml"
    head = 'kinds   = ["shelf"]\n'
    text = profile.read_text(encoding="utf-8")
    profile.write_text(text.replace(head, f'{head}needs   = ["TOY-SHF-005"]\n'), encoding="utf-8")
    for labels, concluded in ((True, "conformant"), (False, "unproven")):
        folder = tmp_path / concluded
        with running(Shelf("" if labels else "no_labels")) as shelf:
            run = run_live(folder, shelf_plan(shelf.url, statement={"labels": labels}), str(live / "suites"))
        assert run.summary.verdict.value == concluded
        assert [reason.ids for reason in run.summary.unmet] == ([] if labels else [("TOY-SHF-005",)])
        assert run.again(folder / "again").same_bytes
        assert main(["report", str(run.bundle)]) == run.summary.verdict.exit_status


@pytest.mark.parametrize(
    ("profile", "folder", "pattern"),
    [
        ("digital-human", "vrm-specification", "*.vrm"),
        ("digital-human", "three-vrm", "three-vrm-core/examples/models/cube.gltf"),
        ("shared-space", "omi-extensions", "*.gltf"),
    ],
)
def test_files_that_others_published_as_examples_claim_the_role(
    corpora: Path, profile: str, folder: str, pattern: str
) -> None:
    found = sorted((corpora / "assets" / folder).rglob(pattern))
    assert found
    claimed = [main(["check", str(each), "--profile", profile, "--level", "mutual_recognition"]) for each in found]
    assert set(claimed) == {0}
