"""Checks of the DID document that a schema cannot express."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from itertools import islice

from conformance.authoring import Finding, Findings, NotApplicable, Where, check
from conformance.readers.json import escape
from conformance.readers.uri import normal_form, parted, uri_error
from conformance_suites.identity.did.reader.document import DidDocument, Named, strings_at
from conformance_suites.identity.did.reader.identifiers import (
    did_error,
    did_of,
    did_url_error,
    reference_error,
    resolved,
)
from conformance_suites.identity.keys.reader.jwk import private_members
from conformance_suites.identity.keys.reader.mistakes import encoding_mistakes

from .keys import ENCODINGS, FORMER_ENCODINGS, SECRET_NAMES, has_material, is_multibase

LONGEST_SHOWN = 200
DECLARED_SHOWN = 8
DID_SCHEME = "did:"


@check("ID-DID-001")
def document_is_a_json_object(did: DidDocument) -> Findings:
    for problem in did.text.of_kind("bom"):
        yield Finding(Where(pointer="", byte=problem.byte), "bom")
    for problem in did.text.of_kind("utf8", "utf16", "empty", "syntax"):
        key = "end" if problem.kind == "syntax" and not problem.detail else problem.kind
        yield Finding(Where(pointer="", byte=problem.byte), key, received=problem.detail).cutting("json_members", "")
    if did.text.usable and not isinstance(did.document, dict):
        yield Finding("", "root").cutting()


@check("ID-DID-002")
def member_names_are_unique(did: DidDocument) -> Findings:
    for problem in did.text.of_kind("duplicate"):
        yield Finding(problem.pointer or "", name=problem.detail)


@check("ID-DID-007")
def id_is_a_did(did: DidDocument) -> Findings:
    if isinstance(text := did.root.get("id"), str):
        yield from _outside(did_error, [Named("/id", text)])


@check("ID-DID-008")
def controllers_are_dids(did: DidDocument) -> Findings:
    yield from _outside(did_error, strings_at("/controller", did.root))
    for pointer, method in did.methods:
        if isinstance(text := method.get("controller"), str):
            yield from _outside(did_error, [Named(f"{pointer}/controller", text)])


@check("ID-DID-009")
def names_and_endpoints_are_uris(did: DidDocument) -> Findings:
    names = did.root.get("alsoKnownAs")
    yield from _outside_scheme(uri_error, strings_at("/alsoKnownAs", did.root) if isinstance(names, list) else ())
    yield from _outside_scheme(uri_error, did.endpoints)


@check("ID-DID-010")
def method_names_are_did_urls(did: DidDocument) -> Findings:
    for pointer, method in did.methods:
        if isinstance(text := method.get("id"), str):
            yield from _outside(did_url_error, [Named(f"{pointer}/id", text)])
    yield from _outside(did_url_error, did.references)


def _outside(error: Callable[[str], int | None], named: Iterable[Named], sentence: str = "") -> Findings:
    """A finding for every string that violates a grammar; `position` counts characters from 1."""
    for pointer, text in named:
        if (position := error(text)) is not None:
            yield Finding(pointer, sentence, received=_shown(text), position=position + 1)


def _outside_scheme(error: Callable[[str], int | None], named: Iterable[Named]) -> Findings:
    """Likewise, where those of the scheme did have their own grammar."""
    for each in named:
        own = each.text[: len(DID_SCHEME)].lower() == DID_SCHEME
        yield from _outside(did_url_error if own else error, [each], "did" if own else "uri")


@check("ID-DID-011")
def method_ids_tell_methods_apart(did: DidDocument) -> Findings:
    first: dict[str, tuple[str, str]] = {}
    for pointer, method in did.methods:
        name = method.get("id")
        if not isinstance(name, str):
            continue
        content = json.dumps({**method, "id": ""}, sort_keys=True)
        earlier, other = first.setdefault(resolved(name, _base(did)), (content, pointer))
        if earlier != content:
            yield Finding(f"{pointer}/id", received=_shown(name), other=other)


def _base(did: DidDocument) -> str:
    """The base on which relative names are compared: any string will do where there is no `id`."""
    text = did.root.get("id")
    return text if isinstance(text, str) else ""


@check("ID-DID-012")
def methods_hold_material(did: DidDocument) -> Findings:
    for pointer, method in did.methods:
        if not has_material(method):
            yield Finding(pointer)


@check("ID-DID-013")
def material_is_given_once(did: DidDocument) -> Findings:
    for pointer, method in did.methods:
        written = [name for name in ENCODINGS if name in method]
        if len(written) > 1:
            yield Finding(pointer, received=written)


@check("ID-DID-015")
def jwk_values_are_whole(did: DidDocument) -> Findings:
    for pointer, jwk in did.jwks:
        for member, sentence, values in encoding_mistakes(jwk):
            if "received" in values and isinstance(values["received"], str):
                values["received"] = _shown(values["received"])
            yield Finding(f"{pointer}/{member}", sentence, **values)


@check("ID-DID-016")
def jwk_is_public(did: DidDocument) -> Findings:
    for pointer, jwk in did.jwks:
        for name in private_members(jwk):
            yield Finding(f"{pointer}/{name}", name=name)


@check("ID-DID-017")
def no_secret_key_is_published(did: DidDocument) -> Findings:
    for pointer, method in (*did.methods, *did.former_methods):
        for name in method:
            if name.startswith(SECRET_NAMES):
                yield Finding(f"{pointer}/{escape(name)}", name=_shown(name))


@check("ID-DID-018")
def multibase_keys_are_multibase(did: DidDocument) -> Findings:
    for pointer, method in did.methods:
        if "publicKeyMultibase" in method:
            text = method["publicKeyMultibase"]
            if not isinstance(text, str):
                yield Finding(f"{pointer}/publicKeyMultibase", "type")
            elif not is_multibase(text):
                yield Finding(f"{pointer}/publicKeyMultibase", "text", received=_shown(text))


@check("ID-DID-019")
def references_point_at_declared_methods(did: DidDocument) -> Findings:
    judged = False
    for pointer, text in did.references:
        url = resolved(text, did.did)
        # A path or a query may mean another resource or another version of the document, and is left alone.
        if did_of(url) != did.did or url[len(did.did) :][:1] in ("/", "?"):
            continue
        judged = True
        if url not in did.declared:
            yield Finding(pointer, received=_shown(text), declared=_first_declared(did))
    if not judged:
        raise NotApplicable("no_own_reference")


def _first_declared(did: DidDocument) -> list[str]:
    return [_shown(url) for url in islice(did.declared, DECLARED_SHOWN)]


@check("ID-DID-020")
def service_ids_are_uris(did: DidDocument) -> Findings:
    for pointer, service in did.services:
        if isinstance(text := service.get("id"), str):
            yield from _outside_scheme(reference_error, [Named(f"{pointer}/id", text)])


@check("ID-DID-021")
def service_ids_are_unique(did: DidDocument) -> Findings:
    first: dict[str, str] = {}
    for pointer, service in did.services:
        if isinstance(text := service.get("id"), str):
            other = first.setdefault(resolved(text, _base(did)), pointer)
            if other != pointer:
                yield Finding(f"{pointer}/id", received=_shown(text), other=other)


@check("ID-DID-022")
def endpoints_are_normalized(did: DidDocument) -> Findings:
    for pointer, text in did.endpoints:
        if uri_error(text) is None and (normal := normal_form(text)) != text:
            yield Finding(pointer, received=_shown(text), expected=_shown(normal))


@check("ID-DID-024")
def no_former_encoding_is_used(did: DidDocument) -> Findings:
    if "publicKey" in did.root:
        yield Finding("/publicKey", name="publicKey", instead="verificationMethod")
    for pointer, method in did.methods:
        for name in FORMER_ENCODINGS:
            if name in method:
                yield Finding(f"{pointer}/{name}", name=name, instead=list(ENCODINGS[:2]))


@check("ID-DID-025")
def web_addresses_name_a_host(did: DidDocument) -> Findings:
    for pointer, text in did.web_addresses:
        host = (parted(text)[1] or "").rpartition("@")[2]
        if not host or host.startswith(":"):
            yield Finding(pointer, received=_shown(text))


def _shown(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
