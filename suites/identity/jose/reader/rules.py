"""Rules that hold for every signed token: each function yields findings for the row of a suite.

`parts` are the parts of the view that a finding leaves with nothing to judge.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from conformance.authoring import Blocked, Finding, Findings, Where, capped
from conformance.readers.json_schema import kind_of
from conformance.readers.json_values import is_number
from conformance_suites.identity.keys.reader.jwk import SIGNATURES, can_verify

from .base64url import decoded
from .compact import PARTS, Jws, PartText
from .keys import DID_JWK, Mistake, Named, did_of, text_of
from .verifying import is_for, is_symmetric, is_unsigned, verifies

REGISTERED = frozenset(["alg", "jku", "jwk", "kid", "x5u", "x5c", "x5t", "x5t#S256", "typ", "cty", "crit"])
"""The header members of RFC 7515, 4.1, none of which an extension is."""
TEXTS = ("kid", "typ", "cty", "x5u", "jku", "x5t", "x5t#S256")
UNREADABLE = ("bom", "utf8", "utf16", "syntax", "empty", "surrogate", "overflow")
CRITICAL = 100  # names of extensions that are looked at; products list one
DATES = ("iat", "nbf", "exp")
TEXT_CLAIMS = ("iss", "sub", "jti", "aud")
"""The registered claims that are texts, `aud` also several of them (RFC 7519, 4.1)."""


def three_parts(jws: Jws, *parts: str) -> Findings:
    if not jws.is_whole:
        yield Finding(jws.pointer, "parts", received=len(jws.parts), expected=len(PARTS)).cutting(*parts)
        return
    for name, text in zip(PARTS, jws.parts, strict=True):
        # An empty signature is that of a token with the algorithm `none`.
        if decoded(text) is None and (text or name != "signature"):
            yield Finding(f"{jws.pointer}/{name}", received=capped(text)).cutting(*parts)


def one_object(found: Iterable[PartText], *parts: str) -> Findings:
    """The part is a JSON object in UTF-8 whose names are unique."""
    for pointer, text in found:
        wrong = next(text.of_kind(*UNREADABLE), None)
        if wrong is not None and (wrong.kind == "bom" or not text.usable):
            yield Finding(pointer, received=capped(wrong.detail or wrong.kind)).cutting(*parts)
        elif text.usable and not isinstance(text.document, dict):
            yield Finding(pointer, "other", received=kind_of(text.document)).cutting(*parts)
        for problem in text.of_kind("duplicate"):
            place = Where(pointer=f"{pointer}{problem.pointer or ''}")
            yield Finding(place, "duplicate", received=capped(problem.detail)).cutting(*parts)


def algorithm_is_there(tokens: Iterable[Jws], *parts: str) -> Findings:
    for jws in tokens:
        if "alg" not in jws.header:
            yield Finding(f"{jws.pointer}/header").cutting(*parts)
        elif jws.algorithm is None:
            yield Finding(f"{jws.pointer}/header/alg", "type", received=kind_of(jws.header["alg"])).cutting(*parts)


def algorithm_protects(tokens: Iterable[Jws], *parts: str) -> Findings:
    for jws in tokens:
        if is_unsigned(jws.algorithm or ""):
            yield Finding(f"{jws.pointer}/header/alg").cutting(*parts)
        elif not jws.parts[2]:
            yield Finding(f"{jws.pointer}/signature", "signature").cutting(*parts)


def algorithm_has_a_private_key(tokens: Iterable[Jws], *parts: str) -> Findings:
    for jws in tokens:
        if is_symmetric(jws.algorithm or ""):
            yield Finding(f"{jws.pointer}/header/alg", received=jws.algorithm).cutting(*parts)


def header_members_have_their_types(tokens: Iterable[Jws], *parts: str) -> Findings:
    for jws in tokens:
        place = f"{jws.pointer}/header"
        for name in TEXTS:
            if name in jws.header and not isinstance(jws.header[name], str):
                yield Finding(f"{place}/{name}", received=kind_of(jws.header[name])).cutting(*parts)
        if "jwk" in jws.header and not isinstance(jws.header["jwk"], dict):
            yield Finding(f"{place}/jwk", received=kind_of(jws.header["jwk"])).cutting(*parts)
        chain = jws.header.get("x5c", [""])
        if not isinstance(chain, list) or not chain:
            yield Finding(f"{place}/x5c", received=kind_of(chain)).cutting(*parts)
        else:
            wrong = next((each for each in chain if not isinstance(each, str)), None)
            if wrong is not None or None in chain:
                yield Finding(f"{place}/x5c", received=kind_of(wrong)).cutting(*parts)


def critical_members_are_there(tokens: Iterable[Jws]) -> Findings:
    for jws in tokens:
        if "crit" not in jws.header:
            continue
        place, given = f"{jws.pointer}/header/crit", jws.header["crit"]
        if not isinstance(given, list) or not given:
            yield Finding(place, "type", received=kind_of(given))
            continue
        for at, name in enumerate(given[:CRITICAL]):
            if not isinstance(name, str):
                yield Finding(f"{place}/{at}", "type", received=kind_of(name))
            elif name in REGISTERED:
                yield Finding(f"{place}/{at}", "registered", received=name)
            elif name in given[:at]:
                yield Finding(f"{place}/{at}", "twice", received=capped(name))
            elif name not in jws.header:
                yield Finding(f"{place}/{at}", received=capped(name))


def claims_have_their_types(tokens: Iterable[Jws], *parts: str, hidden: bool = False) -> Findings:
    """`hidden`: whether an object may be in place of an audience, which is disclosed selectively (RFC 9901, 9.7)."""
    right = str | dict if hidden else str
    for jws in tokens:
        for name in TEXT_CLAIMS:
            given = jws.payload.get(name, "")
            several = name == "aud" and isinstance(given, list)
            wrong = [each for each in given if not isinstance(each, right)] if several else []
            if wrong or not (several or isinstance(given, str)):
                received = kind_of(wrong[0] if wrong else given)
                yield Finding(f"{jws.pointer}/payload/{name}", received=received).cutting(*parts)


def dates_are_numbers(tokens: Iterable[Jws], *parts: str) -> Findings:
    for jws in tokens:
        for name in DATES:
            if name in jws.payload and not is_number(jws.payload[name]):
                place = f"{jws.pointer}/payload/{name}"
                yield Finding(place, received=kind_of(jws.payload[name])).cutting(*parts)


def ends_after_its_start(tokens: Iterable[Jws]) -> Findings:
    for jws in tokens:
        for name in DATES[:2]:
            start: Any = jws.payload.get(name)
            end: Any = jws.payload.get("exp")
            if is_number(start) and is_number(end) and Fraction(end) <= Fraction(start):
                yield Finding(f"{jws.pointer}/payload/exp", received=end, name=name, start=start)


def keys_are_public(named: Iterable[Named], *parts: str) -> Findings:
    for each in named:
        if isinstance(each.key, Mistake):
            yield Finding(each.pointer, each.key.sentence, **each.key.values).cutting(*parts)


def fragments_name_the_key(named: Iterable[Named]) -> Findings:
    """A did:key has one key for signatures, with its own value as fragment, and a did:jwk one with the fragment 0."""
    for each in named:
        identifier, fragment = did_of(each.url), each.url.partition("#")[2]
        if identifier:
            expected = "0" if identifier.startswith(DID_JWK) else identifier.rpartition(":")[2]
            if fragment and fragment != expected:
                yield Finding(each.pointer, received=capped(fragment), expected=capped(expected))


def keys_fit_the_algorithm(keyed: Iterable[tuple[Jws, Named]]) -> Findings:
    for jws, each in keyed:
        if not isinstance(each.key, Mistake) and is_for(jws.algorithm, each.key) is False:
            received = text_of(each.key, "crv") or text_of(each.key, "kty") or ""
            yield Finding(f"{jws.pointer}/header/alg", received=jws.algorithm, key=capped(received))


def keys_are_for_the_signature(keyed: Iterable[tuple[Jws, Named]]) -> Findings:
    """What a key says of its use does not rule out this signature (RFC 7517, 4.2 to 4.4)."""
    for jws, each in keyed:
        algorithm = jws.algorithm or ""
        if isinstance(each.key, Mistake) or is_for(algorithm, each.key) is not True:
            continue
        if algorithm in SIGNATURES and not can_verify(each.key, algorithm):
            yield Finding(each.pointer, "use")


def signatures_verify(keyed: Iterable[tuple[Jws, Named]], misfit: str) -> Findings:
    """`misfit` is the row that says where the algorithm is not for the key."""
    for jws, each in keyed:
        if isinstance(each.key, Mistake) or jws.signature is None:
            continue
        if is_for(jws.algorithm, each.key) is False:
            raise Blocked("blocked_by", ids=[misfit])
        if not verifies(jws, each.key):
            yield Finding(f"{jws.pointer}/signature")
