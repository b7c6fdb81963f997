"""The places a row judges."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conformance.engine.places import Standing, compile_pattern, cut_by, probe, survey
from conformance.model.place import complaint
from conformance.readers.json import escape

NAMES = st.sampled_from(["a", "b", "a/b", "~", "~1", "0", "", "名"])
DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["a", ""]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=15,
)
STEPS = st.lists(NAMES | st.just("*"), max_size=4).map(tuple)
POINTERS = st.lists(NAMES, max_size=4).map(lambda steps: "".join(f"/{escape(step)}" for step in steps))


def value_at(document: Any, pointer: str) -> Any:
    """RFC 6901, for pointers that lead somewhere."""
    for token in pointer.split("/")[1:]:
        step = token.replace("~1", "/").replace("~0", "~")
        document = document[int(step)] if isinstance(document, list) else document[step]
    return document


@pytest.mark.parametrize(
    ("at", "patterns"),
    [
        ("", [()]),
        ("/", [("",)]),
        ("/a/b", [("a", "b")]),
        ("/a/*/b", [("a", "*", "b")]),
        ("/{a,b}/*", [("a", "*"), ("b", "*")]),
        ("/{a,b}/{c,d}", [("a", "c"), ("a", "d"), ("b", "c"), ("b", "d")]),
        ("/max{Items,Length}", [("maxItems",), ("maxLength",)]),
        ("/a{,s}", [("a",), ("as",)]),
        ("/a~1b/~0c", [("a/b", "~c")]),
        ("/~01", [("~1",)]),
        ("/{a~1b,c}", [("a/b",), ("c",)]),
        ("/@context", [("@context",)]),
    ],
)
def test_what_a_pattern_stands_for(at: str, patterns: list[tuple[str, ...]]) -> None:
    assert complaint(at) is None
    assert list(compile_pattern(at)) == patterns


@given(POINTERS)
def test_a_plain_pointer_is_the_pattern_of_itself(pointer: str) -> None:
    (steps,) = compile_pattern(pointer)
    assert "".join(f"/{escape(step)}" for step in steps) == pointer


@given(DOCUMENTS, STEPS)
@example({"a": []}, ("a", "*"))
@example([{"a": 1}], ("0", "a"))
@example({"*": 1}, ("*",))
@example("a", ("a",))
def test_survey_and_probe_agree(document: Any, steps: tuple[str, ...]) -> None:
    assert probe((steps,))(document) == any(there for _, there in survey(document, steps))


@given(DOCUMENTS, STEPS)
@example({"a": ["b", "a"]}, ("a", "*"))
@example("a", ())
def test_a_probe_for_a_text_looks_at_what_is_at_the_places(document: Any, steps: tuple[str, ...]) -> None:
    values = [value_at(document, pointer) for pointer, there in survey(document, steps) if there]
    assert probe((steps,), "a")(document) == any(isinstance(value, str) and value[:1] == "a" for value in values)


@given(DOCUMENTS, st.lists(STEPS, max_size=4).map(tuple))
def test_a_probe_of_many_patterns_finds_what_one_of_them_finds(document: Any, patterns: tuple) -> None:
    assert probe(patterns)(document) == any(probe((steps,))(document) for steps in patterns)


@given(DOCUMENTS, st.lists(st.lists(STEPS, max_size=3).map(tuple), max_size=5))
def test_one_walk_tells_of_many_rows_what_a_probe_tells_of_each(document: Any, rows: list) -> None:
    assert Standing(rows)(document) == tuple(probe(patterns)(document) for patterns in rows)


@given(st.lists(DOCUMENTS, min_size=1, max_size=4), st.lists(st.lists(STEPS, max_size=3).map(tuple), max_size=5))
@example([[]], [((), ("*",)), (("*", "*"),)])
def test_items_that_are_taken_together_tell_the_same(items: list, rows: list) -> None:
    inside = [tuple(("*", *steps) for steps in patterns) for patterns in rows]
    assert Standing(inside)(items * 12) == tuple(probe(patterns)(items) for patterns in inside)


@given(DOCUMENTS, STEPS)
def test_an_instance_is_where_its_pointer_says(document: Any, steps: tuple[str, ...]) -> None:
    for pointer, reached in survey(document, steps):
        if reached:
            value_at(document, pointer)
            assert pointer.count("/") == len(steps)


@given(DOCUMENTS, STEPS)
def test_no_place_is_told_twice(document: Any, steps: tuple[str, ...]) -> None:
    found = [pointer for pointer, _ in survey(document, steps)]
    assert len(found) == len(set(found))


def test_where_the_way_ends_is_told_too() -> None:
    document = {"a": [{"b": 1}, {}, 7]}
    assert list(survey(document, ("a", "*", "b"))) == [("/a/0/b", True), ("/a/1/b", False), ("/a/2", False)]


def test_an_empty_list_has_no_instance() -> None:
    assert not probe((("a", "*"),))({"a": []})
    assert list(survey({"a": []}, ("a", "*"))) == []


@pytest.mark.parametrize("document", [[], "x", None, 1, {}])
def test_the_whole_document_is_always_there(document: Any) -> None:
    assert probe(((),))(document)
    assert list(survey(document, ())) == [("", True)]


def test_a_row_that_judges_parts_of_a_view_only_has_no_pattern_to_find() -> None:
    assert not probe(())({"a": 1})


@given(POINTERS, st.dictionaries(POINTERS, st.frozensets(st.sampled_from(["R-1", "R-2"]), min_size=1)))
def test_a_place_is_cut_by_itself_and_its_ancestors_only(pointer: str, cuts: dict[str, frozenset[str]]) -> None:
    above = [place for place in cuts if pointer == place or pointer.startswith(f"{place}/")]
    assert cut_by(pointer, cuts) == frozenset().union(*(cuts[place] for place in above))


def test_a_longer_name_is_no_descendant() -> None:
    assert cut_by("/ab", {"/a": frozenset({"R-1"})}) == frozenset()
    assert cut_by("/a", {"/a/b": frozenset({"R-1"})}) == frozenset()
    assert cut_by("/a/b", {"": frozenset({"R-1"}), "accessors": frozenset({"R-2"})}) == {"R-1"}
