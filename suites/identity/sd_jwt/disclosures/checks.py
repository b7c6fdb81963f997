"""Checks of disclosures and of the digests that refer to them (RFC 9901, 4 and 7.1)."""

from __future__ import annotations

import re

from conformance.authoring import Finding, Findings, capped, check
from conformance.readers.json_schema import kind_of
from conformance_suites.identity.jose.reader import rules
from conformance_suites.identity.jose.reader.base64url import decoded
from conformance_suites.identity.jose.reader.compact import media_type
from conformance_suites.identity.sd_jwt.reader.combined import ALGORITHM, DOTS, OF_ELEMENT, OF_PROPERTY, SD, TILDE
from conformance_suites.identity.sd_jwt.reader.hashes import REGISTERED, is_unfit, meant

from .view import Disclosed

DIGESTS = ("lists", "ellipses", "algorithms", "hashed", "processed", "documents")
READ = ("readable", "general", "dated", "limited", *DIGESTS)
SIZES = (OF_ELEMENT, OF_PROPERTY)
CRITICAL = ("iss", "aud", "exp", "nbf", "cnf")
"""The claims that decide about validity (9.7)."""
SALT, DENSE_SALT = 22, 16
"""Characters of a salt of 128 bits, in base64url and at best."""
_URL_SAFE = re.compile("[A-Za-z0-9_=+/-]*")


@check("ID-SDJ-001")
def parts_are_separated_by_tildes(document: Disclosed) -> Findings:
    token = document.token
    if TILDE not in token.text:
        yield Finding("", "none")
    elif token.last and token.key_binding is None:
        yield Finding("", "unfinished", received=capped(token.last))
    for at, text in enumerate(token.parts[1:-1]):
        if not text:
            yield Finding(f"/disclosures/{at}", "empty")


@check("ID-SDJ-002")
def the_token_has_three_parts(document: Disclosed) -> Findings:
    yield from rules.three_parts(document.token.issued, "headers", "payloads", *READ)


@check("ID-SDJ-003")
def the_header_is_one_object(document: Disclosed) -> Findings:
    yield from rules.one_object(document.headers, *READ)


@check("ID-SDJ-004")
def the_payload_is_one_object(document: Disclosed) -> Findings:
    yield from rules.one_object(document.payloads, *READ)


@check("ID-SDJ-005")
def the_token_is_typed(document: Disclosed) -> Findings:
    for jws in document.general:
        given = media_type(jws.header.get("typ"))
        if "typ" not in jws.header:
            yield Finding("/header", "missing")
        elif given is not None and not given.endswith("+sd-jwt"):
            yield Finding("/header/typ", received=capped(jws.header["typ"]))


@check("ID-SDJ-006")
def disclosures_are_arrays(document: Disclosed) -> Findings:
    lost = ("whole", "properties", "named", "salted", *DIGESTS)
    for each in document.disclosures:
        if each.text is None:
            yield Finding(each.pointer, "encoding", received=capped(each.encoded)).cutting(*lost)
        elif not each.text.usable:
            yield Finding(
                each.pointer, received=capped((decoded(each.encoded) or b"").decode(errors="replace"))
            ).cutting(*lost)
        elif not isinstance(each.text.document, list):
            yield Finding(each.pointer, "other", received=kind_of(each.text.document)).cutting(*lost)
        elif not each.items:
            yield Finding(each.pointer, "size", received=len(each.text.document), expected=list(SIZES)).cutting(*lost)


@check("ID-SDJ-007")
def names_in_disclosures_are_unique(document: Disclosed) -> Findings:
    for each in document.whole:
        for problem in each.text.of_kind("duplicate") if each.text is not None else ():
            yield Finding(f"{each.pointer}{problem.pointer or ''}", name=capped(problem.detail))


@check("ID-SDJ-008")
def salts_are_texts(document: Disclosed) -> Findings:
    for each in document.whole:
        if not isinstance(each.items[0], str):
            yield Finding(f"{each.pointer}/0", received=kind_of(each.items[0])).cutting("salted")


@check("ID-SDJ-009")
def salts_differ(document: Disclosed) -> Findings:
    first: dict[str, str] = {}
    for each in document.salted:
        other = first.setdefault(each.items[0], each.encoded)
        if other != each.encoded:  # the same disclosure twice is for another row
            yield Finding(f"{each.pointer}/0", received=capped(each.items[0]))


@check("ID-SDJ-010")
def salts_are_long(document: Disclosed) -> Findings:
    for each in document.salted:
        salt = each.items[0]
        least = SALT if _URL_SAFE.fullmatch(salt) else DENSE_SALT
        if len(salt) < least:
            yield Finding(f"{each.pointer}/0", received=len(salt), expected=least)


@check("ID-SDJ-011")
def names_of_claims_are_texts(document: Disclosed) -> Findings:
    for each in document.properties:
        if each.name is None:
            yield Finding(f"{each.pointer}/1", received=kind_of(each.items[1])).cutting("named")


@check("ID-SDJ-012")
def names_of_claims_are_not_reserved(document: Disclosed) -> Findings:
    for each in document.named:
        if each.name in (SD, DOTS):
            yield Finding(f"{each.pointer}/1", received=each.name)


@check("ID-SDJ-013")
def lists_hold_digests(document: Disclosed) -> Findings:
    for pointer, value, _ in document.lists:
        if not isinstance(value, list):
            yield Finding(pointer, received=kind_of(value))
            continue
        for at, text in enumerate(value):
            if not isinstance(text, str):
                yield Finding(f"{pointer}/{at}", "item", received=kind_of(text))


@check("ID-SDJ-014")
def ellipses_replace_elements(document: Disclosed) -> Findings:
    for pointer, value, is_element in document.ellipses:
        if not is_element:
            yield Finding(f"{pointer}/{DOTS}", "place")
        elif len(value) > 1:
            yield Finding(pointer, "more", received=len(value))
        elif not isinstance(value[DOTS], str):
            yield Finding(f"{pointer}/{DOTS}", received=kind_of(value[DOTS]))


@check("ID-SDJ-015")
def the_hash_is_named_at_the_top(document: Disclosed) -> Findings:
    for pointer, _, _ in document.algorithms:
        if pointer != f"/payload/{ALGORITHM}":
            yield Finding(pointer)


@check("ID-SDJ-016")
def the_hash_is_named_as_registered(document: Disclosed) -> Findings:
    for jws in document.readable:
        given = jws.payload.get(ALGORITHM, "")
        if not isinstance(given, str):
            yield Finding(f"/payload/{ALGORITHM}", "type", received=kind_of(given)).cutting("processed", "documents")
        elif given not in REGISTERED and (name := meant(given)) is not None:
            yield Finding(f"/payload/{ALGORITHM}", received=capped(given), expected=name).cutting(
                "processed", "documents"
            )


@check("ID-SDJ-017")
def the_hash_is_fit(document: Disclosed) -> Findings:
    for name in document.hashed:
        if is_unfit(name):
            yield Finding(f"/payload/{ALGORITHM}", received=capped(name))


@check("ID-SDJ-018")
def digests_are_unique(document: Disclosed) -> Findings:
    for found in document.processed:
        first: dict[str, str] = {}
        for pointer, text, *_ in found.references:
            other = first.setdefault(text, pointer)
            if other != pointer:
                yield Finding(pointer, received=capped(text), other=other)


@check("ID-SDJ-019")
def disclosures_are_referred_to(document: Disclosed) -> Findings:
    for found in document.processed:
        for each in document.disclosures:
            first = document.token.by_digest.get(document.token.digest_of(each.encoded), each)
            if first.at not in found.used:
                yield Finding(each.pointer, received=capped(each.encoded))


@check("ID-SDJ-020")
def disclosures_fit_their_places(document: Disclosed) -> Findings:
    for found in document.processed:
        for each in document.whole:
            reference = found.used.get(each.at)
            if reference is not None and len(each.items) != reference.length:
                yield Finding(each.pointer, received=len(each.items), expected=reference.length)


@check("ID-SDJ-021")
def disclosed_names_are_new(document: Disclosed) -> Findings:
    for found in document.processed:
        for disclosure, name in found.collisions:
            yield Finding(f"{disclosure.pointer}/1", received=capped(name))


@check("ID-SDJ-022")
def disclosures_are_sent_once(document: Disclosed) -> Findings:
    first: dict[str, str] = {}
    for each in document.disclosures:
        other = first.setdefault(each.encoded, each.pointer)
        if other != each.pointer:
            yield Finding(each.pointer, other=other)


@check("ID-SDJ-023")
def claims_that_decide_are_plain(document: Disclosed) -> Findings:
    for found in document.processed:
        for name in CRITICAL:
            for each in document.named:
                reference = found.used.get(each.at)
                if each.name == name and reference is not None and reference.pointer.startswith(f"/payload/{SD}/"):
                    yield Finding(f"{each.pointer}/1", received=name)


@check("ID-SDJ-024")
def dates_are_numbers(document: Disclosed) -> Findings:
    yield from rules.dates_are_numbers(document.dated, "limited")


@check("ID-SDJ-025")
def the_token_ends_after_its_start(document: Disclosed) -> Findings:
    yield from rules.ends_after_its_start(document.limited)
