"""The harness inside a program: one call, one process, and a report that answers every question of the command line."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import conformance
from conformance import Report, judge
from conformance.api import CatalogueError, NotAJournal, UnknownName
from conformance.cli.main import main
from conformance.model.outcome import Conclusion, Outcome, Verdict

pytestmark = pytest.mark.versions

GOOD, LONG = b'{"badge": {"id": "a", "name": "plain"}}', b'{"badge": {"id": "a", "name": "a rather long name"}}'


@pytest.fixture
def badges(toy_suites: Path) -> dict:
    """What judges badges."""
    return {"folders": [toy_suites], "suites": ["badge"]}


def test_a_report_says_what_the_command_line_says(tmp_path, toy_suites, monkeypatch, badges) -> None:
    monkeypatch.chdir(tmp_path)
    samples = str(toy_suites / "toy" / "badges" / "badge" / "samples")
    report = judge(samples, journal="run.jsonl", **badges)
    status = main(["check", samples, "--suites", str(toy_suites), "--suite", "badge", "--output", "out.txt"])
    assert report.conclusion.exit_status == status == 1
    written = json.loads(report.save("report.json", view="json").read_text(encoding="utf-8"))
    assert written["conclusion"] == report.conclusion.value
    assert written["counts"] == report.counts
    assert [each["id"] for each in written["requirements"]] == [each.id for each in report.requirements]
    found = sum(len(result["findings"]) for result in written["results"])
    assert found == len(list(report.findings)) > 0
    assert [each["name"] for each in written["subjects"]] == [each.name for each in report.subjects]


def test_bytes_at_hand_need_no_file(badges) -> None:
    report = judge(contents={"a": GOOD, "b": LONG}, **badges)
    assert report.conclusion is Verdict.NONCONFORMANT
    first, second = report.subjects
    assert (first.name, first.kind, first.problem) == ("a", "badge", None)
    assert Outcome.FAIL in second.outcomes.values()
    assert Outcome.FAIL not in first.outcomes.values()
    (finding,) = report.findings
    assert (finding.subject, finding.where.pointer) == ("b", "/badge/name")
    violated = [each for each in report.requirements if each.conclusion is Conclusion.VIOLATED]
    assert [(each.id, each.cases[Outcome.FAIL]) for each in violated] == [(finding.requirement, 1)]


def test_what_is_of_no_known_kind_is_a_subject_with_a_problem(badges, tmp_path) -> None:
    report = judge(tmp_path / "nowhere", contents={"x": b"\0"}, folders=badges["folders"])
    assert [each.problem is not None for each in report.subjects] == [True, True]
    assert report.conclusion is Verdict.UNPROVEN


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"contents": {"a": GOOD}, "profile": "no-such"}, UnknownName),
        ({"contents": {"a": GOOD}, "suites": ["no-such"]}, UnknownName),
        ({"contents": {"a": GOOD}, "profile": "x", "level": "highest"}, UnknownName),
        ({"contents": {"a": GOOD}, "level": "basic"}, ValueError),
        ({"contents": {"a": GOOD}, "folders": ["no-such"]}, CatalogueError),
        ({}, ValueError),
    ],
)
def test_a_mistake_of_the_caller_is_an_exception(arguments: dict, error: type[Exception]) -> None:
    with pytest.raises(error):
        judge(**arguments)


def test_a_claim_is_of_the_lowest_level_or_of_the_one_that_is_asked_for(toy_suites) -> None:
    claim = {"contents": {"a": GOOD}, "profile": "badge-issuer", "folders": toy_suites}
    asked = judge(**claim, level="mutual_recognition")
    for report, level in ((judge(**claim), "basic"), (asked, "mutual_recognition")):
        assert report._summary.opening.level == level


def test_evidence_is_packed_and_judged_again_to_the_same_bytes(badges, tmp_path, capsys) -> None:
    """The same options as those of `check`: what is withheld, known findings, what decides the exit status."""
    file, bundle = tmp_path / "b.badge", tmp_path / "deep" / "evidence.zip"
    file.write_bytes(LONG)
    again = ["rejudge", str(bundle), "--suites", str(badges["folders"][0]), "--folder", str(tmp_path / "again")]
    for withhold, status in (("none", 1), ("badge", 3), (["badge", "none"], 3)):
        judge(file, contents={"a": GOOD}, evidence=bundle, withhold=withhold, journal=tmp_path / "run.jsonl", **badges)
        capsys.readouterr()
        assert main(again) == status
        assert ("byte for byte" in capsys.readouterr().out) == (withhold == "none")


def test_known_findings_are_told_apart_and_do_not_decide_the_exit_status(badges, tmp_path) -> None:
    found = judge(contents={"b": LONG}, journal=tmp_path / "run.jsonl", **badges)
    (finding,) = found.findings
    assert (finding.known, found.exit_status, found.outdated) == (None, 1, ())
    baseline = tmp_path / "known.toml"
    entry = f'[[known]]\nrequirement = "{finding.requirement}"\nsubject = "{{}}"\nreason = "renamed"\nexpires = {{}}\n'
    for subject, expires, status, said in (
        ("b", "2999-01-01", 0, ""),
        ("b", "2001-01-01", 2, "has expired"),
        ("a", "2999-01-01", 2, "no longer found in a"),
        ("of an earlier call", "2999-01-01", 1, ""),
    ):
        baseline.write_text(entry.format(subject, expires), encoding="utf-8")
        report = judge(contents={"a": GOOD, "b": LONG}, baseline=baseline, journal=tmp_path / "two.jsonl", **badges)
        for each in (report, Report.read(report.journal, baseline)):
            assert each.conclusion is Verdict.NONCONFORMANT
            assert (each.exit_status, [said in told.en for told in each.outdated]) == (status, [True] if said else [])
            assert [one.known for one in each.findings] == (["renamed"] if status == 0 else [None])
    baseline.write_text("[[known]]\nrequirement = 3\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match="requirement must be a string"):
        Report.read(report.journal, baseline)


@pytest.mark.parametrize("option", ["evidence", "journal"])
def test_what_is_judged_is_never_replaced(option: str, badges, tmp_path) -> None:
    file = tmp_path / "b.badge"
    file.write_bytes(LONG)
    with pytest.raises(ValueError, match="is read: write to another file"):
        judge(file, **{option: tmp_path / "." / "b.badge"}, **badges)
    with pytest.raises(ValueError, match="name the bundle"):
        judge(file, withhold="all", **badges)
    assert file.read_bytes() == LONG


def test_an_unknown_view_is_refused_with_those_that_there_are(badges, tmp_path) -> None:
    report = judge(contents={"a": GOOD}, **badges)
    with pytest.raises(UnknownName, match="html"):
        report.save(tmp_path / "x", view="htlm")
    with pytest.raises(UnknownName):  # it shows what was exchanged with a live product
        report.save(tmp_path / "x", view="har")
    with pytest.raises(UnknownName, match="known: en, zh"):
        report.save(tmp_path / "x", language="fr")
    assert not (tmp_path / "x").exists()


def test_one_suite_and_one_folder_need_no_list(toy_suites) -> None:
    report = judge(contents={"b": LONG}, folders=toy_suites, suites="badge")
    assert report.conclusion is Verdict.NONCONFORMANT
    with pytest.raises(UnknownName, match="unknown suite 'no-such'"):
        judge(contents={"b": LONG}, suites="no-such")


def test_the_journal_goes_with_the_report_or_stays_where_it_was_asked_for(badges, tmp_path) -> None:
    report = judge(contents={"a": GOOD}, **badges)
    place = report.journal
    assert place.is_file()
    del report
    gc.collect()
    assert not place.parent.exists()
    kept = judge(contents={"a": GOOD}, journal=tmp_path / "deep" / "run.jsonl", **badges)
    again = Report.read(kept.journal)
    assert (again.conclusion, again.counts) == (kept.conclusion, kept.counts)
    (tmp_path / "none.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(NotAJournal):
        Report.read(tmp_path / "none.jsonl")


def test_reports_are_made_in_threads_side_by_side(badges) -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda data: judge(contents={"a": data}, **badges).conclusion.value, [GOOD, LONG] * 6))
    assert made == ["no_violation", "nonconformant"] * 6


def test_several_processes_judge_only_where_they_are_asked_for(tmp_path, toy_suites) -> None:
    folder = tmp_path / "badges"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number:02}.json").write_bytes(LONG if number % 7 == 3 else GOOD)
    program = tmp_path / "program.py"
    program.write_text(
        "from conformance import judge\n"
        "if __name__ == '__main__':\n"
        "    for workers in (1, 2):\n"
        f"        report = judge({str(folder)!r}, folders=[{str(toy_suites)!r}], workers=workers)\n"
        "        print(report.conclusion.value, [each.subject[-7:] for each in report.findings])\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, str(program)], capture_output=True, text=True, encoding="utf-8")
    one, two = done.stdout.splitlines()
    assert one == two
    assert one.startswith("nonconformant")
    assert one.count(".json") == 6


def test_importing_the_package_costs_nothing_and_its_names_are_there() -> None:
    program = "import sys, conformance; print(len([n for n in sys.modules if n.startswith('conformance')]))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "2"  # the package and its version
    assert all(hasattr(conformance, name) for name in conformance.__all__)
