"""A Latin word or a number beside Chinese characters has a space, also where a sentence is filled with values (H5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from doubles.ours import CATALOGUE

from conformance.catalogue.tables import _TYPES
from conformance.engine.plan_mistakes import ANSWERS, ANY_ANSWER, BOUNDS, TYPES
from conformance.model.nearest import THINGS
from conformance.model.text import JsonType, Text, in_words
from conformance.reporting.words import words

CHECKOUT = Path(__file__).resolve().parents[1]
HAN = "[\u4e00-\u9fff]"
TIGHT = re.compile(rf"(?<={HAN})\{{([^{{}}]+)\}}|\{{([^{{}}]+)\}}(?={HAN})")
LATIN = re.compile(rf"{HAN}[A-Za-z0-9]|[A-Za-z0-9]{HAN}")
OURS = {"received", "expected", "expected.zh", "least", "title", "what", "hint.zh", "all_of_them"}
"""What is between Chinese characters without a space in the core: our own Chinese words, which a test below reads."""


def sources() -> Iterator[Path]:
    for folder in ("src", "suites"):
        yield from (path for path in (CHECKOUT / folder).rglob("*") if path.suffix in (".py", ".toml"))


def test_only_our_own_chinese_words_are_filled_in_without_a_space() -> None:
    found = {}
    for path in sources():
        for line in path.read_text(encoding="utf-8").splitlines():
            if "{" not in line:
                continue
            names = {each for match in TIGHT.finditer(line) for each in match.groups() if each}
            own = {each for each in names if each in OURS or each.startswith(("_KINDS[", "THINGS."))}
            left = names - own if path.is_relative_to(CHECKOUT / "src") else names
            found.update(dict.fromkeys(left, f"{path.name}: {line.strip()}"))
    assert found == {}


@pytest.mark.parametrize("where", ["src", "suites"])
def test_our_chinese_texts_have_the_spaces(where: str) -> None:
    """Quotations of documents keep theirs: clauses of policy and titles of standards."""
    quoted = ("policy", "standards.toml", "themes.toml", "words.toml", "wording.toml")
    found = [
        (path.name, match[0], line.strip()[:100])
        for path in sources()
        if path.suffix == ".toml" and path.is_relative_to(CHECKOUT / where) and not set(path.parts).intersection(quoted)
        for line in path.read_text(encoding="utf-8").splitlines()
        for match in LATIN.finditer(line)
    ]
    assert found == []


def own_words() -> Iterator[str]:
    yield from (in_words(each, "zh") for each in JsonType)
    yield from (text.zh for table in (ANSWERS, BOUNDS, TYPES, _TYPES) for text in table.values())
    yield from (ANY_ANSWER.zh, *THINGS.values(), *(each["zh"] for each in words()["unlike"].values()))
    facts: list[Text] = [title for kind in CATALOGUE.kinds.values() for title in kind.facts.values()]
    yield from (title.zh for title in facts)


def test_words_that_are_filled_in_begin_and_end_in_chinese() -> None:
    """BOUNDS may end with the values themselves, at the end of their sentence."""
    beginnings = [each for each in own_words() if not re.match(HAN, each)]
    ends = [each for each in own_words() if not re.search(rf"({HAN}|[）}}]|11-21)$", each)]
    assert (beginnings, ends) == ([], [])
