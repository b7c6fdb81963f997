"""The numbers of one accessor of a glTF asset, and the ranges of many, measured together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np

from conformance_suites.assets.gltf.reader.parts import FLOAT, Accessor, Layout

Array = np.ndarray[Any, np.dtype[Any]]


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
    """Whether all vectors, given as (components, elements), have the length 1 within the tolerance; so have none."""
    if not columns.shape[1]:
        return True
    squares = np.square(columns, dtype=np.result_type(columns, np.float32)).sum(axis=0)
    return bool(squares.min() >= (1 - tolerance) ** 2 and squares.max() <= (1 + tolerance) ** 2)
