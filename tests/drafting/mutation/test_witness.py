"""The smallest good sample of a row, and candidates for bad ones that prove it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conformance.cli.main import main
from conformance.drafting.mutation.witness import witness
from conformance.engine.plan import Plan, Selection
from tests.drafting.mutation.test_mutation import SIZE, made


def test_what_the_row_does_not_need_is_taken_away(tmp_path: Path) -> None:
    plan = Plan(Selection((str(made(tmp_path, SIZE)),)))
    suite = plan.catalogue.suite("tiny/things/thing")
    found = witness(plan, suite, plan.catalogue.requirements["TNY-THG-002"])
    assert found
    assert json.loads(found.sample.data).keys() <= {"thing", "size"}
    assert "size" in json.loads(found.sample.data)
    assert {step.mutant.pattern for step in found.steps} <= {"/size", ""}


def test_candidates_are_samples_as_they_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Moved into the suite, each is proven to violate the row alone."""
    root, out = made(tmp_path, SIZE), tmp_path / "out"
    assert main(["witness", "tny-thg-002", "--suites", str(root), "--output", str(out)]) == 0
    samples = root / "tiny" / "things" / "thing" / "samples"
    (good,) = (out / "good").iterdir()
    (samples / "good" / good.name).write_bytes(good.read_bytes())
    bad = sorted((out / "bad").iterdir())
    for path in bad:
        (samples / "bad" / path.name).write_bytes(path.read_bytes())
    capsys.readouterr()
    assert main(["prove", "TNY-THG-002", "--suites", str(root), "--accept"]) == 0
    proven = capsys.readouterr().out
    assert all(path.name in proven for path in bad)


def test_what_is_there_is_not_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root, out = made(tmp_path, SIZE), tmp_path / "out"
    (out / "good").mkdir(parents=True)
    (out / "good" / "a.json").write_text("mine", encoding="utf-8")
    assert main(["witness", "TNY-THG-002", "--suites", str(root), "--output", str(out)]) == 2
    assert (out / "good" / "a.json").read_text(encoding="utf-8") == "mine"
    assert not (out / "bad").exists()
    assert "a.json" in capsys.readouterr().err
