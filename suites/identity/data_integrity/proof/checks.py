"""Checks of the form of proofs (Data Integrity 1.0, 2.1 and 4.5)."""

from __future__ import annotations

import re

from conformance.authoring import Finding, Findings, capped, check
from conformance.readers.json_schema import kind_of
from conformance_suites.identity.credential.reader.addresses import url_error
from conformance_suites.identity.credential.reader.documents import items
from conformance_suites.identity.credential.reader.times import instant
from conformance_suites.identity.data_integrity.reader.secured import Proof, beside
from conformance_suites.identity.did.reader.identifiers import did_url_error

from .view import LISTS, TEXTS, Proofs

REQUIRED = ("verificationMethod", "proofPurpose")
LOST = {
    "type": ("data_integrity", "known"),
    "cryptosuite": ("known",),
    "proofValue": ("known",),
    "verificationMethod": ("methods",),
    "created": ("times", "lasting"),
    "expires": ("times", "lasting"),
    "previousProof": ("chained",),
    "proofPurpose": ("credentials",),
}
"""By member: the parts of the view that lack something where its value is missing or has another type."""
BASE58 = re.compile("z[1-9A-HJ-NP-Za-km-z]+")
ASSERTION = "assertionMethod"
DID = "did:"


@check("ID-DIP-001")
def required_members_are_there(document: Proofs) -> Findings:
    for each in document.proofs:
        for name in REQUIRED:
            if name not in each.value:
                yield Finding(each.pointer, name=name).cutting(*LOST[name])


@check("ID-DIP-002")
def members_have_their_types(document: Proofs) -> Findings:
    for each in document.proofs:
        for name in TEXTS:
            if name in each.value and each.text(name) is None:
                received = kind_of(each.value[name])
                yield Finding(f"{each.pointer}/{name}", received=received).cutting(*LOST.get(name, ()))
        for name in LISTS:
            for place, given in items(f"{each.pointer}/{name}", each.value):
                if not isinstance(given, str):
                    yield Finding(place, received=kind_of(given)).cutting(*LOST.get(name, ()))


@check("ID-DIP-003")
def the_suite_is_named(document: Proofs) -> Findings:
    for each in document.data_integrity:
        if "cryptosuite" not in each.value:
            yield Finding(each.pointer).cutting("known")


@check("ID-DIP-004")
def identifiers_are_urls(document: Proofs) -> Findings:
    for pointer, given in document.named:
        if not isinstance(given, str):
            yield Finding(pointer, "type", received=kind_of(given))
        elif url_error(given) is not None:
            yield Finding(pointer, received=capped(given))


@check("ID-DIP-005")
def identifiers_tell_proofs_apart(document: Proofs) -> Findings:
    first: dict[tuple[str, str], str] = {}
    for each in document.proofs:
        if (name := each.text("id")) is not None:
            other = first.setdefault((each.secures.pointer, name), each.pointer)
            if other != each.pointer:
                yield Finding(f"{each.pointer}/id", received=capped(name), other=other)


@check("ID-DIP-006")
def times_have_a_zone(document: Proofs) -> Findings:
    for pointer, given in document.times:
        if instant(given) is None:
            yield Finding(pointer, received=capped(given)).cutting("lasting")


@check("ID-DIP-007")
def proofs_do_not_expire_before_they_are_created(document: Proofs) -> Findings:
    for each in document.lasting:
        created, expires = each.value["created"], each.value["expires"]
        start, end = instant(created), instant(expires)
        if start is not None and end is not None and end < start:
            yield Finding(f"{each.pointer}/expires", received=expires, start=created)


@check("ID-DIP-008")
def methods_are_urls(document: Proofs) -> Findings:
    for pointer, given in document.methods:
        is_did = given[: len(DID)].lower() == DID
        if (did_url_error(given) if is_did else url_error(given)) is not None:
            yield Finding(pointer, "did" if is_did else "", received=capped(given))


@check("ID-DIP-009")
def a_domain_has_a_challenge(document: Proofs) -> Findings:
    for each in document.bound:
        if "challenge" not in each.value:
            yield Finding(each.pointer)


@check("ID-DIP-010")
def preceding_proofs_are_there(document: Proofs) -> Findings:
    for each in document.chained:
        there = {other.text("id") for other in beside(each)}
        for pointer, name in items(f"{each.pointer}/previousProof", each.value):
            if isinstance(name, str) and name not in there:
                yield Finding(pointer, received=capped(name))


@check("ID-DIP-011")
def no_proof_precedes_itself(document: Proofs) -> Findings:
    for each in document.chained:
        if _leads_back(each):
            yield Finding(f"{each.pointer}/previousProof")


def _leads_back(proof: Proof) -> bool:
    """Whether the proof is among those that precede it, directly or not."""
    named = {other.text("id"): other for other in beside(proof)}
    seen: set[str] = set()
    waiting = proof.previous
    while waiting:
        name = waiting.pop()
        if name not in seen and name in named:
            seen.add(name)
            waiting.extend(named[name].previous)
    return proof.text("id") in seen


@check("ID-DIP-012")
def values_are_in_base58(document: Proofs) -> Findings:
    for each in document.known:
        given = each.text("proofValue")
        if "proofValue" not in each.value:
            yield Finding(each.pointer, "missing")
        elif given is not None and not BASE58.fullmatch(given):
            yield Finding(f"{each.pointer}/proofValue", received=capped(given))


@check("ID-DIP-013")
def credentials_are_asserted(document: Proofs) -> Findings:
    for each in document.credentials:
        if each.text("proofPurpose") != ASSERTION:
            yield Finding(
                f"{each.pointer}/proofPurpose", received=capped(each.value["proofPurpose"]), expected=ASSERTION
            )
