"""Values in a JSON document by their paths, skipping whatever has another shape."""

from __future__ import annotations

import copy
import json
import math
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, TypeGuard

from conformance.model.finding import Blocked
from conformance.readers.json import escape


def values_at(document: Any, *ways: str) -> Iterator[tuple[str, Any]]:
    """(JSON pointer, value) for every place that matches one of the ways.

    A way is a JSON pointer in which `*` matches every item or member.
    """
    for way in ways:
        yield from _follow(document, way.split("/")[1:], "")


def _follow(value: Any, steps: list[str], pointer: str) -> Iterator[tuple[str, Any]]:
    for index, step in enumerate(steps):
        if step == "*" and isinstance(value, list | dict):
            for name, inner in enumerate(value) if isinstance(value, list) else value.items():
                yield from _follow(inner, steps[index + 1 :], f"{pointer}/{escape(name)}")
            return
        if not isinstance(value, dict) or step not in value:
            return
        pointer, value = f"{pointer}/{escape(step)}", value[step]
    yield pointer, value


def value_at(document: Any, way: str) -> Any:
    """The value at a place without `*`; None if the document has no such place."""
    return next((value for _, value in values_at(document, way)), None)


def array_at(document: Any, way: str) -> list[Any] | None:
    """The array at a place without `*`: empty if the place does not exist, None if its value is not an array."""
    found: Any = next((value for _, value in values_at(document, way)), [])
    return found if isinstance(found, list) else None


class Dangling(NamedTuple):
    """An index that is out of range, its place, and the name and size of the array that it refers to."""

    pointer: str
    value: int
    array: str
    size: int


def dangling_indices(document: Any, arrays: Iterable[tuple[str, str]]) -> Iterator[Dangling]:
    """The indices that are out of range, for pairs (way to indices, place of the array that they refer to).

    Raises Blocked at the end if one of these places is not an array, since its indices cannot be judged.
    """
    no_array = None
    for way, place in arrays:
        items, name = array_at(document, place), place.rpartition("/")[2]
        for pointer, value in values_at(document, way):
            index = whole(value)
            if items is None:
                no_array = name
            elif index is not None and not 0 <= index < len(items):
                yield Dangling(pointer, index, name, len(items))
    if no_array:
        raise Blocked("no_array", array=no_array)


def changed(document: Any, *edits: tuple[str, Any]) -> bytes:
    """A copy of a valid document as JSON text, edited by (pointer, value); None removes the member."""
    edited = copy.deepcopy(document)
    for pointer, value in edits:
        *way, last = (int(step) if step.isdigit() else step for step in pointer.split("/")[1:])
        place = edited
        for step in way:
            place = place.setdefault(step, {}) if isinstance(place, dict) else place[step]
        if value is None:
            del place[last]
        else:
            place[last] = value
    return json.dumps(edited, indent=1).encode()


def object_or_empty(value: Any) -> dict[str, Any]:
    """The value if it is an object, otherwise an empty object."""
    return value if isinstance(value, dict) else {}


def list_or_empty(value: Any) -> list[Any]:
    """The value if it is an array, otherwise an empty array."""
    return value if isinstance(value, list) else []


def is_number(value: Any) -> TypeGuard[float]:
    """Whether the value is a number of JSON, which true and false are not."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def whole(value: Any) -> int | None:
    """The value as an integer, or None. JSON has only one kind of number: 2.0 is an integer, a boolean is not."""
    if type(value) is int:
        return value
    if not is_number(value) or value != value // 1:
        return None
    return int(value)


def numbers(value: Any, count: int) -> list[float] | None:
    """The numbers of an array with exactly `count` items; None for anything else."""
    if not isinstance(value, list) or len(value) != count:
        return None
    return [float(each) for each in value] if all(map(is_number, value)) else None


def shown(number: float) -> float | str:
    """The number as a JSON value: a text if it is infinite or NaN."""
    return number if math.isfinite(number) else str(number)
