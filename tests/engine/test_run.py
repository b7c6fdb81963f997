"""A run writes a journal that is right whatever happens, and the same however many processes wrote it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from doubles.ours import PLAN
from doubles.small_suites import TEXT, row, write_suite

from conformance.catalogue import CatalogueError
from conformance.catalogue.samples import samples
from conformance.engine import run
from conformance.engine.opening import new_run_id
from conformance.engine.plan import Plan, Selection
from conformance.engine.run import execute
from conformance.engine.subjects import targets
from conformance.model.journal.records import Subject, SubjectJudged, VerdictClass
from conformance.reporting.journal import events as read

pytestmark = pytest.mark.versions


@pytest.fixture
def models(tmp_path: Path, plan: Plan) -> Path:
    """A folder with every sample of the toy badges a few times, and something else."""
    folder = tmp_path / "models"
    for number in range(4):
        for sample in samples(plan.catalogue.suite("badge")):
            path = folder / str(number) / sample.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(sample.data)
    (folder / "notes.txt").write_text("hello", encoding="utf-8")
    return folder


def no_progress(done: int) -> None:
    """Progress that nobody looks at."""


def run_over(
    plan: Plan, folder: Path, journal: Path, workers: int | None = 1, progress: Callable[[int], None] = no_progress
) -> list[dict[str, Any]]:
    """Judge a folder under the name `.`; the events of the journal."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        execute(plan, targets(["."]), journal, workers=workers, progress=progress)
    finally:
        os.chdir(before)
    return [json.loads(line) for line in journal.read_bytes().splitlines()]


def test_a_journal_has_an_opening_a_line_for_each_subject_and_an_end(plan: Plan, models: Path, tmp_path: Path) -> None:
    events = run_over(plan, models, tmp_path / "run.jsonl")
    files = sum(path.is_file() for path in models.rglob("*"))
    subjects = [event for event in events if event["event"] == "subject"]
    assert [events[0]["event"], events[1]["event"], events[-1]["event"]] == ["run", "suites", "end"]
    assert {event["event"] for event in events[2:-1]} == {"subject", "class", "reason"}
    assert events[-1]["run"]["status"] == "complete"
    names = [event["name"] for event in subjects]
    assert len(set(names)) == files
    assert names[-1] == "notes.txt"


def test_the_opening_says_who_judges_by_what(plan: Plan, models: Path, tmp_path: Path) -> None:
    opening, suites = run_over(plan, models, tmp_path / "run.jsonl")[:2]
    assert opening["run"].keys() == {"id", "started", "host", "system", "python"}
    assert opening["harness"]["name"] == "metaverse-conformance"
    assert set(opening["laboratory"].values()) | set(opening["product"].values()) == {None}
    assert opening["suites"] == []
    (toy,) = suites["suites"]
    assert (toy["owner"], toy["digest"]) == ("Toy", plan.catalogue.suite("badge").digest)
    assert [each["id"] for each in toy["requirements"]] == toy["rows"]


def test_a_profile_or_a_named_suite_is_told_before_any_subject(toy_suites: Path, models: Path, tmp_path: Path) -> None:
    plan = Plan(Selection((str(toy_suites),), suites=("badge",)))
    opening, *events = run_over(plan, models, tmp_path / "run.jsonl")
    assert [suite["id"] for suite in opening["suites"]] == ["toy/badges/badge"]
    assert not any(event["event"] == "suites" for event in events)


def test_the_number_of_processes_changes_no_byte_of_a_subject(toy_suites, models, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(run, "FIRST_CHUNK", 7)
    monkeypatch.setattr(run, "LARGEST_CHUNK", 7)
    plan = Plan(Selection((str(toy_suites),)))
    found = []
    for workers in (1, 2, 3, None):
        journal = tmp_path / f"{workers}.jsonl"
        run_over(plan, models, journal, workers)
        lines = journal.read_bytes().splitlines()
        opening, end = json.loads(lines[0]), json.loads(lines[-1])
        assert end["run"]["status"] == "complete"
        del opening["run"]
        found.append((opening, lines[1:-1]))
    assert found[0] == found[1] == found[2] == found[3]


def test_automatic_changes_to_processes_when_it_pays_and_loses_nothing(
    toy_suites, models, tmp_path, monkeypatch
) -> None:
    plan = Plan(Selection((str(toy_suites),)))
    run_over(plan, models, tmp_path / "serial.jsonl")
    monkeypatch.setattr(run, "LARGEST_CHUNK", 5)
    monkeypatch.setattr(run, "POOL_PAYS_AFTER_SECONDS", -1)
    monkeypatch.setattr(run, "MOST_TARGETS_AHEAD", 10)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    run_over(plan, models, tmp_path / "pooled.jsonl", None)
    serial, pooled = ((tmp_path / name).read_bytes().splitlines() for name in ("serial.jsonl", "pooled.jsonl"))
    assert pooled[1:-1] == serial[1:-1]


def test_a_machine_that_does_not_say_how_many_processors_it_has_has_one(
    plan: Plan, models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run.os, "cpu_count", lambda: None)
    assert execute(plan, targets([str(models)]), tmp_path / "run.jsonl")
    assert plan.workers == 1


def test_slow_files_are_told_of_in_time_and_quick_ones_many_together(monkeypatch) -> None:
    clock = [0.0]
    seconds_each = {"slow": 1.0, "quick": 0.0001}

    def judged_in_its_time(target: str, plan: Plan) -> SubjectJudged:
        clock[0] += seconds_each[target]
        return SubjectJudged(Subject(target, None, None), VerdictClass())

    monkeypatch.setattr(run, "judge_target", judged_in_its_time)
    monkeypatch.setattr(run.time, "monotonic", lambda: clock[0])
    plan = PLAN
    for target, sizes in (("slow", [1, 1, 1]), ("quick", [10, 20, 40, 80, 160, 200, 200])):
        told = run._chunks(plan, iter([target] * sum(sizes)), 1)
        assert [len(chunk) for chunk in told] == sizes


@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c_leaves_a_valid_journal_that_says_so(toy_suites, models, tmp_path, monkeypatch, workers: int) -> None:
    monkeypatch.setattr(run, "FIRST_CHUNK", 7)
    monkeypatch.setattr(run, "LARGEST_CHUNK", 7)

    def stop(done: int) -> None:
        if done >= 14:
            raise KeyboardInterrupt

    plan = Plan(Selection((str(toy_suites),)))
    events = run_over(plan, models, tmp_path / "run.jsonl", workers, stop)
    assert sum(event["event"] == "subject" for event in events) == 14
    assert events[-1]["run"]["status"] == "interrupted"


def test_a_run_cut_short_says_so_to_its_caller(plan: Plan, models: Path, tmp_path: Path) -> None:
    def stop(done: int) -> None:
        raise KeyboardInterrupt

    assert not execute(plan, targets([str(models)]), tmp_path / "a.jsonl", workers=1, progress=stop)
    assert execute(plan, targets([str(models)]), tmp_path / "b.jsonl", workers=1)


def test_a_run_that_breaks_down_never_looks_complete(plan: Plan, models: Path, tmp_path: Path) -> None:
    def break_down(done: int) -> None:
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError, match="no more"):
        run_over(plan, models, tmp_path / "run.jsonl", 1, break_down)
    last = json.loads((tmp_path / "run.jsonl").read_bytes().splitlines()[-1])
    assert last["run"]["status"] == "interrupted"


@pytest.mark.parametrize("workers", [1, 2])
def test_a_suite_that_cannot_be_used_stops_the_run_with_its_sentence(tmp_path: Path, workers: int) -> None:
    root = write_suite(tmp_path / "suites", checks="1 / 0")
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "a.json").write_text('{"thing": 1}', encoding="utf-8")
    with pytest.raises(CatalogueError, match="cannot be imported: ZeroDivisionError"):
        run_over(Plan(Selection((str(root),))), tmp_path / "models", tmp_path / "run.jsonl", workers)


@pytest.fixture
def with_profile(tmp_path: Path, toy_suites: Path) -> tuple[str, ...]:
    """Folders for a plan, with a profile that asks for two rows of the badges, one of them at a higher level."""
    root = write_suite(tmp_path / "own" / "suites", [row()])
    head = f'[profile]\nversion = "1"\ntitle = {TEXT}\nrole = {TEXT}\nkinds = ["badge"]\n'
    levels = [("basic", "001"), ("interoperable", "004")]
    rows = "".join(f'[[level]]\nid = "{level}"\nrequirements = ["TOY-BDG-{number}"]\n' for level, number in levels)
    (tmp_path / "own" / "profiles").mkdir()
    (tmp_path / "own" / "profiles" / "wearer.toml").write_text(head + rows, encoding="utf-8")
    return (str(toy_suites), str(root))


@pytest.mark.parametrize(("level", "numbers"), [("basic", ["001"]), ("interoperable", ["001", "004"])])
def test_a_profile_counts_its_own_rows_only(
    with_profile: tuple[str, ...], models: Path, tmp_path: Path, level: str, numbers: list[str]
) -> None:
    plan = Plan(Selection(with_profile, profile="wearer", level=level))
    events = run_over(plan, models, tmp_path / "run.jsonl")
    ids = [f"TOY-BDG-{number}" for number in numbers]
    (suite,) = events[0]["suites"]
    assert [each["id"] for each in suite["requirements"]] == ids
    assert len(suite["rows"]) == 6
    assert (events[0]["profile"]["id"], events[0]["level"]) == ("wearer", level)
    told = [judged for judged in read(tmp_path / "run.jsonl") if isinstance(judged, SubjectJudged)]
    cases = [case for each in told for case in (*each.failures, *each.verdict.open, *each.verdict.inapplicable)]
    assert {case.requirement for case in cases} == set(ids)


def test_run_ids_sort_by_time_and_differ() -> None:
    ids = [new_run_id() for _ in range(9)]
    assert len(set(ids)) == 9
    assert [each[:16] for each in ids] == sorted(each[:16] for each in ids)


def test_a_journal_finds_its_folder_made(plan: Plan, models: Path, tmp_path: Path) -> None:
    assert run_over(plan, models, tmp_path / "new" / "folder" / "run.jsonl")
