"""The tool confirmation record as a page."""

from __future__ import annotations

import copy
import io
from pathlib import Path

import pytest

from conformance.cli.main import main
from conformance.drafting.confirmation import confirmation
from conformance.drafting.row_proof import Caught, Misfit, RowProof
from conformance.engine.plan import Plan, Selection
from conformance.reporting.qualification_page import write_qualification
from conformance.reporting.words import moment, words


@pytest.fixture(scope="module")
def record(toy_suites: Path) -> dict:
    plan = Plan(Selection((str(toy_suites),)))
    return confirmation(plan, "李雷 <b>", ["toy/badges/badge"])


def page(record: dict, language: str = "en") -> str:
    out = io.StringIO()
    write_qualification(record, out, language)
    return out.getvalue()


def test_it_says_who_when_by_what_and_every_planted_fault_with_what_caught_it(record: dict) -> None:
    made = page(record)
    assert "Tool confirmation record: confirmed" in made
    assert "李雷 &lt;b&gt;" in made
    for told in (
        moment(record["date"], "en"),
        moment(record["date"], "zh"),
        record["harness"]["version"],
        record["system"]["host"],
    ):
        assert told in made
    for suite in record["suites"]:
        assert suite["digest"] in made
        for row in suite["requirements"]:
            for fault in row["planted"]:
                assert f"{fault['sample']} → {row['id']}" in made


def test_it_claims_no_accreditation_in_either_language(record: dict) -> None:
    made = page(record)
    assert "does not imply any accreditation" in made
    assert "不表示任何认可" in made


def test_a_fault_that_was_missed_is_the_first_thing_told(record: dict) -> None:
    missed = copy.deepcopy(record) | {"confirmed": False}
    row = missed["suites"][0]["requirements"][0]
    row |= {"confirmed": False, "problems": ["missed", "no_good"]}
    row["planted"][0]["caught_by"] = []
    made = page(missed)
    assert "NOT CONFIRMED" in made
    assert 'class="hero nonconformant"' in made
    assert "a planted fault was missed, no good sample satisfies it" in made
    assert "有植入的缺陷未被发现、没有满足它的好样例" in made


def test_every_problem_a_proof_can_have_has_words(toy_suites: Path) -> None:
    proof = RowProof(Plan(Selection((str(toy_suites),))).catalogue.requirement("TOY-BDG-001"))
    proof.failed_by_good, proof.caught, proof.errors = ["a"], {"b": Caught(["other"])}, ["c"]
    proof.misfits = [
        Misfit(key, "b", Path("expected.toml"), 0) for key in ("no_line", "no_sample", "other_finding", "not_left")
    ]
    found = set(proof.problems)
    proof.caught, proof.passed_by = {}, []
    assert found | set(proof.problems) <= set(words()["problem"])


def test_the_command_writes_the_page(tmp_path: Path, toy_suites: Path) -> None:
    target = tmp_path / "记录" / "q.html"
    options = [
        "--suites",
        str(toy_suites),
        "--suite",
        "badge",
        "--format",
        "html",
        "--lang",
        "zh",
        "--output",
        str(target),
    ]
    assert main(["qualify", "--by", "李雷", *options]) == 0
    assert "测试工具确认记录" in target.read_text(encoding="utf-8")
