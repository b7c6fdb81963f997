"""Two runs side by side."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from doubles.journals import end, opening, profile, requirement, subject, suite
from hypothesis import given
from hypothesis import strategies as st

from conformance.cli.main import main
from conformance.model.outcome import Outcome
from conformance.reporting.comparison import Change, change, compare, outcomes, render_comparison

ROWS = [requirement("T-1"), requirement("T-2", "should")]


def run(**letters: str) -> Any:
    return outcomes(
        [opening(*ROWS), *(subject(told, name=f"models/{name}.json") for name, told in letters.items()), end()]
    )


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        ("P", "F", Change.BROKEN),
        ("-", "F", Change.BROKEN),
        ("I", "F", Change.BROKEN),
        ("F", "P", Change.FIXED),
        ("F", "-", Change.FIXED),
        ("F", "F", Change.STILL_FAILING),
        ("P", "I", Change.LOST),
        ("F", "E", Change.LOST),
        ("P", "P", Change.SAME),
        ("I", "P", Change.SAME),
    ],
)
def test_how_a_case_moved(before: str, after: str, moved: Change) -> None:
    found = compare(run(a=f"{before}P"), run(a=f"{after}P")).cases
    assert found[moved] == ([] if moved is Change.SAME else [("T-1", "a.json")])


def test_what_was_not_judged_before_is_new_and_what_went_is_told() -> None:
    found = compare(run(a="PP"), run(b="FP")).cases
    assert found[Change.NEW_FAILURE] == [("T-1", "b.json")]
    assert found[Change.NEWLY_JUDGED] == [("T-2", "b.json")]
    assert found[Change.NO_LONGER_JUDGED] == [("T-1", "a.json"), ("T-2", "a.json")]


def test_a_renamed_folder_changes_nothing() -> None:
    old = outcomes(
        [opening(*ROWS), *(subject("FP", name=f"old/deep/{each}") for each in ("a/x.json", "b/x.json")), end()]
    )
    new = outcomes([opening(*ROWS), *(subject("FP", name=f"new/{each}") for each in ("a/x.json", "b/x.json")), end()])
    assert compare(old, new).cases[Change.STILL_FAILING] == [("T-1", "a/x.json"), ("T-1", "b/x.json")]


@pytest.mark.parametrize(
    ("before", "after", "status"), [("PP", "FP", 1), ("PP", "PF", 0), ("PP", "IP", 3), ("FP", "FP", 0), ("FF", "PP", 0)]
)
def test_only_shalls_decide_the_exit_status(before: str, after: str, status: int) -> None:
    assert compare(run(a=before), run(a=after)).exit_status == status


@given(st.sampled_from([*Outcome, None]))
def test_nothing_moves_from_itself_to_itself_but_a_failure_stays(outcome: Outcome | None) -> None:
    assert change(outcome, outcome) is (Change.STILL_FAILING if outcome is Outcome.FAIL else Change.SAME)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_view_counts_every_change(language: str) -> None:
    lines = [line.text for line in render_comparison(compare(run(a="PP"), run(a="FP")), language)]
    assert lines[0].startswith("     1  ")
    assert lines[-1].endswith("a.json")


def test_the_command_compares_two_journals(tmp_path: Path, toy_suites: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    model = Path("a.json")
    for name, text in (("old", '{"badge":{"name":"Ada"}}'), ("new", '{"badge":{"name":"Ada Lovelace"}}')):
        model.write_text(text, encoding="utf-8")
        main(["check", "a.json", "--suites", str(toy_suites), "--journal", f"{name}/run.jsonl"])
    capsys.readouterr()
    assert main(["compare", "old", "new/run.jsonl", "--format", "json"]) == 1
    broken = {"requirement": "TOY-BDG-003", "origin": "inherited", "subject": "a.json"}
    assert json.loads(capsys.readouterr().out)["broken"] == [broken]
    assert main(["compare", "new", "old", "--lang", "en"]) == 0
    assert "fixed" in capsys.readouterr().out


def test_a_run_with_more_folders_than_before_still_finds_its_old_files() -> None:
    old = outcomes([opening(*ROWS), *(subject("FP", name=f"old/a/{each}") for each in ("x.json", "y.json")), end()])
    new = outcomes(
        [opening(*ROWS), *(subject("FP", name=f"new/{each}") for each in ("a/x.json", "b/z.json", "a/y.json")), end()]
    )
    found = compare(old, new).cases
    assert found[Change.STILL_FAILING] == [("T-1", "a/x.json"), ("T-1", "a/y.json")]
    assert found[Change.NEW_FAILURE] == [("T-1", "b/z.json")]
    assert found[Change.NO_LONGER_JUDGED] == []


def test_a_moved_file_is_the_same_file_by_its_bytes() -> None:
    told = subject("FP", name="m/b/renamed.json", digest="sha256:m/a/x.json")
    old = outcomes([opening(*ROWS), subject("PP", name="m/a/x.json"), subject("PP", name="m/k.json"), end()])
    new = outcomes([opening(*ROWS), told, subject("PP", name="m/k.json"), end()])
    assert compare(old, new).cases[Change.BROKEN] == [("T-1", "b/renamed.json")]


def test_unrelated_runs_are_said_to_be() -> None:
    """B10."""

    def notes(**members: Any) -> list[str]:
        name = members.pop("name", "x.json")
        new = outcomes([opening(*ROWS, **members), subject("PP", name=name), end()])
        return compare(outcomes([opening(*ROWS), subject("PP", name="x.json"), end()]), new).unlike

    assert notes() == []
    assert notes(name="other.json") == ["subjects"]
    assert notes(profile=profile(), level="basic") == ["profile", "level"]
    assert notes(suites=(suite(*ROWS, digest="sha256:1"),)) == ["suites"]
    old, new = (outcomes([opening(*ROWS), subject("PP", name=each), end()]) for each in ("a", "b"))
    assert "no subject in common" in next(iter(render_comparison(compare(old, new), "en"))).text
