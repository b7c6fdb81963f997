"""The way to a value, where the fast engine tells it in numbers or leaves a name out."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.readers.json_schema_rust import reached


@pytest.mark.parametrize(
    ("value", "path", "way"),
    [
        ({"a": [1, {"b": 2}]}, ["a", 1, "b"], ["a", 1, "b"]),
        ({"007": 1}, [7], ["007"]),
        ({"a": {"+7": {"b": 1}}}, ["a", 7, "b"], ["a", "+7", "b"]),
        ({"0": {"00x": 1}}, [0, "00x"], ["0", "00x"]),
        ({"7": 1, "007": 2}, [7], []),
        ({"": {"a": 1}}, ["a"], []),
        ({"8": 1}, [7], []),
    ],
)
def test_a_way_ends_where_it_cannot_be_told(value: Any, path: list[str | int], way: list[str | int]) -> None:
    assert reached(value, path) == way
