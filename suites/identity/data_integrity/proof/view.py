"""The proofs of a document as the rows see them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conformance.readers.json import json_text
from conformance.readers.source import Source
from conformance_suites.identity.credential.reader.documents import Found, Value, items
from conformance_suites.identity.data_integrity.reader.secured import Proof, SecuredDocument, having

TEXTS = (
    *("type", "cryptosuite", "proofPurpose", "verificationMethod", "proofValue"),
    *("created", "expires", "challenge", "nonce"),
)
"""The members whose value is a string (2.1)."""
LISTS = ("domain", "previousProof")
"""Those whose value is a string or an array of strings."""
TIMES = ("created", "expires")


@dataclass(frozen=True)
class Proofs(SecuredDocument):
    """A document with proofs."""

    @property
    def named(self) -> list[Value]:
        """The identifiers of proofs."""
        return having("id", self.proofs)

    @property
    def methods(self) -> list[Value]:
        """The verification methods, as far as they are strings."""
        return [each for each in having("verificationMethod", self.proofs) if isinstance(each.value, str)]

    @property
    def times(self) -> list[Value]:
        return [each for name in TIMES for each in having(name, self.proofs) if isinstance(each.value, str)]

    @property
    def lasting(self) -> list[Proof]:
        """The proofs that say when they were created and when they expire."""
        return [each for each in self.proofs if all(each.text(name) is not None for name in TIMES)]

    @property
    def bound(self) -> list[Proof]:
        """The proofs that are bound to a domain."""
        return [each for each in self.proofs if "domain" in each.value]

    @property
    def chained(self) -> list[Proof]:
        """The proofs that name others before them."""
        return [each for each in self.proofs if each.previous]

    @property
    def data_integrity(self) -> list[Proof]:
        return [each for each in self.proofs if each.value.get("type") == "DataIntegrityProof"]

    @cached_property
    def credentials(self) -> list[Proof]:
        """The proofs of credentials with a purpose."""
        found = [each for each in self.proofs if "VerifiableCredential" in _types(each.secures)]
        return [each for each in found if each.text("proofPurpose") is not None]


def _types(found: Found) -> list[Any]:
    return [each.value for each in items("/type", found.value)]


def view(source: Source) -> Proofs:
    """The document in the source. Raises Blocked where it exceeds a limit of the harness."""
    return Proofs(source.once(json_text).within_bounds())
