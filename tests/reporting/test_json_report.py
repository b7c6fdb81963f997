"""report.json: everything a laboratory and a program need, every case that is not a pass once."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from doubles.journals import end, failed, finding, opening, requirement, subject, write

from conformance.catalogue import folder
from conformance.catalogue.samples import samples
from conformance.engine.plan import Plan
from conformance.engine.run import execute
from conformance.engine.subjects import targets
from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.json_schema import preferred_engine
from conformance.reporting.journal import events
from conformance.reporting.json_report import write_report

EXTRA = {"blocked.json": '{"badge": {"name": "Ada", "validFor": 3, "calendar": "lunar"}}', "notes.txt": "hello"}


def report(journal: Path) -> dict[str, Any]:
    """The report of a journal, through bytes as a file would hold it."""
    out = StringIO()
    write_report(events(journal), out)
    return json.loads(out.getvalue().encode("utf-8", "backslashreplace"))


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory, plan: Plan) -> Path:
    """A run over every sample of the toy badges."""
    place = tmp_path_factory.mktemp("report")
    (place / "in").mkdir()
    for sample in samples(plan.catalogue.suite("badge")):
        (place / "in" / sample.name).write_bytes(sample.data)
    for name, text in EXTRA.items():
        (place / "in" / name).write_text(text, encoding="utf-8")
    execute(plan, targets([str(place / "in")]), place / "run.jsonl", workers=1)
    return place / "run.jsonl"


@pytest.fixture(scope="module")
def found(journal: Path) -> dict[str, Any]:
    return report(journal)


def test_the_members_are_those_promised(found: dict[str, Any]) -> None:
    assert list(found) == [
        "format",
        "run",
        "harness",
        "laboratory",
        "product",
        "order",
        "persons",
        "statement",
        "decision_rule",
        "profile",
        "level",
        "suites",
        "conclusion",
        "unmet",
        "counts",
        "requirements",
        "reasons",
        "classes",
        "subjects",
        "results",
    ]
    assert found["run"]["status"] == "complete"
    assert {"id", "started", "finished", "host", "seconds"} <= found["run"].keys()
    assert {"id", "version", "digest", "owner"} <= found["suites"][0].keys()
    assert found["conclusion"] == "nonconformant"


def test_every_result_tells_all_there_is(found: dict[str, Any]) -> None:
    members = {"requirement", "obligation", "origin", "subject", "outcome", "cause", "reason", "findings"}
    for each in found["results"]:
        assert members <= each.keys() <= members | {"more_findings"}
        assert (each["outcome"] == "fail") == bool(each["findings"])
        assert (each["outcome"] == "inconclusive") == bool(each["cause"])
        for place in each["findings"]:
            assert place["where"]["file"] == each["subject"]
            assert place["message"]["en"] != place["message"]["zh"]
            assert "received" in place["values"] or "name" in place["values"]
        if not each["findings"]:
            assert each["reason"]["en"]
            assert each["reason"]["zh"]


def outcomes(found: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """(requirement, subject, outcome) of every case, from the classes alone, as a reader of the report has them."""
    rows = {suite["id"]: suite["rows"] for suite in found["suites"]}
    for each in found["subjects"]:
        verdict = found["classes"][each["class"]] if isinstance(each["class"], int) else each["class"]
        for suite, letters in verdict["outcomes"].items():
            for row, letter in zip(rows[suite], letters, strict=True):
                yield row, each["name"], BY_LETTER[letter].value


def test_every_case_that_neither_passes_nor_is_not_applicable_has_exactly_one_result(found: dict[str, Any]) -> None:
    expected = {
        (row, name): outcome for row, name, outcome in outcomes(found) if outcome not in ("pass", "not_applicable")
    }
    told = [((each["requirement"], each["subject"]), each["outcome"]) for each in found["results"]]
    assert len(told) == len(dict(told))
    assert dict(told) == expected
    assert set(expected.values()) == {"fail", "inconclusive"}


def test_results_stand_subject_by_subject_in_the_order_of_the_rows(found: dict[str, Any]) -> None:
    names = [each["name"] for each in found["subjects"]]
    keys = [(names.index(each["subject"]), each["requirement"]) for each in found["results"]]
    assert keys == sorted(keys)


def test_counts_are_those_of_the_requirements(found: dict[str, Any]) -> None:
    counted = Counter((row["obligation"], row["conclusion"]) for row in found["requirements"])
    for obligation, counts in found["counts"].items():
        assert len(counts) == 5
        for conclusion, number in counts.items():
            assert number == counted[obligation, conclusion]
    assert sum(counted.values()) == len(found["requirements"]) == 6


def test_the_cases_of_a_requirement_add_up_to_the_subjects(found: dict[str, Any]) -> None:
    told = Counter((row, outcome) for row, _, outcome in outcomes(found))
    for row in found["requirements"]:
        assert row["cases"] == {outcome.value: told[row["id"], outcome.value] for outcome in Outcome}


def test_reasons_are_given_where_nothing_was_judged(found: dict[str, Any]) -> None:
    reasons = {(each["requirement"][-3:], each["reason"]["key"]) for each in found["results"] if each["reason"]}
    for verdict in found["classes"]:
        reasons |= {(row[-3:], found["reasons"][number]["key"]) for row, number in verdict.get("reasons", {}).items()}
    assert reasons == {
        ("001", "blocked_by"),
        ("002", "blocked_by"),
        ("003", "blocked_by"),
        ("004", "blocked_by"),
        ("005", "blocked_by"),
        ("005", "unknown_calendar"),
        ("005", "unlimited"),
    }


def test_a_file_that_was_not_judged_says_why(found: dict[str, Any]) -> None:
    (notes,) = (each for each in found["subjects"] if each["name"].endswith("notes.txt"))
    verdict = found["classes"][notes["class"]]
    assert (verdict["problem"]["key"], verdict["problem"]["named"], verdict["outcomes"]) == ("unknown_kind", False, {})


def test_each_judged_subject_has_its_conclusion_and_counts(found: dict[str, Any]) -> None:
    """The counts of all subjects are the cases of all requirements; a file that was not judged has none."""
    told = [each for each in found["subjects"] if "conclusion" in each]
    assert [Path(each["name"]).name for each in found["subjects"] if each not in told] == ["notes.txt"]
    by_outcome = {"satisfied": ("pass",), "violated": ("fail",), "unproven": ("error", "inconclusive", "not_run")}
    for conclusion, outcomes in by_outcome.items():
        cases = sum(row["cases"][each] for row in found["requirements"] if not row["excluded"] for each in outcomes)
        assert sum(each["counts"].get(conclusion, 0) for each in told) == cases > 0
    failing = [each for each in found["results"] if each["outcome"] == "fail" and each["obligation"] == "shall"]
    assert {each["name"] for each in told if each["conclusion"] == "violated"} == {each["subject"] for each in failing}


def test_the_report_fits_its_own_schema(found: dict[str, Any]) -> None:
    from jsonschema import Draft202012Validator

    schema = json.loads((folder("schemas") / "report.json").read_text(encoding="utf-8"))
    assert [error.message for error in Draft202012Validator(schema).iter_errors(found)] == []


def test_two_runs_differ_in_their_run_member_only(
    journal: Path, found: dict[str, Any], plan: Plan, tmp_path: Path
) -> None:
    execute(plan, targets([str(journal.parent / "in")]), tmp_path / "run.jsonl", workers=1)
    again = report(tmp_path / "run.jsonl")
    assert again.pop("run")["id"] != found["run"]["id"]
    assert again == {key: value for key, value in found.items() if key != "run"}


def test_the_report_names_the_engine_that_judged(found: dict[str, Any]) -> None:
    assert found["harness"]["schema_engine"] == preferred_engine()


def test_names_that_are_no_text_are_valid_json(tmp_path: Path) -> None:
    name = "\udcff.json"
    told = subject("PF", failed("T-2", finding(received="\udc80")), name=name)
    rows = [requirement("T-1"), requirement("T-2")]
    path = write(tmp_path / "run.jsonl", opening(*rows), subject("PP", name=name), told, end())
    made = report(path)
    assert [each["name"] for each in made["subjects"]] == [name, name]
    assert made["results"][0]["findings"][0]["values"]["received"] == "\udc80"


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are text on this system")
def test_a_file_whose_name_is_no_text_goes_all_the_way(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / os.fsdecode(b"\xff.json")).write_bytes(b'{"badge": {"name": 7}}')
    execute(plan, targets([str(tmp_path / "in")]), tmp_path / "run.jsonl", workers=1)
    made = report(tmp_path / "run.jsonl")
    assert os.fsencode(made["subjects"][0]["name"]).endswith(b"in/\xff.json")
    assert made["conclusion"] == "nonconformant"


def test_a_report_of_many_results_goes_over_the_disk_and_stays_the_same(tmp_path: Path, monkeypatch) -> None:
    from conformance.reporting import json_report

    told = [subject("F", failed("T-1", finding(received="长" * 99))) for _ in range(50)]
    path = write(tmp_path / "run.jsonl", opening(requirement("T-1")), *told, end())
    in_memory = report(path)
    monkeypatch.setattr(json_report, "SPOOL_CHARACTERS", 100)
    assert report(path) == in_memory
