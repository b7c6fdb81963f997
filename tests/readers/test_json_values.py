"""Ways through a JSON document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.engine.places import compile_pattern, survey
from conformance.readers.json_values import numbers, value_at, values_at, whole

DOCUMENT = {"a": [{"b": 1}, {"c": 2}, 3], "m": {"x/y": {"b": 4}, "z": {"b": 5}}, "": 6}
DOCUMENTS = st.recursive(
    st.none() | st.integers() | st.text(max_size=2),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=12,
)
WAYS = st.lists(st.sampled_from(["a", "b", "c", "*"]), max_size=4).map(lambda steps: "".join(f"/{s}" for s in steps))


@pytest.mark.parametrize(
    ("way", "found"),
    [
        ("/a/*/b", [("/a/0/b", 1)]),
        ("/m/*/b", [("/m/x~1y/b", 4), ("/m/z/b", 5)]),
        ("", [("", DOCUMENT)]),
        ("/nothing/*", []),
        ("/a/0/b", []),
    ],
)
def test_a_way_leads_to_every_place_it_names(way: str, found: list[tuple[str, object]]) -> None:
    assert list(values_at(DOCUMENT, way)) == found


@given(DOCUMENTS, WAYS)
def test_values_stand_where_the_engine_finds_places(document: object, way: str) -> None:
    (steps,) = compile_pattern(way)
    assert [pointer for pointer, _ in values_at(document, way)] == [
        pointer for pointer, reached in survey(document, steps) if reached
    ]


def test_the_value_at_a_place_that_is_not_there_is_none() -> None:
    assert value_at(DOCUMENT, "/m/z/b") == 5
    assert value_at(DOCUMENT, "/m/q/b") is None


@pytest.mark.parametrize(("value", "integer"), [(2, 2), (2.0, 2), (-1, -1), (2.5, None), (True, None), ("2", None)])
def test_an_integer_is_a_number_without_a_fraction(value: object, integer: int | None) -> None:
    assert whole(value) == integer


@pytest.mark.parametrize("value", [[1, 2], [1, 2, True], [1, 2, "3"], "123", None, [1, 2, 3, 4]])
def test_only_so_many_numbers_are_a_vector(value: object) -> None:
    assert numbers(value, 3) is None
    assert numbers([1, 2.5, 3], 3) == [1.0, 2.5, 3.0]
