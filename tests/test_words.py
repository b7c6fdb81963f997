"""What no output may say, and that every language is spoken in every output."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from conformance.catalogue import load_catalogue
from conformance.catalogue.samples import samples
from conformance.cli.console import write_lines
from conformance.cli.explain_command import explain
from conformance.engine.plan import Plan, Selection
from conformance.engine.run import execute
from conformance.engine.subjects import targets
from conformance.reporting.journal import events
from conformance.reporting.summary import summarise
from conformance.reporting.terminal import render

# 符合格式 is no 合格.
FORBIDDEN = re.compile(r"认证证书|(?<!符)合格|\bCNAS\b|\bCMA\b|certificate of conformity")
CHECKOUT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run over every sample of every suite."""
    root = tmp_path_factory.mktemp("samples")
    plan = Plan(Selection())
    for suite in plan.catalogue.suites.values():
        folder = root / suite.id
        folder.mkdir(parents=True)
        for sample in samples(suite):
            (folder / sample.name).write_bytes(sample.data)
    path = root / "run.jsonl"
    execute(plan, targets([str(root)]), path, workers=1)
    return path


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_view_of_all_samples_says_no_forbidden_word_and_leaves_no_placeholder(journal: Path, language: str) -> None:
    out = io.StringIO()
    write_lines(render(summarise(events(journal)), language), out)
    text = out.getvalue()
    assert FORBIDDEN.findall(text) == []
    assert re.findall(r"\{[a-z_]+\}", text) == []


def test_the_english_view_holds_no_chinese_and_the_chinese_one_no_english_label(journal: Path) -> None:
    english, chinese = io.StringIO(), io.StringIO()
    summary = summarise(events(journal))
    write_lines(render(summary, "en"), english)
    write_lines(render(summary, "zh"), chinese)
    own = [line for line in english.getvalue().splitlines() if "/samples" not in line]
    assert [line for line in own if re.search(r"[一-鿿]", line) and "_" not in line] == []
    assert not re.search(r"\b(Received|Expected|Standard|Policy|Fix|Violated|Unproven)\b", chinese.getvalue())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_explaining_a_requirement_of_every_suite_says_no_forbidden_word(language: str) -> None:
    catalogue = load_catalogue()
    out = io.StringIO()
    for suite in catalogue.suites.values():
        write_lines(explain(suite.requirements[-1], suite, catalogue, language), out)
    assert FORBIDDEN.findall(out.getvalue()) == []


def test_no_file_of_ours_says_a_forbidden_word() -> None:
    if not (CHECKOUT / "src").is_dir():
        pytest.skip("no checkout around the tests")
    said = []
    for place in ("src", "suites", "profiles", "schemas", "README.md"):
        root = CHECKOUT / place
        files = (
            [root] if root.is_file() else [p for p in root.rglob("*") if p.suffix in (".py", ".toml", ".json", ".md")]
        )
        for path in files:
            if path.is_relative_to(CHECKOUT / "suites" / "policy") or path.name == "standards.toml":
                continue  # names of documents and laws are facts, not claims of ours
            text = path.read_text(encoding="utf-8")
            said += [f"{path.name}: {word}" for word in FORBIDDEN.findall(text)]
    assert said == []
