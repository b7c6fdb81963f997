"""Checks of declarations beyond the schema."""

from __future__ import annotations

import re
import unicodedata

from conformance.authoring import Finding, Findings, check
from conformance.readers.json_document import object_findings
from conformance.readers.uri import has_scheme, uri_error

from .view import Declaration, full_date

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WAYS = ("identity_document", "real_name", "credential", "guardian", "payment", "estimation", "self_declared")
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?", re.ASCII)
_PRICE = re.compile(r"\d{1,18}(?:\.\d{1,18})?", re.ASCII)


@check("IFC-DEC-001")
def text_is_a_json_object(declaration: Declaration) -> Findings:
    yield from object_findings(declaration.json_text)


@check("IFC-DEC-006")
def dates_exist(declaration: Declaration) -> Findings:
    for each in declaration.dates:
        if full_date(each.text) is None:
            yield Finding(each.pointer, received=each.text).cutting("terms")


@check("IFC-DEC-007")
def the_level_outlives_its_assessment(declaration: Declaration) -> Findings:
    for end, through, assessed in declaration.terms:
        start = full_date(assessed.text)
        if start and end.parts < start.parts:
            yield Finding(through.pointer, received=through.text, assessed=assessed.text)


@check("IFC-DEC-008")
def addresses_are_uris(declaration: Declaration) -> Findings:
    for each in declaration.addresses:
        if not has_scheme(each.text):
            yield Finding(each.pointer, "relative", received=each.text)
        elif (at := uri_error(each.text)) is not None:
            yield Finding(each.pointer, "character", received=each.text[at : at + 1], position=at + 1)


@check("IFC-DEC-010")
def hours_have_days_and_times(declaration: Declaration) -> Findings:
    for pointer, hours in declaration.hours:
        for name in ("dayOfWeek", "opens", "closes"):
            if hours.get(name, []) == []:
                yield Finding(pointer, "none", name=name)
        days = hours.get("dayOfWeek")
        for index, day in enumerate(days if isinstance(days, list) else ()):
            if isinstance(day, str) and day not in DAYS:
                yield Finding(f"{pointer}/dayOfWeek/{index}", "day", received=day)
        for name in ("opens", "closes"):
            time = hours.get(name)
            if isinstance(time, str) and not _TIME.fullmatch(time):
                yield Finding(f"{pointer}/{name}", "time", name=name, received=time)


@check("IFC-DEC-012")
def age_is_known_somehow(declaration: Declaration) -> Findings:
    for pointer, minors in declaration.ages:
        ways = minors.get("ageAssurance", [])
        if ways == []:
            yield Finding(pointer, "none")
        for index, way in enumerate(ways if isinstance(ways, list) else ()):
            if isinstance(way, str) and way not in WAYS:
                yield Finding(f"{pointer}/ageAssurance/{index}", "other", received=way)


@check("IFC-DEC-013")
def age_is_known_by_more_than_a_word(declaration: Declaration) -> Findings:
    for pointer, ways in declaration.known_ages:
        if set(ways) == {"self_declared"}:
            yield Finding(pointer)


@check("IFC-DEC-016")
def prices_are_digits(declaration: Declaration) -> Findings:
    for each in declaration.prices:
        if not _PRICE.fullmatch(each.text):
            yield Finding(each.pointer, received=each.text)


@check("IFC-DEC-017")
def currencies_are_not_signs(declaration: Declaration) -> Findings:
    for each in declaration.currencies:
        if any(unicodedata.category(character) == "Sc" for character in each.text):
            yield Finding(each.pointer, received=each.text)


@check("IFC-DEC-019")
def texts_are_not_blank(declaration: Declaration) -> Findings:
    for each in declaration.texts:
        controls = (at for at, character in enumerate(each.text, 1) if unicodedata.category(character) == "Cc")
        if not each.text.strip():
            yield Finding(each.pointer, "blank", name=each.name)
        elif at := next(controls, None):
            yield Finding(each.pointer, "control", name=each.name, position=at)
