"""The reference products of the family, honest or with one of their faults: metadata, and a provider to sign in at."""

from __future__ import annotations

from typing import Any

from conformance.reference.serving import Fault
from conformance_suites.identity.openid.reference import lifetimes, provider, sign_in
from conformance_suites.identity.openid.reference.grants import ENVIRONMENT
from conformance_suites.identity.openid.reference.sign_in import INFORMATION

STATEMENT = {**provider.STATEMENT, "pairwise": True}
__all__ = ["ENVIRONMENT", "FAULTS", "INFORMATION", "STATEMENT", "endpoints", "routes"]

FAULTS = (*provider.FAULTS, *sign_in.FAULTS, *lifetimes.FAULTS)


def endpoints(base: str) -> dict[str, str]:
    """The endpoints of the plan when the product answers at the URL `base`."""
    return {**provider.endpoints(base), **sign_in.endpoints(base)}


def routes(base: str, fault: Fault) -> list[Any]:
    """The Starlette routes below the URL `base`."""
    return [*provider.routes(base, fault), *sign_in.routes(base, fault)]
