"""From policy to requirements and back."""

from __future__ import annotations

import json
from pathlib import Path

from doubles.ours import CATALOGUE

from conformance.cli.main import main
from conformance.drafting.trace import STATES, State, counts, themes, trace

TRACED = trace(CATALOGUE)


def test_each_of_the_308_clauses_has_one_state() -> None:
    assert len(TRACED) == 308
    assert sum(counts(TRACED).values()) == 308
    assert set(STATES) == set(State)


def test_every_active_requirement_is_found_from_its_clauses() -> None:
    for row in CATALOGUE.requirements.values():
        homes = [CATALOGUE.clauses[key].parent or key for key in row.policy]
        assert all((row.id in TRACED[home].requirements) == (row.excluded is None) for home in homes)


def test_the_state_follows_from_what_can_be_observed() -> None:
    for each in TRACED.values():
        observable = set(each.clause.observable)
        if each.state is State.NOT_YET:
            assert observable & {"file", "endpoint", "stream"}
        elif each.state is State.UNTESTABLE:
            assert observable == {"none"}
        elif each.state in (State.EVIDENCE, State.PROGRAMME):
            assert each.state.value in observable
        else:
            assert each.requirements


def test_the_forty_themes_name_clauses_that_exist() -> None:
    found = themes()
    assert len(found) == 40
    assert len({theme.key for theme in found}) == 40
    assert all(key in TRACED for theme in found for key in theme.clauses)


def test_the_command_shows_it_in_both_languages_and_as_json(toy_suites: Path, capsys) -> None:
    for language in ("en", "zh"):
        assert main(["trace", "--lang", language, "--suites", str(toy_suites)]) == 0
        assert "TOY-BDG-001" in capsys.readouterr().out
    assert main(["trace", "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["clauses"]) == 308
