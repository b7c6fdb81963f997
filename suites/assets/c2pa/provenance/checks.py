"""Checks of C2PA manifests, from the status codes of the C2PA library and from the content of the manifest."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from conformance.authoring import Finding, Findings, check

from .view import ASSERTIONS, BINDING, CREDENTIAL, SIGNATURE, VALIDITY, Provenance

VOCABULARY = re.compile(r"https?://(cv\.iptc\.org/newscodes|c2pa\.org)/digitalsourcetype/([A-Za-z]+)")
OWN = ("empty", "trainedAlgorithmicData")  # the terms of C2PA itself
READING = ("manifests", "signatures", "bindings", "ingredients", "acting", "created", "typed")


@check("AST-PRV-001")
def manifest_store_is_well_formed(media: Provenance) -> Findings:
    for store in media.stores:
        if store.active is None:
            yield Finding(store.offset, "unreadable", reason=store.problem).cutting(*READING)
    for status in media.other_failures:
        yield Finding(media.offset, "code", code=status.code, box=status.box, reason=status.explanation)


@check("AST-PRV-002")
def content_is_what_the_manifest_is_bound_to(media: Provenance) -> Findings:
    if media.bindings:
        for status in media.failed(*BINDING):
            yield Finding(media.offset, code=status.code, box=status.box)


@check("AST-PRV-003")
def signature_of_the_claim_verifies(media: Provenance) -> Findings:
    for status in media.failed(*SIGNATURE):
        yield Finding(media.offset, code=status.code, box=status.box).cutting("signatures")


@check("AST-PRV-004")
def assertions_have_the_digests_of_the_claim(media: Provenance) -> Findings:
    for status in media.failed(*ASSERTIONS):
        yield Finding(media.offset, code=status.code, box=status.box)


@check("AST-PRV-005")
def certificate_is_fit_for_signing(media: Provenance) -> Findings:
    for status in media.failed(*CREDENTIAL):
        yield Finding(media.offset, code=status.code, reason=status.explanation)


@check("AST-PRV-006")
def signed_while_the_certificate_was_valid(media: Provenance) -> Findings:
    # One code reports it for the signature, the other for the certificate: it is one fault.
    for status in list(media.failed(*VALIDITY))[:1]:
        for store in media.stores if media.signatures else ():
            key = "stamped" if media.stamped else "today"
            yield Finding(media.offset, key, code=status.code, time=store.signing_time)


@check("AST-PRV-007")
def actions_start_with_created_or_opened(media: Provenance) -> Findings:
    for key in ("none", "first"):
        if key in media.action_faults:
            yield Finding(media.offset, key, received=media.action_faults[key])


@check("AST-PRV-008")
def content_is_created_or_opened_once(media: Provenance) -> Findings:
    if "once" in media.action_faults:
        yield Finding(media.offset, received=media.action_faults["once"])


@check("AST-PRV-009")
def created_content_names_its_source(media: Provenance) -> Findings:
    if "source" in media.action_faults:
        yield Finding(media.offset)


@check("AST-PRV-010", parameters=True)
def source_types_are_terms_of_a_vocabulary(media: Provenance, parameters: Mapping[str, Any]) -> Findings:
    for term in media.typed:
        found = VOCABULARY.fullmatch(term)
        terms = parameters["source_types"] if found and found[1].startswith("cv") else OWN
        if found is None or found[2] not in terms:
            yield Finding(media.offset, received=term[:120])


@check("AST-PRV-011")
def detached_manifest_has_its_content_beside_it(media: Provenance) -> Findings:
    for store in media.detached:
        if store.asset is None:
            yield Finding(0)


@check("AST-PRV-013")
def claim_signature_is_time_stamped(media: Provenance) -> Findings:
    if media.signatures and not media.stamped:
        yield Finding(media.offset)


@check("AST-PRV-014")
def ingredient_manifests_are_those_that_were_referenced(media: Provenance) -> Findings:
    for status in media.ingredient_faults:
        yield Finding(media.offset, code=status.code, box=status.box)
