"""The node hierarchy: which node is below which, and where."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance_suites.assets.gltf.reader.nodes import Nodes

CHILDREN = st.lists(st.lists(st.integers(-1, 7), max_size=3), max_size=7)


def tree(*children: list[int], **members: Any) -> Nodes:
    return Nodes({"nodes": [{"children": each, **members} for each in children]})


def ancestors(nodes: Nodes, node: int) -> list[int]:
    """The way up by first parents, which ends at a root or comes back to where it was."""
    found: list[int] = []
    while (node := nodes.parents.get(node, -1)) not in (-1, *found):
        found.append(node)
    return found


@given(CHILDREN)
def test_below_means_that_the_way_up_passes_the_ancestor_and_ends(children: list[list[int]]) -> None:
    nodes = tree(*children)
    for node in range(len(children)):
        way = ancestors(nodes, node)
        rooted = not (way and way[-1] in nodes.parents)
        assert nodes.has_root(node) == rooted
        for other in range(len(children)):
            assert nodes.is_below(node, other) == (rooted and other in way)


@given(CHILDREN)
def test_positions_are_told_for_nodes_with_a_root_only(children: list[list[int]]) -> None:
    nodes = tree(*children, translation=[1, 0, 0])
    for node in range(len(children)):
        expected = (1.0 + len(ancestors(nodes, node)), 0.0, 0.0) if nodes.has_root(node) else None
        assert nodes.position(node) == expected


def test_a_child_moves_with_rotation_scale_and_matrix_of_its_parents() -> None:
    half = 0.5**0.5
    turned = {"rotation": [0, half, 0, half], "scale": [2, 2, 2], "children": [1]}
    moved = {"matrix": [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 3, 0, 1], "children": [2]}
    nodes = Nodes({"nodes": [turned, moved, {"translation": [1, 0, 0]}]})
    assert nodes.position(2) == pytest.approx((0, 6, -2))
    assert list(nodes.between(2, 0)) == [1]


@pytest.mark.parametrize(
    "node",
    [
        {"translation": [1]},
        {"matrix": "x"},
        {"rotation": [0, 0, 0, None]},
        {"translation": [1e308, 0, 0], "scale": [9, 9, 9]},
    ],
)
def test_a_malformed_or_infinite_transform_gives_no_position(node: dict[str, Any]) -> None:
    assert Nodes({"nodes": [{**node, "children": [1]}, {"translation": [1e308, 0, 0]}]}).position(1) is None


@pytest.mark.parametrize("document", [None, [], {}, {"nodes": {}}, {"nodes": [None, 3, "x", {"children": 1}]}])
def test_what_is_no_list_of_nodes_has_none_below_others(document: Any) -> None:
    nodes = Nodes(document)
    assert nodes.parents == {}
    assert not nodes.is_below(0, 1)
    assert nodes[5] == {}


def test_a_chain_of_a_hundred_thousand_nodes_is_walked_once() -> None:
    count = 100_000
    nodes = tree(*([index + 1] for index in range(count)))
    assert nodes.is_below(count - 1, 0)
    assert not nodes.is_below(0, count - 1)
    assert nodes.position(count - 1) == (0, 0, 0)
