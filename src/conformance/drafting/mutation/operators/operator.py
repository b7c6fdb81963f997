"""What an operator is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from conformance.drafting.mutation.json_form import JsonSite
    from conformance.drafting.mutation.site import Change


class ValueOperator(NamedTuple):
    """`change` returns other values for one of these types, none where it does not apply."""

    name: str
    types: tuple[type, ...]
    change: Callable[[Any], Iterator[Any]]


class JsonOperator(NamedTuple):
    """`change` returns what can be done at a site of a JSON document.

    `others` are the values at places of the same pattern in other good samples.
    """

    name: str
    change: Callable[[JsonSite, list[Any]], Iterator[Change]]


class RawOperator(NamedTuple):
    """`change` returns other bytes: (place, bytes)."""

    name: str
    change: Callable[[bytes, Random], Iterator[tuple[str, bytes]]]


ANY = (str, int, float, bool, list, dict, type(None))


def of_family(operators: Mapping[str, Callable[[Any], Any]]) -> tuple[ValueOperator, ...]:
    """Those that a family registers in its mutation/: functions that return another value, or None."""
    return tuple(ValueOperator(name, ANY, _single(change)) for name, change in operators.items())


def _single(change: Callable[[Any], Any]) -> Callable[[Any], Iterator[Any]]:
    def changed(value: Any) -> Iterator[Any]:
        after = change(value)
        if after is not None and (type(after) is not type(value) or after != value):
            yield after

    return changed


def group(name: str, types: tuple[type, ...], changes: dict[str, Callable[[Any], Any]]) -> tuple[ValueOperator, ...]:
    """The operators of a group, each with a function that returns another value, or None where it does not apply."""
    return tuple(ValueOperator(f"{name}.{what}", types, _single(change)) for what, change in changes.items())
