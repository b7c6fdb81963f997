"""What the demo shows of avatars: one without any fault, and one whose faults are those its pictures show."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.cli.main import main
from conformance.engine.judge import judge
from conformance.engine.plan import Plan, Selection
from conformance.media.source import Source
from conformance.model.outcome import BY_LETTER, Outcome
from conformance.reference.demo import AVATARS
from conformance.reference.mannequin import faulty, mannequin


def failed(data: bytes) -> set[str]:
    """The requirements that all suites find violated."""
    return {
        row.id
        for loaded, letters, _ in judge(Source("avatar.vrm", data), Plan(Selection()).suites_for("vrm"))
        for row, letter in zip(loaded.suite.requirements, letters, strict=True)
        if BY_LETTER[letter] is Outcome.FAIL
    }


def test_the_mannequin_violates_nothing() -> None:
    assert failed(mannequin().glb()) == set()


def test_the_faulty_one_violates_what_its_pictures_show() -> None:
    assert failed(faulty().glb()) == {"AST-GLD-013", "AST-VRM-008", "AST-VRM-018"}


def test_the_demo_of_avatars_says_how_to_judge_them_again(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["demo", "--profile", AVATARS, "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "3 of " in out
    folder = Path(".conformance", "demo-avatars")
    assert f"`conformance check {folder} --profile {AVATARS}` says the same and exits with 1" in out
    assert main(["check", str(folder / "avatar.vrm"), "--profile", AVATARS]) == 0


def test_a_fault_is_that_of_a_live_product(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["demo", "--profile", AVATARS, "--fault", "x"])
    assert "live product" in capsys.readouterr().err
