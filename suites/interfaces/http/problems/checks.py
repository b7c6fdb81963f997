"""Checks of errors: problem details, one form for all, nothing about internals."""

from __future__ import annotations

import re
from collections.abc import Iterable

from conformance.authoring import Finding, Findings, check
from conformance.readers.uri import has_scheme, reference_error
from conformance.transports.exchange import Exchange
from conformance_suites.interfaces.http.reader import leaks
from conformance_suites.interfaces.http.reader.api import CANARY, body_type

from .phrases import PHRASES
from .view import PROBLEM_TYPES, TYPES, Problems, is_of

_EXTENSION = re.compile("[A-Za-z][A-Za-z0-9_]{2,}+")
_WORDS = {str: "string", int: "number"}
# A version with a patch level, and a comment such as (Ubuntu).
_DETAIL = re.compile(r"/v?\d+\.\d+\.\d|\([^()]{0,100}\)")


@check("IFC-PRB-001")
def a_problem_is_an_object(api: Problems) -> Findings:
    for found in api.labelled:
        if not isinstance(found.json.document, dict):
            yield Finding(found.where())


@check("IFC-PRB-002")
def members_have_their_types(api: Problems) -> Findings:
    for found, members in api.problems:
        for name in TYPES:
            if name in members and not is_of(name, members[name]):
                expected = _WORDS[TYPES[name][0]]
                yield Finding(found.where(f"/{name}"), received=members[name], expected=expected)


@check("IFC-PRB-003")
def the_type_is_a_reference(api: Problems) -> Findings:
    for found, value in api.types:
        if reference_error(value) is not None:
            yield Finding(found.where("/type"), received=value)


@check("IFC-PRB-004")
def the_instance_is_a_reference(api: Problems) -> Findings:
    for found, value in api.instances:
        if reference_error(value) is not None:
            yield Finding(found.where("/instance"), received=value)


@check("IFC-PRB-005")
def the_status_is_that_of_the_answer(api: Problems) -> Findings:
    for found, value in api.statuses:
        if value != found.status:
            yield Finding(found.where("/status"), received=value, expected=found.status)


@check("IFC-PRB-006")
def the_title_belongs_to_the_type(api: Problems) -> Findings:
    for first, second in api.occurrences:
        titles = [each.member.get("title") for each in (first, second)]
        if titles[0] != titles[1]:
            yield Finding(second.where("/title"), received=titles[1], other=titles[0])


@check("IFC-PRB-007")
def a_blank_type_has_the_phrase_of_its_status(api: Problems) -> Findings:
    for found, title in api.blank_titles:
        phrases = PHRASES.get(found.status, ())
        if phrases and title.lower() not in [each.lower() for each in phrases]:
            yield Finding(found.where("/title"), received=title, expected=phrases[0])


@check("IFC-PRB-008")
def the_type_is_absolute(api: Problems) -> Findings:
    for found, value in api.own_types:
        if not has_scheme(value):
            yield Finding(found.where("/type"), received=value)


@check("IFC-PRB-009")
def extensions_have_names_for_all_formats(api: Problems) -> Findings:
    for found, name in api.extensions:
        if not _EXTENSION.fullmatch(name):
            yield Finding(found.where(), name=name)


@check("IFC-PRB-010")
def a_refusal_is_explained(api: Problems) -> Findings:
    for found in api.refused:
        if not found.body:
            yield Finding(found.where(), status=found.status)


@check("IFC-PRB-011")
def all_errors_have_one_media_type(api: Problems) -> Findings:
    expected = body_type(api.explained[0]) if api.explained else ""
    for found in api.explained[1:]:
        if body_type(found) != expected:
            yield Finding(found.where(), received=body_type(found), expected=expected)


@check("IFC-PRB-012")
def errors_are_problem_details(api: Problems) -> Findings:
    for found in api.explained:
        if body_type(found) not in PROBLEM_TYPES:
            yield Finding(found.where(), received=body_type(found), status=found.status)


@check("IFC-PRB-013")
def no_trace_of_the_program(api: Problems) -> Findings:
    for found in api.explained:
        if (shown := leaks.leak(leaks.TRACES, leaks.text_of(found))) is not None:
            yield Finding(found.where(), received=shown)


@check("IFC-PRB-014")
def no_path_of_a_file(api: Problems) -> Findings:
    for found in api.explained:
        if (shown := leaks.path_of_a_file(leaks.text_of(found), found.request.url)) is not None:
            yield Finding(found.where(), received=shown)


@check("IFC-PRB-015")
def no_query_of_the_database(api: Problems) -> Findings:
    for found in api.explained:
        if (shown := leaks.leak(leaks.QUERIES, leaks.text_of(found))) is not None:
            yield Finding(found.where(), received=shown)


@check("IFC-PRB-016")
def no_secret(api: Problems) -> Findings:
    for found in api.explained:
        text = leaks.text_of(found)
        if CANARY in text:
            yield Finding(found.where(), "returned", name="Authorization")
        if leaks.leak(leaks.SECRETS, text) is not None:
            yield Finding(found.where(), "own")


@check("IFC-PRB-017")
def no_debugger(api: Problems) -> Findings:
    for found in api.explained:
        if (shown := leaks.leak(leaks.DEBUGGERS, leaks.text_of(found))) is not None:
            yield Finding(found.where(), received=shown)


@check("IFC-PRB-018")
def the_server_tells_little_of_itself(api: Problems) -> Findings:
    for found, value in api.signed:
        if detail := _DETAIL.search(value):
            yield Finding(found.where(), received=detail[0].removeprefix("/"))


@check("IFC-PRB-019")
def hostile_requests_disclose_nothing(api: Problems) -> Findings:
    yield from _disclosed(api.hostile_errors)


@check("IFC-PRB-020")
def refused_content_discloses_nothing(api: Problems) -> Findings:
    yield from _disclosed(api.broken_posts())


def _disclosed(errors: Iterable[Exchange]) -> Findings:
    """A finding for each sort of internals in these errors."""
    for found in errors:
        text = leaks.text_of(found)
        shown = [leaks.leak(sort, text) for sort in (leaks.TRACES, leaks.QUERIES, leaks.DEBUGGERS)]
        for each in (*shown, leaks.path_of_a_file(text, found.request.url)):
            if each is not None:
                yield Finding(found.where(), "internals", received=each)
        if leaks.leak(leaks.SECRETS, text) is not None:
            yield Finding(found.where(), "secret")
