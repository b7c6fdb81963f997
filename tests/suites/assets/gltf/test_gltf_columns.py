"""The numbers of many lists as one array."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from conformance_suites.assets.gltf.reader.columns import are_indices, packed


def test_numbers_are_rows_in_the_precision_asked_for() -> None:
    lists = [[1, 0.1], [-0.0, 2**40 + 1]]
    for kind in "df":
        found = packed(lists, 2, kind)
        assert found is not None
        assert found.tolist() == np.array(lists, kind).tolist()
    assert packed([], 3) is not None


@pytest.mark.parametrize(
    "lists",
    [
        [[1.0, 2.0], [1.0]],
        [[1.0, "2"]],
        ["ab"],
        [{"a": 1, "b": 2}],
        [[1.0, None]],
        [[1.0, [2.0]]],
        [1.0],
        [None],
        [[10**400, 1]],
    ],
    ids=repr,
)
def test_anything_else_is_nothing(lists: list[Any]) -> None:
    assert packed(lists, 2) is None


def test_a_number_beyond_single_precision_is_nothing() -> None:
    assert packed([[1e39, 0.0]], 2, "f") is None


@pytest.mark.parametrize(
    ("values", "are"),
    [([], True), ([0, 7, 2**32 - 1], True), ([0, -1], False), ([2**32], False), ([1.0], False), ([None], False)],
)
def test_indices_are_integers_from_0_on(values: list[Any], are: bool) -> None:
    assert are_indices(values) is are
