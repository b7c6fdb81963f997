"""The numbers of the accessors of a glTF asset, as arrays, each read once for all suites (glTF 2.0, 3.6.2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from conformance.authoring import Blocked
from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.bounds import ACCESSOR_NUMBERS
from conformance_suites.assets.gltf.reader.model import Model, read_model
from conformance_suites.assets.gltf.reader.numbers import Array, Numbers
from conformance_suites.assets.gltf.reader.parts import Accessor, Layout, Sparse

DTYPES: dict[int, np.dtype[Any]] = {
    code: np.dtype(name)
    for code, name in {5120: "<i1", 5121: "<u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}.items()
}


@dataclass
class Accessors:
    """The numbers of all accessors of a model. Unreadable ones are None; `unread` says why, by accessor."""

    model: Model
    unread: dict[int, str] = field(default_factory=dict)
    _left: int = field(default_factory=lambda: ACCESSOR_NUMBERS)

    def __getitem__(self, accessor: Accessor) -> Numbers | None:
        """The numbers of an accessor; None where it has none in the asset, or none that can be read."""
        known, index = self._numbers, accessor.index
        if index not in known:
            known[index] = self._read(accessor)
        return known[index]

    def or_zeros(self, accessor: Accessor) -> Numbers | None:
        """The numbers of an accessor; zeros where nothing in the asset gives it others (5.1.1)."""
        if not accessor.known or not accessor.viewless or accessor.sparse or "extensions" in accessor.members:
            return self[accessor]
        if accessor.count * accessor.width > self._left:
            self.unread[accessor.index] = "too_many_numbers"
            return None
        self._left -= accessor.count * accessor.width
        return Numbers(accessor, np.zeros((accessor.count, accessor.width), DTYPES[accessor.code]))

    @cached_property
    def _numbers(self) -> dict[int, Numbers | None]:
        """What was read, by accessor: initially all that is quick to read."""
        return dict(self.tight)

    @cached_property
    def tight(self) -> dict[int, Numbers]:
        """The numbers that are an aligned stretch of their buffer, within their buffer view, by accessor.

        Most are, and a slice is cheapest. Where there are too many, the order of the rows decides what is read.
        """
        found: dict[int, Numbers] = {}
        if self._wanted > ACCESSOR_NUMBERS:
            return found
        stretches: dict[tuple[int, Layout, int], Array] = {}
        sizes = [-1 if data is None else len(data) for data in self.model.buffers]
        for accessor in self.model.accessors:
            view = accessor.view if accessor and not accessor.sparse else None
            if accessor is None or view is None or view.buffer is None or view.length is None:
                continue
            layout, count, start = accessor.layout, accessor.count, view.offset + accessor.offset
            if not layout.known or layout.packed != layout.element or start % layout.size:
                continue
            if view.stride not in (None, 0, layout.element) or "extensions" in view.members:
                continue
            held = sizes[view.buffer] if 0 <= view.buffer < len(sizes) else -1
            if view.offset + view.length > held or accessor.offset + count * layout.element > view.length:
                continue
            row, column = divmod(start // layout.size, layout.width)
            key = view.buffer, layout, column
            if key not in stretches:
                stretches[key] = self._stretch(*key)
            found[accessor.index] = Numbers(accessor, stretches[key][row : row + count])
        return found

    @property
    def _wanted(self) -> int:
        """How many numbers there are in all accessors."""
        accessors = [each for each in self.model.accessors if each]
        substituted = sum(each.sparse.count or 0 for each in accessors if each.sparse)
        return sum([each.count * each.layout.width for each in accessors]) + substituted

    def _stretch(self, buffer: int, layout: Layout, column: int) -> Array:
        """All of a buffer that has data as elements of a layout, from a component on."""
        data, start = self.model.buffers[buffer] or b"", column * layout.size
        rows = (len(data) - start) // layout.element
        return np.frombuffer(data, DTYPES[layout.code], rows * layout.width, start).reshape(rows, layout.width)

    def complete(self) -> None:
        """Raise Blocked if requested numbers could not be read: without a finding, the row then has no verdict."""
        if self.unread:
            index, reason = next(iter(self.unread.items()))
            raise Blocked(reason, place=f"/accessors/{index}", count=len(self.unread))

    def _read(self, accessor: Accessor) -> Numbers | None:
        if not accessor.known or (accessor.viewless and accessor.sparse is None) or self.model.supplied(accessor.view):
            return None  # zeros, or what an extension supplies
        if accessor.count * accessor.width > self._left:
            self.unread[accessor.index] = "too_many_numbers"
            return None
        self._left -= accessor.count * accessor.width
        array = None if accessor.viewless else self._dense(accessor)
        if array is None and not accessor.viewless:
            self.unread[accessor.index] = "no_numbers"
            return None
        if array is None:
            array = np.zeros((accessor.count, accessor.width), DTYPES[accessor.code])
        if accessor.sparse is None:
            return Numbers(accessor, array)
        return self._substituted(accessor, accessor.sparse, array)

    def _dense(self, accessor: Accessor) -> Array | None:
        data = self.model.bytes_of(accessor.view)
        if data is None or accessor.stride < accessor.element or accessor.offset + accessor.extent > len(data):
            return None
        return _rows(accessor, data, accessor.offset, accessor.stride)

    def _substituted(self, accessor: Accessor, sparse: Sparse, array: Array) -> Numbers | None:
        """The array with its substitutions, as far as possible: indices out of range substitute nothing."""
        indices = self._sparse_indices(sparse)
        data = self.model.bytes_of(sparse.values)
        if indices is None or data is None or sparse.values_offset + len(indices) * accessor.packed > len(data):
            self.unread[accessor.index] = "no_numbers"
            return None
        values = _rows(accessor, data, sparse.values_offset, accessor.packed, len(indices))
        inside = indices < accessor.count
        whole = np.array(array)
        whole[indices[inside]] = values[inside]
        return Numbers(accessor, whole, indices)

    def _sparse_indices(self, sparse: Sparse) -> Array | None:
        data = self.model.bytes_of(sparse.indices)
        if data is None or sparse.indices_code is None or sparse.count is None:
            return None
        dtype = DTYPES[sparse.indices_code]
        if sparse.indices_offset + sparse.count * dtype.itemsize > len(data) or sparse.count > self._left:
            return None
        return np.frombuffer(data, dtype, sparse.count, sparse.indices_offset)


def _rows(accessor: Accessor, data: memoryview, offset: int, stride: int, count: int | None = None) -> Array:
    """A view of the elements, without a copy."""
    dtype = DTYPES[accessor.code]
    rows = accessor.count if count is None else count
    if accessor.packed == accessor.element:
        return np.ndarray((rows, accessor.width), dtype, data, offset, (stride, dtype.itemsize))
    side = 2 if accessor.kind == "MAT2" else 3  # columns padded to 4 bytes
    column = accessor.packed // side
    matrices = np.ndarray((rows, side, side), dtype, data, offset, (stride, column, dtype.itemsize))
    return matrices.reshape(rows, side * side)


def read_accessors(source: Source) -> Accessors:
    """The numbers of an asset, shared by all suites. Raises Blocked where its text is not usable."""
    return Accessors(source.once(read_model))
