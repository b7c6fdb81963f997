"""Bound assets: samples and recipe agree, a changed avatar is found by one command, hostile files are bounded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from doubles.ours import PLAN

from conformance.cli.main import main
from conformance.model.outcome import Outcome
from conformance.readers.source import open_source

for library in ("cryptography", "multiformats", "rfc8785"):
    pytest.importorskip(library)
pytestmark = pytest.mark.needs("identity/avatar_binding")

from tests.suites.identity.avatar_binding import binding_recipe as recipe  # noqa: E402


def judged(path: Path) -> dict[str, tuple[Outcome, str]]:
    """By row with a case: its outcome, and the key of its reason."""
    found = {}
    for _, _, cases in PLAN.judge(open_source(str(path), path.name), "asset_credential").verdicts:
        for case in cases:
            found[case.requirement.id] = (case.outcome, case.reason[0] if case.reason else "")
    assert Outcome.ERROR not in {outcome for outcome, _ in found.values()}
    return found


def test_the_samples_are_those_of_the_recipe() -> None:
    made = recipe.samples()
    assert {path for path in recipe.FOLDER.glob("*/**/*") if path.is_file()} == set(made)
    assert [path.name for path, data in made.items() if path.read_bytes() != data] == []


def test_a_changed_avatar_is_found_by_one_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "avatar.vc.json").write_text(json.dumps(recipe.credential()), encoding="utf-8")
    given = ["check", "avatar.vc.json", "--profile", "portable-identity", "--quiet", "--workers", "1"]
    (tmp_path / "mei.vrm").write_bytes(recipe.avatar())
    assert main([*given, "--level", "mutual_recognition"]) == 0
    (tmp_path / "mei.vrm").write_bytes(recipe.avatar() + b" ")
    assert main(given) == 1


WRONG: list[Any] = [
    None,
    True,
    7,
    "",
    "x",
    [],
    {},
    [[]],
    "../mei.vrm",
    "https://club.example/%2e%2e/mei.vrm",
    "z" * 9000,
]


def test_wrong_types_raise_nothing_and_nothing_outside_is_read(tmp_path: Path) -> None:
    (tmp_path / "mei.vrm").write_bytes(recipe.avatar())
    inside = tmp_path / "inside"
    inside.mkdir()
    path = inside / "a.vc.json"
    for wrong in WRONG:
        for name in ("id", "digestSRI", "digestMultibase", "mediaType"):
            document = recipe.credential()
            document["relatedResource"][name] = wrong
            path.write_text(json.dumps(document), encoding="utf-8")
            found = judged(path)
            assert Outcome.FAIL not in {found[row][0] for row in found if row.startswith("ID-AVB")}
    document["relatedResource"] = [{"id": f"https://a.example/{at}"} for at in range(60)]
    path.write_text(json.dumps(document), encoding="utf-8")
    assert "resources_bound" in {why for _, why in judged(path).values()}
