"""Objects of a JSON-LD document, whose members are found by the meaning of their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.readers.json import escape

from .names import Names

Members = dict[str, Any]
RDF_VALUE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value"
_WRAPPERS = ("@list", "@set")


class Value(NamedTuple):
    """One value of a member, its place, and the names by which it is read."""

    pointer: str
    value: Any
    names: Names


@dataclass(frozen=True, eq=False)
class Node:
    """An object of the document."""

    pointer: str
    members: Members
    names: Names

    @cached_property
    def _by_name(self) -> dict[str, list[tuple[str, Any]]]:
        found: dict[str, list[tuple[str, Any]]] = {}
        for name, value in self.members.items():
            local = self.names.local(name)
            if local is not None:
                found.setdefault(local, []).append((name, value))
        return found

    @property
    def held(self) -> Set[str]:
        """The meaning of its members, without those that mean nothing in ODRL."""
        return self._by_name.keys()

    def has(self, name: str) -> bool:
        """Whether there is such a member, with any value except null, which JSON-LD treats as absent."""
        return any(value is not None for _, value in self._by_name.get(name, ()))

    def members_named(self, *names: str) -> Iterator[tuple[str, str]]:
        """(pointer, the name as it is written) of the members that mean one of these."""
        for name in names:
            for written, value in self._by_name.get(name, ()):
                if value is not None:
                    yield f"{self.pointer}/{escape(written)}", written

    def raw(self, name: str) -> list[tuple[str, Any]]:
        """(pointer, value) of the members that mean this, as they are written; null is absent."""
        found = self._by_name.get(name, ())
        return [(f"{self.pointer}/{escape(written)}", value) for written, value in found if value is not None]

    def values(self, *names: str) -> list[Value]:
        """The values of these members one by one, out of their arrays, lists and sets."""
        found: list[Value] = []
        held = self._by_name
        for name in names if len(names) == 1 else [name for name in held if name in names]:
            for written, value in held.get(name, ()):
                found += self._single(value, f"{self.pointer}/{escape(written)}")
        return found

    def _single(self, value: Any, pointer: str) -> Iterator[Value]:
        wrapper = next((name for name in _WRAPPERS if name in value), None) if isinstance(value, dict) else None
        if isinstance(value, list):
            for index, item in enumerate(value):
                yield from self._single(item, f"{pointer}/{index}")
        elif wrapper:
            yield from self._single(value[wrapper], f"{pointer}/{wrapper}")
        elif value is not None:
            yield Value(pointer, value, self.names)

    def texts(self, name: str) -> Iterator[tuple[str, str]]:
        """(pointer, text) of the strings among the values of a member."""
        return ((each.pointer, each.value) for each in self.values(name) if isinstance(each.value, str))

    @property
    def is_reference(self) -> bool:
        """Whether the object only refers to something elsewhere."""
        return self.has("@id") and set(self._by_name) <= {"@id", "@type"} and len(self.members) <= 2

    @cached_property
    def rdf_values(self) -> list[Value]:
        """The values of `rdf:value`, by which an action with a refinement identifies itself."""
        return [
            each
            for name, value in self.members.items()
            if self.names.iri(name) == RDF_VALUE
            for each in self._single(value, f"{self.pointer}/{escape(name)}")
        ]


def nodes_in(values: Iterable[Value]) -> Iterator[Node]:
    """The objects among values, without literals."""
    for pointer, value, names in values:
        if isinstance(value, dict) and "@value" not in value:
            yield Node(pointer, value, names)


def identifiers_in(values: Iterable[Value]) -> Iterator[tuple[str, str]]:
    """(pointer, text) of the identifiers among values: a string, or the `uid` of an object."""
    for pointer, value, names in values:
        if isinstance(value, str):
            yield pointer, value
        elif isinstance(value, dict):
            yield from Node(pointer, value, names).texts("@id")


def action_names(actions: Iterable[Value]) -> Iterator[tuple[str, str]]:
    """(pointer, name) of actions: as a string, by `uid`, or by the `rdf:value` of one with a refinement."""
    for each in actions:
        values = [value for node in nodes_in([each]) for value in node.rdf_values]
        yield from identifiers_in(values or [each])
