"""Checks of a DID resolver's answers that a schema cannot express."""

from __future__ import annotations

from conformance.authoring import Finding, Findings, Stimulus, check
from conformance.transports.exchange import Exchange

from .registrar import Registrar, endpoints_of
from .view import (
    MALFORMED,
    PROFILE,
    RESULT_TYPE,
    DidResolver,
    document_in,
    error_in,
    essence,
    is_labelled,
    is_result,
    malformation,
)


def status_is(expected: int, exchange: Exchange) -> Findings:
    if exchange.status != expected:
        yield Finding(exchange.where(), received=exchange.status, expected=expected)


@check("ID-DRS-001")
def a_registered_did_resolves(resolver: DidResolver) -> Findings:
    found = resolver.full
    if found.status != 200:
        yield Finding(found.where(), "status", received=found.status, expected=200)
    elif document_in(found) is None:
        yield Finding(found.where(), "document")


@check("ID-DRS-002")
def a_result_is_labelled_as_one(resolver: DidResolver) -> Findings:
    found, expected = resolver.control, RESULT_TYPE[resolver.edition]
    label = found.header("content-type") or ""
    # A parameter may be quoted or not, and in any position: it is searched for, not compared.
    if found.media_type != expected.partition(";")[0] or (";" in expected and PROFILE not in label):
        yield Finding(found.where(), received=label, expected=expected)


@check("ID-DRS-005")
def the_document_is_of_the_did_asked_for(resolver: DidResolver) -> Findings:
    found = resolver.control
    document = document_in(found) or {}
    if document["id"] != resolver.did:
        pointer = "/didDocument/id" if "didDocument" in found.member else "/id"
        yield Finding(found.where(pointer), received=document["id"], expected=resolver.did)


@check("ID-DRS-009")
def a_document_can_be_retrieved_alone(resolver: DidResolver) -> Findings:
    found = resolver.alone
    if found is None:
        return
    if found.status != 200:
        yield Finding(found.where(), "status", received=found.status, expected=200)
    elif is_result(found) or "didDocument" in found.member:
        yield Finding(found.where(), "result")
    elif (alone := document_in(found)) is None:
        yield Finding(found.where(), "document")
    elif essence(alone) != essence(document_in(resolver.control) or {}):
        yield Finding(found.where(), "other")


@check("ID-DRS-010")
def a_document_is_labelled_as_its_metadata_says(resolver: DidResolver) -> Findings:
    for found in resolver.labelled:
        expected = (resolver.content_type or "").partition(";")[0].strip().lower()
        if found.media_type != expected:
            yield Finding(found.where(), received=found.media_type or "", expected=expected)


@check("ID-DRS-011", each=Stimulus)
def malformed_dids_are_refused(resolver: DidResolver, stimulus: list[str]) -> Findings:
    _ = resolver.control
    for did in (MALFORMED, *stimulus):
        found = resolver.malformed if did == MALFORMED else resolver.resolve(did)
        if found.status != 400:
            yield Finding(found.where(), did=did, received=found.status, expected=400)
            return


@check("ID-DRS-012")
def unsupported_methods_are_distinguished(resolver: DidResolver) -> Findings:
    return status_is(501, resolver.unsupported)


@check("ID-DRS-013")
def unknown_dids_are_not_found(resolver: DidResolver) -> Findings:
    return status_is(404, resolver.unknown)


@check("ID-DRS-014")
def representations_not_offered_are_refused(resolver: DidResolver) -> Findings:
    return status_is(406, resolver.unrepresentable)


@check("ID-DRS-015")
def deactivated_dids_are_gone(resolver: DidResolver) -> Findings:
    return status_is(410, resolver.deactivated)


@check("ID-DRS-016")
def deactivation_is_stated(resolver: DidResolver) -> Findings:
    for found in resolver.deactivated_results:
        metadata = found.member.get("didDocumentMetadata")
        if not isinstance(metadata, dict) or "deactivated" not in metadata:
            yield Finding(found.where("/didDocumentMetadata"), "missing", expected=True)
        elif metadata["deactivated"] is not True:
            received = metadata["deactivated"]
            yield Finding(found.where("/didDocumentMetadata/deactivated"), "value", received=received, expected=True)


@check("ID-DRS-017")
def a_failure_is_explained(resolver: DidResolver) -> Findings:
    for failure in resolver.failures:
        if "error" not in failure.metadata:
            yield Finding(failure.exchange.where("/didResolutionMetadata")).cutting("errors", "codes")


@check("ID-DRS-018")
def an_error_has_its_form(resolver: DidResolver) -> Findings:
    for failure, error in resolver.errors:
        if (wrong := malformation(error, resolver.edition)) is not None:
            template, received = wrong
            where = failure.exchange.where("/didResolutionMetadata/error")
            yield Finding(where, template, received=received).cutting("codes")


@check("ID-DRS-019")
def an_error_matches_its_cause(resolver: DidResolver) -> Findings:
    for failure, code in resolver.codes:
        if code != (expected := resolver.code(failure.cause)):
            where = failure.exchange.where("/didResolutionMetadata/error")
            yield Finding(where, received=code, expected=expected)


@check("ID-DRS-020")
def no_document_comes_with_an_error(resolver: DidResolver) -> Findings:
    for failure in resolver.failures:
        if failure.exchange.member.get("didDocument"):
            yield Finding(failure.exchange.where("/didDocument"), "document")
        if failure.exchange.member.get("didDocumentMetadata") not in (None, {}):
            yield Finding(failure.exchange.where("/didDocumentMetadata"), "metadata")
    if error_in(resolver.control) is not None and resolver.control.member.get("didDocument"):
        yield Finding(resolver.control.where("/didDocument"), "document")


@check("ID-DRS-021", each=Stimulus)
def created_dids_resolve_until_they_are_deactivated(resolver: DidResolver, stimulus: list[list[str]]) -> Findings:
    registrar = Registrar(resolver)
    for steps in registrar.carry_out(stimulus):
        for did in registrar.active.values():
            found, document = registrar.resolved(did)
            if found.status != 200:
                yield Finding(found.where(), "status", steps=steps, did=did, received=found.status, expected=200)
                return
            if (received := (document or {}).get("id", "")) != did:
                yield Finding(found.where(), "document", steps=steps, did=did, received=received)
                return


@check("ID-DRS-022", each=Stimulus)
def updates_are_visible(resolver: DidResolver, stimulus: list[list[str]]) -> Findings:
    registrar = Registrar(resolver)
    for steps in registrar.carry_out(stimulus):
        for name, expected in registrar.services.items():
            did = registrar.active[name]
            found, document = registrar.current(did)
            if expected not in (received := endpoints_of(document)):
                yield Finding(found.where(), steps=steps, did=did, received=received, expected=expected)
                return


@check("ID-DRS-023", each=Stimulus)
def a_deactivation_is_final(resolver: DidResolver, stimulus: list[list[str]]) -> Findings:
    registrar = Registrar(resolver)
    for steps in registrar.carry_out(stimulus):
        for did in registrar.deactivated.values():
            found, _ = registrar.resolved(did)
            if found.status != 410:
                yield Finding(found.where(), steps=steps, did=did, received=found.status, expected=410)
                return


@check("ID-DRS-024")
def what_is_labelled_as_a_result_is_one(resolver: DidResolver) -> Findings:
    for found in resolver.labelled_refusals:
        if not is_result(found):
            yield Finding(found.where(), status=found.status)


@check("ID-DRS-025")
def a_refusal_is_a_result(resolver: DidResolver) -> Findings:
    for refusal in resolver.refusals:
        if not is_labelled(refusal.exchange) and not is_result(refusal.exchange):
            yield Finding(refusal.exchange.where(), received=refusal.exchange.header("content-type") or "")
