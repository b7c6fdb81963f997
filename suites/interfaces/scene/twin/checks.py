"""Checks of a scene against the model in glTF beside it: what a conversion has to keep."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from conformance.authoring import Finding, Findings, capped, check

from .view import Pair, Sizes

AXES = "xyz"


@check("IFC-UST-001", parameters=True)
def both_are_as_large(pair: Pair, parameters: Mapping[str, Any]) -> Findings:
    for sizes in pair.sizes:
        for axis, own, other in _different(sizes, parameters, _length):
            yield Finding("/", axis=axis, received=own, expected=other).cutting("places")


@check("IFC-UST-002", parameters=True)
def both_are_in_the_same_place(pair: Pair, parameters: Mapping[str, Any]) -> Findings:
    for sizes in pair.places:
        if not _different(sizes, parameters, _length):
            for axis, own, other in _different(sizes, parameters, _middle):
                yield Finding("/", axis=axis, received=own, expected=other)


def _length(low: float, high: float) -> float:
    return high - low


def _middle(low: float, high: float) -> float:
    return (low + high) / 2


def _different(
    sizes: Sizes, parameters: Mapping[str, Any], of: Callable[[float, float], float]
) -> list[tuple[str, float, float]]:
    """(axis, metres of the scene, metres of the model), where these differ by more than the tolerance."""
    room = parameters["size_tolerance"] * math.dist(*sizes.other)
    found = []
    for at, axis in enumerate(AXES):
        own, other = (of(low[at], high[at]) for low, high in sizes)
        if abs(own - other) > room:
            found.append((axis, round(own, 6), round(other, 6)))
    return found


@check("IFC-UST-003")
def names_of_nodes_are_kept(pair: Pair) -> Findings:
    yield from _lost(pair.node_names, pair.shown["names"])


@check("IFC-UST-004")
def names_of_materials_are_kept(pair: Pair) -> Findings:
    yield from _lost(pair.material_names, pair.shown["materials"])


def _lost(names: Iterable[str], kept: Iterable[str]) -> Findings:
    """A finding for each name that no prim has, apart from characters that names of prims cannot have."""
    known = {_comparable(each) for each in kept}
    for name in dict.fromkeys(names):
        if _comparable(name) and _comparable(name) not in known:
            yield Finding("/", received=capped(name))


def _comparable(name: str) -> str:
    return "".join(each for each in name.casefold() if each.isalnum())
