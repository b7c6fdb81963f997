"""Changes to a suite's own schema and checks: a sample notices them, or is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.cli.main import main
from conformance.drafting.mutation.ledger import FILE
from conformance.drafting.strength import trial
from conformance.drafting.strength.schema import schema_mutants
from conformance.drafting.strength.trial import Strength, strength
from conformance.engine.plan import Plan, Selection
from tests.drafting.mutation.test_mutation import SIZE, made

ENTRY = """
[[unnoticed]]
place    = "checks.py:size_is_even"
operator = "*100*"
why      = "conforms"
reason   = {{ en = "No product is so large.", zh = "没有如此大的产品。" }}
author   = "Tiny"
date     = 2026-11-22
"""


def result(root: Path, most: int | None = None) -> Strength:
    plan = Plan(Selection((str(root),)))
    return strength(plan, plan.catalogue.suite("tiny/things/thing"), most)


def test_what_a_bad_sample_shows_is_noticed_and_the_rest_is_not(tmp_path: Path) -> None:
    found = result(made(tmp_path, SIZE))
    noticed = {each.change: each.noticed for each in found.changes}
    assert noticed["if isinstance(size, int) and (size % 2 or size > 100): -> if False:"]
    assert noticed["removed"], "the type of the thing"
    unnoticed = {each.change for each in found.unnoticed}
    assert any(change.endswith("size > 101):") for change in unnoticed), "no sample is at the limit"
    assert 0 < found.share() < 1


def test_an_endless_loop_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "SECONDS", 0.5)
    loop = SIZE.replace("    size =", "    while 1 > 2:\n        pass\n    size =")
    found = {each.change: each.noticed for each in result(made(tmp_path, loop)).changes}
    assert found["while 1 > 2: -> while not (1 > 2):"]


def test_a_reason_takes_a_change_out_of_the_share(tmp_path: Path) -> None:
    root = made(tmp_path, SIZE)
    before = result(root)
    (root / "tiny" / "things" / "thing" / FILE).write_text(ENTRY.format(), encoding="utf-8")
    after = result(root)
    assert after.share() > before.share()
    assert after.stale == []


def test_a_sample_that_is_missing_makes_a_suite_weaker(tmp_path: Path) -> None:
    root = made(tmp_path, SIZE)
    before = result(root).share()
    (root / "tiny" / "things" / "thing" / "samples" / "bad" / "TNY-THG-002_odd.json").unlink()
    assert result(root).share() < before


def test_at_most_so_many_are_tried(tmp_path: Path) -> None:
    root = made(tmp_path, SIZE)
    assert len(result(root, 5).changes) <= 5 < len(result(root).changes)


def test_every_keyword_of_a_schema_is_changed() -> None:
    definition = {"type": "object", "required": ["a", "b"], "properties": {"a": {"pattern": "^x$", "minLength": 2}}}
    changes = {(each.place, each.change) for each in schema_mutants({"$defs": {"ROW": definition}})}
    root = "/$defs/ROW"
    assert changes >= {
        (f"{root}/type", "removed"),
        (f"{root}/required", 'without "a"'),
        (f"{root}/properties", "without a"),
        (f"{root}/properties/a/pattern", "without ^"),
        (f"{root}/properties/a/minLength", "2 -> 1"),
        (f"{root}/properties/a/minLength", "2 -> 3"),
    }
    for each in schema_mutants({"$defs": {"ROW": definition}}):
        assert each.schema() != {"$defs": {"ROW": definition}}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_no_sample_notices_is_named_with_its_line(
    tmp_path: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    root = made(tmp_path, SIZE)
    assert main(["strength", "tiny", "--suites", str(root), "--lang", language]) == 1
    shown = capsys.readouterr().out
    assert "checks.py:size_is_even:" in shown
    assert "tiny/things/thing" in shown
