"""What the demo shows of a profile: a subject without any fault, and one whose faults are those its pictures show."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from doubles.judging import judge
from doubles.ours import CATALOGUE, PLAN

from conformance.cli.main import main
from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source
from conformance.reference.demo import profiles_with_files
from conformance_suites.assets.vrm.demo.mannequin import faulty, mannequin


def failed(data: bytes) -> set[str]:
    """The requirements that all suites find violated."""
    return {
        row.id
        for loaded, letters, _ in judge(Source("avatar.vrm", data), PLAN.suites_for("vrm"))
        for row, letter in zip(loaded.suite.requirements, letters, strict=True)
        if BY_LETTER[letter] is Outcome.FAIL
    }


def test_the_demo_needs_no_input_and_says_where_its_report_is(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["demo", "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("NOT CONFORMANT")
    (found,) = re.findall(r"^Report: (.*)$", out, re.MULTILINE)
    assert (tmp_path / found).is_file()


def test_good_models_of_the_demo_violate_nothing(tmp_path: Path, monkeypatch, capsys) -> None:
    """B9: their names did not fit their content, which is only a recommendation and so left the exit status at 0."""
    monkeypatch.chdir(tmp_path)
    main(["demo", "--lang", "en"])
    capsys.readouterr()
    assert main(["check", ".conformance/demo-models/good", "--lang", "en", "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert {row["id"] for row in report["requirements"] if row["conclusion"] == "violated"} == set()


def test_the_mannequin_violates_nothing() -> None:
    assert failed(mannequin().glb()) == set()


def test_the_faulty_one_violates_what_its_pictures_show() -> None:
    assert failed(faulty().glb()) == {"AST-GLD-013", "AST-VRM-008", "AST-VRM-018"}


@pytest.mark.parametrize(("profile", "faultless"), [("digital-human", "avatar.vrm"), ("xr-headset", "session.jsonl")])
def test_the_demo_of_a_profile_says_how_to_judge_it_again(
    profile: str, faultless: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["demo", "--profile", profile, "--lang", "en"]) == 0
    out = capsys.readouterr().out
    folder = Path(".conformance", f"demo-{profile}")
    assert f"`conformance check {folder} --profile {profile}` gives the same result and exits with 1" in out
    assert main(["check", str(folder / faultless), "--profile", profile]) == 0


@pytest.mark.parametrize(("judged", "ends"), [(0, 0), (1, 0), (3, 3), (4, 4), (130, 130)])
def test_a_demo_shows_violations_and_tells_by_its_status_alone_what_went_wrong(
    judged: int, ends: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("conformance.cli.demo_command.check", lambda *_: judged)
    assert main(["demo"]) == ends


def test_a_demo_of_a_service_tells_by_its_status_what_went_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("conformance.cli.run_command.judge_product", lambda *_, **__: 3)
    assert main(["demo", "--profile", "identity-service"]) == 3


def test_the_faulty_recording_violates_what_its_plots_show(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    def violated(*command: str) -> list[str]:
        main([*command, "--profile", "xr-headset", "--lang", "en"])
        return re.findall(r"^(TRM-[A-Z]+-[0-9]+)  ", capsys.readouterr().out, re.MULTILINE)

    assert violated("demo") == ["TRM-POS-004"]
    # The gap is against a recommendation of ours, which the last level has.
    everything = ("check", str(Path(".conformance", "demo-xr-headset")), "--level", "mutual_recognition")
    assert violated(*everything) == ["TRM-POS-004", "TRM-STR-023"]


@pytest.mark.parametrize("profile", sorted({*profiles_with_files(CATALOGUE)} - {""}))
def test_a_fault_is_that_of_a_live_product(profile: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--profile", profile, "--fault", "x"]) == 2
    assert "live product" in capsys.readouterr().err
