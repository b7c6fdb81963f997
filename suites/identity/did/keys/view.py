"""The JSON Web Keys of a DID document, as far as their members have the right types."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.readers.source import Source
from conformance_suites.identity.did.reader.document import DidDocument, Members
from conformance_suites.identity.did.reader.document import view as did_document
from conformance_suites.identity.keys.reader.jwk import encoded_values, fits
from conformance_suites.identity.keys.reader.mistakes import encoding_mistakes


class Key(NamedTuple):
    """A `publicKeyJwk` and its location."""

    pointer: str
    members: Members


@dataclass(frozen=True)
class DidKeys:
    """The `publicKeyJwk` of every verification method, declared or embedded."""

    did: DidDocument

    @property
    def document(self) -> Any:
        return self.did.document

    @cached_property
    def typed_keys(self) -> list[Key]:
        """The keys with a `kty`."""
        return [Key(*each) for each in self.did.jwks if isinstance(each[1].get("kty"), str)]

    @cached_property
    def curve_keys(self) -> list[Key]:
        """The keys on a curve that they name."""
        keys = [key for key in self.typed_keys if key.members["kty"] in ("EC", "OKP")]
        return [key for key in keys if isinstance(key.members.get("crv"), str)]

    @cached_property
    def labelled_keys(self) -> list[Key]:
        """The keys with an `alg` that is known here."""
        labelled = [key for key in self.typed_keys if isinstance(key.members.get("alg"), str)]
        return [key for key in labelled if fits(key.members, key.members["alg"]) is not None]

    @cached_property
    def valued_keys(self) -> list[Key]:
        """The keys with public values in the right encoding (ID-DID-015)."""
        return [
            key
            for key in self.typed_keys
            if encoded_values(key.members) and next(encoding_mistakes(key.members), None) is None
        ]


def view(source: Source) -> DidKeys:
    """The keys of the DID document in the source. Raises Blocked where it exceeds a bound of the harness."""
    return DidKeys(source.once(did_document))
