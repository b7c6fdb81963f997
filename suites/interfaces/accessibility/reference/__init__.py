"""A web client without barriers, with one switchable fault per rule."""

from conformance_suites.interfaces.accessibility.reference.client import FAULTS, SERVERS, endpoints, routes

STATEMENT: dict[str, bool] = {}
INFORMATION: dict[str, str] = {}

__all__ = ["FAULTS", "INFORMATION", "SERVERS", "STATEMENT", "endpoints", "routes"]
