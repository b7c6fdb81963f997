"""What a finding carries is JSON, and no longer than anyone reads."""

from __future__ import annotations

import math
from typing import Any

import pytest

from conformance.engine.records import json_value


@pytest.mark.parametrize(
    ("value", "told"),
    [
        *((value, value) for value in (None, True, 0, -7, 0.5, "", "text", "x" * 500, {}, [], {"a": [1, {"b": None}]})),
        *((list(range(50)), list(range(50))), ((1, "a"), [1, "a"])),
        (math.nan, "nan"),
        ([-math.inf], ["-inf"]),
        ({1: 2}, {"1": 2}),
        ({"b", "a"}, ["a", "b"]),
        (frozenset({10, 9}), [10, 9]),
        (b"ab", "b'ab'"),
        (list(range(51)), list(range(50))),
        (tuple(range(99)), list(range(50))),
        (set(range(99)), [int(each) for each in sorted(map(str, range(99)))[:50]]),
        ({str(at): at for at in range(51)}, {str(at): at for at in range(50)}),
    ],
)
def test_a_value_is_json_with_at_most_fifty_items(value: Any, told: Any) -> None:
    found = json_value(value)
    assert found == told
    assert isinstance(found, type(told))


def test_a_long_text_loses_its_middle() -> None:
    cut = f"{'x' * 249}…{'x' * 249}"
    assert json_value(["x" * 501, {"a": "x" * 9999}]) == [cut, {"a": cut}]
    assert json_value(b"x" * 600) == f"b'{cut[2:-1]}'"
