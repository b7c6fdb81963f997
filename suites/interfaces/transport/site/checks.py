"""Checks of how a site makes browsers use protected connections alone."""

from __future__ import annotations

from collections import Counter

from conformance.authoring import Finding, Findings, check

from .view import SECURE, Site, fields_of

PERMANENT = (301, 308)


@check("IFC-STS-001")
def protected_answers_have_the_header(site: Site) -> Findings:
    for each in site.answers:
        if not fields_of(each):
            yield Finding(each.where(), status=each.status)


@check("IFC-STS-002")
def there_is_one_header(site: Site) -> Findings:
    for exchange, values in site.sent:
        if len(values) > 1:
            yield Finding(exchange.where(), received=len(values), expected=1)


@check("IFC-STS-003")
def the_header_can_be_read(site: Site) -> Findings:
    readable = {exchange.key for exchange, _ in site.policies}
    for exchange, field in site.fields:
        if exchange.key not in readable:
            yield Finding(exchange.where(), received=field)


@check("IFC-STS-004")
def each_directive_is_there_once(site: Site) -> Findings:
    for exchange, directives in site.policies:
        for name, times in Counter(each.name for each in directives).items():
            if times > 1:
                yield Finding(exchange.where(), name=name, received=times, expected=1)


@check("IFC-STS-005")
def the_time_is_given_in_seconds(site: Site) -> Findings:
    for exchange, directives in site.policies:
        given = [each.value for each in directives if each.name == "max-age"]
        if not given:
            yield Finding(exchange.where(), "missing")
        elif not is_seconds(given[0]):
            yield Finding(exchange.where(), "value", received=given[0] or "")


def is_seconds(value: str | None) -> bool:
    """Whether it is a number of seconds (RFC 6797, 6.1.1)."""
    return value is not None and value.isascii() and value.isdigit()


@check("IFC-STS-006")
def including_subdomains_takes_no_value(site: Site) -> Findings:
    for exchange, each in site.including:
        if each.value is not None:
            yield Finding(exchange.where(), received=each.value)


@check("IFC-STS-007")
def plain_answers_do_not_have_the_header(site: Site) -> Findings:
    for each in site.plain:
        if fields_of(each):
            yield Finding(each.where())


@check("IFC-STS-008")
def plain_requests_are_sent_to_the_protected_address(site: Site) -> Findings:
    for each in site.plain:
        if each.status not in PERMANENT:
            yield Finding(each.where(), "status", received=each.status)
        elif not (target := each.header("location") or "").lower().startswith(SECURE):
            yield Finding(each.where(), "target", received=target)
