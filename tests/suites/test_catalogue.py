"""Invariants over every requirement we ship."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from doubles.ours import CATALOGUE

from conformance.catalogue import folder
from conformance.catalogue.messages import sentences
from conformance.cli.main import COMMANDS
from conformance.drafting.documents import DOCUMENTS
from conformance.drafting.wording import review
from conformance.drafting.wording_tokens import differing_tokens
from conformance.engine.suite_code import load_suite_code
from conformance.model.requirement import Suite
from conformance.model.text import Text
from conformance.reporting.words import words

ROWS = list(CATALOGUE.requirements.values())
CHECKOUT = Path(__file__).resolve().parents[2]

# Remarks of the wording lint on our own statements that were looked at and kept: (id, code) -> why.
EXPLAINED: dict[tuple[str, str], str] = {}


def texts_of(suite: Suite) -> Iterator[tuple[str, Text]]:
    """Every bilingual sentence of a suite with a name for it."""
    yield f"{suite.id} title", suite.title
    yield from ((f"{suite.id} reason {key}", text) for key, text in suite.reasons.items())
    yield from ((f"{suite.id} parameter {key}", each.title) for key, each in suite.parameters.items())
    for row in suite.requirements:
        yield f"{row.id} title", row.title
        yield f"{row.id} statement", row.statement
        yield from ((f"{row.id} finding {key}", text) for key, text in row.findings.items())
        for name in ("fix", "repair", "untestable", "conflict", "withdrawn"):
            if text := getattr(row, name):
                yield f"{row.id} {name}", text


def texts_of_the_core() -> Iterator[tuple[str, Text]]:
    """Every bilingual sentence of messages, commands and views with a name for it."""
    for section, texts in sentences().items():
        yield from ((f"message {section}.{key}", text) for key, text in texts.items())
    for name in [*(f"conformance.cli.{command}_command" for command in COMMANDS), "conformance.drafting.trace"]:
        for key, value in vars(import_module(name)).items():
            texts_here = value if isinstance(value, dict) else {key: value}
            yield from ((f"{name} {each}", text) for each, text in texts_here.items() if isinstance(text, Text))
    for section, entries in words().items():
        yield from ((f"word {section}.{key}", Text(entry["en"], entry["zh"])) for key, entry in entries.items())


# One item per suite: each reports all its violations at once.
SUITES = list(CATALOGUE.suites.values())
TEXTS = {"core": dict(texts_of_the_core()), **{suite.id: dict(texts_of(suite)) for suite in SUITES}}
of_each_suite = pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.id)
of_all_texts = pytest.mark.parametrize("texts", TEXTS.values(), ids=TEXTS)


@of_each_suite
def test_each_row_is_judged_in_exactly_one_way_by_a_function_with_sentences_or_a_schema_without(suite: Suite) -> None:
    loaded = load_suite_code(suite, CATALOGUE.kinds[suite.kind].judge).rows
    assert [each.requirement.id for each in loaded] == [row.id for row in suite.requirements]
    assert [each.requirement.id for each in loaded if (each.check is not None) != bool(each.requirement.findings)] == []


@of_each_suite
def test_a_suite_has_at_most_25_rows_in_the_order_of_their_numbers(suite: Suite) -> None:
    ids = [row.id for row in suite.requirements]
    assert len(ids) <= 25
    assert ids == sorted(ids)
    assert [each for each in ids if not re.fullmatch(rf"{suite.prefix}-\d{{3}}", each)] == []


@of_all_texts
def test_both_languages_ask_for_the_same_values(texts: dict[str, Text]) -> None:
    fields = {name: text.fields() for name, text in texts.items()}
    assert {name: each for name, each in fields.items() if each[0] != each[1]} == {}


@of_all_texts
def test_both_languages_hold_the_same_numbers_and_code(texts: dict[str, Text]) -> None:
    kept = {name: text for name, text in texts.items() if not name.startswith("message keyword")}
    differing = {name: differing_tokens(text.en, text.zh) for name, text in kept.items()}
    assert {name: each for name, each in differing.items() if each != ([], [])} == {}


@of_all_texts
def test_english_is_english_and_chinese_is_chinese(texts: dict[str, Text]) -> None:
    assert {name: text.en for name, text in texts.items() if re.search(r"[一-鿿]", text.en)} == {}
    said = {name: re.sub(r"\{[^}]*\}", "", text.en) for name, text in texts.items()}  # without values
    worded = [name for name, text in said.items() if re.search(r"[A-Za-z]{2,}", text)]
    assert {name: texts[name].zh for name in worded if not re.search(r"[一-鿿]", texts[name].zh)} == {}


@of_each_suite
def test_the_wording_lint_has_no_unexplained_remark(suite: Suite) -> None:
    remarks = [
        (row.id, each.code, each.message("en"))
        for row in suite.requirements
        for each in review(en=row.statement.en, zh=row.statement.zh, obligation=row.obligation.value)
    ]
    assert [each for each in remarks if each[:2] not in EXPLAINED] == []


def test_every_explained_remark_is_still_raised() -> None:
    raised = {
        (row.id, each.code)
        for row in ROWS
        for each in review(en=row.statement.en, zh=row.statement.zh, obligation=row.obligation.value)
    }
    assert set(EXPLAINED) <= raised


def test_statements_and_titles_are_said_once() -> None:
    for texts in ([row.statement.en for row in ROWS], [row.title.en for row in ROWS]):
        assert [text for text, times in Counter(texts).items() if times > 1] == []


def test_every_profile_loads_and_its_levels_grow() -> None:
    assert CATALOGUE.profile_files
    for name in CATALOGUE.profile_files:
        profile = CATALOGUE.profile(name)
        assert list(profile.levels) == ["basic", "interoperable", "mutual_recognition"]
        listed = [row for rows in profile.levels.values() for row in rows]
        assert len(listed) == len(set(listed))


def test_every_schema_file_belongs_to_a_suite_or_a_document_of_ours() -> None:
    used = {suite.schema for suite in CATALOGUE.suites.values()}
    documents = {folder("schemas") / f"{name}.json" for name in DOCUMENTS}
    listening = [family for family in CATALOGUE.families.values() if family.listeners]
    spoken = {path for family in listening for path in (folder("schemas") / family.id).glob("raw_*.json")}
    assert set(folder("schemas").rglob("*.json")) == {path for path in used if path} | documents | spoken
