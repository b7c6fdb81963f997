"""Contents that a tileset reaches by `..` count where they are below the named folder: never outside, never by link."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from doubles.claims import city

from conformance.cli.main import main
from conformance.engine.subjects import targets
from conformance.readers.source import open_source
from conformance_suites.assets.tiles.tileset.facts import facts


@pytest.fixture
def tileset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tileset whose only content is beside its folder; a part of it is a tileset above both."""
    monkeypatch.chdir(tmp_path)
    place = city(Path("area/city"))
    document = json.loads(place.read_text(encoding="utf-8"))
    document["root"]["content"] = {"uri": "../models/tower.glb"}
    place.write_text(json.dumps(document), encoding="utf-8")
    Path("area/models").mkdir()
    Path("area/city/tower.glb").rename("area/models/tower.glb")
    return place


def judged(asked: str, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[float, set[str]]:
    """How many contents the tileset has, and what it violates."""
    capsys.readouterr()
    main(["check", asked, "--format", "json", "--workers", "1", *more])
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    found = {each["requirement"] for each in report["results"] if each["outcome"] == "fail"}
    target = next(each for each in targets([asked]) if each.path.endswith(str(Path("city/tileset.json"))))
    return facts(open_source(target.path, target.name, target.root))["contents"], found


def test_what_is_below_the_named_folder_counts_and_is_still_advised_against(tileset: Path, capsys) -> None:
    assert judged("area", capsys) == (1, {"AST-TIL-013"})


@pytest.mark.parametrize("asked", ["area/city", "area/city/tileset.json"])
def test_what_is_outside_is_not_read(asked: str, tileset: Path, capsys) -> None:
    assert judged(asked, capsys) == (0, {"AST-TIL-013"})


@pytest.mark.parametrize("linked", ["area/models", "area/models/tower.glb"])
def test_what_a_link_leads_to_is_not_read(linked: str, tileset: Path, capsys) -> None:
    Path(linked).rename("area/kept")
    Path(linked).symlink_to(Path("area/kept").absolute())
    assert judged("area", capsys) == (0, {"AST-TIL-013"})


@pytest.mark.parametrize("asked", ["area", "area/city"])
def test_evidence_gives_the_same(asked: str, tileset: Path, capsys) -> None:
    """Also of what was outside the named folder, although the evidence has a file there for another reason."""
    document = json.loads(tileset.read_text(encoding="utf-8"))
    Path("area/city/tileset.json").write_text(json.dumps(document), encoding="utf-8")
    above = {**document, "root": {**document["root"], "content": {"uri": "city/tileset.json"}}}
    Path("area/tileset.json").write_text(json.dumps(above), encoding="utf-8")
    document["root"]["children"] = [{**document["root"], "content": {"uri": "../tileset.json"}}]
    tileset.write_text(json.dumps(document), encoding="utf-8")
    contents, violated = judged(asked, capsys, "--evidence", "b.zip")
    assert contents == (0 if asked == "area/city" else 1)
    assert ("AST-TIL-015" in violated) == (asked == "area")
    main(["rejudge", "b.zip", "--lang", "en"])
    assert "the same, byte for byte" in capsys.readouterr().out
