"""Checks of requests for presentations."""

from __future__ import annotations

import re
from collections.abc import Callable

from conformance.authoring import Finding, Findings, capped, check
from conformance.readers.json import escape
from conformance.readers.json_schema import kind_of
from conformance.readers.uri import uri_error
from conformance_suites.identity.did.reader.identifiers import did_error
from conformance_suites.identity.jose.reader import rules
from conformance_suites.identity.jose.reader.compact import media_type
from conformance_suites.identity.jose.reader.keys import Mistake, did_of, key_url, public_key
from conformance_suites.identity.jose.reader.verifying import is_for, is_symmetric, is_unsigned, verifies
from conformance_suites.identity.presentation.reader import certificates, prefixes
from conformance_suites.identity.presentation.reader.request import TYPE, Parameters

from .view import Request, attestation

MEMBERS = (
    *(
        "requests",
        "objects",
        "signed",
        "by_did",
        "by_certificate",
        "by_hash",
        "by_host",
        "attested",
        "keyed",
        "identified",
    ),
    *("prefixed", "redirecting", "chosen", "posted", "addressed", "described", "keys", "queries"),
)
CLIENT = ("identified", "prefixed", "redirecting", "described", "signed", "by_did", "by_certificate", "by_hash")
ANYONE, RESPONSES = "https://self-issued.me/v2", ("vp_token", "vp_token id_token", "code")
SAFE = re.compile(r"https://.+|http://(?:127\.0\.0\.1|localhost|\[::1\])(?:[:/?#].*)?")
"""Over TLS, or on the same machine."""
OF_KIND: dict[str, Callable[[str], bool]] = {
    prefixes.DID: lambda text: did_error(text) is None,
    prefixes.HOST: prefixes.is_host_name,
    prefixes.HASH: prefixes.is_digest,
    prefixes.REDIRECT: lambda text: ":" in text and uri_error(text) is None,
}
"""What an identifier behind a prefix has to be; behind others it only is not empty."""
ATTESTATION_TYPE = "verifier-attestation+jwt"


@check("ID-VPQ-001")
def a_request_object_has_three_parts(request: Request) -> Findings:
    for token in request.tokens:
        yield from rules.three_parts(token, "texts", *MEMBERS)


@check("ID-VPQ-002")
def requests_are_objects(request: Request) -> Findings:
    yield from rules.one_object(request.texts, *MEMBERS)


@check("ID-VPQ-003")
def request_objects_are_typed(request: Request) -> Findings:
    for token, _ in request.objects:
        if "typ" not in token.header:
            yield Finding("/header", "missing")
        elif media_type(token.header["typ"]) != TYPE:
            yield Finding("/header/typ", received=capped(str(token.header["typ"])))


@check("ID-VPQ-004")
def request_objects_are_signed(request: Request) -> Findings:
    for token, _ in request.signed:
        algorithm = token.algorithm
        if algorithm is None:
            yield Finding("/header", "missing").cutting("keyed")
        elif is_unsigned(algorithm) or is_symmetric(algorithm):
            yield Finding("/header/alg", received=algorithm).cutting("keyed")


@check("ID-VPQ-005")
def the_key_is_one_of_the_did(request: Request) -> Findings:
    for token, each in request.by_did:
        if not isinstance(token.header.get("kid"), str):
            yield Finding("/header", "missing").cutting("keyed")
        elif each.client and did_of(key_url(token, each.client.rest) or "") != each.client.rest:
            yield Finding("/header/kid", received=capped(token.header["kid"])).cutting("keyed")


@check("ID-VPQ-006")
def certificates_are_there(request: Request) -> Findings:
    for token, _ in request.by_certificate:
        if certificates.leaf(token) is None:
            yield Finding("/header").cutting("by_hash", "by_host", "keyed")


@check("ID-VPQ-007")
def the_digest_is_that_of_the_certificate(request: Request) -> Findings:
    for token, each in request.by_hash:
        found = certificates.leaf(token)
        if found is not None and each.client and each.client.rest != certificates.digest(found):
            place = each.place("client_id")
            yield Finding(place, received=capped(each.client.rest), expected=certificates.digest(found))


@check("ID-VPQ-008")
def the_certificate_has_the_name(request: Request) -> Findings:
    for token, each in request.by_host:
        found = certificates.leaf(token)
        names = None if found is None else certificates.host_names(found)
        if names is not None and each.client and each.client.rest.lower() not in {name.lower() for name in names}:
            yield Finding(each.place("client_id"), received=capped(each.client.rest), names=names[:10])


@check("ID-VPQ-009")
def attestations_name_the_verifier(request: Request) -> Findings:
    for token, each in request.attested:
        held = attestation(token)
        if held is None:
            yield Finding("/header", "missing").cutting("keyed")
        elif media_type(held.header.get("typ")) != ATTESTATION_TYPE:
            yield Finding("/header/jwt/header", "type", received=capped(str(held.header.get("typ"))))
        elif each.client and held.payload.get("sub") != each.client.rest:
            yield Finding("/header/jwt/payload", received=capped(str(held.payload.get("sub"))))


@check("ID-VPQ-010")
def signatures_verify(request: Request) -> Findings:
    for token, named in request.keyed:
        if isinstance(named.key, Mistake):
            yield Finding(named.pointer, "key")
        elif is_for(token.algorithm, named.key) is False or not verifies(token, named.key):
            yield Finding("/signature")


@check("ID-VPQ-011")
def request_objects_are_for_wallets(request: Request) -> Findings:
    for _, each in request.objects:
        given = each.members.get("aud")
        if "aud" not in each.members:
            yield Finding(each.pointer, "missing")
        elif not isinstance(given, str) or not given.startswith("https://"):
            yield Finding(each.place("aud"), received=capped(str(given)), expected=ANYONE)


def _text_is_there(each: Parameters, name: str, *cuts: str) -> Findings:
    """Finds a parameter missing, of another type, or empty."""
    given = each.members.get(name)
    if name not in each.members:
        yield Finding(each.pointer, "missing").cutting(*cuts)
    elif not isinstance(given, str):
        yield Finding(each.place(name), "type", received=kind_of(given)).cutting(*cuts)
    elif not given:
        yield Finding(each.place(name), "empty").cutting(*cuts)


@check("ID-VPQ-012")
def the_verifier_is_named(request: Request) -> Findings:
    for each in request.requests:
        yield from _text_is_there(each, "client_id", *CLIENT)


@check("ID-VPQ-013")
def the_origin_is_reserved(request: Request) -> Findings:
    for each in request.prefixed:
        if each.prefix == prefixes.ORIGIN:
            yield Finding(each.place("client_id"), received=capped(each.client.whole if each.client else ""))


@check("ID-VPQ-014")
def identifiers_are_of_their_prefix(request: Request) -> Findings:
    for each in request.prefixed:
        client = each.client
        if client and not OF_KIND.get(client.prefix, bool)(client.rest):
            yield Finding(each.place("client_id"), received=capped(client.rest), prefix=client.prefix)


@check("ID-VPQ-015")
def the_address_is_that_of_the_identifier(request: Request) -> Findings:
    for each in request.redirecting:
        for name in ("response_uri", "redirect_uri"):
            given = each.text(name)
            if given is not None and each.client and given != each.client.rest:
                yield Finding(each.place(name), received=capped(given), expected=capped(each.client.rest))


@check("ID-VPQ-016")
def the_response_has_a_type(request: Request) -> Findings:
    for each in request.requests:
        given = each.members.get("response_type")
        if "response_type" not in each.members:
            yield Finding(each.pointer, "missing")
        elif given not in RESPONSES:
            yield Finding(each.place("response_type"), received=capped(str(given)))


@check("ID-VPQ-017")
def the_response_has_a_mode(request: Request) -> Findings:
    for each in request.requests:
        yield from _text_is_there(each, "response_mode", "posted")


@check("ID-VPQ-018")
def requests_have_a_nonce(request: Request) -> Findings:
    for each in request.requests:
        yield from _text_is_there(each, "nonce")


@check("ID-VPQ-019")
def nonce_and_state_are_url_safe(request: Request) -> Findings:
    for each in request.chosen:
        for name in ("nonce", "state"):
            given = each.text(name)
            if given is None and name == "state" and name in each.members:
                yield Finding(each.place(name), "type", received=kind_of(each.members[name]))
            elif given is not None and not prefixes.is_url_safe(given):
                yield Finding(each.place(name), received=capped(given))


@check("ID-VPQ-020")
def responses_have_one_address(request: Request) -> Findings:
    for each in request.addressed:
        if "redirect_uri" in each.members:
            yield Finding(each.place("redirect_uri"))


@check("ID-VPQ-021")
def requests_have_a_query(request: Request) -> Findings:
    for each in request.requests:
        given = each.members.get("dcql_query")
        if "dcql_query" in each.members:
            if not isinstance(given, dict):
                yield Finding(each.place("dcql_query"), "type", received=kind_of(given))
        elif any(name.startswith("presentation_definition") for name in each.members):
            yield Finding(each.pointer, "former")
        elif not each.text("scope"):
            yield Finding(each.pointer)


@check("ID-VPQ-022")
def posted_responses_have_an_address(request: Request) -> Findings:
    for each in request.posted:
        yield from _text_is_there(each, "response_uri", "addressed")


@check("ID-VPQ-023")
def addresses_are_safe(request: Request) -> Findings:
    for each in request.addressed:
        given = each.text("response_uri") or ""
        if uri_error(given) is not None or not SAFE.fullmatch(given):
            yield Finding(each.place("response_uri"), received=capped(given))


@check("ID-VPQ-024")
def requests_describe_the_verifier(request: Request) -> Findings:
    for each in request.described:
        metadata = each.members.get("client_metadata")
        if "client_metadata" not in each.members:
            yield Finding(each.pointer, "missing")
        elif not isinstance(metadata, dict):
            yield Finding(each.place("client_metadata"), "type", received=kind_of(metadata))
        elif not isinstance(metadata.get("vp_formats_supported"), dict):
            yield Finding(each.place("client_metadata"))
        else:
            for name, given in metadata["vp_formats_supported"].items():
                if not isinstance(given, dict):
                    place = f"{each.place('client_metadata')}/vp_formats_supported/{escape(name)}"
                    yield Finding(place, "type", received=kind_of(given))


@check("ID-VPQ-025")
def keys_are_public_and_named(request: Request) -> Findings:
    for each in request.keys:
        seen: set[str] = set()
        for place, key in each.keys:
            if isinstance(mistake := public_key(key), Mistake):
                yield Finding(place, "key", name=mistake.values["name"])
            name = key.get("kid")
            if not isinstance(name, str):
                yield Finding(place)
            elif name in seen:
                yield Finding(f"{place}/kid", "twice", received=capped(name))
            seen.add(str(name))
