"""The view of an exchange file: what each kind of row judges."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.source import Source
from conformance_suites.interfaces.ifc.reader.exchange import Entity, Exchange
from conformance_suites.interfaces.ifc.reader.model import Model, model
from conformance_suites.interfaces.ifc.reader.parameters import Raw
from conformance_suites.interfaces.ifc.reader.schema import Schema
from conformance_suites.interfaces.ifc.reader.strings import decoded

ENTITY = "NAME(...);"
"""What a statement of the header has to be."""
HEADERS = ("FILE_DESCRIPTION", "FILE_NAME", "FILE_SCHEMA")
NAME, DESCRIPTION, SCHEMA = HEADERS[1], HEADERS[0], HEADERS[2]
TIME, ORIGIN, LEVEL = 1, 5, 1
"""The places of the time stamp and the originating system in FILE_NAME, of the level in FILE_DESCRIPTION."""


class Said(NamedTuple):
    """A text of the header, with the byte at which its entity begins."""

    byte: int
    text: str


@dataclass(frozen=True)
class ExchangeFile:
    """An exchange file of IFC."""

    model: Model

    @property
    def exchange(self) -> Exchange:
        return self.model.exchange

    @property
    def structures(self) -> list[Exchange]:
        """The file itself."""
        return [self.exchange]

    @property
    def headers(self) -> list[Exchange]:
        """The file, if each statement of its header is an entity."""
        return [] if any(each.expected == ENTITY for each in self.exchange.problems) else [self.exchange]

    @property
    def header_entities(self) -> list[Entity]:
        """The entities of the header that every file has."""
        return [each for each in self.exchange.header if each.name in HEADERS]

    def _said(self, name: str, at: int) -> list[Said]:
        entity, values = self.model.header.get(name), self.model.header_values(name)
        value: Any = values[at] if values is not None and at < len(values) else None
        return [Said(entity.start, decoded(value))] if entity and isinstance(value, Raw) else []

    @property
    def time_stamps(self) -> list[Said]:
        return self._said(NAME, TIME)

    @property
    def origins(self) -> list[Said]:
        return self._said(NAME, ORIGIN)

    @property
    def level(self) -> str:
        """The implementation level, empty where there is none."""
        return next((each.text for each in self._said(DESCRIPTION, LEVEL)), "")

    @property
    def schemas(self) -> list[list[str]]:
        """The names of the schemas, if the header has a list of them."""
        return [] if self.model.schema_names is None else [self.model.schema_names]

    @property
    def instances(self) -> range:
        """The numbers of the instances."""
        return range(len(self.exchange))

    @property
    def referring(self) -> range:
        """The numbers of the instances, if none was lost on the way."""
        return range(0) if self.exchange.problems else self.instances

    @property
    def dangling(self) -> list[tuple[int, str]]:
        """(number, name) of the references to no instance."""
        return self.model.references.dangling if self.referring else []

    @cached_property
    def texts(self) -> list[str]:
        """The text of the file, if there is a string in it."""
        return [self.exchange.text] if "'" in self.exchange.text else []

    @property
    def known(self) -> range:
        """The numbers of the instances, if their schema is known. Raises NotRun without the library that knows it."""
        return self.instances if self.model.schema is not None else range(0)

    @property
    def schema(self) -> Schema:
        """The schema, where it is known."""
        if self.model.schema is None:
            raise Blocked("no_schema")  # no row asks for it then
        return self.model.schema


def view(source: Source) -> ExchangeFile:
    """The exchange file in the source. Raises Blocked where it exceeds a limit of the test system."""
    read = source.once(model)
    if read.exchange.unread:
        raise Blocked("third_edition", section=read.exchange.unread)
    return ExchangeFile(read)
