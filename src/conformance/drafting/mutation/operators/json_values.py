"""Members and items of a JSON document: removed, renamed, doubled, exchanged, taken from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from conformance.drafting.mutation.json_form import JsonSite, Twice
from conformance.drafting.mutation.operators.operator import JsonOperator
from conformance.drafting.mutation.site import Change

TAKEN = 2
"""Values taken from other samples, at a site."""


def removed(site: JsonSite, others: list[Any]) -> Iterator[Change]:
    """The object or array without it."""
    if site.is_member:
        yield site.reown("", {key: value for key, value in site.owner.items() if key != site.key})
    elif site.is_item:
        yield site.reown("", [*site.owner[: site.key], *site.owner[site.key + 1 :]])


def _renamed(change: Callable[[str], str]) -> Callable[[JsonSite, list[Any]], Iterator[Change]]:
    def renamed(site: JsonSite, others: list[Any]) -> Iterator[Change]:
        if site.is_member and (name := change(site.key)) not in site.owner:
            yield site.reown(name, {name if key == site.key else key: value for key, value in site.owner.items()})

    return renamed


def _doubled(first: bool) -> Callable[[JsonSite, list[Any]], Iterator[Change]]:
    """The member twice, with another value first or last."""

    def doubled(site: JsonSite, others: list[Any]) -> Iterator[Change]:
        if site.is_member:
            members: list[tuple[Any, Any]] = []
            for key, value in site.owner.items():
                again = [(Twice(key), None)] if key == site.key else []
                members += [*again, (key, value)] if first else [(key, value), *again]
            yield site.reown(f'"{site.key}", "{site.key}"', dict(members))

    return doubled


def _unknown(site: JsonSite, others: list[Any]) -> Iterator[Change]:
    if isinstance(site.value, dict) and "unknownMember" not in site.value:
        yield site.put({**site.value, "unknownMember": "x"})


def _swapped(site: JsonSite, others: list[Any]) -> Iterator[Change]:
    """The values of two members exchanged, or of two items."""
    if site.is_member:
        names = list(site.owner)
        at = names.index(site.key)
        if at + 1 < len(names) and site.owner[names[at + 1]] != site.value:
            other = names[at + 1]
            yield site.reown(other, {**site.owner, site.key: site.owner[other], other: site.value})


def _taken(site: JsonSite, others: list[Any]) -> Iterator[Change]:
    """What another good sample has at such a place."""
    for value in [each for each in others if each != site.value][:TAKEN]:
        yield site.put(value)


def _dangling(site: JsonSite, others: list[Any]) -> Iterator[Change]:
    """A text that is written elsewhere, too, or an index, that no longer refers to anything."""
    value = site.value
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1000:
        yield site.put(9999)


def _lifted(site: JsonSite, others: list[Any]) -> Iterator[Change]:
    """An object in place of what holds it, or its members beside its own name."""
    if site.is_member and isinstance(site.value, dict):
        rest = {key: value for key, value in site.owner.items() if key != site.key}
        yield site.reown(list(site.value), {**rest, **site.value})


def _item_twice(site: JsonSite, others: list[Any]) -> Iterator[Change]:
    if site.is_item:
        yield site.reown(site.value, [*site.owner[: site.key], site.value, *site.owner[site.key :]])


OPERATORS = (
    JsonOperator("json.removed", removed),
    JsonOperator("json.renamed", _renamed(lambda name: f"{name}_")),
    JsonOperator("json.renamed_case", _renamed(lambda name: name[:1].swapcase() + name[1:])),
    JsonOperator("json.renamed_plural", _renamed(lambda name: name[:-1] if name.endswith("s") else f"{name}s")),
    JsonOperator("json.doubled", _doubled(True)),
    JsonOperator("json.doubled_last", _doubled(False)),
    JsonOperator("json.unknown_member", _unknown),
    JsonOperator("json.values_swapped", _swapped),
    JsonOperator("json.taken", _taken),
    JsonOperator("json.dangling", _dangling),
    JsonOperator("json.lifted", _lifted),
    JsonOperator("json.item_twice", _item_twice),
)
