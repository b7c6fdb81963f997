"""Checks of the metadata of a credential issuer (OpenID4VCI 1.0, 12.2 and the appendices A, B and F)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from conformance.authoring import Finding, Findings, Where, capped, check
from conformance.readers.json_schema import kind_of
from conformance_suites.identity.credential.reader.addresses import url_error
from conformance_suites.identity.credential.reader.rules import UNREADABLE
from conformance_suites.identity.keys.reader.jwk import SIGNATURES, private_members

from .view import IssuerMetadata, is_loopback, paths

PARTS = (
    *("sd_jwts", "mdocs", "linked_data", "w3c", "did_methods", "proof_algorithms", "request_keys"),
    *("token_algorithms", "displays", "claims"),
)
DID_METHOD = re.compile("did:[a-z0-9]+")
Path = tuple[Any, ...]
UNSAFE = ("none", "HS256", "HS384", "HS512")
"""What protects nothing, and the MACs of RFC 7518, 3.1."""
REGISTERED = {*SIGNATURES, *UNSAFE, "ML-DSA-44", "ML-DSA-65", "ML-DSA-87"}
"""The names in the registry of algorithms for JWS."""


@check("ID-VIM-001")
def text_is_one_object(metadata: IssuerMetadata) -> Findings:
    for problem in metadata.text.of_kind(*UNREADABLE, "bom"):
        place = Where(pointer="", byte=problem.byte, line=problem.line)
        yield Finding(place, received=capped(problem.detail or problem.kind)).cutting("", "json_members", *PARTS)
    if metadata.text.usable and not isinstance(metadata.document, dict):
        yield Finding("", "other", received=kind_of(metadata.document)).cutting("", *PARTS)


@check("ID-VIM-002")
def names_are_unique(metadata: IssuerMetadata) -> Findings:
    for problem in metadata.text.of_kind("duplicate"):
        yield Finding(Where(pointer=problem.pointer or "", line=problem.line), name=capped(problem.detail))


def address_problem(url: str, *, query: bool) -> str | None:
    """The sentence for what is wrong with an address: loopback need not have TLS, an identifier has no query."""
    if url_error(url) is not None:
        return "form"
    scheme = urlsplit(url).scheme
    if scheme != "https" and not (scheme == "http" and is_loopback(url)):
        return "scheme"
    return "query" if not query and ("?" in url or "#" in url) else None


@check("ID-VIM-005")
def the_identifier_is_a_url(metadata: IssuerMetadata) -> Findings:
    for pointer, url in metadata.identified:
        problem = address_problem(url, query=False)
        if problem is None and "@" in urlsplit(url).netloc:
            problem = "user"
        if problem is not None:
            yield Finding(pointer, problem, received=capped(url))


@check("ID-VIM-007")
def endpoints_are_urls(metadata: IssuerMetadata) -> Findings:
    for pointer, url in metadata.endpoints:
        if (problem := address_problem(url, query=True)) is not None:
            yield Finding(pointer, problem, received=capped(url))


@check("ID-VIM-006")
def servers_are_named_by_url(metadata: IssuerMetadata) -> Findings:
    for pointer, url in metadata.servers:
        if (problem := address_problem(url, query=False)) is not None:
            yield Finding(pointer, problem, received=capped(url))


@check("ID-VIM-016")
def proofs_where_keys_are_bound(metadata: IssuerMetadata) -> Findings:
    for pointer, members in metadata.configurations:
        bound = "cryptographic_binding_methods_supported" in members
        proven = "proof_types_supported" in members
        if bound != proven:
            yield Finding(pointer, "unproven" if bound else "unbound")


@check("ID-VIM-017")
def did_methods_are_named(metadata: IssuerMetadata) -> Findings:
    for pointer, method in metadata.did_methods:
        if DID_METHOD.fullmatch(method) is None:
            yield Finding(pointer, received=capped(method))


@check("ID-VIM-018")
def proofs_are_signed(metadata: IssuerMetadata) -> Findings:
    for pointer, algorithm in metadata.proof_algorithms:
        if algorithm in UNSAFE:
            yield Finding(pointer, received=algorithm)


@check("ID-VIM-019")
def one_display_in_a_language(metadata: IssuerMetadata) -> Findings:
    for displays in metadata.displays:
        seen: dict[str, str] = {}
        for pointer, members in displays:
            given = members.get("locale")
            locale = given.lower() if isinstance(given, str) else None  # case means nothing (RFC 5646, 2.1.1)
            if locale in seen:
                yield Finding(f"{pointer}/locale", received=capped(str(given)), first=seen[locale])
            elif locale is not None:
                seen[locale] = f"{pointer}/locale"


@check("ID-VIM-022")
def claims_are_described_once(metadata: IssuerMetadata) -> Findings:
    for claims in metadata.claims:
        seen: dict[Path, str] = {}
        kinds: dict[Path, tuple[str, str]] = {}
        for place, path in paths(claims):
            if path in seen:
                yield Finding(place, "again", first=seen[path])
            else:
                yield from _contradictions(place, path, kinds)
            seen.setdefault(path, place)


def _contradictions(
    place: str, path: tuple[Any, ...], kinds: dict[tuple[Any, ...], tuple[str, str]]
) -> Iterator[Finding]:
    """A finding where an earlier path takes the same claim for something else, or names its items in another way."""
    for at, step in enumerate(path):
        kind = type(step).__name__  # a member, all items, or one of them
        known, first = kinds.setdefault(path[:at], (kind, place))
        if known != kind:
            yield Finding(place, "contradicts", first=first)
            return


@check("ID-VIM-023")
def request_keys_are_named(metadata: IssuerMetadata) -> Findings:
    seen: dict[str, str] = {}
    for pointer, key in metadata.request_keys:
        name = key.get("kid")
        if not isinstance(name, str):
            yield Finding(pointer)
        elif name in seen:
            yield Finding(f"{pointer}/kid", "again", received=capped(name), first=seen[name])
        else:
            seen[name] = f"{pointer}/kid"


@check("ID-VIM-024")
def request_keys_are_public(metadata: IssuerMetadata) -> Findings:
    for pointer, key in metadata.request_keys:
        for name in private_members(key)[:1]:
            yield Finding(f"{pointer}/{name}", name=name)


@check("ID-VIM-025")
def signatures_are_registered(metadata: IssuerMetadata) -> Findings:
    for pointer, algorithm in metadata.token_algorithms:
        if algorithm not in REGISTERED:
            yield Finding(pointer, received=capped(str(algorithm)))
