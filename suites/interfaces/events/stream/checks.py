"""Checks of how a server agrees on a format of events, and of the messages in which it sends them."""

from __future__ import annotations

from conformance.authoring import Finding, Findings, NotJudged, check
from conformance.transports.frames import TEXT

from .view import JSON, OFFERED, EventStream


@check("IFC-CEW-001")
def the_chosen_format_is_named(stream: EventStream) -> Findings:
    found = stream.handshake
    if not found.chosen:
        yield Finding(found.where, "missing", expected=JSON)
    elif found.chosen != [JSON]:
        yield Finding(found.where, "other", received=", ".join(found.chosen), expected=JSON)


@check("IFC-CEW-002")
def one_of_the_offered_formats_is_chosen(stream: EventStream) -> Findings:
    for each in stream.several:
        if each.chosen not in [[name] for name in OFFERED]:
            yield Finding(each.where, received=", ".join(each.chosen))


@check("IFC-CEW-003")
def no_format_is_named_that_is_not_supported(stream: EventStream) -> Findings:
    for each in stream.unsupported:
        if each.chosen:
            yield Finding(each.where, received=", ".join(each.chosen))


@check("IFC-CEW-004")
def events_are_sent_as_text(stream: EventStream) -> Findings:
    for each in stream.messages:
        if each.opcode != TEXT:
            yield Finding(each.where)
            return


@check("IFC-CEW-005")
def a_message_contains_one_event(stream: EventStream) -> Findings:
    for each in stream.texts:
        if isinstance(each.document, list):
            yield Finding(each.where, "batch")
        elif not isinstance(each.document, dict):
            yield Finding(each.where, "other")


@check("IFC-CEW-006")
def what_is_no_event_stops_nobody(stream: EventStream) -> Findings:
    _ = stream.messages
    with stream.connect() as wrong:
        wrong.send(b'{"specversion": ')
        wrong.pong(b"read", stream.within)
        try:
            with stream.connect() as client:
                found = stream.heard(client)
        except NotJudged as reason:
            if reason.key not in ("no_answer", "connection_refused"):
                raise
            found = []
        if not found:
            yield Finding(wrong.where())
