"""Checks of a receiver of events: the HTTP binding of CloudEvents 1.0.2, its Web Hooks, and Standard Webhooks 1.0.0."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from email.utils import parsedate_to_datetime

from conformance.authoring import Blocked, Finding, Findings, NotApplicable, check
from conformance.transports.exchange import Exchange
from conformance_suites.interfaces.events.reader.events import REQUIRED

from .delivery import (
    BATCH_TYPE,
    BINARY,
    EVENT_TYPE,
    MODES,
    ORIGIN,
    STRUCTURED,
    Event,
    Sender,
    accepted,
    not_for_the_plan,
)
from .view import ALLOWED_ORIGIN, ALLOWED_RATE, EventReceiver

UNKNOWN_FORMAT = "application/cloudevents+conformance"
UNKNOWN_VERSION = "9.0"
OLD = 24 * 3600
MOST_DELIVERIES = 500
SUCCESS = (200, 201, 202, 204)
_RATE = re.compile(r"\*|0*[1-9][0-9]*")


@check("IFC-WHK-001")
def events_are_accepted(receiver: EventReceiver) -> Findings:
    sender = receiver.sender()
    answers = [sender.in_mode(mode, sender.event) for mode in MODES]
    if not any(map(accepted, answers)):
        not_for_the_plan(answers[0])
        _not_redirected(answers[0])
        yield Finding(answers[0].where(), received=[each.status for each in answers])
    else:
        sender.discerning()


@check("IFC-WHK-002")
def binary_mode_is_accepted(receiver: EventReceiver) -> Findings:
    return _mode(receiver.sender(), BINARY)


@check("IFC-WHK-003")
def structured_mode_is_accepted(receiver: EventReceiver) -> Findings:
    return _mode(receiver.sender(), STRUCTURED)


@check("IFC-WHK-004")
def batches_are_accepted(receiver: EventReceiver) -> Findings:
    return _batch(receiver.sender(), 2)


@check("IFC-WHK-005")
def empty_batches_are_accepted(receiver: EventReceiver) -> Findings:
    return _batch(receiver.sender(), 0)


@check("IFC-WHK-006")
def parameters_of_the_content_type_are_accepted(receiver: EventReceiver) -> Findings:
    sender = receiver.sender()
    sender.takes(STRUCTURED)
    sender.discerning()
    yield from _refused(sender.structured(sender.event, f"{EVENT_TYPE}; charset=UTF-8"))


@check("IFC-WHK-007")
def encoded_text_is_accepted(receiver: EventReceiver) -> Findings:
    return _header(receiver.sender(), "%E4%B8%8A%E6%B5%B7%20100%25%20%22a%22")


@check("IFC-WHK-008")
def needless_encoding_is_accepted(receiver: EventReceiver) -> Findings:
    return _header(receiver.sender(), "%6cight%2don")


@check("IFC-WHK-009")
def quoted_text_is_accepted(receiver: EventReceiver) -> Findings:
    return _header(receiver.sender(), '"light \\"on\\""')


@check("IFC-WHK-010")
def invalid_utf8_is_refused(receiver: EventReceiver) -> Findings:
    sender = receiver.sender()
    sender.takes(BINARY)
    for value in ("%FF", "%C0%A0"):
        found = sender.binary(sender.event, subject=value)
        if accepted(found):
            yield Finding(found.where(), received=value, status=found.status)


@check("IFC-WHK-011")
def structured_events_without_an_attribute_are_refused(receiver: EventReceiver) -> Findings:
    sender = receiver.sender()
    sender.takes(STRUCTURED)
    yield from _without(sender, sender.structured, REQUIRED)


@check("IFC-WHK-012")
def binary_events_without_an_attribute_are_refused(receiver: EventReceiver) -> Findings:
    sender = receiver.sender()
    sender.takes(BINARY)
    yield from _without(sender, sender.binary, [name for name in REQUIRED if name != "specversion"])


@check("IFC-WHK-013")
def events_with_an_empty_attribute_are_refused(receiver: EventReceiver) -> Findings:
    sender = receiver.sender()
    sender.takes(STRUCTURED)
    for name in ("id", "source", "type"):
        found = sender.structured({**sender.event, name: ""})
        if accepted(found):
            yield Finding(found.where(), name=name, status=found.status)


@check("IFC-WHK-014")
def events_of_an_unknown_version_are_refused(receiver: EventReceiver) -> Findings:
    sender = receiver.sender()
    sender.takes(STRUCTURED)
    found = sender.structured({**sender.event, "specversion": UNKNOWN_VERSION})
    if accepted(found):
        yield Finding(found.where(), received=UNKNOWN_VERSION, status=found.status)


@check("IFC-WHK-015")
def broken_text_is_refused(receiver: EventReceiver) -> Findings:
    sender = receiver.sender()
    sender.takes(STRUCTURED)
    found = sender.broken()
    if accepted(found):
        yield Finding(found.where(), status=found.status)


@check("IFC-WHK-016")
def refusals_blame_the_sender(receiver: EventReceiver) -> Findings:
    sender = receiver.sender()
    sender.takes(STRUCTURED)
    event = sender.event
    del event["type"]
    wrong = (sender.broken(), sender.structured(event), sender.send([("content-type", EVENT_TYPE)], b"[7]"))
    refused = [each for each in wrong if not accepted(each)]
    for found in refused:
        if found.status >= 500:
            yield Finding(found.where(), received=found.status)
    if not refused:
        raise NotApplicable("nothing_refused")


@check("IFC-WHK-017")
def an_unknown_format_is_answered_with_415(receiver: EventReceiver) -> Findings:
    sender = receiver.sender()
    sender.taken()
    found = sender.send([("content-type", UNKNOWN_FORMAT)], json.dumps(sender.event).encode())
    if accepted(found):
        raise NotApplicable("format_taken")
    if found.status != 415:
        yield Finding(found.where(), received=found.status, expected=415)


@check("IFC-WHK-018")
def deliveries_are_not_redirected(receiver: EventReceiver) -> Findings:
    sender = receiver.sender()
    answers = []
    for mode in MODES:
        answers.append(sender.in_mode(mode, sender.event))
        if accepted(answers[-1]):
            answers.append(sender.broken())
            break
    for found in answers:
        if 300 <= found.status < 400:
            yield Finding(found.where(), received=found.status, location=found.header("location") or "")
            return
    if not any(map(accepted, answers)):
        raise Blocked("control_refused", exchange=answers[-1].key)


@check("IFC-WHK-019")
def the_status_says_what_became_of_the_event(receiver: EventReceiver) -> Findings:
    sender = receiver.sender()
    found = sender.taken()
    sender.discerning()
    if found.status not in SUCCESS:
        yield Finding(found.where(), "status", received=found.status, expected=list(SUCCESS))
    elif found.status == 200 and not found.body:
        yield Finding(found.where(), "empty", received=200)
    elif found.status in (200, 201) and found.body and not found.header("content-type"):
        yield Finding(found.where(), "type", received=found.status)


@check("IFC-WHK-020")
def a_rate_limit_says_when_to_come_back(receiver: EventReceiver) -> Findings:
    if not receiver.limited:
        return
    sender = receiver.sender(receiver.limited)
    if not accepted(found := sender.structured(sender.event)) and found.status != 429:
        raise Blocked("control_refused", exchange=found.key)
    for _ in range(min(int(receiver.service.information("deliveries_beyond_the_limit")), MOST_DELIVERIES)):
        if found.status == 429:
            break
        found = sender.structured(sender.event)
    else:
        raise NotApplicable("never_limited")
    value = found.header("retry-after")
    if value is None:
        yield Finding(found.where(), "missing")
    elif not _is_time(value):
        yield Finding(found.where(), "value", received=value)


@check("IFC-WHK-021")
def permission_is_granted(receiver: EventReceiver) -> Findings:
    found = receiver.handshake
    if not receiver.grants:
        yield Finding(found.where(), "grant", received=found.status)
        return
    methods = found.header("allow") or ""
    if "POST" not in (each.strip() for each in methods.split(",")):
        yield Finding(found.where(), "method", received=methods)


@check("IFC-WHK-022")
def the_grant_names_the_origin(receiver: EventReceiver) -> Findings:
    for found in receiver.grants:
        value = found.header(ALLOWED_ORIGIN)
        if value is None:
            yield Finding(found.where(), "missing")
        elif value.strip().lower() not in (ORIGIN, "*"):
            yield Finding(found.where(), "value", received=value, expected=[ORIGIN, "*"])


@check("IFC-WHK-023")
def the_grant_names_the_rate(receiver: EventReceiver) -> Findings:
    for found in receiver.grants:
        value = found.header(ALLOWED_RATE)
        if value is None:
            yield Finding(found.where(), "missing")
        elif not _RATE.fullmatch(value.strip()):
            yield Finding(found.where(), "value", received=value)


@check("IFC-WHK-024")
def unsigned_events_are_refused(receiver: EventReceiver) -> Findings:
    for template, options in (("wrong", {"wrong": True}), ("none", {"signed": False})):
        yield from _signed(receiver, template, **options)


@check("IFC-WHK-025")
def old_signatures_are_refused(receiver: EventReceiver) -> Findings:
    return _signed(receiver, "", age=OLD)


def _mode(sender: Sender, mode: str) -> Findings:
    """A finding if events are accepted in the other mode alone. Raises Blocked where they are accepted in none."""
    found = sender.in_mode(mode, sender.event)
    if not accepted(found):
        sender.taken()
        yield from _refused(found)
    sender.discerning()


def _batch(sender: Sender, count: int) -> Findings:
    sender.taken()
    sender.discerning()
    yield from _refused(sender.batch(*(sender.event for _ in range(count))))
    if accepted(found := sender.send([("content-type", BATCH_TYPE)], b"[7")):
        raise Blocked("takes_anything", exchange=found.key)


def _header(sender: Sender, value: str) -> Findings:
    """A finding if an event is refused for a header value as another binary event, without it, is not."""
    sender.takes(BINARY)
    sender.discerning()
    plain = sender.binary(sender.event, subject="light-on")
    if not accepted(plain):
        raise Blocked("control_refused", exchange=plain.key)
    for found in _refused(sender.binary(sender.event, subject=value)):
        yield Finding(found.where, header=f"ce-subject: {value}", **found.values)


def _refused(found: Exchange) -> Findings:
    if not accepted(found):
        _not_redirected(found)
        yield Finding(found.where(), received=found.status)


def _not_redirected(found: Exchange) -> None:
    """Raises Blocked for a redirect, which another row reports."""
    if 300 <= found.status < 400:
        raise Blocked("blocked_by", ids=["IFC-WHK-018"])


def _without(sender: Sender, send: Callable[[Event], Exchange], names: tuple[str, ...] | list[str]) -> Findings:
    for name in names:
        event = sender.event
        del event[name]
        found = send(event)
        if accepted(found):
            yield Finding(found.where(), name=name, status=found.status)


def _signed(receiver: EventReceiver, template: str, **options: bool | int) -> Findings:
    """A finding if an event signed in this way is accepted where only signed ones are taken."""
    if not receiver.signed:
        return
    sender = receiver.sender(receiver.signed)
    sender.taken()
    headers, body = [("content-type", EVENT_TYPE)], json.dumps(sender.event).encode()
    found = sender.send(headers, body, **options)  # type: ignore[arg-type]  # each option has its type
    if accepted(found):
        yield Finding(found.where(), template, status=found.status)


def _is_time(value: str) -> bool:
    """Whether the value is that of Retry-After: seconds or a date (RFC 9110, 10.2.3)."""
    if value.strip().isascii() and value.strip().isdigit():
        return True
    try:
        parsedate_to_datetime(value)
    except ValueError:
        return False
    return True
