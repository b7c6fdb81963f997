"""Checks of the keys and signatures of proofs, whose keys are in their did:key."""

from __future__ import annotations

from conformance.authoring import Blocked, Finding, Findings, capped, check
from conformance_suites.identity.credential.reader.documents import Places
from conformance_suites.identity.credential.reader.linked_data import NotLinkedData
from conformance_suites.identity.data_integrity.reader.canonical import inexact_numbers
from conformance_suites.identity.data_integrity.reader.keys import (
    DID_KEY,
    SIGNATURE_OCTETS,
    Mistake,
    base58,
    key_of,
)
from conformance_suites.identity.data_integrity.reader.secured import Proof, party
from conformance_suites.identity.data_integrity.reader.verifying import (
    begins_with,
    curves_of,
    lost_in_statements,
    options_of,
    verifies,
)

from .view import Signatures

RELATIONSHIPS = ("assertionMethod", "authentication", "capabilityDelegation", "capabilityInvocation")
"""What a signature key of a did:key may be used for (did:key, Document Creation Algorithm)."""


@check("ID-DIS-001")
def keys_are_keys(document: Signatures) -> Findings:
    for proof, value, _ in document.own:
        if isinstance(mistake := key_of(value), Mistake):
            yield Finding(f"{proof.pointer}/verificationMethod", mistake.sentence, **mistake.values).cutting("keyed")


@check("ID-DIS-002")
def fragments_name_the_key(document: Signatures) -> Findings:
    for proof, value, fragment in document.own:
        if fragment != value:
            yield Finding(f"{proof.pointer}/verificationMethod", received=capped(fragment), expected=capped(value))


@check("ID-DIS-003")
def keys_are_of_the_suite(document: Signatures) -> Findings:
    for proof, key in document.keyed:
        if key.curve not in curves_of(proof):
            expected = list(curves_of(proof))
            yield Finding(f"{proof.pointer}/verificationMethod", suite=proof.cryptosuite, expected=expected)


@check("ID-DIS-004")
def signatures_have_their_size(document: Signatures) -> Findings:
    for proof, key in document.keyed:
        octets = base58(proof.text("proofValue") or "")
        size = SIGNATURE_OCTETS.get(key.curve) if key.curve in curves_of(proof) else None
        if octets and size is not None and len(octets) != size:
            yield Finding(f"{proof.pointer}/proofValue", received=len(octets), expected=size)


@check("ID-DIS-005")
def the_key_has_the_purpose(document: Signatures) -> Findings:
    for proof, _, _ in document.own:
        purpose = proof.text("proofPurpose")
        if purpose is not None and purpose not in RELATIONSHIPS:
            yield Finding(f"{proof.pointer}/proofPurpose", received=capped(purpose), expected=list(RELATIONSHIPS))


@check("ID-DIS-006")
def the_key_is_that_of_the_party(document: Signatures) -> Findings:
    for proof, value, _ in document.own:
        for name in ("issuer", "holder"):
            url = party(proof.secures.value.get(name)) or ""
            if url.startswith(DID_KEY) and url != f"{DID_KEY}{value}":
                received = capped(f"{DID_KEY}{value}")
                yield Finding(
                    f"{proof.pointer}/verificationMethod", received=received, party=name, expected=capped(url)
                )


@check("ID-DIS-007")
def contexts_of_proofs_come_first(document: Signatures) -> Findings:
    for proof in document.jcs_with_contexts:
        if not begins_with(proof.secures.value, options_of(proof)):
            yield Finding(f"{proof.pointer}/@context")


@check("ID-DIS-008")
def numbers_are_exact(document: Signatures) -> Findings:
    for secured in document.secured:
        if any(proof.secures.pointer == secured.pointer for proof in document.jcs):
            for pointer, number in inexact_numbers(secured.value, secured.pointer):
                yield Finding(pointer, received=capped(str(number)))


@check("ID-DIS-009")
def nothing_is_lost(document: Signatures) -> Findings:
    seen: set[tuple[str, str]] = set()
    places = {found.pointer: Places(found) for found in document.secured}
    for proof in document.rdfc:
        try:
            lost = lost_in_statements(proof)
        except NotLinkedData as error:
            yield Finding(f"{proof.secures.pointer}/@context", "invalid", received=error.code)
            continue
        for name in lost:
            place = places[proof.secures.pointer].of(name)
            if (place, name) not in seen:
                seen.add((place, name))
                yield Finding(place, name=capped(name))


def _unverified(proofs: list[Proof]) -> Findings:
    """A finding for every proof whose signature is wrong; afterwards, why another one could not be verified."""
    blocked: list[Blocked] = []
    for proof in proofs:
        try:
            if not verifies(proof):
                yield Finding(f"{proof.pointer}/proofValue")
        except Blocked as reason:
            blocked.append(reason)
    if blocked:
        raise blocked[0]


@check("ID-DIS-010")
def eddsa_over_json_verifies(document: Signatures) -> Findings:
    yield from _unverified(document.eddsa_jcs)


@check("ID-DIS-011")
def eddsa_over_statements_verifies(document: Signatures) -> Findings:
    yield from _unverified(document.eddsa_rdfc)


@check("ID-DIS-012")
def ecdsa_over_json_verifies(document: Signatures) -> Findings:
    yield from _unverified(document.ecdsa_jcs)


@check("ID-DIS-013")
def ecdsa_over_statements_verifies(document: Signatures) -> Findings:
    yield from _unverified(document.ecdsa_rdfc)
