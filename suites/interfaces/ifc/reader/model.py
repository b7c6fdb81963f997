"""A file of IFC as the suites of the family see it: its exchange structure, its schema and its instances by entity.

Values that are missing or of another type are skipped here: rows on the exchange report them, and cut off the parts
that lack them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conformance.authoring import Where
from conformance.readers.source import Source

from .conformity import Conformity
from .exchange import Entity, Exchange, read_exchange
from .parameters import Malformed, Raw, Ref, Typed, parse
from .schema import EDITIONS, Schema, schema
from .strings import decoded


@dataclass(frozen=True)
class Thing:
    """An instance whose parameters are as many as its entity has attributes."""

    model: Model
    number: int
    values: dict[str, Any]

    @property
    def keyword(self) -> str:
        return self.model.exchange.keywords[self.number]

    @property
    def name(self) -> int:
        return self.model.exchange.names[self.number]

    def __str__(self) -> str:
        return self.model.shown(self.name)

    def where(self, attribute: str = "") -> Where:
        """The place of the instance, or of its attribute."""
        return self.model.where(self.number, attribute)

    def one(self, attribute: str) -> Thing | None:
        """The instance that an attribute refers to."""
        value = self.values.get(attribute)
        return self.model.thing(int(value)) if isinstance(value, Ref) else None

    def many(self, attribute: str) -> list[Thing]:
        """The instances that an attribute refers to, without those that cannot be read."""
        value = self.values.get(attribute)
        refs = [each for each in value if isinstance(each, Ref)] if isinstance(value, list) else []
        found = (self.model.thing(int(each)) for each in refs)
        return [each for each in found if each is not None]

    def refs(self, attribute: str) -> list[int]:
        """The names of the instances that an attribute refers to, which are in the file; a list may name its type."""
        value = self.values.get(attribute)
        if isinstance(value, Typed) and len(value.values) == 1:
            value = value.values[0]
        given = value if isinstance(value, list) else [value]
        return [int(each) for each in given if isinstance(each, Ref) and each in self.model.exchange.numbers]

    def text(self, attribute: str) -> str | None:
        """The text of an attribute, also where it names its type."""
        value = self.values.get(attribute)
        if isinstance(value, Typed) and len(value.values) == 1:
            value = value.values[0]
        return decoded(value) if isinstance(value, Raw) else None

    def number_of(self, attribute: str) -> float | None:
        """The number of an attribute, also where it names its type."""
        value = self.values.get(attribute)
        if isinstance(value, Typed) and len(value.values) == 1:
            value = value.values[0]
        return value if isinstance(value, int | float) and not isinstance(value, Ref) else None

    def numbers_of(self, attribute: str) -> list[float] | None:
        """The numbers of a list; None where it is none, or not of numbers alone."""
        value = self.values.get(attribute)
        given = value if isinstance(value, list) else [None]
        plain = [each for each in given if isinstance(each, int | float) and not isinstance(each, Ref)]
        return plain if len(plain) == len(given) else None


@dataclass
class Model:
    """A file of IFC."""

    exchange: Exchange

    @cached_property
    def header(self) -> dict[str, Entity]:
        """By name: the first entity of the header that has it."""
        found: dict[str, Entity] = {}
        for each in self.exchange.header:
            found.setdefault(each.name, each)
        return found

    def header_values(self, name: str) -> list[Any] | None:
        """The parameters of an entity of the header; None where it is not there or they are none."""
        entity = self.header.get(name)
        if entity is None:
            return None
        try:
            return parse(self.exchange.text[entity.start : entity.end])
        except Malformed:
            return None

    @cached_property
    def schema_names(self) -> list[str] | None:
        """The schemas that the header names; None where it has no list of texts."""
        values = self.header_values("FILE_SCHEMA")
        if not values or len(values) != 1 or not isinstance(values[0], list):
            return None
        return [decoded(each) for each in values[0]] if all(isinstance(each, Raw) for each in values[0]) else None

    @property
    def edition(self) -> str | None:
        """The name of the schema, if it is one of an edition of the standard that is known."""
        names = self.schema_names or []
        return names[0] if len(names) == 1 and names[0] in EDITIONS else None

    @cached_property
    def schema(self) -> Schema | None:
        """The schema of the file; None where it names none that is known. Raises NotRun without the library."""
        return schema(self.edition) if self.edition else None

    @cached_property
    def references(self) -> Conformity:
        """What is wrong with the parameters of instances and with references, whatever their schema."""
        return Conformity(self.exchange, None).judge()

    @cached_property
    def conformity(self) -> Conformity:
        """What is wrong with the instances by their schema."""
        return Conformity(self.exchange, self.schema).judge()

    @cached_property
    def _broken(self) -> set[str]:
        """The entities of which an instance is not as it should be."""
        return {self.exchange.keywords[number] for number in self.conformity.bad}

    def whole(self, *names: str) -> bool:
        """Whether every instance of these entities can be relied on, so that what is not found is not there."""
        if self.exchange.problems or self.exchange.repeated:
            return False
        unknown = {each for each in self._broken if self.schema is None or not self.schema.knows(each)}
        return not unknown and self._broken.isdisjoint(self.kinds(*names))

    def where(self, number: int, attribute: str = "") -> Where:
        """The place of an instance, or of its attribute."""
        pointer = f"/#{self.exchange.names[number]}" + (f"/{attribute}" if attribute else "")
        return self.exchange.where(self.exchange.begins(number), pointer)

    def spelled(self, keyword: str) -> str:
        return self.schema.spelled(keyword) if self.schema else keyword

    @cached_property
    def _by_keyword(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, keyword in enumerate(self.exchange.keywords):
            found.setdefault(keyword, []).append(number)
        return found

    def kinds(self, *names: str) -> frozenset[str]:
        """The entities of these names and their subtypes, in capitals; none without a schema."""
        return self.schema.subtypes(*names) if self.schema else frozenset()

    def of(self, *names: str) -> Iterator[Thing]:
        """The instances of these entities and their subtypes, in the order of the file."""
        keywords = self.kinds(*names) & self._by_keyword.keys()
        for number in sorted(number for keyword in keywords for number in self._by_keyword[keyword]):
            if (thing := self._thing(number)) is not None:
                yield thing

    def thing(self, name: int) -> Thing | None:
        """The instance of a name; None where there is none that can be read. It is read anew each time."""
        number = self.exchange.numbers.get(name)
        return None if number is None else self._thing(number)

    def keyword(self, name: int) -> str:
        """The entity of the instance of a name; empty where there is none."""
        number = self.exchange.numbers.get(name)
        return "" if number is None else self.exchange.keywords[number]

    def shown(self, name: int) -> str:
        """The instance of a name as a finding names it."""
        return f"#{name}={self.spelled(self.keyword(name))}"

    def _thing(self, number: int) -> Thing | None:
        keyword = self.exchange.keywords[number]
        if self.schema is None or not self.schema.knows(keyword) or self.schema.abstract(keyword):
            return None
        try:
            values = parse(self.exchange.parameters(number))
        except Malformed:
            return None
        names = [each.name for each in self.schema.attributes(keyword)]
        return Thing(self, number, dict(zip(names, values, strict=True))) if len(values) == len(names) else None


def model(source: Source) -> Model:
    """The file in the source. Raises Blocked where it exceeds a limit of the test system."""
    return Model(source.once(read_exchange))
