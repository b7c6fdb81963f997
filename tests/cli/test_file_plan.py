"""`check --plan`: what a laboratory states is printed on the report of a run over files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conformance.cli.main import main

TOY = ("--suites", str(Path(__file__).parents[1] / "doubles" / "suites"))
PLAN = """
[product]
name = "Badge printer"
version = "3.1"
[laboratory]
name = "Lab One"
[order]
report_number = "MV-17"
receipt_date = 2026-11-21
"""


@pytest.fixture(autouse=True)
def _model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.json").write_text('{"badge":{"name":"Ada Lovelace"}}', encoding="utf-8")
    Path("product.toml").write_text(PLAN, encoding="utf-8")


def check(*options: str) -> int:
    return main(["check", "a.json", *TOY, "--journal", "run/run.jsonl", "--lang", "en", *options])


def test_the_plan_is_in_the_report_and_at_its_head(capsys: pytest.CaptureFixture[str]) -> None:
    """C1."""
    assert check("--plan", "product.toml") == 1
    assert capsys.readouterr().out.splitlines()[1] == "Product: Badge printer 3.1; Laboratory: Lab One"
    told = json.loads(Path("run/report.json").read_text(encoding="utf-8"))
    assert told["product"]["name"] == "Badge printer"
    assert told["order"]["receipt_date"] == "2026-11-21"
    assert told["persons"] == {"tested_by": None, "reviewed_by": None, "approved_by": None}


def test_the_plan_changes_no_verdict(capsys: pytest.CaptureFixture[str]) -> None:
    found = []
    for options in ([], ["--plan", "product.toml"]):
        check(*options)
        told = json.loads(Path("run/report.json").read_text(encoding="utf-8"))
        found.append({key: told[key] for key in ("conclusion", "counts", "results", "subjects", "classes")})
    assert found[0] == found[1]


def test_the_plan_may_name_the_profile(capsys: pytest.CaptureFixture[str]) -> None:
    Path("product.toml").write_text(f'profile = "no-such"\n{PLAN}', encoding="utf-8")
    assert check("--plan", "product.toml") == 2
    assert "no-such" in capsys.readouterr().err
    assert not Path("run/run.jsonl").exists()


@pytest.mark.parametrize("name", ["none.toml", "."])
def test_a_plan_that_is_not_there_is_a_sentence(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert check("--plan", name) == 2
    assert "a plan has [product]" in capsys.readouterr().err
