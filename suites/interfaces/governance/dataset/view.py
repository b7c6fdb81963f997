"""The typed view of a data record: its datasets and distributions, and the values that have a range.

Everything here ignores values of the wrong type: exactly one row reports them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from conformance.authoring import Blocked
from conformance.readers.json import json_text
from conformance.readers.json_document import JsonDocument
from conformance.readers.source import Source
from conformance_suites.interfaces.governance.reader.bounds import RECORD_BYTES
from conformance_suites.interfaces.governance.reader.dates import DATATYPES, Moment, moment
from conformance_suites.interfaces.governance.reader.graph import XSD, Graph, Link, Literal, Node, Value

from .vocabulary import (
    ADDRESSES,
    ALGORITHM,
    CLASSES,
    DATES,
    DCAT,
    IMPLIED,
    INVERSES,
    OLDER,
    PERIOD,
    RESOURCES,
    TEXTS,
    iri,
    iris,
)

_DATASET = iri("dcat:Dataset")
_COLLECTIONS = frozenset(iris("dcat:Catalog dcat:DatasetSeries"))
_CHECKSUM = iris("spdx:algorithm spdx:checksumValue")


class Said(NamedTuple):
    """A value of a property of a node."""

    node: Node
    name: str
    value: Value


class Dated(NamedTuple):
    """A date: what is written, and what it means; None if its datatype has no such value."""

    pointer: str
    text: str
    datatype: str
    moment: Moment | None


class Inverse(NamedTuple):
    """A link by an inverse property, from one node to another that is described here."""

    link: Link
    name: str
    source: Node
    target: Node


@dataclass(frozen=True)
class DataRecord(JsonDocument):
    """The record, by what the rows judge."""

    @cached_property
    def graph(self) -> Graph:
        """Its nodes. Raises Blocked where a part of its meaning is not in the file, or it exceeds a bound."""
        document = self.text.judged()
        if not isinstance(document, dict | list):
            raise Blocked("no_json")
        return Graph(document)

    @property
    def nodes(self) -> list[Node]:
        """Every thing that is described."""
        return [node for node in self.graph.nodes.values() if node.described]

    @cached_property
    def used(self) -> list[tuple[str, str]]:
        """(pointer, IRI) of every class and property in the namespace of DCAT."""
        return [each for each in self.graph.used if each[1].startswith(DCAT)]

    def _said(self, *names: str) -> Iterator[Said]:
        for node in self.nodes:
            for name in names:
                for value in node.values(name):
                    yield Said(node, name, value)

    @cached_property
    def classes(self) -> dict[str, set[str]]:
        """By node: its classes of DCAT, declared or implied by the property that leads to it."""
        found = {node.key: set(node.types) & CLASSES for node in self.nodes}
        for each in self._said(*IMPLIED):
            if isinstance(each.value, Link) and each.value.key in found:
                found[each.value.key].add(IMPLIED[each.name])
        return found

    def of_class(self, name: str) -> list[Node]:
        return [node for node in self.nodes if iri(name) in self.classes[node.key]]

    @cached_property
    def datasets(self) -> list[Node]:
        """The datasets that are described: more than named, and neither catalogs nor series."""
        return [
            node
            for node in self.of_class("dcat:Dataset")
            if not self.classes[node.key] & _COLLECTIONS and (node.properties or not node.iri)
        ]

    @cached_property
    def distributions(self) -> list[Node]:
        """The distributions that are described."""
        return [node for node in self.of_class("dcat:Distribution") if node.properties or not node.iri]

    @cached_property
    def addresses(self) -> list[Said]:
        return list(self._said(*ADDRESSES))

    @cached_property
    def resources(self) -> list[Said]:
        return list(self._said(*RESOURCES))

    @cached_property
    def texts(self) -> list[Said]:
        """The values that are text by their range, of what has a class of DCAT, and of periods of time."""
        found = self._said(*TEXTS)
        return [each for each in found if self.classes[each.node.key] or each.name in PERIOD]

    @cached_property
    def dates(self) -> list[Dated]:
        """The dates among them."""
        return [_dated(each.value) for each in self.texts if each.name in DATES and isinstance(each.value, Literal)]

    @cached_property
    def periods(self) -> list[tuple[Dated, Dated]]:
        """(start, end) of every period with one readable date each."""
        found = []
        for node in self.nodes:
            start, end = ([_dated(each) for each in node.literals(name)] for name in PERIOD)
            if len(start) == len(end) == 1 and start[0].moment and end[0].moment:
                found.append((start[0], end[0]))
        return found

    @cached_property
    def digests(self) -> list[tuple[Literal, str]]:
        """(digest, algorithm) of every checksum with one of each; the algorithm is empty if SPDX has no such one."""
        found = []
        for node in self.nodes:
            algorithms, digests = list(node.links(_CHECKSUM[0])), list(node.literals(_CHECKSUM[1]))
            if len(algorithms) == len(digests) == 1:
                name = algorithms[0].iri
                found.append((digests[0], name[len(ALGORITHM) :] if name.startswith(ALGORITHM) else ""))
        return found

    @cached_property
    def older(self) -> list[tuple[Node, Link]]:
        """The links from a version to an earlier one."""
        return [(node, link) for node in self.nodes for link in node.links(*OLDER)]

    @cached_property
    def inverses(self) -> list[Inverse]:
        """The links by inverse properties whose other end could say the same in the proper direction."""
        found = []
        for node, name, value in self._said(*INVERSES):
            if isinstance(value, Link) and self.classes.get(value.key):
                found.append(Inverse(value, name, node, self.graph.nodes[value.key]))
        return found

    @cached_property
    def graphs(self) -> list[Graph]:
        """The graph that the record means, if anything is in it."""
        return [self.graph] if self.graph.nodes or self.graph.malformed else []

    @property
    def identifiers(self) -> list[Link]:
        """The identifiers of nodes, where they are written."""
        return self.graph.identifiers

    @cached_property
    def media_types(self) -> list[Link]:
        """The media types with an identifier."""
        formats = iris("dcat:mediaType dcat:compressFormat dcat:packageFormat")
        return [each for node in self.distributions for each in node.links(*formats) if each.iri]

    @cached_property
    def languages(self) -> list[Said]:
        return [each for each in self._said(iri("dcterms:language")) if self.classes[each.node.key]]


def _dated(literal: Literal) -> Dated:
    name = literal.datatype.removeprefix(XSD)
    known = literal.datatype.startswith(XSD) and name in DATATYPES
    return Dated(literal.pointer, literal.text, name if known else "", moment(literal.text, name) if known else None)


def view(source: Source) -> DataRecord:
    """The record; a row reports text that is not JSON. Raises Blocked where it is beyond the bound."""
    if source.size > RECORD_BYTES:
        raise Blocked("record_bound", bound=RECORD_BYTES)
    return DataRecord(source.once(json_text).within_bounds())
