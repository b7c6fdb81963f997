"""Checks of what a platform does for minors and buyers: classes of content, sessions, purchases."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from typing import Any

from conformance.authoring import Blocked, Finding, Findings, NotApplicable, NotRun, check
from conformance.readers.json_pointer import value_at
from conformance.transports.exchange import Exchange
from conformance_suites.interfaces.governance.reader.times import seconds_of, seconds_of_date
from conformance_suites.interfaces.privacy.reader.operations import given

from .view import ADULT, EXHAUSTED, MEMBERS, MINOR, NOBODY, OTHER, Conduct, Item, Receipt

_AMOUNT = re.compile(r"\d{1,30}(?:\.\d{1,30})?", re.ASCII)
PROBLEM = "application/problem+json"
SLACK = 60
"""Seconds between the clock of a session and that of its answer."""


@check("IFC-GOV-001")
def content_has_a_class(conduct: Conduct) -> Findings:
    for item in conduct.items():
        if item.content_class is None or item.content_class == "":
            yield Finding(item.listed.where(item.pointer))


@check("IFC-GOV-002")
def classes_are_declared(conduct: Conduct) -> Findings:
    known = conduct.classes
    for item in classified(conduct):
        if item.content_class not in known:
            yield Finding(item.listed.where(item.pointer), received=item.content_class, expected=known)


def classified(conduct: Conduct) -> list[Item]:
    """Items with a class. Raises Blocked if there are none."""
    if not (found := [each for each in conduct.items() if each.content_class not in (None, "")]):
        raise Blocked("blocked_by", ids=["IFC-GOV-001"])
    return found


@check("IFC-GOV-003")
def pages_have_the_class_of_the_list(conduct: Conduct) -> Findings:
    for item in [each for each in classified(conduct) if each.id is not None][:20]:
        found = conduct.page(item, ADULT)
        if not given(found) or not found.json.usable:
            raise Blocked("control_refused", exchange=found.key)
        if (other := conduct.class_on_page(found.json.document)) != item.content_class:
            yield Finding(found.where(), received=other, expected=item.content_class)


@check("IFC-GOV-004")
def minors_are_not_offered_more(conduct: Conduct) -> Findings:
    above = {each.id for each in conduct.above()}
    for item in conduct.items(MINOR):
        if item.id in above:
            yield Finding(item.listed.where(item.pointer), received=item.content_class)


def unlocked(conduct: Conduct, who: str) -> Iterator[tuple[Item, Exchange]]:
    """Items above the classes of minors, each with the answer that gives it to this person. Raises Blocked."""
    for item in conduct.above():
        if not given(adult := conduct.page(item, ADULT)):
            raise Blocked("control_refused", exchange=adult.key)
        if conduct.gives(item, adult, found := conduct.page(item, who)):
            yield item, found


@check("IFC-GOV-005")
def minors_get_nothing_above(conduct: Conduct) -> Findings:
    for item, found in unlocked(conduct, MINOR):
        yield Finding(found.where(), received=item.content_class)


@check("IFC-GOV-006")
def strangers_get_nothing_above(conduct: Conduct) -> Findings:
    for item, found in unlocked(conduct, NOBODY):
        yield Finding(found.where(), received=item.content_class)


@check("IFC-GOV-007")
def the_declaration_is_public(conduct: Conduct) -> Findings:
    found = conduct.declaration
    if found.status != 200:
        yield Finding(found.where(), "status", received=found.status, expected=200)
    elif "platformDeclaration" not in found.member:
        yield Finding(found.where(), "other")


def limited(conduct: Conduct) -> tuple[Exchange, bool]:
    """The answer to a minor who has no time left, and whether it is a refusal; others are let in. Raises Blocked."""
    adult = conduct.session_of(ADULT)
    with suppress(NotRun):  # then it is the adult alone
        conduct.session_of(MINOR)
    found = conduct.started(EXHAUSTED)
    return found, not conduct.let_in(found, adult)


def refused(conduct: Conduct) -> Exchange:
    """The same answer, where it is a refusal. Raises Blocked otherwise."""
    found, is_refusal = limited(conduct)
    if not is_refusal:
        raise Blocked("blocked_by", ids=["IFC-GOV-008"])
    return found


@check("IFC-GOV-008")
def time_is_limited(conduct: Conduct) -> Findings:
    found, is_refusal = limited(conduct)
    if not is_refusal:
        yield Finding(found.where(), received=found.status)


@check("IFC-GOV-009")
def refusals_are_not_errors(conduct: Conduct) -> Findings:
    found = refused(conduct)
    if not 400 <= found.status < 500:
        yield Finding(found.where(), received=found.status)


@check("IFC-GOV-010")
def refusals_say_why(conduct: Conduct) -> Findings:
    found = refused(conduct)
    kind = found.member.get("type")
    if found.media_type != PROBLEM:
        yield Finding(found.where(), "media", received=found.media_type or "", expected=PROBLEM)
    elif not isinstance(kind, str) or kind in ("", "about:blank"):
        yield Finding(found.where(), "none")


@check("IFC-GOV-011")
def sessions_of_minors_end(conduct: Conduct) -> Findings:
    found = conduct.session_of(MINOR)
    if seconds_of(end := conduct.session_end(found)) is None:
        yield Finding(found.where(), received=end)


@check("IFC-GOV-012")
def sessions_of_minors_end_in_time(conduct: Conduct) -> Findings:
    minutes = conduct.service.information("minutes_per_day")
    found = conduct.session_of(MINOR)
    if (end := seconds_of(conduct.session_end(found))) is None:
        raise Blocked("blocked_by", ids=["IFC-GOV-011"])
    if (begin := seconds_of_date(found.header("date"))) is None:
        raise Blocked("no_date", exchange=found.key)
    if end - begin > 60 * minutes + SLACK:
        yield Finding(found.where(), limit=minutes)


@check("IFC-GOV-013")
def spending_is_limited(conduct: Conduct) -> Findings:
    adult = conduct.bought(ADULT, "purchase_beyond_limit")
    if not given(adult):
        raise Blocked("control_refused", exchange=adult.key)
    if conduct.sold(found := conduct.bought(MINOR, "purchase_beyond_limit"), adult):
        yield Finding(found.where(), received=found.status)


@check("IFC-GOV-014")
def receipts_are_complete(conduct: Conduct) -> Findings:
    receipt = conduct.receipt()
    for name in MEMBERS:
        if receipt.values[name] in (None, "", [], {}):
            yield Finding(receipt.exchange.where(), name=name, member=receipt.pointers[name])


@check("IFC-GOV-015")
def receipts_have_a_time(conduct: Conduct) -> Findings:
    receipt = conduct.receipt()
    if seconds_of(value := receipt.value("time")) is None:
        yield Finding(receipt.exchange.where(receipt.pointers["time"]), received=value)


def amount(value: Any) -> Decimal | None:
    """An amount in digits; None for anything else, such as a number with a binary fraction."""
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    try:
        return Decimal(value) if isinstance(value, str) and _AMOUNT.fullmatch(value) else None
    except InvalidOperation:
        return None


@check("IFC-GOV-016")
def amounts_are_exact(conduct: Conduct) -> Findings:
    receipt = conduct.receipt()
    if amount(value := receipt.value("amount")) is None:
        yield Finding(receipt.exchange.where(receipt.pointers["amount"]), received=value)


@check("IFC-GOV-017")
def currencies_are_named(conduct: Conduct) -> Findings:
    receipt = conduct.receipt()
    value = receipt.value("currency")
    if not isinstance(value, str) or any(unicodedata.category(each) == "Sc" for each in value):
        yield Finding(receipt.exchange.where(receipt.pointers["currency"]), received=value)


def paid(receipt: Receipt) -> Decimal:
    """The amount of a purchase. Raises Blocked without one that is exact."""
    if (found := amount(receipt.value("amount"))) is None:
        raise Blocked("blocked_by", ids=["IFC-GOV-016"])
    return found


def in_answer(conduct: Conduct, found: Exchange, name: str, usual: str) -> Decimal:
    """An amount where the plan says it is in an answer. Raises Blocked without one."""
    with suppress(NotRun):
        usual = str(conduct.service.information(name))
    document = found.json.document if found.json.usable else None
    if not given(found) or (told := amount(value_at(document, usual))) is None:
        raise Blocked("no_amount", cause="configuration", exchange=found.key, pointer=usual)
    return told


@check("IFC-GOV-018")
def the_price_is_kept(conduct: Conduct) -> Findings:
    price = in_answer(conduct, conduct.get(conduct.offer, ADULT), "offer_price", "/price")
    receipt = conduct.receipt()
    if (found := paid(receipt)) != price:
        where = receipt.exchange.where(receipt.pointers["amount"])
        yield Finding(where, received=str(found), expected=str(price))


def same_value(name: str, one: Any, other: Any) -> bool:
    """Whether two values of a member say the same, a time or an amount in whatever form."""
    read = {"time": seconds_of, "amount": amount}.get(name)
    if read and (value := read(one)) is not None:
        return value == read(other)
    return bool(one == other)


@check("IFC-GOV-019")
def transactions_can_be_read(conduct: Conduct) -> Findings:
    receipt = conduct.receipt()
    found = conduct.get(conduct.transaction, ADULT, {"id": receipt.id})
    if not given(found):
        yield Finding(found.where(), "status", received=found.status)
        return
    again = conduct.read(found)
    for name in MEMBERS:
        if not same_value(name, again.values[name], receipt.value(name)):
            where = found.where(receipt.pointers[name])
            yield Finding(where, "differs", received=again.values[name], expected=receipt.values[name], name=name)


@check("IFC-GOV-020")
def transactions_have_different_ids(conduct: Conduct) -> Findings:
    first, second = conduct.receipt(), conduct.receipt()
    if first.id == second.id:
        yield Finding(second.exchange.where(second.pointers["id"]))


@check("IFC-GOV-021")
def repetitions_buy_nothing(conduct: Conduct) -> Findings:
    keys = [f"{conduct.service.random.getrandbits(128):032x}{number}" for number in range(2)]
    first, again, other = (conduct.receipt(key=key) for key in (keys[0], keys[0], keys[1]))
    if other.id == first.id:
        raise Blocked("blocked_by", ids=["IFC-GOV-020"])
    if again.id != first.id:
        yield Finding(again.exchange.where(again.pointers["id"]))


@check("IFC-GOV-022")
def sums_agree(conduct: Conduct) -> Findings:
    def balance() -> tuple[Exchange, Decimal]:
        found = conduct.get(conduct.balance, OTHER)
        return found, in_answer(conduct, found, "balance_amount", "/balance")

    _, before = balance()
    price = paid(conduct.receipt(OTHER))
    found, after = balance()
    if before - after != price:
        yield Finding(found.where(), received=str(before - after), expected=str(price))


def readable(conduct: Conduct) -> Receipt:
    """A purchase that its buyer can read. Raises Blocked otherwise."""
    receipt = conduct.receipt()
    found = conduct.get(conduct.transaction, ADULT, {"id": receipt.id})
    if not given(found) or conduct.read(found).values["id"] != receipt.values["id"]:
        raise Blocked("blocked_by", ids=["IFC-GOV-019"])
    return receipt


def leaked(conduct: Conduct, who: str) -> Findings:
    receipt = readable(conduct)
    found = conduct.get(conduct.transaction, who, {"id": receipt.id})
    if given(found) and conduct.read(found).values["id"] == receipt.values["id"]:
        yield Finding(found.where(), received=found.status)


@check("IFC-GOV-023")
def others_read_no_transactions(conduct: Conduct) -> Findings:
    if "{" not in conduct.transaction:
        raise NotApplicable("not_addressed")
    yield from leaked(conduct, OTHER)


@check("IFC-GOV-024")
def strangers_read_no_transactions(conduct: Conduct) -> Findings:
    yield from leaked(conduct, NOBODY)


@check("IFC-GOV-025")
def strangers_buy_nothing(conduct: Conduct) -> Findings:
    adult = conduct.receipt().exchange
    if conduct.sold(found := conduct.bought(NOBODY), adult):
        yield Finding(found.where(), received=found.status)
