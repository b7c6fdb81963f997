"""Checks of two products that verify each other's credentials."""

from __future__ import annotations

from collections.abc import Iterable

from conformance.authoring import Finding, Findings, check
from conformance.transports.exchange import Exchange

from .view import Pair, verdict


def refusals(answers: Iterable[Exchange]) -> Findings:
    """The answers that refuse."""
    for each in answers:
        if verdict(each) is False:
            yield Finding(each.where(), received=each.status)


def acceptances(answers: Iterable[Exchange]) -> Findings:
    """The answers that accept."""
    for each in answers:
        if verdict(each) is True:
            yield Finding(each.where(), received=each.status)


def warnings(answers: Iterable[Exchange]) -> Findings:
    """The answers that accept with warnings."""
    for each in answers:
        listed = each.member.get("warnings")
        if verdict(each) is True and isinstance(listed, list) and listed:
            yield Finding(each.where("/warnings"), received=len(listed))


@check("ID-VAP-001")
def the_second_accepts_the_first(pair: Pair) -> Findings:
    yield from refusals(pair.from_first)


@check("ID-VAP-002")
def the_first_accepts_the_second(pair: Pair) -> Findings:
    yield from refusals(pair.from_second)


@check("ID-VAP-003")
def the_second_refuses_what_was_changed(pair: Pair) -> Findings:
    yield from acceptances(pair.changed_from_first)


@check("ID-VAP-004")
def the_first_refuses_what_was_changed(pair: Pair) -> Findings:
    yield from acceptances(pair.changed_from_second)


@check("ID-VAP-005")
def the_second_has_no_reservations(pair: Pair) -> Findings:
    yield from warnings(pair.from_first)


@check("ID-VAP-006")
def the_first_has_no_reservations(pair: Pair) -> Findings:
    yield from warnings(pair.from_second)
