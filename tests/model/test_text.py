"""Sentences in two languages and the values in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.model.text import LONGEST_VALUE, JsonType, Text, capped, in_words, legible

pytestmark = pytest.mark.versions

LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)


def test_a_language_is_asked_for_by_its_code() -> None:
    text = Text("yes", "是")
    assert (text["en"], text["zh"]) == ("yes", "是")


def test_both_templates_are_filled_from_the_same_values() -> None:
    filled = Text("{count} of {all}", "{all} 个中的 {count} 个").filled({"count": 2, "all": 5})
    assert filled == Text("2 of 5", "5 个中的 2 个")


def test_a_missing_value_stays_visible() -> None:
    assert Text("{received} here", "此处 {received}").filled({}).en == "{received} here"


def test_values_are_not_filled_in_again() -> None:
    assert Text("{a}", "{a}").filled({"a": "{b}", "b": "x"}).en == "{b}"


def test_a_text_as_value_speaks_the_language_of_its_sentence() -> None:
    assert Text("a {type}", "一个{type}").filled({"type": Text("string", "字符串")}) == Text("a string", "一个字符串")


@pytest.mark.parametrize(
    ("value", "en", "zh"),
    [
        (True, "true", "true"),
        (None, "null", "null"),
        (1, "1", "1"),
        (1.0, "1.0", "1.0"),
        (["a", "b"], "a, b", "a、b"),
        ({"b", "a"}, "a, b", "a、b"),
        (list(range(9)), "0, 1, 2, 3, 4, 5, 6, 7, … (9)", "0、1、2、3、4、5、6、7、… (9)"),
        ([], "", ""),
        (["", "a"], '"", a', '""、a'),
        (JsonType.STRING, "string", "字符串"),
        ([JsonType.ARRAY, "array"], "array, array", "数组、array"),
    ],
)
def test_how_values_are_said(value: object, en: str, zh: str) -> None:
    assert (in_words(value, "en"), in_words(value, "zh")) == (en, zh)


def test_an_empty_string_is_seen_in_the_sentence_of_a_finding() -> None:
    filled = Text("received {received}", "实际为 {received}").filled(legible({"received": "", "line": 0, "items": []}))
    assert filled == Text('received ""', '实际为 ""')


@given(st.text(), st.integers(3, 200))
def test_a_capped_text_is_never_longer_than_the_cap_and_keeps_both_ends(text: str, longest: int) -> None:
    short = capped(text, longest)
    assert len(short) <= longest
    if len(text) <= longest:
        assert short == text
    else:
        start, end = short.split("…", 1) if "…" not in text else (text[:1], text[-1:])
        assert text.startswith(start)
        assert text.endswith(end)


@given(VALUES)
def test_any_json_value_can_be_said_in_bounded_length(value: object) -> None:
    for language in ("en", "zh"):
        said = in_words(value, language)
        assert isinstance(said, str)
        if not isinstance(value, list):
            assert len(said) <= LONGEST_VALUE


def test_the_fields_of_each_language() -> None:
    assert Text("{a} {b}", "{b}").fields() == (frozenset("ab"), frozenset("b"))
