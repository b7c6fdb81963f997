"""Faults of bad samples that are not a short step from a good one, planted in good samples.

The value at the place of the finding is put where good samples have one of that pattern. Of what is not JSON, the bytes
in which the sample differs from the good one that is most like it are put there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from conformance.drafting.mutation.forms import documents
from conformance.drafting.mutation.json_form import Document, json_sites, text_of
from conformance.drafting.mutation.mutants import PLANTED, Mutant
from conformance.model.sample import Sample

Places = Mapping[str, Sequence[str]]
"""By bad sample the pointers of its expected findings."""
Read = Sequence[tuple[Sample, Document]]
LEAST_ALIKE = 0.5
"""The share of a good sample that has to be the same in a bad one, so that it is the good one with a fault."""


def planted(bad: Sample, good: Sequence[Sample], read: Read, places: Places, each: int) -> Iterator[Mutant]:
    """The fault of a bad sample in good ones; at most `each` of a pattern."""
    found = next(documents(bad.data), None)
    if found is None:
        yield from _range(bad, good)
        return
    for site in json_sites(found):
        if site.steps and site.place in places.get(bad.name, ()):
            yield from _values(bad, site.pattern, site.value, read, each)


def _values(bad: Sample, pattern: str, value: Any, read: Read, each: int) -> Iterator[Mutant]:
    count = 0
    for sample, document in read:
        for site in json_sites(document):
            if site.pattern == pattern and count < each and text_of(site.value) != text_of(value):
                count += 1
                change = site.put(value)
                yield Mutant(sample, _named(bad), pattern, site.place, site.value, *change, bad.requirement)


def _range(bad: Sample, good: Sequence[Sample]) -> Iterator[Mutant]:
    """The one range of bytes in which it differs from the good sample that is most like it."""
    alike = [(*_alike(sample.data, bad.data), at) for at, sample in enumerate(good)]
    start, end, at = max(alike, key=lambda each: each[0] + each[1], default=(0, 0, 0))
    if not good or start + end < LEAST_ALIKE * len(good[at].data):
        return
    nearest = good[at].data
    before, after = nearest[start : len(nearest) - end], bad.data[start : len(bad.data) - end]
    place = f"byte {start}"
    yield Mutant(good[at], _named(bad), place, place, repr(before), repr(after), lambda: bad.data, bad.requirement)


def _alike(one: bytes, other: bytes) -> tuple[int, int]:
    """How many bytes at the beginning and, of the rest, at the end are the same."""
    most = min(len(one), len(other))
    start = bisect_left(range(1, most + 1), True, key=lambda size: one[:size] != other[:size])
    rest = most - start
    end = bisect_left(range(1, rest + 1), True, key=lambda size: one[-size:] != other[-size:])
    return start, end


def _named(bad: Sample) -> str:
    return f"{PLANTED}{bad.name}"
