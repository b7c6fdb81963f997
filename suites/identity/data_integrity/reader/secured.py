"""The objects of a document that have proofs (Data Integrity 1.0, 2.1), and what each proof names.

Values of the wrong type are skipped here: exactly one row reports them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.json_document import JsonDocument
from conformance.readers.json_values import object_or_empty
from conformance_suites.identity.credential.reader.documents import Found, Members, Value, items, objects, texts
from conformance_suites.identity.credential.reader.linked_data import values_in

from .bounds import PROOFS, SIGNED_VALUES

DATA_INTEGRITY = "DataIntegrityProof"
EDDSA_JCS, EDDSA_RDFC = "eddsa-jcs-2022", "eddsa-rdfc-2022"
ECDSA_JCS, ECDSA_RDFC = "ecdsa-jcs-2019", "ecdsa-rdfc-2019"
SUITES = (EDDSA_JCS, EDDSA_RDFC, ECDSA_JCS, ECDSA_RDFC)
JCS = (EDDSA_JCS, ECDSA_JCS)


class Proof(NamedTuple):
    """A proof with its place and the object that it secures."""

    pointer: str
    value: Members
    secures: Found

    def text(self, name: str) -> str | None:
        """The value of a member, if it is a string."""
        given = self.value.get(name)
        return given if isinstance(given, str) else None

    @property
    def cryptosuite(self) -> str | None:
        """The name of the cryptographic suite, if its type says that it has one."""
        return self.text("cryptosuite") if self.value.get("type") == DATA_INTEGRITY else None

    @property
    def previous(self) -> list[str]:
        """The identifiers of the proofs that precede this one."""
        return [each.value for each in texts("/previousProof", self.value)]


@dataclass(frozen=True)
class SecuredDocument(JsonDocument):
    """A document that has proofs, or presents objects that have."""

    @cached_property
    def secured(self) -> list[Found]:
        """The document and the credentials that it presents, as far as they have proofs."""
        if not isinstance(self.document, dict):
            raise Blocked("blocked_by", ids=["ID-VC-001"])
        presented = objects("/verifiableCredential", self.document)
        return [each for each in (Found("", self.document), *presented) if "proof" in each.value]

    @cached_property
    def proofs(self) -> list[Proof]:
        """Every proof that is an object. Raises Blocked where there are too many."""
        found = [
            Proof(part.pointer, part.value, each)
            for each in self.secured
            for part in items(f"{each.pointer}/proof", each.value)
            if isinstance(part.value, dict)
        ]
        if len(found) > PROOFS:
            raise Blocked("proof_bound", bound=PROOFS)
        sizes = {each.pointer: sum(1 for _ in values_in(each.value)) for each in self.secured}
        if sum(sizes[each.secures.pointer] for each in found) > SIGNED_VALUES:
            raise Blocked("signed_bound", bound=SIGNED_VALUES)
        return found

    @cached_property
    def known(self) -> list[Proof]:
        """The proofs of the cryptographic suites that are judged."""
        return [each for each in self.proofs if each.cryptosuite in SUITES]

    def of(self, *suites: str) -> list[Proof]:
        """The proofs of these cryptographic suites."""
        return [each for each in self.proofs if each.cryptosuite in suites]


def beside(proof: Proof) -> list[Proof]:
    """All proofs of the object that this one secures."""
    around = items(f"{proof.secures.pointer}/proof", proof.secures.value)
    return [Proof(each.pointer, each.value, proof.secures) for each in around if isinstance(each.value, dict)]


def having(name: str, proofs: list[Proof]) -> list[Value]:
    """(pointer, value) of a member of each proof that has it."""
    return [Value(f"{each.pointer}/{name}", each.value[name]) for each in proofs if name in each.value]


def party(given: Any) -> str | None:
    """The URL of an issuer or a holder, alone or as the `id` of an object."""
    url = object_or_empty(given).get("id") if isinstance(given, dict) else given
    return url if isinstance(url, str) else None


def preceding(proof: Proof) -> Iterator[Members]:
    """The proofs that precede this one, in the order of the document."""
    names = frozenset(proof.previous)
    return (each.value for each in beside(proof) if each.text("id") in names)
