"""Checks of what a verifier says to mutants of a right presentation."""

from __future__ import annotations

from conformance.authoring import Blocked, Finding, Findings, check
from conformance_suites.identity.presentation.reader.verifier import refuses

from .view import Judging, said_so


def refused(verifier: Judging, row: str) -> Findings:
    """Finds the mutant of the row accepted. Raises Blocked for no verdict, and where right ones are refused as well."""
    said = verifier.mutant(row)
    if said_so(said):
        yield Finding(said.exchange.where(), received=said.exchange.status)
    else:
        verifier.control_after(row)


@check("ID-VPV-001")
def a_changed_disclosure_is_refused(verifier: Judging) -> Findings:
    yield from refused(verifier, "ID-VPV-001")


@check("ID-VPV-002")
def an_added_disclosure_is_refused(verifier: Judging) -> Findings:
    yield from refused(verifier, "ID-VPV-002")


@check("ID-VPV-003")
def a_reserved_name_is_refused(verifier: Judging) -> Findings:
    yield from refused(verifier, "ID-VPV-003")


@check("ID-VPV-004")
def a_disclosure_over_a_claim_is_refused(verifier: Judging) -> Findings:
    yield from refused(verifier, "ID-VPV-004")


@check("ID-VPV-005")
def a_changed_token_is_refused(verifier: Judging) -> Findings:
    yield from refused(verifier, "ID-VPV-005")


@check("ID-VPV-006")
def a_key_of_another_issuer_is_refused(verifier: Judging) -> Findings:
    yield from refused(verifier, "ID-VPV-006")


@check("ID-VPV-007")
def an_unsigned_credential_is_refused(verifier: Judging) -> Findings:
    yield from refused(verifier, "ID-VPV-007")


@check("ID-VPV-008")
def a_shared_secret_is_refused(verifier: Judging) -> Findings:
    yield from refused(verifier, "ID-VPV-008")


@check("ID-VPV-009")
def another_type_is_refused(verifier: Judging) -> Findings:
    yield from refused(verifier, "ID-VPV-009")


@check("ID-VPV-010")
def a_missing_claim_is_refused(verifier: Judging) -> Findings:
    yield from refused(verifier, "ID-VPV-010")


@check("ID-VPV-011")
def an_expired_credential_is_refused(verifier: Judging) -> Findings:
    yield from refused(verifier, "ID-VPV-011")


@check("ID-VPV-012")
def an_early_credential_is_refused(verifier: Judging) -> Findings:
    yield from refused(verifier, "ID-VPV-012")


@check("ID-VPV-013")
def a_missing_binding_is_refused(verifier: Judging) -> Findings:
    yield from refused(verifier, "ID-VPV-013")


@check("ID-VPV-014")
def another_holder_is_refused(verifier: Judging) -> Findings:
    yield from refused(verifier, "ID-VPV-014")


@check("ID-VPV-015")
def another_audience_is_refused(verifier: Judging) -> Findings:
    yield from refused(verifier, "ID-VPV-015")


@check("ID-VPV-016")
def another_nonce_is_refused(verifier: Judging) -> Findings:
    yield from refused(verifier, "ID-VPV-016")


@check("ID-VPV-017")
def a_binding_of_other_disclosures_is_refused(verifier: Judging) -> Findings:
    yield from refused(verifier, "ID-VPV-017")


@check("ID-VPV-018")
def another_type_of_binding_is_refused(verifier: Judging) -> Findings:
    yield from refused(verifier, "ID-VPV-018")


@check("ID-VPV-019")
def an_old_binding_is_refused(verifier: Judging) -> Findings:
    yield from refused(verifier, "ID-VPV-019")


@check("ID-VPV-020")
def a_text_for_an_array_is_refused(verifier: Judging) -> Findings:
    yield from refused(verifier, "ID-VPV-020")


@check("ID-VPV-021")
def two_for_one_are_refused(verifier: Judging) -> Findings:
    yield from refused(verifier, "ID-VPV-021")


@check("ID-VPV-022")
def another_identifier_is_refused(verifier: Judging) -> Findings:
    yield from refused(verifier, "ID-VPV-022")


@check("ID-VPV-023")
def an_earlier_presentation_is_refused(verifier: Judging) -> Findings:
    yield from refused(verifier, "ID-VPV-023")


@check("ID-VPV-024")
def a_response_counts_once(verifier: Judging) -> Findings:
    said = verifier.again
    if not refuses(verifier.nonsense.exchange):  # only the result tells, which is that of the first response
        raise Blocked("no_verdict", exchange=said.exchange.key, status=said.exchange.status)
    if not refuses(said.exchange):
        yield Finding(said.exchange.where(), received=said.exchange.status)


@check("ID-VPV-025")
def mutants_are_no_server_errors(verifier: Judging) -> Findings:
    for said in verifier.tries():
        if said.exchange.status >= 500:
            yield Finding(said.exchange.where(), received=said.exchange.status)
