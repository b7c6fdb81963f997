"""The mutants of good samples: each operator at each place, a few of a class.

A class is an operator and a pattern of places. What is drawn depends on the seed alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from random import Random
from typing import Any, NamedTuple

from conformance.drafting.mutation.forms import documents, text_sites
from conformance.drafting.mutation.json_form import Document, JsonSite, json_sites
from conformance.drafting.mutation.operators import BYTES, JSON, LINES, RAW, VALUES
from conformance.drafting.mutation.operators.operator import ValueOperator
from conformance.drafting.mutation.services.answers import form_of, head_changes, is_answer
from conformance.drafting.mutation.site import Make, Site
from conformance.model.sample import Sample

EACH = 2
"""Mutants of a class by default. Of fewer, a part of these is tried, so that what has a reason has it then as well."""
PLANTED = "planted."
"""How operators are named that plant what is right elsewhere: where it is right as well, it shows nothing."""
PLACES = 3
"""Places of a pattern in one sample that are changed, or as many as mutants of a class are wanted."""


class Mutant(NamedTuple):
    """A good sample with one change. `own` is the row that it was learned from."""

    sample: Sample
    operator: str
    pattern: str
    place: str
    before: Any
    after: Any
    make: Make
    own: str | None = None

    @property
    def class_(self) -> tuple[str, str]:
        return self.operator, self.pattern


def generic(samples: Iterable[Sample], each: int, seed: int, more: Sequence[ValueOperator] = ()) -> list[Mutant]:
    """At most `each` mutants of every class, from as many samples as there are.

    Of answers that one row asks for, these are the mutants at that row. `more` are the operators of the family.
    """
    chance = Random(seed)  # noqa: S311 - to draw the same again
    known: dict[tuple[str, str, str], list[Mutant]] = {}
    read = [(sample, list(documents(sample.data))) for sample in samples]
    values = _values(document for _, held in read for document in held)
    for sample, held in read:
        for mutant in (
            *_inside(sample, held, values, chance, (*VALUES, *more), max(PLACES, each)),
            *_raw(sample, bool(held), chance),
            *_taken(sample, [other for other, _ in read]),
            *_planted(sample, [other for other, _ in read]),
        ):
            known.setdefault((*mutant.class_, sample.requirement or ""), []).append(mutant)
    drawn: list[Mutant] = []
    for (operator, *_), found in sorted(known.items()):
        own = Random(seed) if operator.startswith(PLANTED) else chance  # noqa: S311 - so that the others stay the same
        drawn += _drawn(found, max(each, EACH), own)[:each]
    return drawn


def _drawn(found: list[Mutant], each: int, chance: Random) -> list[Mutant]:
    """Some of a class, of different samples first."""
    if len(found) <= each:
        return found
    chance.shuffle(found)
    first = {mutant.sample.name: mutant for mutant in found}.values()
    rest = [mutant for mutant in found if all(mutant is not other for other in first)]
    return [*first, *rest][:each]


def _values(read: Iterable[Document]) -> dict[str, list[Any]]:
    """By pattern the values that good samples have there, each once."""
    found: dict[str, list[Any]] = {}
    for document in read:
        for site in json_sites(document):
            there = found.setdefault(site.pattern, [])
            if len(there) < 16 and all(type(value) is not type(site.value) or value != site.value for value in there):
                there.append(site.value)
    return found


def _inside(
    sample: Sample,
    held: list[Document],
    values: dict[str, list[Any]],
    chance: Random,
    operators: Sequence[ValueOperator],
    most: int,
) -> Iterator[Mutant]:
    for document in held:
        for site in _few(json_sites(document), most, chance):
            yield from _of_json(sample, site, values.get(site.pattern, []))
            yield from _of_value(sample, site, operators)
    if not held and is_text(sample.data) and not is_answer(sample.data):
        for other in _few(text_sites(sample.data), most, chance):
            yield from _of_value(sample, other, operators)


def _few(sites: Iterable[Any], most: int, chance: Random) -> Iterator[Any]:
    """At most so many of each pattern."""
    by_pattern: dict[str, list[Any]] = {}
    for site in sites:
        by_pattern.setdefault(site.pattern, []).append(site)
    for found in by_pattern.values():
        yield from found if len(found) <= most else chance.sample(found, most)


def _of_json(sample: Sample, site: JsonSite, others: list[Any]) -> Iterator[Mutant]:
    for operator in JSON:
        for change in operator.change(site, others):
            yield Mutant(sample, operator.name, site.pattern, site.place, site.value, *change)


def _of_value(sample: Sample, site: Site, operators: Sequence[ValueOperator]) -> Iterator[Mutant]:
    value = site.value
    for operator in operators:
        if type(value) in operator.types:
            for after in operator.change(value):
                yield Mutant(sample, operator.name, site.pattern, site.place, value, *site.put(after))


def _raw(sample: Sample, text: bool, chance: Random) -> Iterator[Mutant]:
    if is_answer(sample.data):
        for name, place, after in head_changes(sample.data):
            yield Mutant(sample, name, place, place, "", "", _these(after))
        return
    lines = not text and is_text(sample.data)
    for operator in (*RAW, *LINES) if lines else RAW if text else BYTES:
        for place, after in operator.change(sample.data, chance):
            yield Mutant(sample, operator.name, place, place, "", "", _these(after))


def _taken(sample: Sample, others: Iterable[Sample]) -> Iterator[Mutant]:
    """Of an answer that one row asks for, those of another status that it gets besides."""
    status = sample.data.split()[1:2]
    for other in others if sample.requirement else ():
        if other.requirement == sample.requirement and other.data.split()[1:2] != status:
            place = status[0].decode()
            yield Mutant(sample, "http.taken", place, place, "", other.name, _these(other.data))


def _planted(sample: Sample, others: Iterable[Sample]) -> Iterator[Mutant]:
    """Of an answer, those of other forms that the product gives to other requests: it accepts what it should refuse."""
    if not is_answer(sample.data):
        return
    forms = {form_of(other.data): other for other in others}
    own = form_of(sample.data)
    for form, other in sorted(forms.items()):
        if form != own:
            place = f"{form[0]} for {sample.name}"
            yield Mutant(sample, f"{PLANTED}answer", place, str(own[0]), "", other.name, _these(other.data))


def is_text(data: bytes) -> bool:
    """Whether the sample is a text rather than a container of bytes."""
    try:
        return "\0" not in data.decode("utf-8")
    except UnicodeDecodeError:
        return False


def _these(data: bytes) -> Make:
    return lambda: data
