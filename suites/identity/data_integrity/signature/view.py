"""The proofs of a document by the cryptographic suite that verifies them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from conformance.authoring import Blocked
from conformance.readers.json import json_text
from conformance.readers.source import Source
from conformance_suites.identity.data_integrity.reader.keys import Key, Mistake, key_of, method_of
from conformance_suites.identity.data_integrity.reader.secured import (
    ECDSA_JCS,
    ECDSA_RDFC,
    EDDSA_JCS,
    EDDSA_RDFC,
    JCS,
    Proof,
    SecuredDocument,
)


@dataclass(frozen=True)
class Signatures(SecuredDocument):
    """A document with proofs of the four cryptographic suites that this suite of tests verifies."""

    @cached_property
    def own(self) -> list[tuple[Proof, str, str]]:
        """The proofs whose key is in its did:key, with the multibase value and the fragment of the URL."""
        found = ((each, method_of(each.text("verificationMethod") or "")) for each in self.known)
        return [(each, *method) for each, method in found if method is not None]

    @cached_property
    def keyed(self) -> list[tuple[Proof, Key]]:
        """Those whose key can be read. Raises Blocked if the keys of all proofs are elsewhere."""
        if self.known and not self.own:
            raise Blocked("method_elsewhere", cause="environment", url=self.known[0].text("verificationMethod") or "")
        found = ((each, key_of(value)) for each, value, _ in self.own)
        return [(each, key) for each, key in found if not isinstance(key, Mistake)]

    @property
    def jcs(self) -> list[Proof]:
        return self.of(*JCS)

    @property
    def rdfc(self) -> list[Proof]:
        return self.of(EDDSA_RDFC, ECDSA_RDFC)

    @property
    def jcs_with_contexts(self) -> list[Proof]:
        return [each for each in self.jcs if "@context" in each.value]

    @property
    def eddsa_jcs(self) -> list[Proof]:
        return self.of(EDDSA_JCS)

    @property
    def eddsa_rdfc(self) -> list[Proof]:
        return self.of(EDDSA_RDFC)

    @property
    def ecdsa_jcs(self) -> list[Proof]:
        return self.of(ECDSA_JCS)

    @property
    def ecdsa_rdfc(self) -> list[Proof]:
        return self.of(ECDSA_RDFC)


def view(source: Source) -> Signatures:
    """The document in the source. Raises Blocked where it exceeds a limit of the harness."""
    return Signatures(source.once(json_text).within_bounds())
