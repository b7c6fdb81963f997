"""Nothing but reading without an authorisation, and public views only count what could be exploited."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from doubles.live_runs import LiveRun, changed_suites, run_live, shelf_plan
from doubles.shelf import Shelf, running

from conformance.cli.main import main
from conformance.engine.authorisation import unauthorised
from conformance.engine.particulars import AuthorisationTable
from conformance.engine.plan_file import PlanError
from conformance.reporting.journal import opening_of

ALLOWED = {"by": "Shelf Works", "scope": "the test shelf", "starts": "2026-01-01", "ends": "2026-12-31"}
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
TABLE = AuthorisationTable.model_validate(ALLOWED)
SUITE = "toy/shelves/shelf/suite.toml"


def shelf_run(folder: Path, fault: str = "", suites: str | None = None, **tables: object) -> LiveRun:
    """A run over a shelf with this fault."""
    folder.mkdir(exist_ok=True)
    with running(Shelf(fault)) as shelf:
        given = {"suites": suites} if suites else {}
        return run_live(folder, shelf_plan(shelf.url, **tables), **given)


@pytest.mark.parametrize("day", [FIRST, LAST])
def test_the_first_and_the_last_day_are_allowed(day: date) -> None:
    assert unauthorised(TABLE, day) is None


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2027, 1, 1)])
def test_days_before_and_after_are_not(day: date) -> None:
    refused = unauthorised(TABLE, day)
    assert refused is not None
    assert (refused.key, refused.values["ends"]) == ("authorisation_over", "2026-12-31")


def test_without_an_authorisation_no_row_writes(tmp_path: Path) -> None:
    run = shelf_run(tmp_path, authorisation=None)
    assert run.outcome("TOY-SHF-004") == ("not_run", "no_authorisation")
    assert run.outcome("TOY-SHF-003") == ("pass", None)


def test_a_row_that_probes_needs_one_and_needs_no_writing(tmp_path: Path) -> None:
    suites = changed_suites(tmp_path, SUITE, 'id         = "TOY-SHF-003"', 'id = "TOY-SHF-003"\nprobes = true')
    refused = shelf_run(tmp_path / "a", suites=suites, authorisation=None)
    assert refused.outcome("TOY-SHF-003") == ("not_run", "no_authorisation")
    allowed = shelf_run(tmp_path / "b", suites=suites, limits={})
    assert allowed.outcome("TOY-SHF-003") == ("pass", None)
    assert allowed.outcome("TOY-SHF-004") == ("not_run", "writing_not_allowed")


def test_evidence_is_judged_as_it_was_allowed_then(tmp_path: Path) -> None:
    over = {**ALLOWED, "starts": "2001-01-01", "ends": "2001-12-31"}
    run = shelf_run(tmp_path, authorisation=over)
    assert run.outcome("TOY-SHF-004") == ("not_run", "authorisation_over")
    (tmp_path / "again").mkdir()
    assert run.again(tmp_path / "again").same_bytes


def test_who_allowed_the_tests_is_in_the_journal(tmp_path: Path) -> None:
    run = shelf_run(tmp_path, authorisation=ALLOWED)
    assert opening_of(run.journal).authorisation == ALLOWED


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ({**ALLOWED, "ends": "2025-01-01"}, "authorisation: ends before it starts"),
        ({**ALLOWED, "by": ""}, "authorisation.by: is .*, expected a text that is not empty"),
        ({"by": "a", "scope": "b", "starts": "soon", "ends": "2026-01-01"}, "authorisation.starts: .*expected a date"),
        ({"by": "a", "scope": "b", "ends": "2026-01-01"}, "authorisation.starts: is missing"),
    ],
)
def test_a_mistake_in_it_is_named(tmp_path: Path, table: dict[str, str], problem: str) -> None:
    with pytest.raises(PlanError, match=problem):
        shelf_run(tmp_path, authorisation=table)


@pytest.mark.parametrize("format_", ["terminal", "json", "html", "sarif", "junit", "markdown", "csv", "earl", "github"])
def test_public_views_count_restricted_findings_and_show_none(
    format_: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    restricted = 'id = "TOY-SHF-003"\ndisclosure = "restricted"'
    suites = changed_suites(tmp_path, SUITE, 'id         = "TOY-SHF-003"', restricted)
    run = shelf_run(tmp_path, "always_there", suites)
    status = {}
    for public in ([], ["--public"]):
        arguments = ["report", str(run.journal), "--format", format_, "--output", str(tmp_path / "view"), *public]
        status[bool(public)] = main([*arguments, "--lang", "en", "-v"])
        text = (tmp_path / "view").read_text(encoding="utf-8")
        assert "TOY-SHF-003" in text
        assert ("expected 404" in text) is not bool(public)
        assert ("findings that are not public: 1" in text) is bool(public)
    assert status[True] == status[False] == 1
    capsys.readouterr()


def test_exchanges_are_not_for_everybody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = shelf_run(tmp_path)
    assert main(["report", str(run.bundle), "--format", "har", "--public", "--lang", "en"]) == 2
    assert "--public shows no exchanges" in capsys.readouterr().err
