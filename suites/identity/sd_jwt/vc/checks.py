"""Checks of digital credentials in tokens with disclosures (SD-JWT VC, 2)."""

from __future__ import annotations

from conformance.authoring import Finding, Findings, capped, check
from conformance.readers.json_schema import kind_of
from conformance_suites.identity.jose.reader.compact import media_type
from conformance_suites.identity.keys.reader.names import is_collision_resistant
from conformance_suites.identity.sd_jwt.reader.combined import SD
from conformance_suites.identity.sd_jwt.reader.integrity import is_integrity_metadata
from conformance_suites.identity.sd_jwt.reader.processing import is_digest

from .view import Credential

TYPE, FORMER = "dc+sd-jwt", "vc+sd-jwt"
PLAIN = ("iss", "nbf", "exp", "cnf", "vct", "vct#integrity", "aka_vcts", "status")
"""The claims that are not disclosed selectively, nor any part of them (2.2.2.3)."""


@check("ID-SDV-001")
def the_header_says_what_it_is(document: Credential) -> Findings:
    for jws in document.readable:
        given = jws.header.get("typ")
        if "typ" not in jws.header:
            yield Finding("/header", "missing", expected=TYPE)
        elif media_type(given) == FORMER:
            yield Finding("/header/typ", "former", received=FORMER, expected=TYPE)
        elif isinstance(given, str) and media_type(given) != TYPE:
            yield Finding("/header/typ", received=capped(given), expected=TYPE)


@check("ID-SDV-002")
def the_credential_has_a_type(document: Credential) -> Findings:
    for jws in document.readable:
        if "vct" not in jws.payload:
            yield Finding("/payload").cutting("typed")
        elif not isinstance(jws.payload["vct"], str):
            yield Finding("/payload/vct", "type", received=kind_of(jws.payload["vct"])).cutting("typed")


@check("ID-SDV-003")
def types_do_not_collide(document: Credential) -> Findings:
    for given in document.typed:
        if not is_collision_resistant(given):
            yield Finding("/payload/vct", received=capped(given))


@check("ID-SDV-004")
def other_types_are_names(document: Credential) -> Findings:
    for given in document.others:
        if not isinstance(given, list) or not given:
            yield Finding("/payload/aka_vcts", "type", received=kind_of(given))
            continue
        for at, name in enumerate(given):
            if is_digest(name):
                continue  # a digest, which another row does not allow here
            if not isinstance(name, str) or not is_collision_resistant(name):
                received = capped(name) if isinstance(name, str) else kind_of(name)
                yield Finding(f"/payload/aka_vcts/{at}", received=received)


@check("ID-SDV-005")
def other_types_are_others(document: Credential) -> Findings:
    for given in document.others:
        for at, name in enumerate(given if isinstance(given, list) else ()):
            if name in document.typed:
                yield Finding(f"/payload/aka_vcts/{at}", received=capped(name))


@check("ID-SDV-006")
def claims_of_the_token_are_plain(document: Credential) -> Findings:
    for found in document.processed:
        # A digest inside them hides something, whether it is disclosed or not.
        hidden = found.hidden | {each.claim for each in found.references}
        for name in PLAIN:
            if name in hidden:
                yield Finding("/payload", name=name)


@check("ID-SDV-007")
def digests_of_types_are_digests(document: Credential) -> Findings:
    for given in document.integrity:
        if not isinstance(given, str) or not is_integrity_metadata(given):
            received = capped(given) if isinstance(given, str) else kind_of(given)
            yield Finding("/payload/vct#integrity", received=received)


@check("ID-SDV-008")
def keys_of_holders_are_there(document: Credential) -> Findings:
    for given in document.confirming:
        if isinstance(given, dict) and not isinstance(given.get("jwk"), dict):
            yield Finding("/payload/cnf")


@check("ID-SDV-009")
def no_list_without_digests(document: Credential) -> Findings:
    for found in document.processed:
        if document.token.payload.get(SD) == [] and not found.references and not document.token.disclosures:
            yield Finding(f"/payload/{SD}")
