"""Checks of validators, conditional requests and ranges."""

from __future__ import annotations

from conformance.authoring import Finding, Findings, check
from conformance_suites.interfaces.http.reader.conditions import range_of
from conformance_suites.interfaces.http.reader.fields import imf_fixdate, is_entity_tag, tokens_of

from .view import DESCRIBED, REPEATED, REST, UNITS, Conditions


@check("IFC-CND-001")
def the_tag_is_an_entity_tag(api: Conditions) -> Findings:
    for found, value in api.tagged:
        if not is_entity_tag(value):
            yield Finding(found.where(), received=value).cutting("tags", "matched", "unmatched", "listed", "compared")
    for found, value in api.retagged:
        if not is_entity_tag(value):
            yield Finding(found.where(), received=value)


@check("IFC-CND-002")
def what_has_the_tag_is_not_sent_again(api: Conditions) -> Findings:
    for found in api.matched:
        if found.status != 304:
            yield Finding(found.where(), received=found.status, expected=304)


@check("IFC-CND-003")
def what_has_another_tag_is_sent(api: Conditions) -> Findings:
    for found in api.unmatched:
        if found.status != 200:
            yield Finding(found.where(), received=found.status, expected=200)


@check("IFC-CND-004")
def a_list_of_tags_is_searched(api: Conditions) -> Findings:
    for found in api.listed:
        if found.status != 304:
            yield Finding(found.where(), received=found.status, expected=304)


@check("IFC-CND-005")
def tags_are_compared_weakly(api: Conditions) -> Findings:
    for found in api.compared:
        if found.status != 304:
            yield Finding(found.where(), received=found.status, expected=304)


@check("IFC-CND-006")
def an_unchanged_answer_repeats_its_headers(api: Conditions) -> Findings:
    for found in api.unchanged:
        own = [name for name in REPEATED if api.control.header(name) is not None]
        if missing := [name for name in own if found.header(name) is None]:
            yield Finding(found.where(), names=missing)


@check("IFC-CND-007")
def representations_have_tags_of_their_own(api: Conditions) -> Findings:
    for own, other in api.variants:
        if own.header("etag") == other.header("etag"):
            types = [own.media_type or "", other.media_type or ""]
            yield Finding(other.where(), "types", received=other.header("etag"), types=types)
    for found in api.retold:
        if found.body != api.control.body:
            yield Finding(found.where(), "content", received=found.header("etag"), size=len(found.body))


@check("IFC-CND-008")
def the_time_of_the_change_is_a_date(api: Conditions) -> Findings:
    for found, value in api.dated:
        if imf_fixdate(value) is None:
            yield Finding(found.where(), received=value).cutting("dates", "clocked", "since")
    for found, value in api.redated:
        if imf_fixdate(value) is None:
            yield Finding(found.where(), received=value)


@check("IFC-CND-009")
def nothing_changed_in_the_future(api: Conditions) -> Findings:
    for found, changed, sent in api.clocked:
        if (imf_fixdate(changed) or ()) > (imf_fixdate(sent) or ()):
            yield Finding(found.where(), received=changed)


@check("IFC-CND-010")
def what_has_not_changed_since_is_not_sent_again(api: Conditions) -> Findings:
    for found in api.since:
        if found.status != 304:
            yield Finding(found.where(), received=found.status, expected=304)


@check("IFC-CND-011")
def what_is_no_date_is_ignored(api: Conditions) -> Findings:
    for found in api.no_date:
        if found.status != 200:
            yield Finding(found.where(), received=found.status, expected=200)


@check("IFC-CND-012")
def the_tag_comes_before_the_date(api: Conditions) -> Findings:
    for found in api.both:
        if found.status != 200:
            yield Finding(found.where(), received=found.status, expected=200)


@check("IFC-CND-013")
def an_unknown_unit_is_ignored(api: Conditions) -> Findings:
    for found in api.other_unit:
        if found.status != 200:
            yield Finding(found.where(), received=found.status, expected=200)


@check("IFC-CND-014")
def a_part_names_its_range(api: Conditions) -> Findings:
    for wanted, found in api.parts:
        value = found.header("content-range")
        if range_of(value or "") is None:
            yield Finding(found.where(), received=value or "", asked=wanted).cutting("named_parts")


@check("IFC-CND-015")
def a_part_is_what_it_names(api: Conditions) -> Findings:
    whole = api.control.body
    for _, found, named in api.named_parts:
        if found.body != whole[named.first : named.last + 1]:
            yield Finding(found.where(), first=named.first, last=named.last, size=len(found.body))


@check("IFC-CND-016")
def a_part_tells_the_length_of_the_whole(api: Conditions) -> Findings:
    for _, found, named in api.named_parts:
        if named.size is not None and named.size != len(api.control.body):
            yield Finding(found.where(), received=named.size, expected=len(api.control.body))


@check("IFC-CND-017")
def a_part_is_what_was_asked_for(api: Conditions) -> Findings:
    size = len(api.control.body)
    expected = {"bytes=0-1": 0, "bytes=-2": size - 2, REST: 1}
    for wanted, found, named in api.named_parts:
        if named.first != expected[wanted]:
            yield Finding(found.where(), received=named.first, expected=expected[wanted], asked=wanted)


@check("IFC-CND-018")
def a_part_repeats_the_headers_of_the_whole(api: Conditions) -> Findings:
    own = [name for name in DESCRIBED if api.control.header(name) is not None]
    for _, found in api.parts:
        if missing := [name for name in own if found.header(name) is None]:
            yield Finding(found.where(), names=missing)


@check("IFC-CND-019")
def a_refused_range_tells_the_length(api: Conditions) -> Findings:
    for found in api.beyond:
        expected = f"bytes */{len(api.control.body)}"
        if (received := found.header("content-range")) != expected:
            yield Finding(found.where(), received=received or "", expected=expected)


@check("IFC-CND-020")
def a_range_of_another_state_is_ignored(api: Conditions) -> Findings:
    for found in api.outdated:
        if found.status != 200:
            yield Finding(found.where(), received=found.status, expected=200)


@check("IFC-CND-021")
def headers_have_their_form(api: Conditions) -> Findings:
    for found, name, value in api.formed:
        names = tokens_of(value)
        wrong = imf_fixdate(value) is None if name == "date" else names is None or (name == UNITS and not names)
        if wrong:
            yield Finding(found.where(), name=name, received=value)
