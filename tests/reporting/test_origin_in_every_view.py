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
from conformance.reporting.summary import OBLIGATIONS, summarise
from conformance.reporting.terminal import render
from conformance.reporting.words import word

ORIGINS = {"T-1": "inherited", "T-2": "added", "T-3": "added", "T-4": "inherited"}
OBLIGED = {"T-1": "shall", "T-2": "shall", "T-3": "shall", "T-4": "shall", "T-5": "should", "T-6": "should"}
ORIGINS |= {"T-5": "inherited", "T-6": "added"}
ROWS = [requirement(name, OBLIGED[name])._replace(origin=origin) for name, origin in ORIGINS.items()]
VIOLATED = ("T-1", "T-2", "T-5")


def run() -> list[Event]:
    """Violated rows of either origin and either obligation, an unproven one, and satisfied ones."""
    violated = [failed(name, finding()) for name in VIOLATED]
    return [opening(*ROWS), subject("FFIPFP", *violated, blocked("T-3")), end()]


def terminal(journal: list[Event], out: io.StringIO, language: str) -> None:
    out.writelines(f"{line.text}\n" for line in render(summarise(journal), language))


def comparison(journal: list[Event], out: io.StringIO, language: str) -> None:
    before = outcomes([opening(*ROWS), subject("PPPPPP"), end()])
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
    """A7: a recommendation of the standard is not among what it requires."""
    told = written(writer, language)
    for obligation in OBLIGATIONS:
        of = [record for record in ROWS if record.obligation == obligation and record.id in VIOLATED]
        counts = {each: sum(record.origin == each for record in of) for each in ("inherited", "added")}
        name = word("obligation", obligation, language)
        assert (word("label", "origins_of", language, obligation=name, **counts) in told) == bool(of)


def test_the_formats_for_machines_hold_it_too() -> None:
    (driver,) = (each["tool"]["driver"] for each in json.loads(written(write_sarif))["runs"])
    assert {rule["id"]: rule["properties"]["origin"] for rule in driver["rules"]} == ORIGINS
    lines = csv.DictReader(io.StringIO(written(write_csv).removeprefix("\ufeff")))
    assert {line["requirement"]: line["origin"] for line in lines} == {
        name: ORIGINS[name] for name in ("T-1", "T-2", "T-3", "T-5")
    }
    junit = written(write_junit)
    assert "Title of T-4 (from the standard)" in junit
    assert "Title of T-2 (added by this specification)" in junit
