"""What the answer of a verifier says of a credential (VC API 0.7)."""

from __future__ import annotations

from conformance.transports.exchange import Exchange

INVALID_INPUT = frozenset({400, 422})


def verdict(exchange: Exchange) -> bool | None:
    """Whether the credential was accepted; None where the answer does not say.

    A result has `verified`; before there was one it had `checks` and `errors`. Where the status is of class 4, the
    credential is refused if a result says so or the status means invalid input: others are about the request.
    """
    stated, errors = exchange.member.get("verified"), exchange.member.get("errors")
    if 400 <= exchange.status < 500:
        return False if stated is False or exchange.status in INVALID_INPUT else None
    if not 200 <= exchange.status < 300:
        return None
    if isinstance(stated, bool):
        return stated
    if stated is not None or not isinstance(errors, list):
        return None
    return not errors if isinstance(exchange.member.get("checks"), list) else None
