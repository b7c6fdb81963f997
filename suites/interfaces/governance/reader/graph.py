"""A JSON-LD document as a graph: nodes with their classes, and properties by IRI, each value with its place."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.json import escape

from .bounds import RECORD_VALUES
from .context import Budget, Context, Term

XSD = "http://www.w3.org/2001/XMLSchema#"
_NODE_WORDS = frozenset({"@id", "@type", "@context", "@index", "@graph", "@included"})
_PLAIN = Term(None)
_FROM_INTEGRAL = 1e21
"""From this size on a number counts as a double, whether or not it is integral (JSON-LD 1.1 API, 8.2)."""


class Literal(NamedTuple):
    """A value that is text with a datatype: an IRI, or empty for plain text."""

    pointer: str
    text: str
    datatype: str = ""


class Link(NamedTuple):
    """A value that is a node, by its key in the graph."""

    pointer: str
    key: str

    @property
    def iri(self) -> str:
        """The identifier of the node; empty if it has none beyond this document."""
        return "" if self.key.startswith(("_:", " ")) else self.key


Value = Literal | Link


@dataclass
class Node:
    """All that the document says about one thing.

    `key` is its IRI or blank node identifier, or a space and its place. `pointer` is where it is described first; empty
    text is the document itself. A node that is only referred to has neither classes nor properties.
    """

    key: str
    pointer: str
    types: dict[str, str] = field(default_factory=dict)
    properties: dict[str, list[Value]] = field(default_factory=dict)

    @property
    def iri(self) -> str:
        return Link("", self.key).iri

    @property
    def described(self) -> bool:
        return bool(self.types or self.properties)

    def has(self, *properties: str) -> bool:
        return any(name in self.properties for name in properties)

    def values(self, *properties: str) -> Iterator[Value]:
        for name in properties:
            yield from self.properties.get(name, ())

    def links(self, *properties: str) -> Iterator[Link]:
        return (each for each in self.values(*properties) if isinstance(each, Link))

    def literals(self, *properties: str) -> Iterator[Literal]:
        return (each for each in self.values(*properties) if isinstance(each, Literal))


class Graph:
    """The nodes of a document by key, in the order in which they occur; every class and property that is used."""

    def __init__(self, document: Any) -> None:
        self.nodes: dict[str, Node] = {}
        self.used: list[tuple[str, str]] = []
        """(pointer, IRI) of every class and member."""
        self.identifiers: list[Link] = []
        """Every identifier of a node, where it is written."""
        self.malformed: list[tuple[str, str]] = []
        """(pointer, name) of every keyword and definition whose value JSON-LD does not allow."""
        self._budget = Budget()
        self._left = RECORD_VALUES
        self._pending: deque[tuple[Node, dict[str, Any], str, Context]] = deque()
        self._graph(document, "", Context())
        while self._pending:  # not by recursion, which deep documents would exhaust
            self._describe(*self._pending.popleft())

    def _graph(self, value: Any, pointer: str, context: Context) -> None:
        """What is a node object, or an array of them; nothing else may be here."""
        if isinstance(value, list):
            for index, each in enumerate(value):
                self._graph(each, f"{pointer}/{index}", context)
        elif isinstance(value, dict):
            self._node(value, pointer, context)
        elif value is not None:
            self.malformed.append((pointer, "@graph"))

    def _node(self, members: dict[str, Any], pointer: str, context: Context) -> str:
        """The key of the node that an object describes or refers to; its members are read later."""
        self._count()
        if "@context" in members:
            context = context.extended(members["@context"], self._budget)
            self.malformed += [(f"{pointer}/@context", name) for name in self._budget.malformed]
            self._budget.malformed.clear()
        key = f" {pointer}"  # a space begins no IRI
        for name, value in members.items():
            if context.iri(name) == "@id":
                place = f"{pointer}/{escape(name)}"
                if isinstance(value, str):
                    key = context.iri(value, of_term=False) or key
                    self.identifiers.append(Link(place, key))
                elif value is not None:
                    self.malformed.append((place, "@id"))
        node = self.nodes.setdefault(key, Node(key, pointer))
        self._pending.append((node, members, pointer, context))
        return key

    def _describe(self, node: Node, members: dict[str, Any], pointer: str, context: Context) -> None:
        if not node.described:
            node.pointer = pointer
        for name, value in members.items():
            if context.terms.get(name, _PLAIN).odd:
                raise Blocked("other_form")
            iri = context.iri(name)
            place = f"{pointer}/{escape(name)}"
            if not iri:
                continue
            if iri.startswith("@") and iri not in _NODE_WORDS:
                raise Blocked("other_form")
            if iri == "@type":
                self._types(node, value, place, context)
            elif iri in ("@graph", "@included"):
                self._graph(value, place, context)
            elif not iri.startswith("@") and ":" in iri:
                self._property(node, iri, (name, value, place), context)

    def _types(self, node: Node, value: Any, pointer: str, context: Context) -> None:
        several = isinstance(value, list)
        for index, each in enumerate(value if several else [value]):
            if isinstance(each, str):
                if context.terms.get(each, _PLAIN).odd:
                    raise Blocked("other_form")
                iri = context.iri(each) or each
                place = f"{pointer}/{index}" if several else pointer
                node.types.setdefault(iri, place)
                self.used.append((place, iri))
            elif each is not None:
                self.malformed.append((f"{pointer}/{index}" if several else pointer, "@type"))

    def _property(self, node: Node, iri: str, member: tuple[str, Any, str], context: Context) -> None:
        name, value, place = member
        found = list(self._values(value, place, context.terms.get(name, _PLAIN), context))
        if found:
            node.properties.setdefault(iri, []).extend(found)
            self.used.append((place, iri))

    def _values(self, value: Any, pointer: str, term: Term, context: Context) -> Iterator[Value]:
        if value is None:
            return
        if term.kind == "@json":
            yield Literal(pointer, "", "@json")
        elif isinstance(value, list):
            for index, each in enumerate(value):
                yield from self._values(each, f"{pointer}/{index}", term, context)
        elif isinstance(value, dict):
            yield from self._object(value, pointer, term, context)
        elif isinstance(value, str) and term.kind in ("@id", "@vocab"):
            self._count()
            yield self._reference(value, pointer, context, of_term=term.kind == "@vocab")
        else:
            self._count()
            yield _literal(value, pointer, term.kind)

    def _object(self, value: dict[str, Any], pointer: str, term: Term, context: Context) -> Iterator[Value]:
        words = {context.iri(name): name for name in value}
        if "@language" in term.containers and not words.keys() & {"@value", "@id", "@type", "@set", "@list"}:
            for name, each in value.items():
                yield from self._values(each, f"{pointer}/{escape(name)}", _PLAIN, context)
        elif term.containers & {"@index", "@id", "@type", "@graph"}:
            raise Blocked("other_form")
        elif "@value" in words:
            self._count()
            kind = value.get(words.get("@type", ""))
            datatype = context.iri(kind) or kind if isinstance(kind, str) else ""
            held = value[words["@value"]]
            if isinstance(held, dict | list) and datatype != "@json":
                self.malformed.append((f"{pointer}/{escape(words['@value'])}", "@value"))
            elif held is not None:
                yield _literal(held, pointer, datatype)
        elif words.keys() & {"@list", "@set"}:
            name = words["@list"] if "@list" in words else words["@set"]
            yield from self._values(value[name], f"{pointer}/{escape(name)}", term, context)
        else:
            yield Link(pointer, self._node(value, pointer, context))

    def _reference(self, text: str, pointer: str, context: Context, *, of_term: bool) -> Link:
        found = context.iri(text) if of_term else None
        key = found or context.iri(text, of_term=False) or text
        self.nodes.setdefault(key, Node(key, pointer))
        self.identifiers.append(Link(pointer, key))
        return self.identifiers[-1]

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise Blocked("value_bound", bound=RECORD_VALUES)


def _literal(value: Any, pointer: str, datatype: str) -> Literal:
    """A scalar as text with its datatype; numbers and truth values have one even where none is given."""
    datatype = "" if datatype in ("@id", "@vocab", "@none") else datatype
    if isinstance(value, bool):
        return Literal(pointer, str(value).lower(), datatype or f"{XSD}boolean")
    if isinstance(value, int):
        return Literal(pointer, str(value), datatype or f"{XSD}integer")
    if isinstance(value, float):
        if value.is_integer() and abs(value) < _FROM_INTEGRAL and datatype != f"{XSD}double":
            return Literal(pointer, str(int(value)), datatype or f"{XSD}integer")
        return Literal(pointer, repr(value), datatype or f"{XSD}double")
    return Literal(pointer, value if isinstance(value, str) else "", datatype)
