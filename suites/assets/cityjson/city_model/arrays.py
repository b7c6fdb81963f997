"""Nested arrays of indices: boundaries, and the values that follow their shape.

Cities have millions of indices, so whole levels are examined first, and pointers are made only for what
is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any, NamedTuple

from conformance.readers.json_schema import JsonType, kind_of
from conformance.readers.json_values import whole


class Misfit(NamedTuple):
    """A place whose shape differs from that of the boundaries: the key of the sentence, and its values."""

    pointer: str
    key: str
    values: dict[str, Any]


def items_at(value: Any, depth: int) -> list[Any] | None:
    """The items `depth` arrays deep in a value; None where something other than an array is on the path."""
    items = [value]
    for _ in range(depth):
        if any(type(each) is not list for each in items):
            return None
        items = list(chain.from_iterable(items))
    return items


def indices_at(value: Any, depth: int) -> list[int] | None:
    """The integers `depth` arrays deep; None where the value is nested differently or contains something else."""
    items = items_at(value, depth)
    if items is None or set(map(type, items)) <= {int}:
        return items
    integers = [index for each in items if (index := whole(each)) is not None]
    return integers if len(integers) == len(items) else None


def leaves(value: Any) -> list[Any]:
    """Everything in nested arrays that is not an array."""
    found, items = [], [value]
    while items:
        found += [each for each in items if type(each) is not list]
        items = list(chain.from_iterable(each for each in items if type(each) is list))
    return found


def ring_parts(value: Any) -> tuple[list[Any], list[Any]]:
    """The first items, and the other items, of all innermost arrays in the values of a texture."""
    first: list[Any] = []
    others: list[Any] = []
    items = [value] if isinstance(value, list) else []
    while items:
        inner = [[each for each in item if type(each) is list] for item in items]
        for item, arrays in zip(items, inner, strict=True):
            if not arrays:
                first += item[:1]
                others += item[1:]
        items = list(chain.from_iterable(inner))
    return first, others


def located(value: Any, pointer: str, depth: int = -1) -> Iterator[tuple[str, Any]]:
    """(pointer, item) of the items `depth` arrays deep, or sooner where not an array; -1: of all non-arrays."""
    if depth == 0 or not isinstance(value, list):
        yield pointer, value
        return
    for at, each in enumerate(value):
        yield from located(each, f"{pointer}/{at}", depth - 1)


def outside(values: list[Any], size: int) -> bool:
    """Whether an integer among the values is not an index of an array of this size."""
    integers = [index for each in values if (index := whole(each)) is not None]
    return bool(integers) and (min(integers) < 0 or max(integers) >= size)


def unlike_surfaces(values: Any, boundaries: list[Any], levels: int, pointer: str) -> Iterator[Misfit]:
    """Where there is not one value for each item `levels` deep in the boundaries; a null covers all below it."""
    if values is None:
        return
    if not isinstance(values, list):
        yield Misfit(pointer, "form", {"received": kind_of(values), "expected": JsonType.ARRAY})
    elif len(values) != len(boundaries):
        yield Misfit(pointer, "length", {"received": len(values), "expected": len(boundaries)})
    elif levels > 1:
        for at, (inner, bounded) in enumerate(zip(values, boundaries, strict=True)):
            yield from unlike_surfaces(inner, bounded, levels - 1, f"{pointer}/{at}")
    elif not set(map(type, values)) <= {int, type(None)}:
        for at, each in enumerate(values):
            if each is not None and whole(each) is None:
                yield Misfit(f"{pointer}/{at}", "form", {"received": kind_of(each), "expected": JsonType.INTEGER})


def unlike_rings(values: Any, boundaries: list[Any], levels: int, pointer: str) -> Iterator[Misfit]:
    """Where a ring, `levels` deep, does not have one texture value more than it has vertices.

    Only nulls fit any number of rings: a surface without a texture.
    """
    if not isinstance(values, list):
        if values is not None:
            yield Misfit(pointer, "form", {"received": kind_of(values), "expected": JsonType.ARRAY})
    elif all(each is None for each in leaves(values)):
        return
    elif levels == 0:
        if len(values) != len(boundaries) + 1:
            yield Misfit(pointer, "length", {"received": len(values), "expected": len(boundaries) + 1})
        for at, each in enumerate(values):
            if each is not None and whole(each) is None:
                yield Misfit(f"{pointer}/{at}", "form", {"received": kind_of(each), "expected": JsonType.INTEGER})
    elif len(values) != len(boundaries):
        yield Misfit(pointer, "length", {"received": len(values), "expected": len(boundaries)})
    else:
        for at, (inner, bounded) in enumerate(zip(values, boundaries, strict=True)):
            yield from unlike_rings(inner, bounded, levels - 1, f"{pointer}/{at}")
