"""Checks of what a verifier says of mutants."""

from __future__ import annotations

from conformance.authoring import Blocked, Finding, Findings, check

from .mutants import MUTANTS
from .view import Verifier, verdict


def refused(verifier: Verifier, row: str) -> Findings:
    """Finds the mutant of the row accepted. Raises Blocked for no verdict, and where good ones are refused as well."""
    found = verifier.mutant(row)
    accepted = verdict(found)
    if accepted is None:
        raise Blocked("no_verdict", exchange=found.key, status=found.status)
    if accepted:
        yield Finding(found.where(), received=found.status)
    else:
        verifier.control_after(row)


@check("ID-VCV-001")
def a_changed_claim_is_refused(verifier: Verifier) -> Findings:
    yield from refused(verifier, "ID-VCV-001")


@check("ID-VCV-002")
def an_added_claim_is_refused(verifier: Verifier) -> Findings:
    yield from refused(verifier, "ID-VCV-002")


@check("ID-VCV-003")
def a_removed_claim_is_refused(verifier: Verifier) -> Findings:
    yield from refused(verifier, "ID-VCV-003")


@check("ID-VCV-004")
def a_key_of_another_issuer_is_refused(verifier: Verifier) -> Findings:
    yield from refused(verifier, "ID-VCV-004")


@check("ID-VCV-005")
def a_changed_signature_is_refused(verifier: Verifier) -> Findings:
    yield from refused(verifier, "ID-VCV-005")


@check("ID-VCV-006")
def a_truncated_signature_is_refused(verifier: Verifier) -> Findings:
    yield from refused(verifier, "ID-VCV-006")


@check("ID-VCV-007")
def a_proof_of_another_credential_is_refused(verifier: Verifier) -> Findings:
    yield from refused(verifier, "ID-VCV-007")


@check("ID-VCV-008")
def a_missing_proof_is_refused(verifier: Verifier) -> Findings:
    yield from refused(verifier, "ID-VCV-008")


@check("ID-VCV-009")
def an_unknown_suite_is_refused(verifier: Verifier) -> Findings:
    yield from refused(verifier, "ID-VCV-009")


@check("ID-VCV-010")
def another_purpose_is_refused(verifier: Verifier) -> Findings:
    yield from refused(verifier, "ID-VCV-010")


@check("ID-VCV-011")
def a_changed_time_is_refused(verifier: Verifier) -> Findings:
    yield from refused(verifier, "ID-VCV-011")


@check("ID-VCV-012")
def a_changed_method_is_refused(verifier: Verifier) -> Findings:
    yield from refused(verifier, "ID-VCV-012")


@check("ID-VCV-013")
def mutants_are_no_server_errors(verifier: Verifier) -> Findings:
    for row in MUTANTS:
        found = verifier.mutant(row)
        if found.status >= 500:
            verifier.control_after(row)
            yield Finding(found.where(), received=found.status)


@check("ID-VCV-014")
def results_with_errors_are_not_verified(verifier: Verifier) -> Findings:
    for found in verifier.results():
        errors = found.member.get("errors")
        if isinstance(errors, list) and errors and found.member.get("verified") is True:
            yield Finding(found.where("/verified"), received=len(errors))


@check("ID-VCV-015")
def results_are_labelled_as_json(verifier: Verifier) -> Findings:
    for found in verifier.results():
        if found.media_type != "application/json":
            yield Finding(found.where(), received=found.media_type or "")


@check("ID-VCV-016")
def refusals_have_a_reason(verifier: Verifier) -> Findings:
    for found in verifier.results():
        told = any(found.member.get(name) for name in ("errors", "problemDetails"))
        if found.member.get("verified") is False and not told:
            yield Finding(found.where("/verified"))
