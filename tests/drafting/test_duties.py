"""Every clause that is the programme's duty names what the harness contributes: commands and tests that exist."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from doubles.ours import CATALOGUE

from conformance.cli.main import COMMANDS, main
from conformance.cli.programme_command import ACTIONS
from conformance.drafting.duties import Duty, duties
from conformance.drafting.trace import State, themes, trace

CHECKOUT = Path(__file__).resolve().parents[2]
DUTIES = duties()
TRACED = trace(CATALOGUE)
OF_PROGRAMMES = ("T03", "T04", "T05", "T40")


def functions(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {each.name for each in tree.body if isinstance(each, ast.FunctionDef) and each.name.startswith("test_")}


def test_each_clause_that_is_a_duty_of_the_programme_is_named_once() -> None:
    named = [key for each in DUTIES for key in each.clauses]
    assert sorted(named) == sorted(set(named))
    assert set(named) == {key for key, each in TRACED.items() if "programme" in each.clause.observable}
    assert {key for key, each in TRACED.items() if each.state is State.PROGRAMME} <= set(named)


def test_the_themes_of_programmes_are_covered() -> None:
    named = {key for each in DUTIES for key in each.clauses}
    found = {theme.key: set(theme.clauses) for theme in themes()}
    assert all(found[key] <= named for key in OF_PROGRAMMES)


@pytest.mark.parametrize("duty", DUTIES, ids=lambda each: each.key)
def test_a_duty_names_commands_and_tests_that_exist(duty: Duty) -> None:
    known = {*COMMANDS, *(f"programme {action}" for action in ACTIONS)}
    assert set(duty.commands) <= known
    for name in duty.tests:
        path, _, function = name.partition("::")
        assert function in functions(CHECKOUT / path), name
    assert duty.does.en != duty.does.zh


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_trace_shows_each_contribution(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", "--lang", language]) == 0
    told = capsys.readouterr().out
    assert all(each.does[language] in told for each in DUTIES)
    assert all(name in told for each in DUTIES for name in (*each.clauses, *each.tests))


def test_the_records_and_the_page_have_them_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)["duties"]
    assert [each["key"] for each in told] == [each.key for each in DUTIES]
    assert all(each["commands"] and each["tests"] for each in told)
    assert main(["trace", "--format", "html"]) == 0
    page = capsys.readouterr().out
    assert all(each.tests[0].rpartition("::")[2] in page for each in DUTIES)
