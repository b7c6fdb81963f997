"""The trace as a page: every clause with its state, every untestable one with its reason in both languages."""

from __future__ import annotations

import io
import re

import pytest
from doubles.ours import CATALOGUE

from conformance.cli.main import main
from conformance.drafting.trace import State, as_records, trace, untestable
from conformance.model.requirement import Origin
from conformance.reporting.trace_page import write_trace

RECORDS = as_records(CATALOGUE)


@pytest.fixture(scope="module")
def page() -> str:
    out = io.StringIO()
    write_trace(RECORDS, out, "en")
    return out.getvalue()


def test_every_clause_and_theme_stands_in_the_page_once(page: str) -> None:
    assert page.count('<tr class="item"') == len(RECORDS["clauses"]) == 308
    for theme in RECORDS["themes"]:
        assert page.count(f'<td class="id">{theme["key"]}</td>') == 1
    for state, count in RECORDS["counts"].items():
        assert len(re.findall(f'data-state="{state}"', page)) == count


def test_what_cannot_be_tested_has_a_reason_of_its_own_in_both_languages(page: str) -> None:
    told = untestable()
    untested = {key for key, each in trace(CATALOGUE).items() if set(each.clause.observable) == {"none"}}
    assert set(told) == untested
    assert len({text.en for text in told.values()}) == len({text.zh for text in told.values()}) == len(told)
    for key, each in trace(CATALOGUE).items():
        if each.state is State.UNTESTABLE:
            assert told[key].zh in page
            assert told[key].en in page
    for clause in RECORDS["clauses"]:
        assert clause["reason"]["en"]
        assert clause["reason"]["zh"]


def test_requirements_that_are_not_judged_stand_with_their_reason(page: str) -> None:
    excluded = [row for row in CATALOGUE.requirements.values() if row.excluded]
    assert [row["id"] for row in RECORDS["excluded"]] == [row.id for row in excluded]
    for row in excluded:
        assert f'<td class="id">{row.id}</td>' in page


def test_every_executable_clause_lists_its_requirements(page: str) -> None:
    for clause in RECORDS["clauses"]:
        if clause["requirements"]:
            added = [each for each in clause["requirements"] if CATALOGUE.requirement(each).origin is Origin.ADDED]
            assert clause["added"] == added
            assert " ".join(each for each in clause["requirements"] if each not in added) in page
            assert " ".join(added) in page


def test_the_command_writes_the_page(tmp_path, capsys) -> None:
    target = tmp_path / "reports" / "trace.html"
    assert main(["trace", "--format", "html", "--lang", "zh", "--output", str(target)]) == 0
    assert target.read_text(encoding="utf-8").startswith('<!DOCTYPE html>\n<html lang="zh">')
    assert main(["trace", "--format", "html"]) == 0
    assert "308" in capsys.readouterr().out
