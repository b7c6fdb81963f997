"""The node hierarchy of a glTF asset (glTF 2.0, 3.5): which node is below which, and node positions at rest."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from conformance.readers.json_values import numbers, whole
from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.document import read_gltf

# A transform as the first three rows of a 4 x 4 matrix: (x axis, y axis, z axis, translation), each a column.
Column = tuple[float, float, float]
Affine = tuple[Column, Column, Column, Column]


class Nodes:
    """The nodes of a document. Malformed parts are ignored: reporting them is the job of the glTF suites.

    Everything here takes time proportional to the number of nodes, even with cycles and long chains.
    """

    def __init__(self, document: Any) -> None:
        listed = document.get("nodes") if isinstance(document, dict) else None
        self.nodes: list[Any] = listed if isinstance(listed, list) else []
        self._worlds: dict[int, Affine | None] = {}

    def __getitem__(self, index: int) -> dict[str, Any]:
        """The members of a node; none for an index that no node has."""
        node = self.nodes[index] if 0 <= index < len(self.nodes) else None
        return node if isinstance(node, dict) else {}

    def children(self, index: int) -> Iterator[int]:
        """The existing nodes in the `children` of a node."""
        listed = self[index].get("children")
        for value in listed if isinstance(listed, list) else ():
            child = whole(value)
            if child is not None and 0 <= child < len(self.nodes):
                yield child

    @cached_property
    def has_gaps(self) -> bool:
        """Whether a node or its `children` are malformed, so that the hierarchy cannot be determined."""
        for node in self.nodes:
            listed = node.get("children", []) if isinstance(node, dict) else None
            if not isinstance(listed, list) or any(whole(child) is None for child in listed):
                return True
        return False

    @cached_property
    def parents(self) -> dict[int, int]:
        """The first parent of each node that has one."""
        found: dict[int, int] = {}
        for index in range(len(self.nodes)):
            for child in self.children(index):
                found.setdefault(child, index)
        return found

    @cached_property
    def _spans(self) -> dict[int, tuple[int, int]]:
        """For each node below a root, the (first, last) number of its subtree in the order of a walk from the roots."""
        entered: dict[int, int] = {}
        spans: dict[int, tuple[int, int]] = {}
        for root in range(len(self.nodes)):
            way = [] if root in self.parents else [(root, self.children(root))]
            while way:
                node, rest = way[-1]
                entered.setdefault(node, len(entered))
                below = next((child for child in rest if self.parents[child] == node and child not in entered), None)
                if below is None:
                    way.pop()
                    spans[node] = (entered[node], len(entered) - 1)
                else:
                    way.append((below, self.children(below)))
        return spans

    def has_root(self, node: int) -> bool:
        """Whether the path up from the node ends: false for nodes in a cycle or below one."""
        return node in self._spans

    def is_below(self, node: int, ancestor: int) -> bool:
        """Whether the node is a direct or indirect child of the other; false for all nodes in a cycle."""
        if node not in self._spans or ancestor not in self._spans:
            return False
        first, last = self._spans[ancestor]
        return first < self._spans[node][0] <= last

    def between(self, node: int, ancestor: int) -> Iterator[int]:
        """The nodes from the one above `node` up to, not including, an ancestor that it is below."""
        while (node := self.parents[node]) != ancestor:
            yield node

    def position(self, index: int) -> Column | None:
        """The position of the node in the space of the scene, in metres; None where that cannot be computed."""
        world = self.world(index)
        return world[3] if world and all(map(math.isfinite, world[3])) else None

    def world(self, index: int) -> Affine | None:
        """The node's transform to the space of the scene; None in a cycle, and below a malformed transform."""
        way = []
        node: int | None = index
        while node is not None and node not in self._worlds:
            if node not in self._spans:
                return None
            way.append(node)
            node = self.parents.get(node)
        for each in reversed(way):
            own = local_transform(self[each])
            above = self._worlds[self.parents[each]] if each in self.parents else _IDENTITY
            self._worlds[each] = _product(above, own) if above and own else None
        return self._worlds[index]


_IDENTITY: Affine = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0), (0.0, 0.0, 0.0))


def local_transform(node: dict[str, Any]) -> Affine | None:
    """The transform given by a node's `matrix`, or its `translation`, `rotation` and `scale`; None if malformed."""
    if "matrix" in node:
        m = numbers(node["matrix"], 16)
        if m is None:
            return None
        return (m[0], m[1], m[2]), (m[4], m[5], m[6]), (m[8], m[9], m[10]), (m[12], m[13], m[14])
    place = numbers(node.get("translation", [0, 0, 0]), 3)
    turn = numbers(node.get("rotation", [0, 0, 0, 1]), 4)
    size = numbers(node.get("scale", [1, 1, 1]), 3)
    if not (place and turn and size):
        return None
    x, y, z, w = turn
    return (
        _times(size[0], (1 - 2 * (y * y + z * z), 2 * (x * y + z * w), 2 * (x * z - y * w))),
        _times(size[1], (2 * (x * y - z * w), 1 - 2 * (x * x + z * z), 2 * (y * z + x * w))),
        _times(size[2], (2 * (x * z + y * w), 2 * (y * z - x * w), 1 - 2 * (x * x + y * y))),
        (place[0], place[1], place[2]),
    )


def _times(factor: float, column: Column) -> Column:
    return factor * column[0], factor * column[1], factor * column[2]


def _product(outer: Affine, inner: Affine) -> Affine:
    """The transform that applies `inner` first."""
    x, y, z, place = (_turned(outer, column) for column in inner)
    return x, y, z, (place[0] + outer[3][0], place[1] + outer[3][1], place[2] + outer[3][2])


def _turned(by: Affine, column: Column) -> Column:
    x, y, z = (sum(by[axis][row] * column[axis] for axis in range(3)) for row in range(3))
    return x, y, z


def read_nodes(source: Source) -> Nodes:
    """The nodes of a glTF asset in either form. Raises Blocked where its text is not usable."""
    return Nodes(source.once(read_gltf).text.judged())
