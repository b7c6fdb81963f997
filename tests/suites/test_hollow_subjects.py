"""No profile can be claimed by a subject that has next to nothing in it.

Each subject here violates nothing; what keeps it from a claim is what the profile needs judged.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from doubles.live_runs import SUITES, run_live, shelf_plan
from doubles.shelf import Shelf, running

from conformance.catalogue import load_catalogue
from conformance.catalogue.samples import samples
from conformance.cli.main import main
from conformance.model.journal.records import Opening
from conformance.reporting.journal import events
from conformance.reporting.summary import summarise

CATALOGUE = load_catalogue()
OF_A_SUITE = {
    "xr-headset": ("pose", "headset.jsonl"),
    "hand-tracker": ("hand", "hands.jsonl"),
    "motion-capture": ("bvh/body_motion", "body.bvh"),
    "robot-description": ("urdf/robot", "arm.urdf"),
    "digital-human": ("vrm/avatar", "avatar.vrm"),
    "digital-collectible": ("tokens/metadata", "embedded.json"),
    "exchange-model": ("gltf/geometry", "square.glb"),
}


def sample(suite: str, name: str) -> bytes:
    return next(each.data for each in samples(CATALOGUE.suite(suite)) if each.name == name)


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


HOLLOW: list[tuple[str, str, Callable[[], bytes]]] = [
    ("xr-headset", "take.jsonl", take),
    ("xr-headset", "biosignals.jsonl", lambda: sample("stream", "biosignals.jsonl")),
    ("hand-tracker", "take.jsonl", take),
    ("hand-tracker", "headset.jsonl", lambda: sample("stream", "headset.jsonl")),
    ("motion-capture", "standing.bvh", lambda: sample("bvh/body_motion", "standing.bvh")),
    ("robot-description", "one.urdf", lambda: b'<robot name="r"><link name="base"/></robot>'),
    ("digital-human", "bones.vrm", bones),
    ("shared-space", "nowhere.gltf", nowhere),
    ("shared-space", "tileset.json", tiles),
    ("digital-collectible", "a.assets.json", lambda: b'{"assetIdentifiers": []}'),
    ("digital-collectible", "rights.gltf", lambda: sample("rights", "rights.gltf")),
    ("digital-collectible", "policy.json", lambda: sample("usage_policy", "core.json")),
    ("identity-service", "did.json", lambda: sample("did/document", "minimal.json")),
    ("exchange-model", "empty.gltf", lambda: b'{"asset":{"version":"2.0"}}'),
]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_every_profile_says_what_it_needs_and_is_tried_by_a_hollow_subject() -> None:
    assert all(CATALOGUE.profile(name).needs for name in CATALOGUE.profile_files)
    assert {name for name, _, _ in HOLLOW} == set(CATALOGUE.profile_files)


@pytest.mark.parametrize(("profile", "name", "data"), HOLLOW, ids=[f"{each[0]}-{each[1]}" for each in HOLLOW])
def test_a_hollow_subject_claims_no_profile_and_only_the_need_stands_in_its_way(
    profile: str, name: str, data: Callable[[], bytes]
) -> None:
    Path(name).write_bytes(data())
    assert main(["check", name, "--profile", profile, "--journal", "run.jsonl", "--format", "json"]) == 3
    journal = list(events(Path("run.jsonl")))
    summary = summarise(journal)
    assert summary.judged == 1
    assert summary.unmet
    assert summary.counts["shall"]["violated"] == summary.counts["shall"]["unproven"] == 0
    opening, *rest = journal
    assert isinstance(opening, Opening)
    assert opening.profile is not None
    without = opening._replace(profile=opening.profile._replace(needs=()))
    assert summarise([without, *rest]).verdict.value == "conformant"


@pytest.mark.parametrize("level", ["basic", "mutual_recognition"])
@pytest.mark.parametrize("profile", OF_A_SUITE)
def test_a_good_sample_of_the_role_claims_it(profile: str, level: str) -> None:
    suite, name = OF_A_SUITE[profile]
    Path(name).write_bytes(sample(suite, name))
    assert main(["check", name, "--profile", profile, "--level", level]) == 0


@pytest.mark.parametrize("suite", ["shared_space", "tileset"])
def test_a_room_or_a_city_claims_a_shared_space(suite: str) -> None:
    good = next(each for each in samples(CATALOGUE.suite(suite)) if each.requirement is None)
    place = good.folder / good.name if good.folder else Path(good.name)
    if good.folder is None:
        place.write_bytes(good.data)
    assert main(["check", str(place), "--profile", "shared-space"]) == 0


def test_a_role_is_claimed_by_all_subjects_together() -> None:
    Path("in").mkdir()
    Path("in/take.jsonl").write_bytes(take())
    Path("in/headset.jsonl").write_bytes(sample("stream", "headset.jsonl"))
    assert main(["check", "in", "--profile", "xr-headset"]) == 0


def test_a_need_in_a_suite_that_was_left_out_is_not_met(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.jsonl").write_bytes(sample("stream", "headset.jsonl"))
    assert main(["check", "a.jsonl", "--profile", "xr-headset", "--suite", "stream", "--lang", "en"]) == 3
    assert "requires a verdict on TRM-POS-007, but its suite is not part of this run." in capsys.readouterr().out


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
