"""The typed view of a DID document: its verification methods, the references to them, its controllers and services.

Values of the wrong type are skipped here: exactly one row reports them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.json import escape, json_text
from conformance.readers.json_document import JsonDocument
from conformance.readers.source import Source
from conformance.readers.uri import parted, uri_error

from .identifiers import did_error, resolved

Members = dict[str, Any]
RELATIONSHIPS = ("authentication", "assertionMethod", "keyAgreement", "capabilityInvocation", "capabilityDelegation")
WEB = ("http", "https")
NO_KEYS = frozenset({"alsoKnownAs", "service", "verificationMethod", *RELATIONSHIPS})


class Named(NamedTuple):
    """A string in the document and its location."""

    pointer: str
    text: str


@dataclass(frozen=True)
class DidDocument(JsonDocument):
    """A DID document."""

    @property
    def root(self) -> Members:
        return self.document if isinstance(self.document, dict) else {}

    @cached_property
    def did(self) -> str:
        """The DID that the document describes. Raises Blocked where its `id` is not a DID."""
        text = self.root.get("id")
        if not isinstance(text, str):
            raise Blocked("blocked_by", ids=["ID-DID-003" if "id" in self.root else "ID-DID-004"])
        if did_error(text) is not None:
            raise Blocked("blocked_by", ids=["ID-DID-007"])
        return text

    def _items(self, member: str) -> list[Any]:
        items = self.root.get(member)
        return items if isinstance(items, list) else []

    def objects_in(self, member: str) -> Iterator[tuple[str, Members]]:
        """The objects in an array of the root, with their pointers."""
        for at, item in enumerate(self._items(member)):
            if isinstance(item, dict):
                yield f"/{escape(member)}/{at}", item

    @cached_property
    def methods(self) -> list[tuple[str, Members]]:
        """Every verification method, declared or embedded in a verification relationship (DID Core 1.0, 5.2.2)."""
        return [each for member in ("verificationMethod", *RELATIONSHIPS) for each in self.objects_in(member)]

    @cached_property
    def former_methods(self) -> list[tuple[str, Members]]:
        """The keys in `publicKey`, as documents held them before DID Core 1.0."""
        return list(self.objects_in("publicKey"))

    @cached_property
    def jwks(self) -> list[tuple[str, Members]]:
        """Every `publicKeyJwk` of a verification method."""
        return [
            (f"{pointer}/publicKeyJwk", jwk)
            for pointer, method in self.methods
            if isinstance(jwk := method.get("publicKeyJwk"), dict)
        ]

    @cached_property
    def references(self) -> list[Named]:
        """Every reference from a verification relationship to a verification method."""
        return [
            Named(f"/{member}/{at}", item)
            for member in RELATIONSHIPS
            for at, item in enumerate(self._items(member))
            if isinstance(item, str)
        ]

    @cached_property
    def declared(self) -> dict[str, str]:
        """URL -> pointer of everything in the document that a reference may mean.

        Besides verification methods these are the keys in `publicKey` and in relationships of extensions.
        Raises Blocked where a method has no `id`.
        """
        found: dict[str, str] = {}
        for pointer, method in self.methods:
            name = method.get("id")
            if not isinstance(name, str):
                raise Blocked("blocked_by", ids=["ID-DID-003" if "id" in method else "ID-DID-004"])
            found.setdefault(resolved(name, self.did), pointer)
        for member in [name for name in self.root if name not in NO_KEYS]:
            for pointer, method in self.objects_in(member):
                if isinstance(name := method.get("id"), str):
                    found.setdefault(resolved(name, self.did), pointer)
        return found

    @cached_property
    def services(self) -> list[tuple[str, Members]]:
        return list(self.objects_in("service"))

    @cached_property
    def endpoints(self) -> list[Named]:
        """Every string that is a `serviceEndpoint` or an item of one; the members of maps belong to extensions."""
        return [
            each for pointer, service in self.services for each in strings_at(f"{pointer}/serviceEndpoint", service)
        ]

    @cached_property
    def web_addresses(self) -> list[Named]:
        """Every URI of the scheme http or https among the other names, the services and their endpoints."""
        names = strings_at("/alsoKnownAs", self.root) if isinstance(self.root.get("alsoKnownAs"), list) else ()
        ids = [each for pointer, service in self.services for each in strings_at(f"{pointer}/id", service)]
        found = (*names, *ids, *self.endpoints)
        return [each for each in found if parted(each.text)[0].lower() in WEB and uri_error(each.text) is None]


def strings_at(pointer: str, owner: Members) -> Iterator[Named]:
    """The string, or the strings in the array, of a member of `owner`; the pointer ends in its name."""
    value = owner.get(pointer[pointer.rindex("/") + 1 :])
    if isinstance(value, str):
        yield Named(pointer, value)
    for at, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, str):
            yield Named(f"{pointer}/{at}", item)


def view(source: Source) -> DidDocument:
    """The DID document in the source. Raises Blocked where it exceeds a bound of the harness."""
    return DidDocument(source.once(json_text).within_bounds())
