"""What no text may say: words of certification bodies, and the expressions that words.toml lists."""

from __future__ import annotations

import io
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from doubles.ours import CATALOGUE
from doubles.prose import files, lines

from conformance.cli.console import write_lines
from conformance.cli.explain_command import explain
from conformance.programme.certificate import certificate_words

# 符合格式 is not 合格.
FORBIDDEN = re.compile(
    r"认证证书|(?<!符)合格|检测报告|检验报告|认证标志|通过等保|通过密评|国密合规"
    r"|\bCNAS\b|\bCMA\b|certificate of conformity"
)
KINDS = (".py", ".toml", ".json", ".jsonld", ".md", ".html", ".txt", ".xml", ".csv", ".sarif")
DISCLAIMERS = re.compile(r"\[disclaimer\]\n(?:.+\n)+")
"""The one list of fixed sentences in words.toml that may say what a report is not."""
FORM = certificate_words()["disclaimer"]["form"]["zh"]
"""The sentence from there that attestations and the pages of a register print."""
CHECKOUT = Path(__file__).resolve().parents[1]
WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_explaining_a_requirement_of_every_suite_says_no_forbidden_word(language: str) -> None:
    catalogue = CATALOGUE
    out = io.StringIO()
    for suite in catalogue.suites.values():
        write_lines(explain(suite.requirements[-1], suite, catalogue, language), out)
    assert FORBIDDEN.findall(out.getvalue()) == []


def test_no_file_of_ours_says_a_forbidden_word() -> None:
    if not (CHECKOUT / "src").is_dir():
        pytest.skip("no checkout around the tests")
    said = []
    for place in ("src", "suites", "profiles", "schemas", "README.md", "README.zh.md", "docs", "reports"):
        root = CHECKOUT / place
        files = [root] if root.is_file() else [p for p in root.rglob("*") if p.suffix in KINDS]
        for path in files:
            if path.is_relative_to(CHECKOUT / "suites" / "policy") or path.name in ("standards.toml", "trace.html"):
                continue  # names of documents and laws are facts, not claims of ours
            text = DISCLAIMERS.sub("", path.read_text(encoding="utf-8", errors="replace")).replace(FORM, "")
            said += [f"{path.name}: {word}" for word in FORBIDDEN.findall(text)]
    assert said == []


def complaints(line: str, language: str) -> list[str]:
    """The listed expressions in a line, each with what to write instead."""
    found: list[str] = []
    for rule in WORDS[language]:
        allowed = [match.span() for match in re.finditer(rule.get("unless", "(?!)"), line, re.IGNORECASE)]
        found += [
            f"“{match[0].strip()}”: write {rule['instead']}"
            for match in re.finditer(rule["say"], line, re.IGNORECASE)
            if not any(start <= match.start() < end for start, end in allowed)
        ]
    return found


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_text_is_plain_and_idiomatic(language: str) -> None:
    if not (CHECKOUT / "src").is_dir():
        pytest.skip("no checkout around the tests")
    suspect = re.compile("|".join(f"(?:{rule['say']})" for rule in WORDS[language]), re.IGNORECASE)
    allowed = [CHECKOUT / name for name in WORDS["allowed"]]
    said = [
        f"{path.relative_to(CHECKOUT).as_posix()}:{number}: {complaint}"
        for path in files(CHECKOUT)
        if not any(path.is_relative_to(each) for each in allowed)
        for number, line in lines(path, suspect)
        for complaint in complaints(line, language)
    ]
    assert said == [], "\n" + "\n".join(said)


@pytest.mark.parametrize(
    ("line", "language", "count"),
    [
        ("the name stands twice, which is no JSON", "en", 2),
        ("the name stands for itself, there is no JSON, and it is no longer valid", "en", 0),
        ("Mended by hand", "en", 1),
        ("a recommended amendment of standards", "en", 0),
        ("得到 {received}，应不小于 {expected}", "zh", 2),
        ("响应不完整，不应超过 2 个", "zh", 0),
    ],
)
def test_the_list_finds_what_it_is_for_and_nothing_else(line: str, language: str, count: int) -> None:
    assert len(complaints(line, language)) == count


def test_every_exception_exists() -> None:
    if not (CHECKOUT / "src").is_dir():
        pytest.skip("no checkout around the tests")
    assert [name for name in WORDS["allowed"] if not (CHECKOUT / name).exists()] == []
