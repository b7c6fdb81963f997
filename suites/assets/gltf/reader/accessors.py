"""The numbers of the accessors of a glTF asset, as arrays, each read once for all suites (glTF 2.0, 3.6.2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Any

import numpy as np

from conformance.authoring import Blocked
from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.bounds import ACCESSOR_NUMBERS
from conformance_suites.assets.gltf.reader.model import Model, read_model
from conformance_suites.assets.gltf.reader.parts import FLOAT, Accessor, Layout, Sparse

Array = np.ndarray[Any, np.dtype[Any]]
DTYPES: dict[int, np.dtype[Any]] = {
    code: np.dtype(name)
    for code, name in {5120: "<i1", 5121: "<u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}.items()
}
_BLOCK = 64
_SEVERAL = 3
_COPIED = 1 << 12
"""Number of elements from which copying an array component by component is not worth it."""
SMALL = 1 << 14
"""Number of elements from which examining an array together with others gains nothing."""
AT_ONCE = 1 << 16
"""Number of elements examined together, so that the copies stay in the cache."""
# Overflow and NaN are exactly what the numbers of a product are examined for.
_QUIET = np.errstate(all="ignore")


@dataclass(slots=True, eq=False)
class Reach:
    """The ranges of some arrays of one layout: a row for each of `accessors`, a column for each component.

    `low` is the least value, `high` the greatest, both NaN where one is NaN; `finite` whether no component of any
    element is infinite or NaN.
    """

    accessors: list[Accessor]
    low: Array
    high: Array
    finite: list[bool]


@dataclass(slots=True)
class Numbers:
    """The content of one accessor: `array` has a row for each element, a column for each component, as they are stored.

    `substituted` are the indices of its sparse part, as they are stored.
    """

    accessor: Accessor
    array: Array
    substituted: Array | None = None
    _reach: Reach | None = None
    _at: int = 0

    @property
    def low(self) -> Array:
        """The least value of each component; NaN where one is NaN."""
        low: Array = self.reach.low[self._at]
        return low

    @property
    def high(self) -> Array:
        """The greatest value of each component; NaN where one is NaN."""
        high: Array = self.reach.high[self._at]
        return high

    @property
    def finite(self) -> bool:
        """Whether no component of any element is infinite or NaN."""
        return self.reach.finite[self._at]

    @property
    def reach(self) -> Reach:
        """Its range, together with others that were measured with it."""
        reach = self._reach
        if reach is None:
            columns = np.ascontiguousarray(self.array.T) if len(self.array) < _COPIED else None
            low, high = (_extremes(self.array, columns, choose)[np.newaxis] for choose in (np.minimum, np.maximum))
            reach = Reach([self.accessor], low, high, [bool(np.isfinite((low, high)).all())])
            self._reach = reach
        return reach

    @property
    def real(self) -> Array:
        """The numbers as 3.11 decodes them: normalised integers as fractions, all others as they are."""
        normalised = self.accessor.normalized and self.accessor.code != FLOAT
        return _fractions(self.array) if normalised else self.array

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


def _extremes(array: Array, columns: Array | None, choose: np.ufunc) -> Array:
    """The extreme value of each column. Tight rows are taken in blocks, which is many times faster than row by row."""
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


@_QUIET
def _fractions(array: Array) -> Array:
    fractions: Array = np.maximum(array / np.float64(np.iinfo(array.dtype).max), -1.0)
    return fractions


def _joined(arrays: Sequence[Array]) -> tuple[Array, Array]:
    """(components, elements) of all arrays, each component contiguous, which is fastest; and where each starts."""
    starts = np.fromiter(accumulate(map(len, arrays[:-1]), initial=0), np.intp, len(arrays))
    return np.ascontiguousarray(np.concatenate(arrays).T), starts


def _batches(many: Iterable[Numbers]) -> Iterator[list[Numbers]]:
    """Small arrays of a layout, each once, in groups that are examined together."""
    alike: defaultdict[Layout, dict[int, Numbers]] = defaultdict(dict)
    for each in many:
        accessor = each.accessor
        if accessor.count < SMALL:
            alike[accessor.layout][accessor.index] = each
    for group in alike.values():
        batch: list[Numbers] = []
        elements = 0
        for each in group.values():
            batch.append(each)
            elements += each.accessor.count
            if elements >= AT_ONCE:
                yield batch
                batch, elements = [], 0
        yield batch


def measure(many: Iterable[Numbers]) -> None:
    """Find the ranges of all these arrays, small ones of a layout together: a pass costs more than their numbers."""
    for batch in _batches(each for each in many if each._reach is None):
        if len(batch) < _SEVERAL:
            continue
        columns, starts = _joined([each.array for each in batch])
        low, high = (choose.reduceat(columns, starts, axis=1).T for choose in (np.minimum, np.maximum))
        finite = np.logical_and.reduce(np.isfinite((low, high)), axis=(0, 2)).tolist()
        reach = Reach([each.accessor for each in batch], low, high, finite)
        for at, each in enumerate(batch):
            each._reach, each._at = reach, at


def doubtful(many: Sequence[Numbers], are_fine: Callable[[Array, Array], bool]) -> set[int]:
    """The accessors that have to be examined one by one: long arrays, and groups that are not all fine.

    Small arrays of a layout are judged together as well: `are_fine` is given their real numbers, (components,
    elements), and where each array starts.
    """
    found = {each.accessor.index for each in many}
    for batch in _batches(many):
        if len(batch) >= _SEVERAL and are_fine(*_joined([each.real for each in batch])):
            found.difference_update(each.accessor.index for each in batch)
    return found


@_QUIET
def all_unit(columns: Array, tolerance: float) -> bool:
    """Whether all vectors, given as (components, elements), have the length 1 within the tolerance."""
    squares = np.square(columns, dtype=np.result_type(columns, np.float32)).sum(axis=0)
    return bool(squares.min() >= (1 - tolerance) ** 2 and squares.max() <= (1 + tolerance) ** 2)


def read_accessors(source: Source) -> Accessors:
    """The numbers of an asset, shared by all suites. Raises Blocked where its text is not usable."""
    return Accessors(source.once(read_model))
