"""Checks of events in the JSON event format: CloudEvents 1.0.2, and its JSON event format 1.0.2."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

from conformance.authoring import Finding, Findings, Where, capped, check
from conformance.readers.uri import has_scheme, reference_error, uri_error
from conformance_suites.interfaces.events.reader.events import CORE, DATA, REQUIRED, Attribute, Event
from conformance_suites.interfaces.events.reader.values import (
    base64_error,
    forbidden_character,
    is_media_type,
    is_timestamp,
)

from .view import CloudEvents

VERSION = "1.0"
LONGEST_NAME = 20
LARGEST = 64 << 10
INTEGERS = range(-(2**31), 2**31)
CONTENT = ("type", "subject", "datacontenttype", "dataschema", *DATA)
"""What two deliveries of the same event do not differ in."""
_NAME = re.compile("[a-z0-9]+")
_LABEL = r"[^\W_](?:(?:[^\W_]|-)*[^\W_])?"
_REVERSE_DNS = re.compile(rf"{_LABEL}\.{_LABEL}(?![^\W_]|-).")
PARTS = {
    "id": ("ids", "comparable"),
    "source": ("sources", "absolute_candidates", "comparable"),
    "specversion": ("versions",),
    "type": ("types", "named_types"),
    "subject": ("subjects",),
    "time": ("times",),
    "datacontenttype": ("content_types", "plain"),
    "dataschema": ("schemas",),
}
"""By attribute: the parts of the view that are incomplete where its value has the wrong type."""


@check("IFC-CEV-001")
def text_is_json(events: CloudEvents) -> Findings:
    for part in events.json_text:
        for problem in part.text.of_kind("bom", "utf8", "utf16", "empty", "syntax"):
            finding = Finding(part.of(problem), problem.kind, received=capped(problem.detail))
            yield finding if problem.kind == "bom" else finding.cutting("json_members", "items", *_ALL)


@check("IFC-CEV-002")
def member_names_are_unique(events: CloudEvents) -> Findings:
    for part in events.json_members:
        for problem in part.text.of_kind("duplicate"):
            yield Finding(part.of(problem), name=capped(problem.detail))


@check("IFC-CEV-003")
def events_are_objects(events: CloudEvents) -> Findings:
    for item in events.items:
        if not isinstance(item.value, dict):
            yield Finding(item.where()).cutting(*_ALL)


@check("IFC-CEV-004")
def required_attributes_are_set(events: CloudEvents) -> Findings:
    for event in events.events:
        for name in REQUIRED:
            if not event.has(name):
                yield Finding(event.item.where(), name=name).cutting(*PARTS[name])


@check("IFC-CEV-005")
def core_attributes_are_strings(events: CloudEvents) -> Findings:
    for where, name, value in events.attributes:
        if name in CORE and not isinstance(value, str):
            yield Finding(where, name=name, received=_json(value)).cutting(*PARTS[name])


@check("IFC-CEV-006")
def extensions_are_of_the_type_system(events: CloudEvents) -> Findings:
    for where, name, value in events.extensions:
        if isinstance(value, dict | list):
            yield Finding(where, "structure", name=name)
        elif isinstance(value, float):
            yield Finding(where, "fraction", name=name, received=value)


@check("IFC-CEV-007")
def integers_have_32_bits(events: CloudEvents) -> Findings:
    for where, name, value in events.integers:
        if value not in INTEGERS:
            yield Finding(where, name=name, received=value)


@check("IFC-CEV-008")
def names_are_lower_case_letters_and_digits(events: CloudEvents) -> Findings:
    for event in events.events:
        for name in event.members.keys() - {*DATA}:
            if not _NAME.fullmatch(name):
                yield Finding(event.item.where(name), received=capped(name))


@check("IFC-CEV-009")
def names_are_short(events: CloudEvents) -> Findings:
    for where, name, _ in events.extensions:
        if len(name) > LONGEST_NAME:
            yield Finding(where, name=capped(name), received=len(name), expected=LONGEST_NAME)


@check("IFC-CEV-010")
def ids_are_not_empty(events: CloudEvents) -> Findings:
    return _empty(events.ids)


@check("IFC-CEV-011")
def sources_are_references(events: CloudEvents) -> Findings:
    return _outside(reference_error, events.sources)


@check("IFC-CEV-012")
def sources_are_absolute(events: CloudEvents) -> Findings:
    for where, _, value in events.absolute_candidates:
        if not has_scheme(value):
            yield Finding(where, received=capped(value))


@check("IFC-CEV-013")
def version_is_1_0(events: CloudEvents) -> Findings:
    for where, _, value in events.versions:
        if value != VERSION:
            yield Finding(where, received=capped(value), expected=VERSION)


@check("IFC-CEV-014")
def types_are_not_empty(events: CloudEvents) -> Findings:
    return _empty(events.types)


@check("IFC-CEV-015")
def types_begin_with_a_domain(events: CloudEvents) -> Findings:
    for where, _, value in events.named_types:
        if not _REVERSE_DNS.match(value):
            yield Finding(where, received=capped(value))


@check("IFC-CEV-016")
def subjects_are_not_empty(events: CloudEvents) -> Findings:
    return _empty(events.subjects)


@check("IFC-CEV-017")
def times_are_timestamps(events: CloudEvents) -> Findings:
    for where, _, value in events.times:
        if not is_timestamp(value):
            yield Finding(where, received=capped(value))


@check("IFC-CEV-018")
def content_types_are_media_types(events: CloudEvents) -> Findings:
    for where, _, value in events.content_types:
        if not is_media_type(value):
            yield Finding(where, received=capped(value)).cutting("plain")


@check("IFC-CEV-019")
def schemas_are_uris(events: CloudEvents) -> Findings:
    return _outside(uri_error, events.schemas)


@check("IFC-CEV-020")
def texts_have_only_allowed_characters(events: CloudEvents) -> Findings:
    for where, name, value in events.texts:
        if (position := forbidden_character(value)) is not None:
            yield Finding(
                where, "character", name=capped(name), code=f"U+{ord(value[position]):04X}", position=position + 1
            )
    attributes = {each.where for each in events.texts}
    for part in events.json_members:
        for problem in part.text.of_kind("surrogate"):
            if part.of(problem) in attributes:
                yield Finding(part.of(problem), "surrogate", received=problem.detail)


@check("IFC-CEV-021")
def data_is_given_once(events: CloudEvents) -> Findings:
    for event in events.carriers:
        if "data" in event.members and event.has("data_base64"):
            yield Finding(event.item.where("data_base64"))


@check("IFC-CEV-022")
def binary_data_is_base64(events: CloudEvents) -> Findings:
    for event in events.encoded:
        text, where = event.members["data_base64"], event.item.where("data_base64")
        if not isinstance(text, str):
            yield Finding(where, "type", received=_json(text))
        elif error := base64_error(text):
            yield Finding(where, error[0], position=error[1] + 1)


@check("IFC-CEV-023")
def data_other_than_json_is_a_string(events: CloudEvents) -> Findings:
    for event, data in events.plain:
        if not isinstance(data, str):
            yield Finding(event.item.where("data"), type=event.members["datacontenttype"], received=_json(data))


@check("IFC-CEV-024")
def different_events_have_different_names(events: CloudEvents) -> Findings:
    first: dict[tuple[str, str], Event] = {}
    for event in events.comparable:
        name = event.members["source"], event.members["id"]
        other = first.setdefault(name, event)
        if _content(other) != _content(event):
            yield Finding(event.item.where("id"), received=capped(name[1]), source=capped(name[0]), other=_place(other))


@check("IFC-CEV-025")
def events_are_compact(events: CloudEvents) -> Findings:
    for event in events.events:
        size = len(json.dumps(event.members, ensure_ascii=False, separators=(",", ":")).encode())
        if size > LARGEST:
            yield Finding(event.item.where(), received=size, expected=LARGEST)


def _empty(attributes: Iterable[Attribute]) -> Findings:
    for where, _, value in attributes:
        if not value:
            yield Finding(where)


def _outside(error: Callable[[str], int | None], attributes: Iterable[Attribute]) -> Findings:
    """A finding for every value that is empty or violates a grammar; `position` counts characters from 1."""
    for where, _, value in attributes:
        if not value:
            yield Finding(where, "empty")
        elif (position := error(value)) is not None:
            yield Finding(where, "character", received=capped(value), position=position + 1)


def _content(event: Event) -> list[Any]:
    return [event.members.get(name) for name in CONTENT]


def _place(event: Event) -> str:
    where: Where = event.item.where()
    return f"line {where.line}" if where.line else where.pointer or ""


def _json(value: Any) -> str:
    return capped(json.dumps(value, ensure_ascii=False))


_ALL = (
    *("events", "attributes", "extensions", "integers", "texts", "carriers", "encoded", "plain"),
    *dict.fromkeys(name for parts in PARTS.values() for name in parts),
)
"""The parts of the view that are incomplete where an event cannot be read."""
