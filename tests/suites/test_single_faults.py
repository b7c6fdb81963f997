"""Products with one fault each, made from what others accept: one requirement names it, and nothing else is violated.

Each fault was once judged conformant or not at all (A5, F1, F3, F6, F7).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from doubles.claims import city
from doubles.ours import CATALOGUE

from conformance.catalogue.samples import samples
from conformance.cli.main import main
from conformance_suites.assets.vrm.demo.mannequin import mannequin

Change = Callable[[dict[str, Any]], object]
ELSEWHERE = {"uri": "https://tiles.example.org/tower.glb"}
FAR = {"sphere": [500, 0, 0, 10]}
ONLY_IN_3DTILES = "3DTILES_content_gltf"


def violated(path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    main(["check", str(path), "--format", "json"])
    results = json.loads(capsys.readouterr().out)["results"]
    return sorted({each["requirement"] for each in results if each["outcome"] == "fail"})


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda document: None, []),
        (lambda document: document["root"].update(content=ELSEWHERE), ["AST-TIL-013"]),
        (lambda document: document["root"].update(content={"uri": "../tower.glb"}), ["AST-TIL-013"]),
        (lambda document: document["root"].pop("refine"), ["AST-TIL-021"]),
        (lambda document: document["asset"].update(version="1.0"), ["AST-TCN-002"]),
        (lambda document: document.update(extensionsUsed=[ONLY_IN_3DTILES] * 2), ["AST-TCN-001"]),
        (lambda document: document["root"]["content"].update(boundingVolume=FAR), ["AST-TCN-003"]),
        (lambda document: document.update(schemaUri="nowhere.json"), ["AST-TIL-014"]),
    ],
)
def test_of_a_tileset(change: Change, expected: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A5: content elsewhere violates nothing that is required; F1."""
    place = city(Path("area/city"))
    document = json.loads(place.read_text(encoding="utf-8"))
    change(document)
    place.write_text(json.dumps(document), encoding="utf-8")
    Path("area/tower.glb").write_bytes(Path("area/city/tower.glb").read_bytes())
    found = violated(Path("area/city"), capsys)
    assert found == expected
    assert CATALOGUE.requirements["AST-TIL-013"].obligation == "should"


SPRING = {
    "specVersion": "1.0",
    "colliders": [{"node": 0, "shape": {"sphere": {"radius": 0.1}}}],
    "springs": [{"joints": [{"node": 0, "hitRadius": 0.1}]}],
}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda springs: None, []),
        (lambda springs: springs.pop("specVersion"), ["AST-VRS-002"]),
        (lambda springs: springs["springs"][0]["joints"][0].update(hitRadius=-0.1), ["AST-VRS-015"]),
        (lambda springs: springs["colliders"][0]["shape"]["sphere"].update(radius=-1), ["AST-VRS-015"]),
    ],
)
def test_of_an_avatar_with_springs(change: Change, expected: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """F3."""
    avatar, springs = mannequin(), json.loads(json.dumps(SPRING))
    change(springs)
    avatar.document["extensions"]["VRMC_springBone"] = springs
    avatar.document["extensionsUsed"].append("VRMC_springBone")
    Path("a.vrm").write_bytes(avatar.glb())
    assert violated(Path("a.vrm"), capsys) == expected


@pytest.mark.parametrize("name", ["xmp.jpg", "xmp.gif", "xmp.webp", "xmp.tif"])
def test_of_a_label_whose_namespace_is_in_other_letter_case(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """F6: it was not applicable without a word."""
    data = next(each.data for each in samples(CATALOGUE.suite("labels/aigc")) if each.name == name)
    Path(name).write_bytes(data.replace(b"/ns/AIGC/", b"/ns/aigc/"))
    assert violated(Path(name), capsys) == ["AST-AIG-009"]


ROBOT = """<robot name="r"{version}><material name="m"><color rgba="1 0 0 1"/></material>
<link name="a"><visual><geometry>{shape}</geometry></visual></link><link name="b"/>
<joint name="j" type="revolute"><parent link="a"/><child link="b"/>{joint}
<limit lower="0" upper="1" effort="1" velocity="1"/></joint>{more}</robot>"""


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"shape": "<box/>"}, ["TRM-URD-002"]),
        ({"shape": '<torus r="1"/>'}, ["TRM-URD-023"]),
        ({"shape": ""}, ["TRM-URD-023"]),
        ({"more": '<material name="m"><color rgba="0 0 0 1"/></material>'}, ["TRM-URD-024"]),
        ({"joint": "<dynamics/>"}, ["TRM-URD-025"]),
        ({"version": ' version="7.0"'}, ["TRM-URD-025"]),
    ],
)
def test_of_a_robot(change: dict[str, str], expected: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """F7."""
    parts = {"version": "", "shape": '<box size="1 1 1"/>', "joint": "", "more": ""} | change
    Path("r.urdf").write_text(ROBOT.format(**parts), encoding="utf-8")
    assert violated(Path("r.urdf"), capsys) == expected
