"""The reference products of the family, a verifier and a wallet: honest, or with one of their faults."""

from __future__ import annotations

import socket
from typing import Any

from conformance.reference.serving import Fault

from . import verifier, wallet

__all__ = ["FAULTS", "INFORMATION", "STATEMENT", "endpoints", "routes"]

FAULTS = (*verifier.FAULTS, *wallet.FAULTS)
STATEMENT = verifier.STATEMENT
INFORMATION = {**verifier.INFORMATION, **wallet.INFORMATION}


def endpoints(base: str) -> dict[str, str]:
    """The endpoints of the plan: both products at `base`, and a free port at which the wallet finds the tests."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    door = f"listen+http://127.0.0.1:{port}/"
    return {**verifier.endpoints(base), "wallet_agent": f"{base}{wallet.PATH}", "wallet_door": door}


def routes(base: str, fault: Fault) -> list[Any]:
    """The Starlette routes below the URL `base`."""
    return [*verifier.routes(base, fault), *wallet.routes(fault)]
