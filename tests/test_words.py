"""What no output may say, and that every language is spoken in every output."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from conformance.catalogue import load_catalogue
from conformance.cli.console import write_lines
from conformance.cli.explain_command import explain

# 符合格式 is no 合格.
FORBIDDEN = re.compile(r"认证证书|(?<!符)合格|\bCNAS\b|\bCMA\b|certificate of conformity")
CHECKOUT = Path(__file__).resolve().parents[1]


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
