"""An external tileset leaves its extensions to the entry, wherever that is: in evidence as in the files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conformance.cli.main import main
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source
from conformance_suites.assets.tiles.reader import files

PLAN = Plan(Selection(suites=("tiles/tileset",)))


def tileset(uri: str = "", used: tuple[str, ...] = (), extension: str = "") -> dict[str, Any]:
    root = {"boundingVolume": {"region": [0, 0, 0.1, 0.1, 0, 10]}, "geometricError": 1, "refine": "ADD"}
    content = {"content": {"uri": uri}} if uri else {}
    more = {"extensions": {extension: {}}} if extension else {}
    document = {"asset": {"version": "1.1"}, "geometricError": 2, "root": {**root, **content, **more}}
    return {**document, "extensionsUsed": list(used)} if used else document


def write(place: Path, document: Any) -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps(document), encoding="utf-8")
    return place


def outcome(place: Path) -> Outcome:
    """What AST-TIL-019 says of a tileset."""
    [(loaded, letters, _)] = PLAN.judge(Source(place.name, place.read_bytes(), place.parent), "tileset").verdicts
    return {row.id: BY_LETTER[each] for row, each in zip(loaded.suite.requirements, letters, strict=True)}[
        "AST-TIL-019"
    ]


@pytest.mark.parametrize("uri", ["sub.json", "a/b/c/sub.json", "a%20b/%E7%93%A6%E7%89%87.json", "瓦片.json"])
def test_the_entry_is_found_in_folders_above_and_however_it_writes_the_name(tmp_path: Path, uri: str) -> None:
    write(tmp_path / "tileset.json", tileset(uri, ("EXAMPLE_mark",)))
    assert outcome(write(tmp_path / files.path_of(uri), tileset(extension="EXAMPLE_mark"))) is Outcome.NOT_APPLICABLE


def test_the_bound_of_files_searched_is_no_violation(tmp_path: Path, monkeypatch) -> None:
    sub = write(tmp_path / "sub.json", tileset(extension="EXAMPLE_mark"))
    assert outcome(sub) is Outcome.FAIL
    monkeypatch.setattr(files, "SIBLINGS_READ", 2)
    for name in ("a.json", "b.json", "c.json"):
        write(tmp_path / name, {})
    assert outcome(sub) is Outcome.INCONCLUSIVE
    write(tmp_path / "tileset.json", tileset("sub.json", ("EXAMPLE_mark",)))
    assert outcome(sub) is Outcome.NOT_APPLICABLE


def test_only_the_entry_is_packed_and_the_evidence_says_the_same(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "tileset.json", tileset("a/b/sub.json", ("EXAMPLE_mark",)))
    write(tmp_path / "a" / "b" / "private.json", {"sub.json": "somebody"})
    write(tmp_path / "a" / "b" / "sub.json", tileset(extension="EXAMPLE_mark"))
    assert main(["check", "a/b/sub.json", "--evidence", "evidence.zip"]) == 0
    assert b"somebody" not in (tmp_path / "evidence.zip").read_bytes()
    assert main(["rejudge", "evidence.zip", "--folder", "again", "--lang", "en"]) == 0
    assert "the same, byte for byte" in capsys.readouterr().out
