"""The binary data of a glTF asset as the rows of this suite see it: buffers, what views are used for, and numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.accessors import Accessors, read_accessors
from conformance_suites.assets.gltf.reader.glb import BIN_CHUNK
from conformance_suites.assets.gltf.reader.model import Model, read_model
from conformance_suites.assets.gltf.reader.numbers import Numbers, Reach, measure
from conformance_suites.assets.gltf.reader.parts import FLOAT, Accessor, Use, View


class Delivered(NamedTuple):
    """A buffer with its declared length in bytes and that of its data."""

    pointer: str
    declared: int
    present: int


class ViewUse(NamedTuple):
    """A place where a buffer view itself is used, and the member that states the use."""

    pointer: str
    purpose: str
    view: View


class Run(NamedTuple):
    """Data at an offset in a buffer view, dense or the sparse part of an accessor: `size` bytes per component."""

    accessor: Accessor
    part: str
    view: View
    offset: int
    extent: int
    size: int

    @property
    def pointer(self) -> str:
        return f"{self.accessor.pointer}{self.part}"


class Bound(NamedTuple):
    """A declared bound of an accessor of integers: its `min` or its `max`."""

    accessor: Accessor
    name: str
    numbers: list[float]

    @property
    def pointer(self) -> str:
        return f"{self.accessor.pointer}/{self.name}"


@dataclass(frozen=True)
class BinaryData:
    """A glTF asset whose text is usable."""

    model: Model
    numbers: Accessors

    @property
    def document(self) -> Any:
        return self.model.document

    @cached_property
    def delivered(self) -> list[Delivered]:
        """Every buffer whose data is available."""
        return [
            Delivered(f"/buffers/{index}", declared, len(data))
            for index, (data, declared) in enumerate(zip(self.model.buffers, self.model.buffer_lengths, strict=True))
            if data is not None and declared is not None
        ]

    @cached_property
    def stored(self) -> list[memoryview | None]:
        """The BIN chunk of a GLB whose first buffer has no `uri`; None where it has no such chunk."""
        resources = self.model.resources
        container, first = resources.gltf.glb, self.model.array("buffers")[:1]
        if container is None or not first or not isinstance(first[0], dict) or "uri" in first[0]:
            return []
        misplaced = any(chunk.type == BIN_CHUNK for chunk in container.chunks) and resources.bin_chunk is None
        return [] if misplaced else [resources.bin_chunk]

    @property
    def stored_data(self) -> list[memoryview]:
        """The BIN chunk of a GLB that holds the first buffer."""
        return [data for data in self.stored if data is not None]

    @cached_property
    def used(self) -> list[Accessor]:
        """Every accessor whose elements have a known size."""
        return [accessor for accessor in self.model.accessors if accessor and accessor.known]

    @cached_property
    def runs(self) -> list[Run]:
        """Every stretch of accessor data whose buffer view exists, except those known to be aligned and within it."""
        found, tight = [], self.numbers.tight
        for accessor in self.used:
            plain = accessor.index in tight and not accessor.offset % accessor.layout.size
            if accessor.view and not plain:
                found.append(Run(accessor, "", accessor.view, accessor.offset, accessor.extent, accessor.layout.size))
            if accessor.sparse:
                found += _sparse_runs(accessor)
        return found

    @cached_property
    def uses(self) -> list[ViewUse | Use]:
        """Every use of a buffer view: by sparse accessors, images, meshes, skins and animations, in this order."""
        found: list[ViewUse | Use] = [
            ViewUse(f"{accessor.pointer}/sparse/{name}/bufferView", "sparse", view)
            for accessor in self.model.accessors
            if accessor and accessor.sparse
            for name, view in (("indices", accessor.sparse.indices), ("values", accessor.sparse.values))
            if view
        ]
        for _, pointer, image in self.model.all_of("images"):
            if view := self.model.view(image.get("bufferView")):
                found.append(ViewUse(f"{pointer}/bufferView", "images", view))
        found += [use for use in self.model.uses if use.accessor.view]
        return found

    @cached_property
    def vertex_data(self) -> list[Use]:
        """Every use of an accessor with a buffer view by vertex attributes or indices."""
        return [
            use
            for use in self.model.uses
            if use.accessor.view and use.accessor.known and use.purpose in ("attributes", "indices")
        ]

    @cached_property
    def strided(self) -> list[Accessor]:
        """Every accessor whose buffer view has a `byteStride`."""
        return [accessor for accessor in self.used if accessor.view and accessor.view.stride]

    @cached_property
    def matrices(self) -> list[Accessor]:
        """Every accessor of matrices that has a buffer view."""
        return [accessor for accessor in self.used if accessor.view and accessor.kind.startswith("MAT")]

    @cached_property
    def all_numbers(self) -> list[Numbers]:
        """The numbers of every accessor that has some in the asset."""
        found = [numbers for accessor in self.used if (numbers := self.numbers[accessor])]
        measure(found)
        return found

    @cached_property
    def floats(self) -> list[Numbers]:
        return [numbers for numbers in self.all_numbers if numbers.accessor.layout.code == FLOAT]

    @cached_property
    def reaches(self) -> list[Reach]:
        """The ranges of all numbers."""
        return list(dict.fromkeys(numbers.reach for numbers in self.all_numbers))

    @cached_property
    def substituted(self) -> list[Numbers]:
        """The numbers of sparse accessors."""
        return [numbers for numbers in self.all_numbers if numbers.substituted is not None]

    @cached_property
    def integer_bounds(self) -> list[Bound]:
        """The `min` and the `max` of every accessor of integers that has data."""
        return [
            Bound(accessor, name, declared)
            for accessor in self.model.accessors
            if accessor and accessor.layout.size and accessor.layout.code != FLOAT
            if not {"bufferView", "sparse"}.isdisjoint(accessor.members)
            for name in ("min", "max")
            if (declared := accessor.bounds(name))
        ]

    @cached_property
    def bounded(self) -> list[Numbers]:
        """The numbers of accessors that declare bounds."""
        return [each for each in self.all_numbers if not {"min", "max"}.isdisjoint(each.accessor.members)]


def _sparse_runs(accessor: Accessor) -> list[Run]:
    sparse, found = accessor.sparse, []
    if sparse is None or sparse.count is None:
        return []
    if sparse.indices and sparse.indices_code:
        size = {5121: 1, 5123: 2, 5125: 4}[sparse.indices_code]
        extent = sparse.count * size
        found.append(Run(accessor, "/sparse/indices", sparse.indices, sparse.indices_offset, extent, size))
    if sparse.values:
        extent = max(sparse.count - 1, 0) * accessor.packed + accessor.element
        found.append(Run(accessor, "/sparse/values", sparse.values, sparse.values_offset, extent, accessor.size))
    return found


def view(source: Source) -> BinaryData:
    """The binary data of a glTF asset in either form. Raises Blocked where its text is not usable."""
    return BinaryData(source.once(read_model), source.once(read_accessors))
