"""Checks of methods, media types and links."""

from __future__ import annotations

from conformance.authoring import Finding, Findings, check
from conformance_suites.interfaces.http.reader.api import CANARY, NOBODYS_TYPE
from conformance_suites.interfaces.http.reader.fields import is_media_type, links_of, tokens_of

from .view import Semantics


@check("IFC-HTP-001")
def the_resource_is_there(api: Semantics) -> Findings:
    found = api.resource
    if found.status != 200:
        yield Finding(found.where(), "status", received=found.status, expected=200)
    elif not found.body:
        yield Finding(found.where(), "empty")


@check("IFC-HTP-002")
def head_has_the_status_of_get(api: Semantics) -> Findings:
    for get, head in api.heads:
        if head.status != get.status:
            yield Finding(head.where(), received=head.status, expected=get.status)


@check("IFC-HTP-003")
def head_has_the_content_type_of_get(api: Semantics) -> Findings:
    for get, head in api.labelled_heads:
        if (received := head.header("content-type")) != (expected := get.header("content-type")):
            yield Finding(head.where(), received=received or "", expected=expected)


@check("IFC-HTP-004")
def head_has_the_length_of_get(api: Semantics) -> Findings:
    for head, length in api.measured_heads:
        if (received := head.header("content-length")) != str(length):
            yield Finding(head.where(), received=received, expected=length)


@check("IFC-HTP-005")
def what_does_not_exist_is_not_found(api: Semantics) -> Findings:
    for found in api.unknowns:
        if found.status not in (404, 410):
            yield Finding(found.where(), received=found.status, expected=[404, 410])


@check("IFC-HTP-006")
def a_refused_method_comes_with_allow(api: Semantics) -> Findings:
    for found in api.not_allowed:
        if found.header("allow") is None:
            yield Finding(found.where(), method=found.request.method)


@check("IFC-HTP-007")
def allow_is_a_list_of_methods(api: Semantics) -> Findings:
    for found, value in api.allows:
        if tokens_of(value) is None:
            yield Finding(found.where(), received=value).cutting("allowed", "refusing_lists")


@check("IFC-HTP-008")
def allow_does_not_list_the_refused_method(api: Semantics) -> Findings:
    for found, methods in api.refusing_lists:
        if found.request.method in methods:
            yield Finding(found.where(), method=found.request.method, received=methods)


@check("IFC-HTP-009")
def allow_lists_get(api: Semantics) -> Findings:
    for found, methods in api.allowed:
        if "GET" not in methods:
            yield Finding(found.where(), received=methods, expected="GET")


@check("IFC-HTP-010")
def options_come_with_allow(api: Semantics) -> Findings:
    for found in api.offered_options:
        if found.header("allow") is None:
            yield Finding(found.where())


@check("IFC-HTP-011")
def an_unregistered_method_is_refused(api: Semantics) -> Findings:
    if api.unheard.status < 400:
        yield Finding(api.unheard.where(), received=api.unheard.status, method=api.unheard.request.method)


@check("IFC-HTP-012")
def an_unregistered_method_is_called_unknown(api: Semantics) -> Findings:
    for found in api.unheard_refusals:
        if found.status not in (501, 405):
            yield Finding(found.where(), received=found.status, expected=[501, 405])


@check("IFC-HTP-013")
def trace_does_not_return_credentials(api: Semantics) -> Findings:
    for found in api.reflections:
        if CANARY.encode() in found.body:
            yield Finding(found.where(), name="Authorization")


@check("IFC-HTP-014")
def content_has_a_type(api: Semantics) -> Findings:
    for found in api.contents:
        if not found.header("content-type"):
            yield Finding(found.where(), status=found.status)


@check("IFC-HTP-015")
def the_type_is_a_media_type(api: Semantics) -> Findings:
    for found in api.labelled:
        if (value := found.header("content-type") or "") and not is_media_type(value):
            yield Finding(found.where(), received=value)


@check("IFC-HTP-016")
def json_is_json(api: Semantics) -> Findings:
    for found in api.json_answers:
        for problem in found.json.of_kind("syntax", "empty"):
            yield Finding(found.where(), byte=problem.byte or 0)


@check("IFC-HTP-017")
def json_is_utf8(api: Semantics) -> Findings:
    for found in api.json_answers:
        for problem in found.json.of_kind("utf8", "utf16"):
            yield Finding(found.where(), "coding", byte=problem.byte or 0)
        for _ in found.json.of_kind("bom"):
            yield Finding(found.where(), "mark")


@check("IFC-HTP-018")
def json_names_are_unique(api: Semantics) -> Findings:
    for found in api.json_answers:
        for problem in found.json.of_kind("duplicate"):
            yield Finding(found.where(problem.pointer), name=problem.detail)


@check("IFC-HTP-019")
def nothing_is_labelled_as_what_nobody_offers(api: Semantics) -> Findings:
    for found in api.defaults:
        if found.media_type == NOBODYS_TYPE:
            yield Finding(found.where(), received=found.media_type)


@check("IFC-HTP-020")
def what_depends_on_accept_says_so(api: Semantics) -> Findings:
    for own, other in api.negotiated:
        for found in (own, other):
            names = [each.lower() for each in tokens_of(found.header("vary") or "") or ()]
            if "accept" not in names and "*" not in names:
                yield Finding(found.where(), received=found.header("vary") or "", type=other.media_type or "")


@check("IFC-HTP-021")
def links_can_be_parsed(api: Semantics) -> Findings:
    for found, value in api.linking:
        if links_of(value) is None:
            yield Finding(found.where(), received=value).cutting("links")


@check("IFC-HTP-022")
def each_link_has_one_relation(api: Semantics) -> Findings:
    for found, link in api.links:
        if len(link.relations) != 1 or not link.relations[0].strip():
            yield Finding(found.where(), target=link.target, received=len(link.relations))


@check("IFC-HTP-023")
def malformed_requests_break_nothing(api: Semantics) -> Findings:
    for found in (*api.mistaken, *api.hostile):
        if found.status == 500:
            yield Finding(found.where(), method=found.request.method, url=found.request.url)
