"""A family with its own binary kind, from a folder: judged, explained and proven without a change to the core."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conformance.catalogue.samples import samples
from conformance.cli.main import main
from conformance.engine.plan import Plan, Selection

SUITES = Path(__file__).parents[1] / "doubles" / "binary" / "suites"
OPTIONS = ("--suites", str(SUITES))


@pytest.fixture
def slates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the samples as files."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "slates").mkdir()
    for each in samples(Plan(Selection((str(SUITES),))).catalogue.suite("slates/slate")):
        (tmp_path / "slates" / each.name).write_bytes(each.data)
    return tmp_path / "slates"


@pytest.mark.parametrize("workers", ["1", "2"])
def test_files_of_a_binary_kind_are_recognised_and_judged(slates: Path, workers: str) -> None:
    options = ("--workers", workers, "--format", "json", "--output", "out.json")
    assert main(["check", "slates", *OPTIONS, *options]) == 1
    report = json.loads(Path("out.json").read_text(encoding="utf-8"))
    assert {each["kind"] for each in report["classes"]} == {"slate"}
    failed = {(each["requirement"], each["subject"]) for each in report["results"] if each["outcome"] == "fail"}
    assert {(row, Path(name).name.split("_")[0]) for row, name in failed} == {
        (row, row) for row in ("TOY-SLT-001", "TOY-SLT-002", "TOY-SLT-003")
    }


def test_a_finding_has_its_byte_and_its_sentence(slates: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "slates/TOY-SLT-002_three.slate", *OPTIONS, "--lang", "en"]) == 1
    out = capsys.readouterr().out
    assert "3 tones for 4 places" in out
    assert "byte 32" in out


def test_a_cut_file_is_inconclusive_and_no_error(slates: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("cut.slate").write_bytes(b"SLAT\1")
    assert main(["check", "cut.slate", *OPTIONS, "--lang", "en"]) == 3
    assert "the header of the slate is not whole" in capsys.readouterr().out


def test_its_requirements_are_proven_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prove", "slates/slate", *OPTIONS, "--lang", "en"]) == 0
    assert "3 of 3 requirements proven" in capsys.readouterr().out
    assert main(["explain", "TOY-SLT-002", *OPTIONS, "--lang", "en"]) == 0
    assert "there_is_a_tone_for_each_place" in capsys.readouterr().out
