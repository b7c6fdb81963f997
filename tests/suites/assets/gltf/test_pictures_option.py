"""`--pictures`: beside the journal, in the HTML report, and without any say in the verdict."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conformance.cli.main import main
from conformance_suites.assets.gltf import pictures
from conformance_suites.assets.vrm.demo.mannequin import mannequin


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An avatar whose left lower arm hangs below its hips, in the current folder."""
    asset = mannequin()
    nodes = asset.document["nodes"]
    named = {node["name"]: index for index, node in enumerate(nodes)}
    nodes[named["leftUpperArm"]]["children"].remove(named["leftLowerArm"])
    nodes[named["hips"]]["children"].append(named["leftLowerArm"])
    path = tmp_path / "avatar.vrm"
    path.write_bytes(asset.glb())
    monkeypatch.chdir(tmp_path)
    return path


def test_an_avatar_report_shows_the_bone_that_hangs_wrong(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("embreex", reason="the extra pictures is not installed")
    command = ["check", broken.name, "--suite", "vrm/avatar", "--journal", "run.jsonl", "--lang", "en"]
    without = main(command)
    assert not Path("run.pictures").exists()
    assert main([*command, "--pictures", "--format", "html", "--output", "r.html"]) == without == 1
    assert "Pictures: run.pictures" in capsys.readouterr().out
    index = json.loads(Path("run.pictures/index.json").read_text(encoding="utf-8"))
    shown = {picture["requirement"]: picture["marks"] for picture in index["subjects"][0]["pictures"]}
    assert [mark["name"] for mark in shown["AST-VRM-008"]] == ["leftLowerArm"]
    assert Path("r.html").read_text(encoding="utf-8").count('<img src="data:image/webp;base64,') == len(shown)


def test_a_report_made_later_has_the_pictures_and_can_make_them(broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "LIBRARY", "no_such_library")
    main(["check", broken.name, "--suite", "vrm/avatar", "--journal", "run.jsonl"])
    report = ["report", "run.jsonl", "--format", "html", "--output", "r.html"]
    main(report)
    assert "leftLowerArm (node" not in Path("r.html").read_text(encoding="utf-8")
    main([*report, "--pictures"])
    made = Path("r.html").read_text(encoding="utf-8")
    assert "No picture: The model avatar.vrm, marked: bone leftLowerArm (node 19)." in made
    assert "pip install &#x27;metaverse-conformance[pictures]&#x27;" in made
    main(report)
    assert Path("r.html").read_text(encoding="utf-8") == made


def test_a_model_that_is_no_model_does_not_disturb_the_run(broken: Path) -> None:
    broken.write_bytes(b'{"asset": {"version": "2.0"}, "nodes": 7, "extensions": {"VRMC_vrm": [[[]]]}}')
    command = ["check", broken.name, "--journal", "run.jsonl", "--format", "json", "--output", "r.json"]
    assert main([*command, "--pictures"]) == main(command)
