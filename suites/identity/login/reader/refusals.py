"""How answers refuse."""

from __future__ import annotations

from conformance.transports.exchange import Exchange


def refusal_in(exchange: Exchange) -> str:
    """The status of an answer, with the error that it names, if any (RFC 6749, 5.2)."""
    error = exchange.member.get("error")
    return f"{exchange.status} {error[:100]}" if isinstance(error, str) and error else str(exchange.status)
