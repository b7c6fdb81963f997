"""Pictures are made after judging, by processes that may fail without harm, from the files that were judged."""

from __future__ import annotations

import io
import json
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from doubles.journals import end, failed, finding, opening, requirement, subject
from doubles.ours import CATALOGUE

from conformance.engine import pictures
from conformance.engine.pictures import INDEX, make_pictures
from conformance.model.journal.records import SubjectJudged
from conformance.readers.source import Source
from conformance_suites.assets.gltf import pictures as artist
from conformance_suites.assets.gltf.pictures.bounds import PICTURE_BYTES
from conformance_suites.assets.gltf.writer.asset import Asset
from conformance_suites.assets.vrm.demo.mannequin import mannequin

BONE = "/extensions/VRMC_vrm/humanoid/humanBones/leftHand/node"
HAS_LIBRARY = pictures.find_spec(artist.LIBRARY) is not None
drawing = pytest.mark.skipif(not HAS_LIBRARY, reason="the extra pictures is not installed")


def bomb() -> bytes:
    """A PNG of few bytes that declares 2.5 thousand million pixels."""
    head = b"IHDR" + struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    data = b"IDAT" + zlib.compress(bytes(1000))
    chunks = (struct.pack(">I", len(each) - 4) + each + struct.pack(">I", zlib.crc32(each)) for each in (head, data))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def picture_bomb() -> Asset:
    made = mannequin()
    made.document["images"][0]["bufferView"] = made.view(bomb())
    return made


def triangle(*corners: float) -> Asset:
    made = Asset()
    position = made.accessor("VEC3", "f", corners)
    made.add("nodes", mesh=made.add("meshes", primitives=[{"attributes": {"POSITION": position}}]))
    return made


def loop() -> Asset:
    made = triangle(*[0.0] * 9)
    made.document["nodes"][0]["children"] = [1]
    made.add("nodes", children=[0])
    return made


def claim() -> Asset:
    made = triangle(*[0.0] * 9)
    made.document["accessors"][0]["count"] = 1_000_000_000
    return made


def told(place: Path, data: bytes, *findings: tuple[str, str], kind: str = "vrm") -> SubjectJudged:
    """The event of a judged model at a place, with (requirement, pointer) findings."""
    place.write_bytes(data)
    cases = [failed(row, finding(pointer)) for row, pointer in findings]
    return subject("F", *cases, name=str(place), kind=kind, digest=Source("", data).digest)


def made(tmp_path: Path, *events: SubjectJudged) -> dict[str, Any]:
    """The index of the pictures of a run over these events."""
    folder = tmp_path / "run.pictures"
    make_pictures([opening(requirement("T-1"), requirement("T-2")), *events, end()], folder, CATALOGUE)
    index: dict[str, Any] = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    return index


@drawing
def test_a_model_is_drawn_whole_and_once_for_each_violated_requirement(tmp_path: Path) -> None:
    event = told(tmp_path / "模型.vrm", mannequin().glb(), ("T-1", BONE), ("T-2", "/asset"))
    (subject,) = made(tmp_path, event)["subjects"]
    assert subject["violated"] == 2
    assert [picture["requirement"] for picture in subject["pictures"]] == [None, "T-1"]
    (mark,) = subject["pictures"][1]["marks"]
    assert (mark["kind"], mark["name"]) == ("bone", "leftHand")
    for picture in subject["pictures"]:
        data = (tmp_path / "run.pictures" / picture["file"]).read_bytes()
        assert data[8:12] == b"WEBP"
        assert len(data) <= PICTURE_BYTES


def pixels(tmp_path: Path, asset: Asset, *pointers: str) -> list[Any]:
    """The pictures of a model, decoded, each as an array of (rows, columns, RGB)."""
    import numpy as np
    from PIL import Image

    event = told(tmp_path / "a.vrm", asset.glb(), *(("T-1", pointer) for pointer in pointers))
    (subject,) = made(tmp_path, event)["subjects"]
    files = [(tmp_path / "run.pictures" / each["file"]).read_bytes() for each in subject["pictures"]]
    return [np.asarray(Image.open(io.BytesIO(data)).convert("RGB")).astype(int) for data in files]


def magenta(picture: Any) -> Any:
    """Which pixels have the colour of the mark."""
    return (picture[..., 0] - picture[..., 1] > 100) & (picture[..., 2] - picture[..., 1] > 30)


@drawing
def test_the_mark_stands_where_the_part_does(tmp_path: Path) -> None:
    import numpy as np

    whole, bone = pixels(tmp_path, mannequin(), BONE)
    assert not magenta(whole).any()
    _, columns = np.nonzero(magenta(bone))
    assert columns.min() > whole.shape[1] / 2, "the left hand is on the right for who looks from the front"
    document = mannequin().document
    mesh = next(index for index, each in enumerate(document["meshes"]) if each["name"] == "to leftLowerLeg")
    _, leg = pixels(tmp_path, mannequin(), f"/meshes/{mesh}/primitives/0")
    rows, _ = np.nonzero(magenta(leg))
    assert rows.min() > whole.shape[0] / 3
    assert magenta(leg).sum() > 1000


@drawing
def test_a_part_hidden_by_another_is_still_seen(tmp_path: Path) -> None:
    box = triangle(-9, -9, 1, 9, -9, 1, 0, 9, 1)
    behind = box.accessor("VEC3", "f", [-2, -2, -5, 2, -2, -5, 0, 2, -5])
    box.add("nodes", mesh=box.add("meshes", primitives=[{"attributes": {"POSITION": behind}}]))
    _, marked = pixels(tmp_path, box, "/meshes/1")
    tint = marked[..., 0] - marked[..., 1]
    assert ((tint > 30) & (tint < 130)).sum() > 500, "it shines through"


@drawing
def test_the_same_model_gives_the_same_picture(tmp_path: Path) -> None:
    def once() -> list[bytes]:
        event = told(tmp_path / "a.vrm", mannequin().glb(), ("T-1", BONE))
        (subject,) = made(tmp_path, event)["subjects"]
        return [(tmp_path / "run.pictures" / each["file"]).read_bytes() for each in subject["pictures"]]

    assert once() == once()


@drawing
@pytest.mark.parametrize(
    ("asset", "pointer", "reason"),
    [
        (loop, "/nodes/0", "picture_nothing"),
        (claim, "/meshes/0", "picture_nothing"),
        (lambda: triangle(*[float("nan")] * 9), "/meshes/0", "picture_nothing"),
        (picture_bomb, "/images/0", "picture_image"),
    ],
    ids=["nodes in a loop", "vertices claimed", "no number", "image bomb"],
)
def test_a_hostile_model_gets_a_reason(tmp_path: Path, asset: Any, pointer: str, reason: str) -> None:
    (subject,) = made(tmp_path, told(tmp_path / "a.vrm", asset().glb(), ("T-1", pointer)))["subjects"]
    told_of = subject["pictures"][1]
    assert told_of["reason"]["key"] == reason
    assert told_of["reason"]["en"] != told_of["reason"]["zh"]


@drawing
def test_an_image_that_does_not_decode_does_not_stop_the_picture_of_the_model(tmp_path: Path) -> None:
    (subject,) = made(tmp_path, told(tmp_path / "a.vrm", picture_bomb().glb()))["subjects"]
    assert "file" in subject["pictures"][0]


@drawing
@pytest.mark.parametrize(
    ("module", "name", "value", "reason"),
    [
        (artist, "WORKER", "conformance.no_such_module", "picture_crashed"),
        (pictures, "PICTURE_SECONDS", 0.01, "picture_time"),
        (pictures, "PICTURES_SECONDS", 0.0, "picture_late"),
    ],
    ids=["crashed", "too slow", "too late"],
)
def test_a_process_that_fails_takes_nothing_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: Any, name: str, value: Any, reason: str
) -> None:
    monkeypatch.setattr(module, name, value)
    (subject,) = made(tmp_path, told(tmp_path / "a.vrm", mannequin().glb(), ("T-1", BONE)))["subjects"]
    assert [picture["reason"]["key"] for picture in subject["pictures"]] == [reason, reason]


@drawing
def test_no_code_beside_the_models_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("json.py", "numpy.py", "conformance.py"):
        (tmp_path / name).write_text("open('ran', 'w').close(); raise SystemExit", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (subject,) = made(tmp_path, told(tmp_path / "a.vrm", mannequin().glb()))["subjects"]
    assert "file" in subject["pictures"][0]
    assert not Path("ran").exists()


def test_without_the_extra_the_index_says_what_would_be_marked_and_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(artist, "LIBRARY", "no_such_library")
    (subject,) = made(tmp_path, told(tmp_path / "a.vrm", mannequin().glb(), ("T-1", BONE)))["subjects"]
    assert subject["pictures"][1]["marks"][0]["name"] == "leftHand"
    assert "metaverse-conformance[pictures]" in subject["pictures"][1]["reason"]["zh"]


def test_a_file_that_is_gone_or_changed_is_not_drawn(tmp_path: Path) -> None:
    changed = told(tmp_path / "a.vrm", mannequin().glb(), ("T-1", BONE))
    gone = told(tmp_path / "b.vrm", mannequin().glb())
    (tmp_path / "a.vrm").write_bytes(triangle(*[0.0] * 9).glb())
    (tmp_path / "b.vrm").unlink()
    first, second = made(tmp_path, changed, gone)["subjects"]
    assert first["pictures"][0]["reason"]["key"] == "picture_changed"
    assert second["pictures"][0]["reason"]["key"] == "vanished"


def test_models_with_findings_come_first_and_the_rest_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(artist, "LIBRARY", "no_such_library")
    monkeypatch.setattr(pictures, "PICTURED_MODELS", 2)
    events = [told(tmp_path / f"{number}.vrm", mannequin().glb()) for number in range(3)]
    events.append(told(tmp_path / "broken.vrm", mannequin().glb(), ("T-1", BONE)))
    events.append(told(tmp_path / "not-a-model.json", b"{}", kind="thing"))
    index = made(tmp_path, *events)
    assert [Path(each["name"]).name for each in index["subjects"]] == ["broken.vrm", "0.vrm"]
    assert index["left_out"] == 2


def test_only_so_many_parts_are_marked_and_the_rest_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(artist, "LIBRARY", "no_such_library")
    monkeypatch.setattr(pictures, "PICTURE_MARKS", 3)
    event = told(tmp_path / "a.vrm", mannequin().glb())
    event = event._replace(failures=(failed("T-1", *(finding(f"/nodes/{number}") for number in range(5))),))
    (pictured,) = made(tmp_path, event)["subjects"]
    assert len(pictured["pictures"][1]["marks"]) == 3
    assert pictured["pictures"][1]["more"] == 2
