"""The reference product of protected resources."""

from __future__ import annotations

from typing import Any

from conformance.reference.serving import Fault
from conformance_suites.interfaces.access.reference import proving, resource, verifying
from conformance_suites.interfaces.access.reference.keys import ENVIRONMENT
from conformance_suites.interfaces.access.reference.resource import INFORMATION, STATEMENT, endpoints

__all__ = ["ENVIRONMENT", "FAULTS", "INFORMATION", "STATEMENT", "endpoints", "routes"]

FAULTS = (*resource.FAULTS, *verifying.FAULTS, *proving.FAULTS)


def routes(base: str, fault: Fault) -> list[Any]:
    """The Starlette routes below the URL `base`."""
    return resource.routes(base, fault)
