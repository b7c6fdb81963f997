"""An exported credential with the identities beside it, as the rows see them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.readers.json import json_text
from conformance.readers.source import Source
from conformance_suites.identity.data_integrity.reader.keys import DID_KEY, Key, key_of, method_of
from conformance_suites.identity.data_integrity.reader.secured import Proof, SecuredDocument
from conformance_suites.identity.data_integrity.reader.verifying import curves_of
from conformance_suites.identity.jose.reader.keys import DID_JWK, did_of
from conformance_suites.identity.portability.reader.identities import (
    Identity,
    Version,
    identities_beside,
    methods_of,
    seconds,
)
from conformance_suites.identity.portability.reader.identities import did_of as did_of_version
from conformance_suites.identity.portability.reader.keys import key_of_method

IN_THEMSELVES = (DID_KEY, DID_JWK)
"""DIDs whose document follows from their letters."""
DID = "did:"


class Made(NamedTuple):
    """A proof by a key of an identity in the export, and when it was made, in seconds; None if it does not say."""

    proof: Proof
    url: str
    identity: Identity
    time: float | None

    @property
    def version(self) -> Version:
        """The version of the document when the proof was made."""
        return self.identity.at(self.time)

    @property
    def then(self) -> dict[str, Any] | None:
        """The verification method as it was when the proof was made."""
        return dict(methods_of(self.version)).get(self.url)

    @property
    def method(self) -> dict[str, Any] | None:
        """The verification method as the last version that has it declares it."""
        found = [dict(methods_of(each)).get(self.url) for each in self.identity.versions]
        return next((each for each in reversed(found) if each is not None), None)


@dataclass(frozen=True)
class Exported(SecuredDocument):
    """A credential or presentation with proofs, and what is beside it."""

    beside: dict[str, Identity]

    @property
    def by_documents(self) -> list[tuple[Proof, str]]:
        """The proofs whose key is in the document of a DID, with the URL of the verification method."""
        named = [(each, each.text("verificationMethod") or "") for each in self.known]
        return [(each, url) for each, url in named if url.startswith(DID) and not url.startswith(IN_THEMSELVES)]

    @cached_property
    def made(self) -> list[Made]:
        """Those of identities in the export."""
        found = []
        for each, url in self.by_documents:
            if (identity := self._named(did_of(url))) is not None:
                found.append(Made(each, url, identity, seconds(each.value.get("created"))))
        return found

    def _named(self, did: str) -> Identity | None:
        """The identity of a DID, also by a name that it had in a former version."""
        former = (each for each in self.beside.values() if did in map(did_of_version, each.versions))
        return self.beside.get(did) or next(former, None)

    @property
    def declared(self) -> list[Made]:
        """Those whose verification method is in a version of the document."""
        return [each for each in self.made if each.method is not None]

    @property
    def purposeful(self) -> list[Made]:
        """Those that say what they are for, by a method that was declared then."""
        return [each for each in self.declared if each.then is not None and each.proof.text("proofPurpose") is not None]

    @property
    def timed(self) -> list[Made]:
        """Those that say when they were made."""
        return [each for each in self.declared if each.time is not None]

    @property
    def keyed(self) -> list[tuple[Proof, str, Key]]:
        """(proof, URL of its verification method, key): exported keys and did:key that the suite of the proof uses."""
        found = [(each.proof, each.url, key_of_method(each.method or {})) for each in self.declared]
        for each in self.known:
            url = each.text("verificationMethod") or ""
            own = key_of(method[0]) if (method := method_of(url)) is not None else None
            found.append((each, url, own if isinstance(own, Key) else None))
        return [(each, url, key) for each, url, key in found if key is not None and key.curve in curves_of(each)]

    @property
    def ended(self) -> list[tuple[Made, float]]:
        """Those of identities that were deactivated, with the seconds since then."""
        times = [(each, each.time, each.identity.ended) for each in self.made]
        return [(each, time - end) for each, time, end in times if time is not None and end is not None]

    @property
    def linked(self) -> list[tuple[Identity, Identity]]:
        """Identities of the proofs, each with one in the export that it says it is also known as."""
        own = {each.identity.did: each.identity for each in self.made}
        return [(each, self.beside[name]) for each in own.values() for name in each.other_names if name in self.beside]


def view(source: Source) -> Exported:
    """The document in the source. Raises Blocked where it exceeds a limit of the harness."""
    return Exported(source.once(json_text).within_bounds(), identities_beside(source))
