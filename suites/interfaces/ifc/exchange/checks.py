"""Checks of the exchange structure (ISO 10303-21), and of instances by the schema of IFC (ISO 16739-1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from conformance.authoring import Finding, Findings, capped, check
from conformance_suites.interfaces.ifc.reader.conformity import shown
from conformance_suites.interfaces.ifc.reader.parameters import Raw
from conformance_suites.interfaces.ifc.reader.parts import ALL, lost
from conformance_suites.interfaces.ifc.reader.schema import EDITIONS
from conformance_suites.interfaces.ifc.reader.strings import STRING, faults
from conformance_suites.interfaces.ifc.reader.times import is_time

from .view import DESCRIPTION, HEADERS, NAME, SCHEMA, ExchangeFile

OWN = ("instances", "referring", "known", "texts")
HEAD = ("headers", "header_entities", "time_stamps", "origins", "schemas")
_ATTRIBUTES = {
    DESCRIPTION: ("LIST OF STRING", "STRING"),
    NAME: ("STRING", "STRING", "LIST OF STRING", "LIST OF STRING", "STRING", "STRING", "STRING"),
    SCHEMA: ("LIST OF STRING",),
}
_OF_HEADER = {
    DESCRIPTION: (),
    NAME: ("time_stamps", "origins"),
    SCHEMA: ("schemas", "known", *ALL),
}
"""By entity of the header: the parts that are not known without it."""
_STRING = re.compile(STRING)
_BEYOND = re.compile("[\x80-\xff]+")
THIRD = "4;"
"""With which the implementation level of the third edition begins."""
SHOWN, NEAR = 12, 24
"""Characters of a directive, and of malformed parameters."""


@check("IFC-STP-001")
def file_is_an_exchange_structure(file: ExchangeFile) -> Findings:
    for problem in file.exchange.problems:
        place = file.exchange.where(problem.byte)
        lost_parts = (*OWN, *HEAD, *ALL)
        if problem.kind == "statement":
            yield Finding(place, received=problem.received, expected=problem.expected).cutting(*lost_parts)
        elif problem.kind == "open":
            yield Finding(place, "open", received=problem.received, expected=problem.expected).cutting(*lost_parts)
        elif problem.kind == "behind":
            yield Finding(place, "behind", received=problem.received).cutting(*lost_parts)
        else:
            yield Finding(place, "end", expected=problem.expected).cutting(*lost_parts)


@check("IFC-STP-002")
def parameters_are_in_their_syntax(file: ExchangeFile) -> Findings:
    for number, byte in file.model.references.malformed:
        near = file.exchange.text[byte : min(byte + NEAR, file.exchange.ends[number] + 1)]
        yield Finding(file.exchange.where(byte), received=" ".join(near.split())).cutting(
            "known", *lost(file.model, number)
        )


@check("IFC-STP-003")
def header_is_complete(file: ExchangeFile) -> Findings:
    for exchange in file.headers:
        names = [each.name for each in exchange.header if each.name in HEADERS]
        if names != list(HEADERS):
            byte = exchange.header[0].start if exchange.header else 0
            finding = Finding(exchange.where(byte), received=names, expected=list(HEADERS))
            absent = [part for name in HEADERS if name not in names for part in _OF_HEADER[name]]
            yield finding.cutting("header_entities", *absent)


@check("IFC-STP-004")
def header_entities_have_their_attributes(file: ExchangeFile) -> Findings:
    for entity in file.header_entities:
        place = file.exchange.where(entity.start)
        values = file.model.header_values(entity.name)
        expected = _ATTRIBUTES[entity.name]
        if values is None:
            yield Finding(place, "syntax", received=entity.name).cutting(*_OF_HEADER[entity.name])
        elif [_sort(each) for each in values] != list(expected):
            received = [_shown(each) for each in values]
            yield Finding(place, received=received, expected=list(expected)).cutting(*_OF_HEADER[entity.name])


def _shown(value: Any) -> str:
    return f"LIST OF {shown(value[0])}" if isinstance(value, list) and value else shown(value)


def _sort(value: Any) -> str:
    """STRING or LIST OF STRING; anything else is neither."""
    if isinstance(value, Raw):
        return "STRING"
    texts = isinstance(value, list) and value and all(isinstance(each, Raw) for each in value)
    return "LIST OF STRING" if texts else ""


@check("IFC-STP-005")
def time_stamp_is_a_time(file: ExchangeFile) -> Findings:
    for byte, text in file.time_stamps:
        if not is_time(text):
            yield Finding(file.exchange.where(byte), received=capped(text))


@check("IFC-STP-006")
def schema_is_of_an_edition(file: ExchangeFile) -> Findings:
    for names in file.schemas:
        if names not in [[each] for each in EDITIONS]:
            place = file.exchange.where(file.model.header[SCHEMA].start)
            yield Finding(place, received=[capped(each) for each in names]).cutting("known", *ALL)


@check("IFC-STP-007")
def instances_have_different_names(file: ExchangeFile) -> Findings:
    exchange = file.exchange
    for number in exchange.repeated:
        first = exchange.where(exchange.begins(exchange.numbers[exchange.names[number]]))
        place = exchange.where(exchange.begins(number))
        yield Finding(place, received=f"#{exchange.names[number]}", first=first.line).cutting(*ALL)


@check("IFC-STP-008")
def references_lead_to_instances(file: ExchangeFile) -> Findings:
    for number, name in file.dangling:
        keyword = file.exchange.keywords[number]
        instance = f"#{file.exchange.names[number]}={keyword}"
        yield Finding(file.model.where(number), instance=instance, received=name).cutting(*lost(file.model, number))


@check("IFC-STP-009")
def texts_use_directives(file: ExchangeFile) -> Findings:
    for start, text in _strings(file):
        for position in faults(text):
            yield Finding(file.exchange.where(start + position), received=text[position : position + SHOWN])


def _strings(file: ExchangeFile) -> Iterator[tuple[int, str]]:
    """(byte, text between the apostrophes) of the strings of the file."""
    opened = [each.byte for each in file.exchange.problems if each.kind == "open"]
    for whole in file.texts:
        for found in _STRING.finditer(whole, 0, min([len(whole), *opened])):
            yield found.start() + 1, found[0][1:-1]


@check("IFC-STP-010")
def texts_are_in_a_known_encoding(file: ExchangeFile) -> Findings:
    for _ in file.texts:
        for found in _BEYOND.finditer(file.exchange.raw):  # with comments
            place = file.exchange.where(found.start())
            if not file.level.startswith(THIRD):
                yield Finding(place, level=capped(file.level))
            else:
                try:
                    found[0].encode("latin-1").decode("utf-8")
                except UnicodeDecodeError:
                    yield Finding(place, "utf8")


@check("IFC-STP-011")
def instances_are_of_the_schema(file: ExchangeFile) -> Findings:
    for each in file.model.conformity.of("entity", "abstract"):
        place, received = file.model.where(each.number), capped(each.received)
        if each.kind == "abstract":
            yield Finding(place, "abstract", received=received).cutting(*lost(file.model, each.number))
        else:
            yield Finding(place, received=received, schema=file.schema.name).cutting(*ALL)


@check("IFC-STP-012")
def parameters_are_as_many_as_attributes(file: ExchangeFile) -> Findings:
    for each in file.model.conformity.of("count"):
        finding = Finding(
            file.model.where(each.number),
            instance=_instance(file, each.number),
            received=each.received,
            expected=each.expected,
        )
        yield finding.cutting(*lost(file.model, each.number))


def _instance(file: ExchangeFile, number: int) -> str:
    return f"#{file.exchange.names[number]}={file.schema.spelled(file.exchange.keywords[number])}"


@check("IFC-STP-013")
def mandatory_attributes_have_a_value(file: ExchangeFile) -> Findings:
    for each in file.model.conformity.of("missing"):
        place = file.model.where(each.number, each.attribute)
        yield Finding(place, instance=_instance(file, each.number), attribute=each.attribute).cutting(
            *lost(file.model, each.number)
        )


@check("IFC-STP-014")
def asterisks_are_for_derived_values(file: ExchangeFile) -> Findings:
    for each in file.model.conformity.of("derived", "given"):
        place, instance = file.model.where(each.number, each.attribute), _instance(file, each.number)
        if each.kind == "derived":
            finding = Finding(place, "derived", instance=instance, attribute=each.attribute)
        else:
            finding = Finding(place, instance=instance, attribute=each.attribute, received=each.received)
        yield finding.cutting(*lost(file.model, each.number))


@check("IFC-STP-015")
def values_have_their_type(file: ExchangeFile) -> Findings:
    for each in file.model.conformity.of("type"):
        finding = Finding(
            file.model.where(each.number, each.attribute),
            instance=_instance(file, each.number),
            attribute=each.attribute,
            received=each.received,
            expected=each.expected,
        )
        yield finding.cutting(*lost(file.model, each.number))


@check("IFC-STP-016")
def lists_have_items_within_their_bounds(file: ExchangeFile) -> Findings:
    for each in file.model.conformity.of("size"):
        finding = Finding(
            file.model.where(each.number, each.attribute),
            instance=_instance(file, each.number),
            attribute=each.attribute,
            received=each.received,
            expected=each.expected,
        )
        yield finding.cutting(*lost(file.model, each.number))


@check("IFC-STP-017")
def file_says_what_wrote_it(file: ExchangeFile) -> Findings:
    for byte, text in file.origins:
        if not text.strip():
            yield Finding(file.exchange.where(byte))
