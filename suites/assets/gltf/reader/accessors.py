"""The numbers behind the accessors of a glTF asset, as arrays, each read once for all suites (glTF 2.0, 3.6.2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from conformance.authoring import Blocked
from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.bounds import ACCESSOR_NUMBERS
from conformance_suites.assets.gltf.reader.model import Model, read_model
from conformance_suites.assets.gltf.reader.parts import FLOAT, Accessor, Sparse

Array = np.ndarray[Any, np.dtype[Any]]
DTYPES: dict[int, np.dtype[Any]] = {
    code: np.dtype(name)
    for code, name in {5120: "<i1", 5121: "<u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}.items()
}
_BLOCK = 64
_SEVERAL = 3
_MANY = 1 << 12
# Overflow and NaN are what is looked for in the numbers of a product.
_QUIET = np.errstate(all="ignore")


@dataclass
class Numbers:
    """What one accessor holds: `array` has a row for each element, a column for each component, as they are stored.

    `substituted` are the indices of its sparse part, as they are stored.
    """

    accessor: Accessor
    array: Array
    substituted: Array | None = None

    @cached_property
    def low(self) -> Array:
        """The least value of each component; NaN where one is NaN."""
        return _extremes(self.array, self._columns, np.minimum)

    @cached_property
    def high(self) -> Array:
        """The greatest value of each component; NaN where one is NaN."""
        return _extremes(self.array, self._columns, np.maximum)

    @cached_property
    def _columns(self) -> Array | None:
        """The components one after the other, where they are so few that a copy pays."""
        return np.ascontiguousarray(self.array.T) if len(self.array) < _MANY else None

    @cached_property
    def finite(self) -> bool:
        """Whether no component of any element is infinite or NaN."""
        return self.accessor.code != FLOAT or bool(np.isfinite(self.array).all())

    @cached_property
    @_QUIET
    def real(self) -> Array:
        """The numbers as 3.11 decodes them: normalised integers as fractions, all others as they are."""
        if not self.accessor.normalized or self.accessor.code == FLOAT:
            return self.array
        return np.maximum(self.array / np.float64(np.iinfo(self.array.dtype).max), -1.0)

    @_QUIET
    def off_length(self, components: int, tolerance: float) -> tuple[Array, Array]:
        """(indices, lengths) of the vectors of the first components whose length is not 1 within the tolerance."""
        each = np.square(self.real, dtype=np.result_type(self.real, np.float32))  # plain integers would overflow
        squares = each[:, 0] + each[:, 1]  # column by column: several times faster than a sum along the rows
        for column in range(2, components):
            squares += each[:, column]
        if squares.min() >= (1 - tolerance) ** 2 and squares.max() <= (1 + tolerance) ** 2:
            return np.empty(0, np.intp), squares[:0]
        lengths = np.sqrt(squares)
        wrong = np.flatnonzero(np.abs(lengths - 1) > tolerance)
        return wrong, lengths[wrong]


@dataclass
class Accessors:
    """The numbers of all accessors of a model. What cannot be read is None; `unread` says why, by accessor."""

    model: Model
    unread: dict[int, str] = field(default_factory=dict)
    _numbers: dict[int, Numbers | None] = field(default_factory=dict)
    _left: int = field(default_factory=lambda: ACCESSOR_NUMBERS)

    def __getitem__(self, accessor: Accessor) -> Numbers | None:
        """The numbers of an accessor; None where it has none in the asset, or none that can be read."""
        if accessor.index not in self._numbers:
            self._numbers[accessor.index] = self._read(accessor)
        return self._numbers[accessor.index]

    def complete(self) -> None:
        """Raise Blocked if numbers asked for could not be read: a row without a finding then knows nothing."""
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
        """The array with its substitutions, as far as they go: indices beyond it substitute nothing."""
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


def _extremes(array: Array, columns: Array | None, choose: np.ufunc) -> Array:
    """The extreme value of each column. Tight rows are taken by the block, which is many times faster than by row."""
    rows, width = array.shape
    found: Array
    if columns is not None:
        found = choose.reduce(columns, axis=1)
    elif width == 1:
        found = choose.reduce(array, axis=None, keepdims=True)[0]
    elif not array.flags.c_contiguous:
        found = np.array([choose.reduce(array[:, at]) for at in range(width)], array.dtype)
    else:
        head = choose.reduce(array[: rows // _BLOCK * _BLOCK].reshape(-1, _BLOCK * width), axis=0)
        both = choose(head, array[-_BLOCK:].reshape(-1))  # the last rows, some of them once more
        found = choose.reduce(both.reshape(_BLOCK, width), axis=0)
    return found


def side_by_side(arrays: Sequence[Array]) -> Array:
    """(components, elements): the components of all arrays, each in one piece, which is the fastest way to go on."""
    rows, width = sum(map(len, arrays)), arrays[0].shape[1]
    columns: Array = np.empty((width, rows), arrays[0].dtype)
    return np.concatenate([each.T for each in arrays], axis=1, out=columns)


def measure(many: Iterable[Numbers]) -> None:
    """Find what all these arrays reach, small ones of a kind together: each pass costs more than their few numbers."""
    alike: dict[tuple[int, int], list[Numbers]] = {}
    for each in many:
        if len(each.array) < _MANY:
            alike.setdefault((each.accessor.code, each.accessor.width), []).append(each)
    for group in alike.values():
        if len(group) < _SEVERAL:
            continue
        columns = side_by_side([each.array for each in group])
        starts = np.cumsum([0, *(len(each.array) for each in group[:-1])])
        lows, highs = (choose.reduceat(columns, starts, axis=1).T for choose in (np.minimum, np.maximum))
        finite = np.all(np.isfinite((lows, highs)), axis=(0, 2))
        for at, each in enumerate(group):
            each.low, each.high, each.finite = lows[at], highs[at], bool(finite[at])


def read_accessors(source: Source) -> Accessors:
    """The numbers of an asset, shared by all suites. Raises Blocked where its text is not usable."""
    return Accessors(source.once(read_model))
