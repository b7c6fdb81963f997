"""The reference products of the family: honest, or with one of their faults."""

from __future__ import annotations

from typing import Any

from conformance.reference.serving import Fault
from conformance_suites.identity.vc_api.reference import issuing, verifier
from conformance_suites.identity.vc_api.reference.verifier import INFORMATION, STATEMENT

__all__ = ["FAULTS", "INFORMATION", "STATEMENT", "endpoints", "routes"]

FAULTS = (*verifier.FAULTS, *issuing.FAULTS)


def endpoints(base: str) -> dict[str, str]:
    """The endpoints of the plan when the products answer at the URL `base`."""
    return {**verifier.endpoints(base), **issuing.endpoints(base)}


def routes(base: str, fault: Fault) -> list[Any]:
    """The Starlette routes below the URL `base`."""
    return [*verifier.routes(base, fault), *issuing.routes(base, fault)]
