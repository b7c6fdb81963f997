"""Operators learned from bad samples: the step from the nearest good sample, tried at every place of that name.

So prohibitions and measured values are tried too, which no generic operator violates.
"""

from __future__ import annotations

import copy
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile
from types import MappingProxyType
from typing import Any, NamedTuple

import jsonpatch
import jsonpointer

from conformance.drafting.mutation.forms import documents
from conformance.drafting.mutation.json_form import Document, JsonSite, json_sites, text_of
from conformance.drafting.mutation.mutants import Mutant
from conformance.drafting.mutation.planted import Places, planted
from conformance.model.sample import Sample

STEPS = 3
"""A longer way from the nearest good sample is more than a single fault."""
REFUSED = (jsonpatch.JsonPatchException, jsonpointer.JsonPointerException, LookupError, TypeError, ValueError)
Patch = list[dict[str, Any]]


class Step(NamedTuple):
    """A bad sample's step: operations relative to the place where it is made, which is in the nearest good sample.

    `name` is the last name of that place.
    """

    sample: Sample
    name: str | None
    operations: Patch
    nearest: Document
    place: str


def learned(
    good: Sequence[Sample], bad: Sequence[Sample], each: int, places: Places = MappingProxyType({})
) -> Iterator[Mutant]:
    """The steps of the bad samples, each where it was learned and at up to `each` places of every pattern in good ones.

    Where there is none, the value at one of the `places` of its findings, or the bytes that differ.
    """
    read = [(sample, document) for sample in good for document in documents(sample.data)]
    for bad_one in bad:
        step = _step(bad_one, [document for _, document in read])
        if step is None:
            yield from planted(bad_one, good, read, places, each)
            continue
        counted: dict[str, int] = {}
        for sample, document in read:
            for site in json_sites(document):
                own = document is step.nearest and site.place == step.place
                if site.name == step.name and (own or counted.get(site.pattern, 0) < each):
                    yield _transplanted(sample, site, step)
                    counted[site.pattern] = counted.get(site.pattern, 0) + (not own)


def _step(bad: Sample, good: list[Document]) -> Step | None:
    """The shortest way from a good sample, or None where it is longer than STEPS or the sample is not JSON."""
    nearest, way = _nearest(bad, good)
    if nearest is None:
        return None
    parents = [_steps(operation["path"])[:-1] for operation in way]
    shared = parents[0]
    for parent in parents[1:]:
        shared = [a for a, b in takewhile(lambda pair: pair[0] == pair[1], zip(shared, parent, strict=False))]
    prefix = "".join("/" + jsonpointer.escape(step) for step in shared)
    relative = [_relative(operation, prefix) for operation in way]
    return Step(bad, _name(shared, nearest), relative, nearest, prefix) if all(relative) else None


def _nearest(bad: Sample, good: list[Document]) -> tuple[Document | None, Patch]:
    """The first of the good samples from which the way is shortest, and the way; None where all are too long."""
    nearest, shortest = None, Patch()
    for found in documents(bad.data):
        for each in good:
            most = len(shortest) - 1 if shortest else STEPS
            if each.lines == found.lines and _least(each.root, found.root) <= most:
                way = _way(each, found)
                if 0 < len(way) <= most:
                    nearest, shortest = each, way
    return nearest, shortest


def _least(good: Any, bad: Any) -> int:
    """So many operations there are at least: one moves what is in one member or item to another.

    To find the way between long samples takes long, and most are far from each other.
    """
    return max(1, -(-_others(good, bad) // 2))


def _others(good: Any, bad: Any) -> int:
    """How many members or items are other ones, each by itself or by what is in it."""
    if isinstance(good, list) and isinstance(bad, list):
        here, there = (Counter(json.dumps(item, sort_keys=True) for item in items) for items in (good, bad))
        return max((here - there).total(), (there - here).total())
    if not (isinstance(good, dict) and isinstance(bad, dict)):
        return 0
    changed = [name for name in good.keys() & bad.keys() if good[name] != bad[name]]
    return len(good.keys() ^ bad.keys()) + sum(max(1, _others(good[name], bad[name])) for name in changed)


def _way(good: Document, bad: Document) -> Patch:
    return list(jsonpatch.make_patch(good.root, bad.root))


def _name(steps: list[str], document: Document) -> str | None:
    """The name of a place in a document, as its site has it."""
    pointer = "".join("/" + jsonpointer.escape(step) for step in steps)
    return next((site.name for site in json_sites(document) if site.place == pointer), None)


def _relative(operation: dict[str, Any], prefix: str) -> dict[str, Any]:
    """The operation from a place on; empty where it takes something from elsewhere."""
    paths = {key: operation[key] for key in ("path", "from") if key in operation}
    if not all(path.startswith(f"{prefix}/") for path in paths.values()):
        return {}
    return {**operation, **{key: path[len(prefix) :] for key, path in paths.items()}}


def _steps(path: str) -> list[str]:
    return list(jsonpointer.JsonPointer(path).parts)


def _transplanted(sample: Sample, site: JsonSite, step: Step) -> Mutant:
    def make() -> bytes | None:
        try:
            changed = jsonpatch.apply_patch(copy.deepcopy(site.value), step.operations)
        except REFUSED:
            return None
        # What says the same already is not changed by the step.
        return None if text_of(changed) == text_of(site.value) else site.put(changed).make()

    name = f"learned.{step.sample.name}"
    after = "; ".join(f"{each['op']} {each['path']}" for each in step.operations)
    return Mutant(sample, name, site.pattern, site.place, "", after, make, step.sample.requirement)


def patch_between(good: Sample, data: bytes) -> Patch | None:
    """The JSON Patch from a good sample to these bytes, or None where either is not JSON."""
    for before in documents(good.data):
        for after in documents(data):
            if text_of(before.root) != text_of(after.root) and after.data() == data:
                return _way(before, after)
    return None
