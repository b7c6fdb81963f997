"""Checks of an issuer over the VC API 0.7."""

from __future__ import annotations

from conformance.authoring import Finding, Findings, capped, check
from conformance_suites.identity.vc_api.reader.messages import (
    ELSEWHERE,
    JSON,
    SUBJECT,
    issuer_of,
    proof_verifies,
    proofs_of,
    subject_of,
)

from .view import IssuerService, issued_in


@check("ID-VAI-001")
def issued_is_created(issuer: IssuerService) -> Findings:
    for each in issuer.answers:
        if each.status != 201:
            yield Finding(each.where(), received=each.status, expected=201)


@check("ID-VAI-002")
def answers_are_labelled(issuer: IssuerService) -> Findings:
    for each in issuer.control:
        if each.media_type != JSON:
            yield Finding(each.where(), received=each.media_type or "")


@check("ID-VAI-003")
def credentials_have_proofs(issuer: IssuerService) -> Findings:
    for each in issuer.answers:
        if not issued_in(each):
            yield Finding(each.where())


@check("ID-VAI-004")
def issued_credentials_verify(issuer: IssuerService) -> Findings:
    for each in issuer.control:
        if not proof_verifies(issued_in(each), each):
            yield Finding(each.where())


@check("ID-VAI-005")
def claims_are_kept(issuer: IssuerService) -> Findings:
    for each in issuer.control:
        subject = subject_of(issued_in(each))
        for name, expected in SUBJECT.items():
            if subject.get(name) != expected:
                yield Finding(each.where(), name=name, received=capped(str(subject.get(name))), expected=expected)


@check("ID-VAI-006")
def keys_are_of_the_issuer(issuer: IssuerService) -> Findings:
    for each in issuer.control:
        credential = issued_in(each)
        named = issuer_of(credential)
        for proof in proofs_of(credential):
            key = str(proof.get("verificationMethod")).partition("#")[0]
            if named is None or (named.startswith("did:") and key.startswith("did:") and key != named):
                yield Finding(each.where(), received=capped(str(named)), key=capped(key))


@check("ID-VAI-007")
def proofs_are_assertions(issuer: IssuerService) -> Findings:
    for each in issuer.control:
        for proof in proofs_of(issued_in(each)):
            if proof.get("proofPurpose") != "assertionMethod":
                yield Finding(each.where(), received=capped(str(proof.get("proofPurpose"))), expected="assertionMethod")


@check("ID-VAI-008")
def malformed_credentials_are_not_issued(issuer: IssuerService) -> Findings:
    for name, each in issuer.malformed:
        if 200 <= each.status < 300:
            yield Finding(each.where(), name)


@check("ID-VAI-009")
def refusals_are_no_server_errors(issuer: IssuerService) -> Findings:
    for _, each in issuer.malformed:
        if each.status >= 300 and not 400 <= each.status < 500:
            yield Finding(each.where(), received=each.status)


@check("ID-VAI-010")
def nothing_is_issued_in_the_name_of_others(issuer: IssuerService) -> Findings:
    for each in issuer.foreign:
        if issuer_of(issued_in(each)) == ELSEWHERE:
            yield Finding(each.where(), received=ELSEWHERE)


@check("ID-VAI-011")
def refusals_have_reasons(issuer: IssuerService) -> Findings:
    for _, each in issuer.malformed:
        if each.status >= 400 and not each.member:
            yield Finding(each.where())
