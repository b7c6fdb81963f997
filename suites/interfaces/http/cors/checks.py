"""Checks of what the interface tells browsers."""

from __future__ import annotations

from conformance.authoring import Finding, Findings, check
from conformance_suites.interfaces.http.reader.fields import tokens_of
from conformance_suites.interfaces.http.reader.origins import FOREIGN, is_origin

from .view import ALLOW_CREDENTIALS, ALLOW_ORIGIN, Cors


@check("IFC-COR-001")
def one_origin_or_all_are_admitted(api: Cors) -> Findings:
    for found, value in api.shared:
        if value != "*" and not is_origin(value):
            yield Finding(found.where(), received=value)


@check("IFC-COR-002")
def credentials_are_admitted_in_lower_case(api: Cors) -> Findings:
    for found, value in api.credentialed:
        if value != "true":
            yield Finding(found.where(), received=value, expected="true")


@check("IFC-COR-003")
def not_every_page_gets_credentials(api: Cors) -> Findings:
    for found, origin in api.inviting:
        if origin == "*":
            yield Finding(found.where())


@check("IFC-COR-004")
def foreign_pages_get_no_credentials(api: Cors) -> Findings:
    for found in api.foreigners:
        if found.header(ALLOW_ORIGIN) == FOREIGN and found.header(ALLOW_CREDENTIALS) == "true":
            yield Finding(found.where(), origin=FOREIGN)


@check("IFC-COR-005")
def pages_without_an_origin_get_no_credentials(api: Cors) -> Findings:
    for found in api.sandboxed:
        if found.header(ALLOW_ORIGIN) == "null" and found.header(ALLOW_CREDENTIALS) == "true":
            yield Finding(found.where())


@check("IFC-COR-006")
def origins_are_compared_as_a_whole(api: Cors) -> Findings:
    for found in api.look_alikes:
        if (received := found.header(ALLOW_ORIGIN)) is not None:
            yield Finding(found.where(), received=received, expected=api.allowed)


@check("IFC-COR-007")
def what_depends_on_the_origin_says_so(api: Cors) -> Findings:
    for found in api.varying:
        names = [each.lower() for each in tokens_of(found.header("vary") or "") or ()]
        if "origin" not in names and "*" not in names:
            yield Finding(found.where(), received=found.header("vary") or "")


@check("IFC-COR-008")
def the_question_is_answered_successfully(api: Cors) -> Findings:
    for found in api.preflights:
        if not 200 <= found.status < 300:
            yield Finding(found.where(), received=found.status)


@check("IFC-COR-009")
def the_question_is_answered_like_the_request(api: Cors) -> Findings:
    expected = api.own.header(ALLOW_ORIGIN)
    for found in api.granted:
        if (received := found.header(ALLOW_ORIGIN)) not in (expected, "*"):
            yield Finding(found.where(), received=received or "", expected=expected)


@check("IFC-COR-010")
def methods_and_headers_are_lists(api: Cors) -> Findings:
    for found, name, value in api.lists:
        if tokens_of(value) is None:
            yield Finding(found.where(), name=name, received=value)


@check("IFC-COR-011")
def the_age_is_a_number_of_seconds(api: Cors) -> Findings:
    for found, value in api.ages:
        if not (value.isascii() and value.isdigit()):
            yield Finding(found.where(), received=value)


@check("IFC-COR-012")
def a_star_is_no_list_for_credentials(api: Cors) -> Findings:
    for found, name, members in api.wild_lists:
        if "*" in members:
            yield Finding(found.where(), name=name)


@check("IFC-COR-013")
def pages_can_read_errors(api: Cors) -> Findings:
    expected = api.own.header(ALLOW_ORIGIN)
    for found in api.refusals:
        if found.header(ALLOW_ORIGIN) != expected:
            yield Finding(found.where(), received=found.header(ALLOW_ORIGIN) or "", expected=expected)


@check("IFC-COR-014")
def the_type_is_not_guessed(api: Cors) -> Findings:
    for found in api.contents:
        if found.header("x-content-type-options") is None:
            yield Finding(found.where(), type=found.media_type or "")


@check("IFC-COR-015")
def guessing_is_forbidden_by_its_one_word(api: Cors) -> Findings:
    for found, value in api.sniffing:
        if value.lower() != "nosniff":
            yield Finding(found.where(), received=value, expected="nosniff")
