"""Exports: samples and recipe agree, one command judges a folder, and what is beside a credential is bounded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from doubles.ours import PLAN

from conformance.cli.main import main
from conformance.model.outcome import Outcome
from conformance.model.profile import LEVELS
from conformance.readers.source import open_source

for library in ("cryptography", "multiformats", "rfc8785", "joserfc"):
    pytest.importorskip(library)
pytestmark = pytest.mark.needs("identity/portability")

from conformance_suites.identity.portability.export.facts import facts  # noqa: E402
from tests.suites.identity.did_method import history_recipe as history  # noqa: E402
from tests.suites.identity.portability import export_recipe as recipe  # noqa: E402

KIND = "exported_credential"


def judged(path: Path) -> dict[str, tuple[Outcome, str]]:
    """By row of the suite with a case: its outcome, and the key of its reason."""
    found = {}
    for _, _, cases in PLAN.judge(open_source(str(path), path.name), KIND).verdicts:
        for case in cases:
            found[case.requirement.id] = (case.outcome, case.reason[0] if case.reason else "")
    assert Outcome.ERROR not in {outcome for outcome, _ in found.values()}
    return {name: each for name, each in found.items() if name.startswith("ID-PEX")}


def exported(folder: Path, *names: str) -> Path:
    """A folder with credentials of the recipe and the identities that they need."""
    (folder / "dids").mkdir(parents=True)
    for name, data in recipe.identities().items():
        (folder / "dids" / name).write_bytes(data)
    for name in names:
        made = {**recipe.good(), **recipe.bad()}[name]
        (folder / f"{name}.vc.json").write_text(json.dumps(made), encoding="utf-8")
    return folder


def test_the_samples_are_those_of_the_recipe() -> None:
    made = recipe.samples()
    assert {path for path in recipe.FOLDER.glob("*/**/*") if path.is_file()} == set(made)
    assert [path.name for path, data in made.items() if path.read_bytes() != data] == []


def test_an_export_is_judged_by_one_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    given = [
        "check",
        "export",
        "--profile",
        "portable-identity",
        "--quiet",
        "--workers",
        "1",
        "--level",
        "interoperable",
    ]
    folder = exported(tmp_path / "export", "club", "guild_before", "guild_after", "by_itself")
    assert main(given) == 0
    (folder / "dids" / "club.did.json").unlink()
    assert main(given) == 1


def test_each_level_decides_something(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    given = ["check", "export", "--profile", "portable-identity", "--quiet", "--workers", "1", "--level"]
    folder = exported(tmp_path / "export", "club")
    (folder / "did.jsonl").write_bytes(history.written(history.bad()["023_keys"]))
    assert [main([*given, level]) for level in LEVELS] == [0, 0, 1]
    exported(tmp_path / "other", "007_alone")
    given[1] = "other"
    assert [main([*given, level]) for level in LEVELS] == [0, 1, 1]


def test_identities_may_be_beside_the_credential(tmp_path: Path) -> None:
    (tmp_path / "club.vc.json").write_text(json.dumps(recipe.good()["club"]), encoding="utf-8")
    (tmp_path / "did.json").write_bytes(recipe.identities()["club.did.json"])
    assert facts(open_source(str(tmp_path / "club.vc.json"), "club.vc.json"))["verified"] == 1


def test_an_export_is_judged_again_from_its_evidence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    exported(tmp_path / "export", "club", "003_other_key")
    given = ["check", "export", "--profile", "portable-identity", "--quiet", "--workers", "1"]
    assert main([*given, "--evidence", "run.zip", "--withhold", "none"]) == 1
    assert main(["rejudge", "run.zip", "--quiet"]) == 1


def test_hostile_identities_are_no_identities(tmp_path: Path) -> None:
    folder = exported(tmp_path / "export", "club")
    for data in (
        b"",
        b"[]",
        b"{",
        b"\xff\xfe",
        b"[" * 5000,
        b'{"id": 7}',
        b" " * (2 << 20),
        b'{"id": "did:web:club.example"}',
    ):
        (folder / "dids" / "club.did.json").write_bytes(data)
        assert judged(folder / "club.vc.json")["ID-PEX-001"][0] is Outcome.FAIL
    for at in range(60):
        (folder / "dids" / f"{at}.did.json").write_bytes(b"{}")
    assert "identities_bound" in {why for _, why in judged(folder / "club.vc.json").values()}


def test_links_are_not_followed(tmp_path: Path) -> None:
    folder = exported(tmp_path / "export", "club")
    outside = tmp_path / "elsewhere.json"
    (folder / "dids" / "club.did.json").rename(outside)
    try:
        (folder / "dids" / "club.did.json").symlink_to(outside)
    except OSError:
        pytest.skip("no links here")
    assert judged(folder / "club.vc.json")["ID-PEX-001"][0] is Outcome.FAIL
