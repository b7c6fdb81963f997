"""Every view distinguishes what the standards require from what is added to them."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from doubles.journals import blocked, end, failed, finding, opening, requirement, subject

from conformance.model.journal.records import Event
from conformance.reporting.comparison import compare, outcomes, render_comparison
from conformance.reporting.csv_table import write_csv
from conformance.reporting.html import write_html
from conformance.reporting.junit import write_junit
from conformance.reporting.markdown import write_markdown
from conformance.reporting.matrix import read_product
from conformance.reporting.matrix_page import write_matrix
from conformance.reporting.sarif import write_sarif
from conformance.reporting.summary import summarise
from conformance.reporting.terminal import render
from conformance.reporting.words import word

ORIGINS = {"T-1": "inherited", "T-2": "added", "T-3": "added", "T-4": "inherited"}
ROWS = [requirement(name)._replace(origin=origin) for name, origin in ORIGINS.items()]


def run() -> list[Event]:
    """Two violated rows and an unproven one that are added, and a satisfied one of the standard."""
    violated = [failed(name, finding()) for name in ("T-1", "T-2")]
    return [opening(*ROWS), subject("FFIP", *violated, blocked("T-3")), end()]


def terminal(journal: list[Event], out: io.StringIO, language: str) -> None:
    out.writelines(f"{line.text}\n" for line in render(summarise(journal), language))


def comparison(journal: list[Event], out: io.StringIO, language: str) -> None:
    before = outcomes([opening(*ROWS), subject("PPPP"), end()])
    out.writelines(f"{line.text}\n" for line in render_comparison(compare(before, outcomes(journal)), language))


def matrix(journal: list[Event], out: io.StringIO, language: str) -> None:
    write_matrix([read_product("A", journal)], out, language)


def written(writer: Any, language: str = "en") -> str:
    out = io.StringIO()
    writer(run(), out, language)
    return out.getvalue()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("writer", "least"), [(terminal, 3), (write_markdown, 3), (comparison, 3), (write_html, 8), (matrix, 4)]
)
def test_every_requirement_shown_says_whose_it_is(writer: Any, least: int, language: str) -> None:
    told = written(writer, language)
    inherited, added = (told.count(word("origin", each, language)) for each in ("inherited", "added"))
    assert inherited
    assert added
    assert inherited + added >= least


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("writer", [terminal, write_markdown, write_html])
def test_the_violated_ones_are_counted_apart(writer: Any, language: str) -> None:
    assert word("label", "origins", language, inherited=1, added=1) in written(writer, language)


def test_the_formats_for_machines_hold_it_too() -> None:
    (driver,) = (each["tool"]["driver"] for each in json.loads(written(write_sarif))["runs"])
    assert {rule["id"]: rule["properties"]["origin"] for rule in driver["rules"]} == ORIGINS
    lines = csv.DictReader(io.StringIO(written(write_csv).removeprefix("\ufeff")))
    assert {line["requirement"]: line["origin"] for line in lines} == {
        name: ORIGINS[name] for name in ("T-1", "T-2", "T-3")
    }
    junit = written(write_junit)
    assert "Title of T-4 (from the standard)" in junit
    assert "Title of T-2 (added by this specification)" in junit
