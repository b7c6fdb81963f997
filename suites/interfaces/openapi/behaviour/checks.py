"""Checks of what a service does against its own description."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from conformance.authoring import Blocked, Finding, Findings, NotApplicable, Stimulus, check
from conformance.readers.json import escape
from conformance.transports.exchange import Exchange, Request

from .cases import Tried, has_number, is_no_number, is_refusal, operation_of, tried
from .view import Called, Described, DescribedService, header_names, response_name

MEDIA_TYPES_SHOWN = 8


@check("IFC-OAB-001")
def description_is_published(api: DescribedService) -> Findings:
    served = api.published
    if served.status != 200:
        yield Finding(served.where(), "status", received=served.status)
    elif not api.text.root or not api.text.names_a_version:
        yield Finding(served.where(), "other").cutting("called", "reading", "writing")


@check("IFC-OAB-002")
def statuses_are_described(api: DescribedService) -> Findings:
    for each in api.called:
        if each.exchange.status not in (401, 429, 503) and response_name(each) is None:
            yield Finding(each.exchange.where(), operation=each.operation.label, received=each.exchange.status)
    _all_reached(api)


def _described(api: DescribedService) -> Iterator[tuple[Called, Described, dict[str, Any]]]:
    """The responses whose description is at hand, with what it says of their content."""
    for each in api.called:
        if described := api.response(each):
            yield each, described, _content(described)


def _content(described: Described) -> dict[str, Any]:
    content = described.members.get("content")
    return content if isinstance(content, dict) else {}


@check("IFC-OAB-003")
def media_types_are_described(api: DescribedService) -> Findings:
    judged = False
    for each, _, content in _described(api):
        if not content or not each.exchange.body:
            continue
        judged = True
        yield from _other_media_type(each, content)
    _concluded(api, judged)


def _other_media_type(each: Called, content: dict[str, Any]) -> Findings:
    """A finding where a response with content has a media type that is not described."""
    if _entry(content, each.exchange.media_type) is None:
        yield Finding(
            each.exchange.where(),
            operation=each.operation.label,
            received=each.exchange.media_type or "",
            expected=list(content)[:MEDIA_TYPES_SHOWN],
        )


def _entry(content: dict[str, Any], media_type: str | None) -> str | None:
    """The name in `content` that describes a media type: itself, a range, or with parameters."""
    kind = media_type or ""
    names = {name.partition(";")[0].strip().lower(): name for name in content}
    ways = (kind, f"{kind.partition('/')[0]}/*", "*/*")
    return next((names[way] for way in ways if way in names), None)


@check("IFC-OAB-004")
def content_conforms_to_its_schema(api: DescribedService) -> Findings:
    unusable, judged = None, False
    for each, described, content in _described(api):
        try:
            found = _violations(api, each, described, content)
        except Blocked as reason:
            unusable = reason
            continue
        judged = judged or found is not None
        yield from found or ()
    if unusable:
        raise unusable
    _concluded(api, judged)


def _violations(
    api: DescribedService, each: Called, described: Described, content: dict[str, Any]
) -> list[Finding] | None:
    """Where the JSON content of a response violates its schema; None without a schema for it.

    Raises Blocked for content and schemas that cannot be used.
    """
    exchange, operation = each.exchange, each.operation.label
    name = _entry(content, exchange.media_type)
    entry = content.get(name) if name else None
    if not (exchange.media_type or "").endswith(("/json", "+json")) or not _has_schema(entry):
        return None
    if not exchange.json.usable:
        exchange.json.within_bounds()
        return [Finding(exchange.where(), "no_json", operation=operation)]
    pointer = f"{described.pointer}/content/{escape(name)}/schema"
    place = api.schemas.violation(pointer, exchange.json.document)
    return [] if place is None else [Finding(exchange.where(place), operation=operation, schema=pointer)]


def _has_schema(media_type: Any) -> bool:
    return isinstance(media_type, dict) and "schema" in media_type


@check("IFC-OAB-005")
def required_headers_are_sent(api: DescribedService) -> Findings:
    judged = False
    for each, described, _ in _described(api):
        for pointer, name in header_names(described):
            place = api.description.resolved(described.members["headers"][name], pointer)
            if not place or place[1].get("required") is not True:
                continue
            judged = True
            if each.exchange.header(name) is None:
                yield Finding(each.exchange.where(), operation=each.operation.label, name=name)
    _concluded(api, judged)


@check("IFC-OAB-013")
def numbers_in_headers_are_described(api: DescribedService) -> Findings:
    judged = False
    for each, described, _ in _described(api):
        for pointer, name in header_names(described):
            place = api.description.resolved(described.members["headers"][name], pointer)
            value = each.exchange.header(name)
            if value is None or not place or not has_number(api, f"{place[0]}/schema", place[1].get("schema")):
                continue
            judged = True
            if not value.strip() or is_no_number(api, f"{place[0]}/schema", place[1]["schema"], value):
                yield Finding(each.exchange.where(), operation=each.operation.label, name=name, received=value)
    _concluded(api, judged)


def _concluded(api: DescribedService, judged: bool) -> None:
    """Raises Blocked where an operation did not succeed, and NotApplicable where there was nothing to judge."""
    _all_reached(api)
    if not judged:
        raise NotApplicable("nothing_described")


def _all_reached(api: DescribedService) -> None:
    """Raises Blocked where an operation did not succeed: nothing is known of its content then."""
    if missing := api.unreached:
        raise Blocked("not_reached", operations=missing[:MEDIA_TYPES_SHOWN], count=len(missing))


@check("IFC-OAB-006", each=Stimulus)
def no_described_request_breaks_the_service(api: DescribedService, stimulus: Any) -> Findings:
    yield from _unbroken(tried(api, api.reading, stimulus))


@check("IFC-OAB-007", each=Stimulus)
def impossible_parameters_are_refused(api: DescribedService, stimulus: Any) -> Findings:
    if not api.reached:
        _all_reached(api)
    yield from _refused(tried(api, api.reached, stimulus))


@check("IFC-OAB-008", each=Stimulus)
def no_described_body_breaks_the_service(api: DescribedService, stimulus: Any) -> Findings:
    case = tried(api, api.writing, stimulus)
    _remember(api, case.exchange)
    yield from _unbroken(case)


@check("IFC-OAB-009", each=Stimulus)
def impossible_bodies_are_refused(api: DescribedService, stimulus: Any) -> Findings:
    operation = operation_of(api.writing, stimulus)
    control = api.send(operation, api.values(operation), api.simplest_body(operation))
    _remember(api, control)
    if not 200 <= control.status < 300:
        raise Blocked("control_refused", exchange=control.key)
    case = tried(api, api.writing, stimulus)
    _remember(api, case.exchange)
    yield from _refused(case)


@check("IFC-OAB-010", each=Stimulus)
def success_after_bodies_is_described(api: DescribedService, stimulus: Any) -> Findings:
    case = _written(api, stimulus)
    if not 200 <= case.exchange.status < 300:
        raise NotApplicable("nothing_described")
    if response_name(case) is None:
        yield Finding(case.exchange.where(), operation=case.operation.label, received=case.exchange.status)


@check("IFC-OAB-011", each=Stimulus)
def content_after_bodies_conforms_to_its_schema(api: DescribedService, stimulus: Any) -> Findings:
    case = _written(api, stimulus)
    described = api.response(case)
    found = _violations(api, case, described, _content(described)) if described else None
    if found is None:
        raise NotApplicable("nothing_described")
    yield from found


@check("IFC-OAB-012", each=Stimulus)
def media_types_after_bodies_are_described(api: DescribedService, stimulus: Any) -> Findings:
    case = _written(api, stimulus)
    described = api.response(case)
    content = _content(described) if described else {}
    if not content or not case.exchange.body:
        raise NotApplicable("nothing_described")
    yield from _other_media_type(case, content)


def _written(api: DescribedService, stimulus: Any) -> Called:
    """The response to a described body. Raises NotApplicable for a body that is not."""
    case = tried(api, api.writing, stimulus)
    _remember(api, case.exchange)
    if case.fault is not None:
        raise NotApplicable("nothing_generated")
    return Called(case.operation, case.exchange)


def _unbroken(case: Tried) -> Findings:
    if case.exchange.status >= 500 and case.exchange.status not in (501, 503):
        yield Finding(case.exchange.where(), operation=case.operation.label, received=case.exchange.status)


def _refused(case: Tried) -> Findings:
    """A finding where the service accepts what its description rules out."""
    if case.fault is None:
        raise NotApplicable("nothing_generated")
    if not is_refusal(case.exchange.status):
        status = case.exchange.status
        yield Finding(case.exchange.where(), operation=case.operation.label, received=status, fault=case.fault)


def _remember(api: DescribedService, exchange: Exchange) -> None:
    """Register what was created, to be removed where the service says at which address it is."""
    if exchange.status == 201 and (place := exchange.header("location")):
        api.service.created(place, Request("DELETE", api.service.absolute(place)))
    elif exchange.request.method == "POST" and 200 <= exchange.status < 300:
        api.service.created(exchange.key, lambda: False)
