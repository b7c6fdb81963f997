"""A document of a DID from which it follows, as the rows see it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.readers.json import json_text
from conformance.readers.source import Source
from conformance_suites.identity.data_integrity.reader.keys import DID_KEY, base58
from conformance_suites.identity.did.reader.document import DidDocument
from conformance_suites.identity.did.reader.identifiers import resolved
from conformance_suites.identity.jose.reader.keys import DID_JWK, Mistake, key_of_did

Members = dict[str, Any]
PAIR = b"\xee\x01"
"""The codec of a key on both groups of BLS12-381."""
SIGNING = ("authentication", "assertionMethod", "capabilityInvocation", "capabilityDelegation")
AGREEMENT = "keyAgreement"


class Method(NamedTuple):
    """A verification method with its place and its absolute URL."""

    pointer: str
    url: str
    value: Members


@dataclass(frozen=True)
class Derived(DidDocument):
    """A DID document; the rows judge those of did:key and did:jwk."""

    @property
    def identifier(self) -> str:
        """The DID, if it is a string."""
        given = self.root.get("id")
        return given if isinstance(given, str) else ""

    @property
    def key_dids(self) -> list[str]:
        """The did:key that the document is of."""
        return [self.identifier] if self.identifier.startswith(DID_KEY) else []

    @property
    def jwk_dids(self) -> list[str]:
        """The did:jwk that the document is of."""
        return [self.identifier] if self.identifier.startswith(DID_JWK) else []

    @property
    def value(self) -> str:
        """What is behind the last colon of the DID."""
        return self.identifier.rpartition(":")[2]

    @cached_property
    def key(self) -> Members | Mistake | None:
        """The key that the DID is made of; None for a kind that is not read as a JSON Web Key."""
        return key_of_did(self.identifier)

    @property
    def octets(self) -> bytes:
        """What a did:key encodes behind the codec, whose last octet is the first below 128."""
        whole = base58(self.value) or b""
        size = next((at for at, each in enumerate(whole, 1) if each < 0x80), 0)
        return whole[size:]

    @cached_property
    def absolute(self) -> list[Method]:
        """Every verification method with an `id`, also where documents held them before DID Core 1.0."""
        found = [(pointer, each, each.get("id")) for pointer, each in (*self.methods, *self.former_methods)]
        return [Method(at, resolved(url, self.identifier), each) for at, each, url in found if isinstance(url, str)]

    def named(self, fragment: str) -> list[Method]:
        """The verification methods with this fragment."""
        return [each for each in self.absolute if each.url == f"{self.identifier}#{fragment}"]

    @property
    def single(self) -> list[str]:
        """The did:key, unless it is made of two keys, which have a method each."""
        return [] if (base58(self.value) or b"").startswith(PAIR) else self.key_dids

    @property
    def own_of_key(self) -> list[Method]:
        """The method that is the key of a did:key."""
        found = self.named(self.value) if self.key_dids else []
        return found if found and not isinstance(self.key, Mistake) else []

    @property
    def signing(self) -> list[str]:
        """A did:key whose key is known to sign."""
        return self.key_dids if isinstance(self.key, dict) else []

    @property
    def own_of_jwk(self) -> list[Method]:
        """The methods of a did:jwk whose identifier is a key."""
        return self.absolute if self.jwk_dids and isinstance(self.key, dict) else []

    @property
    def used(self) -> list[Members]:
        """The key of a did:jwk that says what it is for."""
        return [self.key] if self.jwk_dids and isinstance(self.key, dict) and "use" in self.key else []

    def referred(self, relationship: str) -> list[str]:
        """The absolute URLs of the methods in a relationship."""
        items = self.root.get(relationship)
        listed = items if isinstance(items, list) else []
        given = [each.get("id") if isinstance(each, dict) else each for each in listed]
        return [resolved(each, self.identifier) for each in given if isinstance(each, str)]


def view(source: Source) -> Derived:
    """The DID document in the source. Raises Blocked where it exceeds a bound of the harness."""
    return Derived(source.once(json_text).within_bounds())
