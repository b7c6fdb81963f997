"""Rules that hold for credentials and presentations alike: each function yields findings for the row of a suite."""

from __future__ import annotations

from collections.abc import Iterable

from conformance.authoring import Finding, Findings, Where, capped
from conformance.readers.json_schema import kind_of

from .addresses import url_error
from .documents import BASE, CredentialDocument, Found, Value, items, types_of
from .linked_data import NotLinkedData
from .meaning import Linked, further_contexts

UNREADABLE = ("utf8", "utf16", "syntax", "empty")
OWNED = ("invalid @id value", "invalid type value")
"""Errors of the processor that other rows tell, where they know the place."""


def one_object(document: CredentialDocument, *parts: str) -> Findings:
    """The text is one JSON object; a finding cuts off the parts of the view."""
    for problem in document.text.of_kind("bom"):
        yield Finding(Where(pointer="", byte=problem.byte), "bom")
    for problem in document.text.of_kind(*UNREADABLE):
        place = Where(pointer="", byte=problem.byte, line=problem.line)
        yield Finding(place, problem.kind, received=capped(problem.detail)).cutting("json_members", *parts)
    if document.text.usable and not isinstance(document.document, dict):
        yield Finding("", "other").cutting(*parts)


def unique_names(document: CredentialDocument) -> Findings:
    for problem in document.text.of_kind("duplicate"):
        yield Finding(Where(pointer=problem.pointer or "", line=problem.line), name=capped(problem.detail))


def base_context_first(found: Iterable[Found], *parts: str) -> Findings:
    for pointer, value in found:
        given = value.get("@context")
        if "@context" not in value:
            yield Finding(pointer, "missing").cutting(*parts)
        elif not isinstance(given, str | list):
            yield Finding(f"{pointer}/@context", "type", received=kind_of(given)).cutting(*parts)
        elif (first := given if isinstance(given, str) else next(iter(given), None)) != BASE:
            received = capped(first) if isinstance(first, str) else kind_of(first)
            yield Finding(f"{pointer}/@context", received=received, expected=BASE).cutting(*parts)


def contexts_are_urls_or_maps(found: Iterable[Found], *parts: str) -> Findings:
    for each in found:
        for pointer, given in further_contexts(each):
            if isinstance(given, str):
                if url_error(given) is not None:
                    yield Finding(pointer, "url", received=capped(given)).cutting(*parts)
            elif not isinstance(given, dict):
                yield Finding(pointer, received=kind_of(given)).cutting(*parts)


def protected_terms_stay(linked: Iterable[Linked], *parts: str) -> Findings:
    for each in linked:
        if isinstance(each.contexts, NotLinkedData) and each.contexts.redefines:
            yield Finding(f"{each.found.pointer}/@context").cutting(*parts)


def linked_data_is_valid(linked: Iterable[Linked], mistyped: bool, *parts: str) -> Findings:
    """`mistyped`: whether a known `id` or `type` has a wrong type, which other rows tell."""
    for each in linked:
        if isinstance(error := each.contexts, NotLinkedData):
            if not error.redefines:
                yield Finding(f"{each.found.pointer}/@context", received=error.code).cutting(*parts)
        elif isinstance(other := each.expansion, NotLinkedData) and not (mistyped and other.code in OWNED):
            yield Finding(each.found.pointer, "document", received=other.code).cutting(*parts)


def types_are_there(found: Iterable[Found], *parts: str) -> Findings:
    for pointer, value in found:
        if "type" not in value:
            yield Finding(pointer, "missing").cutting(*parts)
        elif value["type"] in ("", []):
            yield Finding(f"{pointer}/type", "none").cutting(*parts)
        for place, given in items(f"{pointer}/type", value):
            if not isinstance(given, str):
                yield Finding(place, received=kind_of(given)).cutting(*parts)


def type_is_among(found: Iterable[Found], name: str, *parts: str) -> Findings:
    for pointer, value in found:
        types = [each for each in types_of(value) if each]
        if types and name not in types:
            received = [capped(each) for each in types]
            yield Finding(f"{pointer}/type", received=received, expected=name).cutting(*parts)


def types_are_defined(linked: Iterable[Linked]) -> Findings:
    for each in linked:
        for pointer, name in each.undefined_types:
            yield Finding(pointer, received=capped(name))


def identifiers_are_urls(identifiers: Iterable[Value]) -> Findings:
    for pointer, given in identifiers:
        if not isinstance(given, str):
            yield Finding(pointer, "type", received=kind_of(given))
        elif url_error(given) is not None:
            yield Finding(pointer, received=capped(given))


def party_is_a_url(pointer: str, given: object) -> Findings:
    """An issuer or a holder: a URL, or an object whose `id` is one."""
    if isinstance(given, dict):
        if "id" not in given:
            yield Finding(pointer, "no_id")
            return
        pointer, given = f"{pointer}/id", given["id"]
    if not isinstance(given, str):
        yield Finding(pointer, "type", received=kind_of(given))
    elif url_error(given) is not None:
        yield Finding(pointer, received=capped(given))


def objects_have_types(found: Iterable[Found], *names: str) -> Findings:
    """Every value of these members is an object with a `type`."""
    for pointer, value in found:
        for name in names:
            if value.get(name) == []:
                yield Finding(f"{pointer}/{name}", "none")
            for place, given in items(f"{pointer}/{name}", value):
                if not isinstance(given, dict):
                    yield Finding(place, "type", received=kind_of(given))
                elif not types_of(given):
                    yield Finding(place)
