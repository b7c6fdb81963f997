"""The meshes of a glTF asset as the rows of this suite see them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.accessors import Accessors, read_accessors
from conformance_suites.assets.gltf.reader.model import TRIANGLES, Model, read_model
from conformance_suites.assets.gltf.reader.numbers import Numbers, measure
from conformance_suites.assets.gltf.reader.parts import FLOAT, Accessor, Primitive


class Attribute(NamedTuple):
    """An attribute of a primitive, or of a morph target with its number."""

    name: str
    accessor: Accessor
    primitive: Primitive
    target: int | None

    @property
    def pointer(self) -> str:
        if self.target is None:
            return self.primitive.attribute_place(self.name)
        return self.primitive.target_place(self.target, self.name)


class Vectors(NamedTuple):
    """The numbers of a vertex attribute, with the place where it is used."""

    pointer: str
    numbers: Numbers


class Indexed(NamedTuple):
    """A primitive with its vertex indices and its number of vertices."""

    pointer: str
    numbers: Numbers
    vertices: int


@dataclass(frozen=True)
class Geometry:
    """A glTF asset whose text is usable."""

    model: Model
    numbers: Accessors

    @property
    def document(self) -> Any:
        return self.model.document

    @property
    def quantized(self) -> bool:
        """Whether the asset uses KHR_mesh_quantization."""
        return "KHR_mesh_quantization" in self.model.extensions_used

    @cached_property
    def attributes(self) -> list[Attribute]:
        """Every attribute whose accessor is well formed."""
        found = []
        for primitive in self.model.primitives:
            found += [Attribute(name, used, primitive, None) for name, used in primitive.attributes.items()]
            for at, target in enumerate(primitive.targets):
                found += [Attribute(name, used, primitive, at) for name, used in target.items()]
        return found

    @cached_property
    def target_names(self) -> set[str]:
        """The names of all attributes of morph targets."""
        return set().union(*(names for primitive in self.model.primitives for names in primitive.target_names))

    def _vectors(self, *names: str) -> Iterator[Vectors]:
        for primitive in self.model.primitives:
            for name in names:
                accessor = primitive.attributes.get(name)
                if accessor and (numbers := self.numbers[accessor]):
                    yield Vectors(primitive.attribute_place(name), numbers)

    @cached_property
    def directions(self) -> list[Vectors]:
        """Normals and tangents of primitives that are directions: fractions with three or four components."""
        return [each for each in self._vectors("NORMAL", "TANGENT") if _is_direction(each.numbers.accessor)]

    @cached_property
    def tangents(self) -> list[Vectors]:
        found = self._vectors("TANGENT")
        return [each for each in found if _is_direction(each.numbers.accessor) and each.numbers.accessor.kind == "VEC4"]

    @cached_property
    def colors(self) -> list[Vectors]:
        """Colours stored as floating-point numbers: normalised integers cannot leave the range."""
        return [each for each in self._vectors("COLOR_0") if each.numbers.accessor.code == FLOAT]

    @cached_property
    def indexed(self) -> list[Indexed]:
        """Primitives with unsigned scalar indices and with vertices."""
        found = []
        for primitive in self.model.primitives:
            indices, vertices = primitive.indices, primitive.vertices
            if indices and vertices is not None and indices.kind == "SCALAR" and indices.code in (5121, 5123, 5125):
                numbers = self.numbers[indices]
                if numbers:
                    found.append(Indexed(f"{primitive.pointer}/indices", numbers, vertices))
        measure(each.numbers for each in found)
        return found

    @cached_property
    def triangles(self) -> list[Indexed]:
        """Those of them that list triangles."""
        lists = {f"{each.pointer}/indices" for each in self.model.primitives if each.mode == TRIANGLES}
        return [each for each in self.indexed if each.pointer in lists]


def _is_direction(accessor: Accessor) -> bool:
    return accessor.kind in ("VEC3", "VEC4") and (accessor.code == FLOAT or accessor.normalized)


def view(source: Source) -> Geometry:
    """The geometry of a glTF asset in either form. Raises Blocked where its text is not usable."""
    return Geometry(source.once(read_model), source.once(read_accessors))
