"""Pages of the suites and their Chinese counterparts say the same, and the rows use the terms that both list."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from doubles.ours import CATALOGUE

from conformance.drafting.terms import missing_terms, terms, terms_in

CHECKOUT = Path(__file__).resolve().parents[2]
ENGLISH, CHINESE = CHECKOUT / "suites" / "README.md", CHECKOUT / "suites" / "README.zh.md"
pytestmark = pytest.mark.skipif(not CHINESE.is_file(), reason="no checkout around the tests")

BOTH = pytest.mark.parametrize("name", ["README", "terminals/recording/RECORDING"])


def pages(name: str) -> list[str]:
    """The English and the Chinese version of a page."""
    return [(CHECKOUT / "suites" / f"{name}{end}.md").read_text(encoding="utf-8") for end in ("", ".zh")]


def blocks(text: str) -> list[str]:
    """The code blocks of a page without comments and without the words that explain a folder."""
    found = re.findall(r"^ *```\w*\n(.*?)^ *```$", text, re.DOTALL | re.MULTILINE)
    return [re.sub(r"(?m)(?:(?:^|(?<=\s))# .*|(?<=\S) {2,}\S.*)$", "", block) for block in found]


def prose(text: str) -> str:
    """The page without its code blocks and tables."""
    text = re.sub(r"^ *```.*?^ *```$", "", text, flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"(?m)^\|.*\n", "", text)


def links(text: str) -> set[str]:
    """The files that a page links to, whatever their language, except its counterpart."""
    found = re.findall(r"\[(?!中文|English)[^]]+\]\(([^)]+)\)", text)
    return {link.replace(".zh.md", ".md").replace("/zh/", "/") for link in found}


def table(text: str, heading: str) -> list[list[str]]:
    """The rows of the table under a heading."""
    part = re.split(r"(?m)^#+ ", text.split(f"### {heading}\n")[1])[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line.startswith("|")]
    return rows[2:]


@BOTH
def test_both_pages_show_the_same_code(name: str) -> None:
    english, chinese = pages(name)
    assert [each.split() for each in blocks(english)] == [each.split() for each in blocks(chinese)]


@BOTH
def test_both_pages_name_the_same_code_and_link_to_the_same_files(name: str) -> None:
    english, chinese = map(prose, pages(name))
    codes = [Counter(re.findall(r"`([^`]+)`", page)) for page in (english, chinese)]
    assert codes[0] - codes[1] == codes[1] - codes[0] == Counter()
    assert links(english) == links(chinese)


@pytest.mark.parametrize(
    ("english", "chinese"),
    [("Terms of a test", "测试术语"), ("Phrases", "短语")],
)
def test_both_pages_list_the_same_terms(english: str, chinese: str) -> None:
    listed = table(ENGLISH.read_text(encoding="utf-8"), english)
    assert len(listed) > 10
    assert listed == table(CHINESE.read_text(encoding="utf-8"), chinese)


def test_statements_use_the_terms_in_both_languages() -> None:
    rows = list(CATALOGUE.requirements.values())
    wrong = [f"{row.id}: {text.en}" for row in rows for _, text in missing_terms(row)]
    used = terms_in(row.statement.en for row in rows)
    assert wrong == []
    assert [term.en for term in terms() if term not in used] == []


def test_every_exception_of_a_term_is_one() -> None:
    """A row of `other` has the word in English and not in Chinese."""
    rows = CATALOGUE.requirements
    for term in terms():
        for name in term.other:
            assert term.used_in(rows[name].statement.en), (name, term.en)
            assert not any(each in rows[name].statement.zh for each in term.zh), (name, term.en)


def test_terms_are_listed_once_in_alphabetical_order() -> None:
    names = [term.en.lower() for term in terms()]
    assert names == sorted(set(names))
