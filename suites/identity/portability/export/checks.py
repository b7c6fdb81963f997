"""Checks of exported credentials: whether another platform can verify them with what was exported, and nothing else."""

from __future__ import annotations

from conformance.authoring import Finding, Findings, capped, check
from conformance_suites.identity.data_integrity.reader.verifying import verifies_by
from conformance_suites.identity.jose.reader.keys import did_of
from conformance_suites.identity.portability.reader.identities import relates, seconds

from .view import Exported


@check("ID-PEX-001")
def keys_travel_with_credentials(document: Exported) -> Findings:
    found = {each.proof.pointer: each for each in document.made}
    for proof, url in document.by_documents:
        place = f"{proof.pointer}/verificationMethod"
        if proof.pointer not in found:
            yield Finding(place, received=capped(did_of(url)))
        elif found[proof.pointer].method is None:
            yield Finding(place, "method", received=capped(url), file=found[proof.pointer].identity.file)


@check("ID-PEX-002")
def methods_are_for_the_purpose(document: Exported) -> Findings:
    for each in document.purposeful:
        purpose = each.proof.text("proofPurpose") or ""
        if not relates(each.version, purpose, each.url):
            yield Finding(f"{each.proof.pointer}/proofPurpose", received=capped(purpose), method=capped(each.url))


@check("ID-PEX-003")
def credentials_verify_with_exported_keys(document: Exported) -> Findings:
    for proof, url, key in document.keyed:
        if not verifies_by(proof, key):
            yield Finding(f"{proof.pointer}/proofValue", method=capped(url))


@check("ID-PEX-004")
def keys_were_declared_when_they_signed(document: Exported) -> Findings:
    for each in document.timed:
        if each.then is None:
            received = each.proof.text("created") or ""
            yield Finding(f"{each.proof.pointer}/created", received=received, file=each.identity.file)


@check("ID-PEX-005")
def keys_were_valid_when_they_signed(document: Exported) -> Findings:
    for each in document.timed:
        for name in ("revoked", "expires"):
            given = (each.method or {}).get(name)
            until = seconds(given)
            if until is not None and each.time is not None and each.time >= until:
                received = each.proof.text("created") or ""
                yield Finding(f"{each.proof.pointer}/created", received=received, name=name, until=given)


@check("ID-PEX-006")
def nobody_signs_after_deactivation(document: Exported) -> Findings:
    for each, passed in document.ended:
        if passed >= 0:
            received = each.proof.text("created") or ""
            yield Finding(f"{each.proof.pointer}/created", received=received, did=capped(each.identity.did))


@check("ID-PEX-007")
def other_names_are_mutual(document: Exported) -> Findings:
    for one, other in document.linked:
        if one.did not in other.other_names:
            yield Finding("", received=capped(one.did), other=capped(other.did))
