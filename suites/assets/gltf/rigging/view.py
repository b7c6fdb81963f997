"""The skins of a glTF asset as the rows of this suite see them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from conformance.readers.json_values import whole
from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.accessors import Accessors, read_accessors
from conformance_suites.assets.gltf.reader.model import Model, read_model
from conformance_suites.assets.gltf.reader.nodes import Nodes, read_nodes
from conformance_suites.assets.gltf.reader.numbers import Array, Numbers
from conformance_suites.assets.gltf.reader.parts import FLOAT, Accessor, Primitive


class Skin(NamedTuple):
    """A skin with its existing joints."""

    number: int
    pointer: str
    members: dict[str, Any]
    joints: list[int]


class Weights(NamedTuple):
    """The weights of all sets of a primitive: (vertices, 4 times sets), in the order of the sets."""

    pointers: list[str]
    stored: Array
    accessor: Accessor


class Influences(NamedTuple):
    """Joints and weights of all sets of a primitive side by side, each (vertices, 4 times sets)."""

    pointers: list[str]
    joints: Array
    weights: Array


class Bound(NamedTuple):
    """The joints of one set of a mesh, and the skin with the fewest joints used with the mesh."""

    pointer: str
    numbers: Numbers
    skin: Skin


@dataclass(frozen=True)
class Rig:
    """A glTF asset whose text is usable."""

    model: Model
    numbers: Accessors
    nodes: Nodes

    @property
    def document(self) -> Any:
        return self.model.document

    @cached_property
    def skins(self) -> list[Skin]:
        return [
            Skin(index, pointer, skin, list(self.existing(skin.get("joints"))))
            for index, pointer, skin in self.model.all_of("skins")
        ]

    def existing(self, listed: Any) -> Iterator[int]:
        """The indices of nodes that exist, from a list that should contain indices."""
        for value in listed if isinstance(listed, list) else ():
            node = whole(value)
            if node is not None and 0 <= node < len(self.nodes.nodes):
                yield node

    def root_of(self, node: int) -> int:
        """The top of the tree of a node with a root."""
        way = [node]
        while way[-1] not in self._roots and way[-1] in self.nodes.parents:
            way.append(self.nodes.parents[way[-1]])
        top = self._roots.get(way[-1], way[-1])
        self._roots.update(dict.fromkeys(way, top))
        return top

    @cached_property
    def _roots(self) -> dict[int, int]:
        return {}

    @cached_property
    def skinned(self) -> list[tuple[str, int, int, Skin]]:
        """(pointer, node, mesh, skin) of every node with an existing mesh and skin."""
        skins = {skin.number: skin for skin in self.skins}
        found = []
        for index, pointer, node in self.model.all_of("nodes"):
            bound = whole(node["skin"]) if "skin" in node else None
            mesh, skin = whole(node.get("mesh")), None if bound is None else skins.get(bound)
            if skin and mesh is not None and mesh in self.model.primitives_of:
                found.append((pointer, index, mesh, skin))
        return found

    @cached_property
    def scenes(self) -> list[set[int]]:
        """The nodes of each scene, direct and indirect."""
        scenes = self.model.array("scenes")
        return [self._below(scene.get("nodes") if isinstance(scene, dict) else None) for scene in scenes]

    def _below(self, roots: Any) -> set[int]:
        found: set[int] = set()
        todo = list(self.existing(roots))
        while todo:
            node = todo.pop()
            if node not in found:
                found.add(node)
                todo.extend(self.nodes.children(node))
        return found

    @cached_property
    def matrices(self) -> list[tuple[str, Numbers]]:
        """The inverse bind matrices of every skin in the right format, with their place."""
        found = []
        for skin in self.skins:
            accessor = self.model.accessor(skin.members.get("inverseBindMatrices"))
            if accessor and accessor.format == "MAT4 FLOAT" and (numbers := self.numbers.or_zeros(accessor)):
                found.append((f"{skin.pointer}/inverseBindMatrices", numbers))
        return found

    def _sets(self, primitive: Primitive, semantic: str) -> list[tuple[str, Numbers]]:
        """(place, numbers) of the sets of a semantic, if all are of four components and as long as each other."""
        found: list[tuple[str, Numbers]] = []
        for name, accessor in primitive.sets(semantic):
            numbers = self.numbers[accessor] if accessor.kind == "VEC4" else None
            if numbers is None or (found and len(found[0][1].array) != len(numbers.array)):
                return []
            found.append((primitive.attribute_place(name), numbers))
        return found

    @cached_property
    def weights(self) -> list[Weights]:
        """The weights of every primitive whose sets have one format, as they are stored."""
        found = []
        for primitive in self.model.primitives:
            sets = self._sets(primitive, "WEIGHTS")
            if len({numbers.accessor.format for _, numbers in sets}) == 1:
                stored = np.concatenate([numbers.array for _, numbers in sets], axis=1)
                found.append(Weights([pointer for pointer, _ in sets], stored, sets[0][1].accessor))
        return found

    @cached_property
    def float_weights(self) -> list[Weights]:
        return [each for each in self.weights if each.accessor.code == FLOAT]

    @cached_property
    def integer_weights(self) -> list[Weights]:
        return [each for each in self.weights if each.accessor.normalized and each.accessor.code != FLOAT]

    @cached_property
    def influences(self) -> list[Influences]:
        """Joints and weights of every primitive that has as many sets of each."""
        found = []
        for primitive in self.model.primitives:
            joints, weights = self._sets(primitive, "JOINTS"), self._sets(primitive, "WEIGHTS")
            if not joints or len(joints) != len(weights) or len(joints[0][1].array) != len(weights[0][1].array):
                continue
            if all(numbers.accessor.code != FLOAT for _, numbers in joints):
                columns = [np.concatenate([numbers.array for _, numbers in each], axis=1) for each in (joints, weights)]
                found.append(Influences([pointer for pointer, _ in joints], *columns))
        return found

    @cached_property
    def _smallest_skins(self) -> dict[int, Skin]:
        """The skin with the fewest joints used with each mesh."""
        fewest: dict[int, Skin] = {}
        for _, _, mesh, skin in self.skinned:
            before = fewest.setdefault(mesh, skin)
            if len(skin.joints) < len(before.joints):
                fewest[mesh] = skin
        return fewest

    @cached_property
    def bound_joints(self) -> list[Bound]:
        """The joints of every primitive whose mesh is used with a skin."""
        fewest = self._smallest_skins
        return [
            Bound(primitive.attribute_place(name), numbers, fewest[primitive.mesh])
            for primitive in self.model.primitives
            if primitive.mesh in fewest
            for name, accessor in primitive.sets("JOINTS")
            if accessor.code != FLOAT and (numbers := self.numbers[accessor])
        ]


def in_turn(sets: int) -> list[int]:
    """The columns of sets side by side, component by component: the order in which joints of a vertex are named."""
    return [4 * at + component for component in range(4) for at in range(sets)]


def view(source: Source) -> Rig:
    """The skins of a glTF asset in either form. Raises Blocked where its text is not usable."""
    return Rig(source.once(read_model), source.once(read_accessors), source.once(read_nodes))
