"""What becomes of mutants: by a suite made for it, whose gaps are known."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from doubles.small_suites import PASSING, row, schema_of, write_suite

from conformance.catalogue.errors import CatalogueError
from conformance.cli.main import main
from conformance.drafting.mutation.ledger import FILE, read_ledger
from conformance.drafting.mutation.mutants import generic
from conformance.drafting.mutation.result import Mutation, mutate
from conformance.drafting.mutation.trial import Status
from conformance.engine.plan import Plan, Selection
from conformance.model.sample import Sample

PUBLISHED = Path(__file__).parents[2] / "reporting" / "published" / "mutation-testing-report-schema.json"
SIZE = """
@check("TNY-THG-002")
def size_is_even(document):
    size = document.get("size")
    if isinstance(size, int) and (size % 2 or size > 100):
        yield Finding("/size", received=size)
"""
CRASHES = """
@check("TNY-THG-002")
def size_is_even(document):
    if document["size"] % 2:
        yield Finding("/size", received=1)
"""
SCHEMA = schema_of(TNY_THG_001={"properties": {"thing": {"type": "string"}}})
ENTRY = """
[[equivalent]]
place    = "{place}"
operator = "{operator}"
why      = "conforms"
reason   = {{ en = "It may be so.", zh = "可以如此。" }}
author   = "Tiny"
date     = 2026-11-22
"""


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """Suites with one suite: `thing` is a text, `size` is even, `note` is anything."""
    return made(tmp_path, SIZE)


def made(tmp_path: Path, checks: str) -> Path:
    rows = [row(), row("TNY-THG-002", at='"/size"')]
    root = write_suite(tmp_path / "suites", rows, checks=PASSING + checks, schema=SCHEMA)
    samples = root / "tiny" / "things" / "thing" / "samples"
    for name, value in {
        "good/a": {"thing": "a", "size": 2, "note": "x"},
        "bad/TNY-THG-001_number": {"thing": 7, "size": 2, "note": "x"},
        "bad/TNY-THG-002_odd": {"thing": "a", "size": 3, "note": "x"},
    }.items():
        path = samples / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(value), encoding="utf-8")
    return root


def result(root: Path, **options: object) -> Mutation:
    plan = Plan(Selection((str(root),)))
    return mutate(plan, plan.catalogue.suite("tiny/things/thing"), **options)  # type: ignore[arg-type]


def ledger(root: Path, *entries: tuple[str, str], of: str = "thing") -> None:
    text = "".join(ENTRY.format(place=place, operator=operator) for place, operator in entries)
    (root / "tiny" / "things" / of / FILE).write_text(text, encoding="utf-8")


def test_a_violated_type_is_killed_and_a_free_text_survives(suite: Path) -> None:
    status = {each.mutant.class_: each.status for each in result(suite).tried}
    assert status["type.number", "/thing"] is Status.KILLED
    assert status["number.one_more", "/size"] is Status.KILLED
    assert status["text.blank", "/note"] is Status.SURVIVED
    assert status["type.number", "/note"] is Status.SURVIVED


def test_each_row_is_killed_by_mutants_that_violate_it_alone(suite: Path) -> None:
    found = result(suite)
    assert all(killed >= alone > 0 for killed, alone in found.killed.values())
    assert (found.lonely, found.together) == ([], [])


def test_what_only_a_bad_sample_shows_is_learned(suite: Path) -> None:
    found = {each.mutant.operator: each for each in result(suite, groups=["learned"]).tried}
    assert found["learned.TNY-THG-002_odd.json"].by == ("TNY-THG-002",)
    assert found["learned.TNY-THG-001_number.json"].status is Status.KILLED


def test_a_check_that_fails_is_never_taken_for_a_kill(tmp_path: Path) -> None:
    found = result(made(tmp_path, CRASHES))
    crashed = [each for each in found.tried if each.status is Status.CRASHED]
    assert ("number.as_text", "/size") in {each.mutant.class_ for each in crashed}
    assert not found.explained


def test_a_reason_explains_its_survivors_alone(suite: Path) -> None:
    before = result(suite)
    ledger(suite, ("/note", "text.*"))
    after = result(suite)
    explained = {each for each in before.survivors if each not in after.survivors}
    assert explained == {each for each in before.survivors if each[1] == "/note" and each[0].startswith("text.")}
    assert after.counts[Status.LEDGER] == len([each for each in after.tried if each.status is Status.LEDGER]) > 0
    assert after.stale == []


@pytest.mark.parametrize(
    ("pattern", "place", "fits"),
    [
        ("", "", True),
        ("", "/a", False),
        ("/a/*", "/a/*", True),
        ("/a/*", "/a/*/b", False),
        ("/a/**", "/a/*/b", True),
        ("/a/?/b", "/a/*/b", True),
        ("/a.b", "/axb", False),
        ("/x5t#[S256]", "/x5t#[S256]", True),
    ],
)
def test_a_star_stays_within_its_step(suite: Path, pattern: str, place: str, fits: bool) -> None:
    ledger(suite, (pattern, "text.*"))
    (entry,) = read_ledger(Plan(Selection((str(suite),))).catalogue.suite("tiny/things/thing"))
    assert entry.fits("text.blank", place) is fits


def test_a_family_explains_survivors_for_all_of_its_suites(suite: Path) -> None:
    ledger(suite, ("/note", "type.*"))
    ledger(suite, ("/note", "text.*"), ("/nothing", "*"), of=".")
    found = result(suite)
    assert {operator.partition(".")[0] for operator, place in found.survivors if place == "/note"}.isdisjoint(
        {"text", "type"}
    )
    assert [entry.written for entry in found.stale] == [f"things/{FILE}:10"]


def test_a_reason_that_no_survivor_needs_is_stale(suite: Path) -> None:
    ledger(suite, ("/note", "text.*"), ("/thing", "type.*"), ("/nothing", "*"))
    assert [entry.written for entry in result(suite).stale] == [f"thing/{FILE}:{line}" for line in (10, 18)]


@pytest.mark.parametrize(
    ("slip", "told"),
    [
        ('place    = "/note"', "place"),
        ("date     = 2026-11-22", "date"),
        ('why      = "conforms"', "why"),
        ('author   = "Tiny"', "author"),
    ],
)
def test_all_mistakes_of_a_ledger_are_said(suite: Path, slip: str, told: str) -> None:
    ledger(suite, ("/note", "text.*"))
    path = suite / "tiny" / "things" / "thing" / FILE
    path.write_text(path.read_text(encoding="utf-8").replace(slip, 'author_ = ""'), encoding="utf-8")
    with pytest.raises(CatalogueError) as found:
        result(suite)
    assert told in found.value.text.en


def test_the_report_is_what_its_published_schema_says(suite: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger(suite, ("/note", "*"))
    line = ["mutate", "tiny/things/thing", "--suites", str(suite), "--format", "json"]
    assert main(line) == 1
    report = json.loads(capsys.readouterr().out)
    jsonschema.Draft7Validator(json.loads(PUBLISHED.read_text(encoding="utf-8"))).validate(report)
    statuses = {each["status"] for each in report["files"]["a.json"]["mutants"]}
    assert statuses >= {"Killed", "Survived", "Ignored"}
    assert report["config"]["statuses"]["crashed"] == 0


def test_a_long_run_goes_on_where_it_was_stopped(
    suite: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ["mutate", "tiny", "--suites", str(suite), "--folder", str(tmp_path / "kept")]
    assert main(line) == 1
    first, kept = capsys.readouterr().out, tmp_path / "kept" / "tiny.things.thing.json"
    marked = kept.read_text(encoding="utf-8").replace('"classes": ', '"classes": 9')
    kept.write_text(marked, encoding="utf-8")
    assert main(line) == 1
    assert capsys.readouterr().out != first, "what was kept is shown"
    ledger(suite, ("/note", "text.*"))
    main(line)
    assert "9" not in capsys.readouterr().out.partition(" classes")[0].rpartition(" in ")[2][:1], "it is tried anew"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_people_see_the_place_and_an_example(
    suite: Path, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ["mutate", "tiny", "--suites", str(suite), "--lang", language]
    assert main(line) == 1
    shown = capsys.readouterr().out
    assert "/note" in shown
    assert 'text.blank: "x" -> " "' in shown or "text.blank" in shown
    assert main([*line, "--format", "html", "--output", str(tmp_path / "m.html")]) == 1
    page = (tmp_path / "m.html").read_text(encoding="utf-8")
    assert "text.blank" in page
    assert 'id="survivors"' in page


def test_fewer_mutants_of_a_class_are_a_part_of_more() -> None:
    """So that what has a reason has it however many are tried."""
    samples = [
        Sample(f"{at}.json", f'{{"note": "{at}{at}", "sizes": [1, 2, 3]}}'.encode(), None, None) for at in range(4)
    ]
    drawn = [{(each.sample.name, each.class_, each.place) for each in generic(samples, n, 1)} for n in (1, 2)]
    assert drawn[0] < drawn[1]


def test_a_reason_is_not_missed_where_fewer_are_tried(suite: Path) -> None:
    ledger(suite, ("/nowhere", "*"))
    assert len(result(suite).stale) == 1
    assert result(suite, each=1).stale == result(suite, groups=["learned"]).stale == []
