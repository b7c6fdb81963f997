"""Small cells are suppressed, and as many others as it takes that no sum or difference of the shown ones reveals them.

Counted are members: a product with one of its runs. Members that are counted in the same cells are a part, and every
shown cell is a sum of parts. An equation over parts with fewer than the least number of members would reveal their
results, so none may follow from the cells that are shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import Any, TypeVar

import numpy as np

Key = TypeVar("Key", bound=Hashable)
TURNS = 30
"""An order in which an equation shows itself is found by one turn in three or more."""
NEARLY_ZERO = 1e-7
"""Entries are small whole numbers before they are reduced: what is below this comes from rounding."""


def suppressed(cells: Mapping[Key, frozenset[Any]], least: int, forced: frozenset[Key] = frozenset()) -> frozenset[Key]:
    """The cells that may not be shown: those of 1 to `least` - 1 members, those forced, and who would reveal them."""
    there = {key: members for key, members in cells.items() if members}
    hidden = {key for key, members in there.items() if len(members) < least} | (forced & there.keys())
    parts = _parts(there)
    order = sorted(parts, key=lambda part: -parts[part])
    sizes = np.array([parts[part] for part in order])
    while shown := [key for key in there if key not in hidden]:
        matrix = np.array([[key in part for part in order] for key in shown], dtype=float)
        equation = _revealing(matrix, sizes, least)
        if equation is None:
            break
        # Of the cells that it is made from, without each of which it does not follow this way.
        weights = np.linalg.lstsq(matrix.T, equation, rcond=None)[0]
        used = [key for key, weight in zip(shown, weights, strict=True) if abs(weight) > NEARLY_ZERO]
        hidden.add(min(used, key=lambda key: (len(there[key]), str(key))))
    return frozenset(hidden)


def _parts(cells: Mapping[Key, frozenset[Any]]) -> Counter[frozenset[Key]]:
    """The number of members of each part, by the cells that it is counted in."""
    of: dict[Any, set[Key]] = {}
    for key, members in cells.items():
        for member in members:
            of.setdefault(member, set()).add(key)
    return Counter(map(frozenset, of.values()))


def _revealing(matrix: Any, sizes: Any, least: int) -> Any:
    """An equation over fewer members than are needed that follows from the rows; None if none was found.

    With parts in the order of their size, equations over small parts alone are rows of the reduced form, or sums of
    such rows. Those with few entries are found as codewords of low weight are: by reducing in other orders as well.
    """
    for turn in range(TURNS):
        shuffled = np.random.default_rng(turn).permutation(len(sizes)) if turn else np.arange(len(sizes))
        order = shuffled[np.argsort(sizes[shuffled] < least, kind="stable")]
        for row in _reduced(matrix[:, order]):
            places = order[np.flatnonzero(row)]
            if sizes[places].sum() < least:
                equation = np.zeros(len(sizes))
                equation[order] = row
                return equation
    return None


def _reduced(matrix: Any) -> Any:
    """The reduced row echelon form."""
    rows, at = matrix.copy(), 0
    for column in range(rows.shape[1]):
        if at == len(rows):
            break
        pivot = at + int(np.argmax(np.abs(rows[at:, column])))
        if abs(rows[pivot, column]) < NEARLY_ZERO:
            continue
        rows[[at, pivot]] = rows[[pivot, at]]
        rows[at] /= rows[at, column]
        others = np.arange(len(rows)) != at
        rows[others] -= np.outer(rows[others, column], rows[at])
        rows[np.abs(rows) < NEARLY_ZERO] = 0
        at += 1
    return rows[:at]
