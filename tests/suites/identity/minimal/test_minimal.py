"""Histories of presentations: samples and recipe agree, each level decides, hostile histories are bounded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from doubles.ours import PLAN

from conformance.cli.main import main
from conformance.model.outcome import Outcome
from conformance.model.profile import LEVELS
from conformance.readers.source import Source

for library in ("cryptography", "joserfc"):
    pytest.importorskip(library)
pytestmark = pytest.mark.needs("identity/minimal")

from tests.suites.identity.minimal import history_recipe as recipe  # noqa: E402


def judged(presentations: Any) -> dict[str, tuple[Outcome, str]]:
    """By row with a case: its outcome, and the key of its reason."""
    found = {}
    data = json.dumps({"presentations": presentations}).encode()
    for _, _, cases in PLAN.judge(Source("a.presentations.json", data), "presentation_history").verdicts:
        for case in cases:
            found[case.requirement.id] = (case.outcome, case.reason[0] if case.reason else "")
    assert Outcome.ERROR not in {outcome for outcome, _ in found.values()}
    return found


def test_the_samples_are_those_of_the_recipe() -> None:
    made = recipe.samples()
    assert set(recipe.FOLDER.glob("*/*.json")) == set(made)
    assert [path.name for path, data in made.items() if path.read_bytes() != data] == []


@pytest.mark.parametrize(
    ("name", "reached"), [("002_more", [1, 1, 1]), ("006_key", [0, 1, 1]), ("004_both", [0, 0, 1]), ("two", [0, 0, 0])]
)
def test_each_level_decides_something(
    name: str, reached: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = {**recipe.good(), **recipe.bad()}[name]
    Path("shown.json").write_text(json.dumps({"presentations": made}), encoding="utf-8")
    given = ["check", "shown.json", "--profile", "minimal-disclosure", "--quiet", "--workers", "1", "--level"]
    assert [main([*given, level]) for level in LEVELS] == reached


WRONG: list[Any] = [None, True, 7, "", "x", [], {}, [[]], "eyJ.eyJ.x", "~~~~", [None], {"dcql_query": []}]


def test_wrong_types_everywhere_raise_nothing() -> None:
    for wrong in WRONG:
        judged(wrong)
        judged([wrong])
        judged([{"request": wrong, "vp_token": wrong}])
        for name in ("client_id", "response_uri", "client_metadata", "dcql_query"):
            made = recipe.two(recipe.credential(1, recipe.AGE), recipe.credential(2, recipe.NICKNAME))
            made[0]["request"][name] = wrong
            judged(made)
        judged([recipe.answered(recipe.request(recipe.BAR, "a"), wrong)])  # type: ignore[arg-type]


def test_long_histories_are_bounded() -> None:
    one = recipe.answered(recipe.request(recipe.BAR, *recipe.AGE), recipe.credential(1, recipe.AGE))
    assert "presentations_bound" in {why for _, why in judged([one] * 600).values()}
    one["vp_token"]["member"] *= 30
    assert "credentials_bound" in {why for _, why in judged([one]).values()}
