"""What several suites find of answers."""

from __future__ import annotations

from collections.abc import Iterable

from conformance.authoring import Finding, Findings, capped
from conformance.readers.json_schema import kind_of
from conformance.transports.exchange import Exchange
from conformance_suites.identity.issuance.reader.issuer import is_token

JSON, REFUSED = "application/json", 400


def label_findings(answers: Iterable[Exchange]) -> Findings:
    """The answers with another media type than that of JSON."""
    for each in answers:
        if each.media_type != JSON:
            yield Finding(each.where(), received=each.media_type or "")


def refusal_findings(answers: Iterable[Exchange], expected: str) -> Findings:
    """The answers that grant a token, and refusals with another error or status."""
    for each in answers:
        error = each.member.get("error")
        if is_token(each):
            yield Finding(each.where(), "granted")
        elif error != expected:
            yield Finding(each.where(), "error", received=capped(str(error or each.status)), expected=expected)
        elif each.status != REFUSED:
            yield Finding(each.where(), "status", received=each.status, expected=REFUSED)


def grant_findings(answers: Iterable[Exchange]) -> Findings:
    """What is missing or wrong in answers that grant a token (RFC 6749, 5.1)."""
    for each in answers:
        if each.media_type != JSON:
            yield Finding(each.where(), "label", received=each.media_type or "")
        for name in ("access_token", "token_type"):
            found = each.member.get(name)
            if not isinstance(found, str) or not found:
                yield Finding(each.where(), name=name)
        seconds = each.member.get("expires_in")
        if seconds is not None and (isinstance(seconds, bool) or not isinstance(seconds, int | float)):
            yield Finding(each.where("/expires_in"), "number", received=kind_of(seconds))


def store_findings(answers: Iterable[Exchange]) -> Findings:
    """The answers that may be stored."""
    for each in answers:
        told = (each.header("cache-control") or "").lower()
        if "no-store" not in [part.strip() for part in told.split(",")]:
            yield Finding(each.where(), received=told)
