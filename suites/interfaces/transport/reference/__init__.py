"""The reference product of the family: honest, or with one of its faults."""

from .server import ENDPOINTS, FAULTS, INFORMATION, STATEMENT, make, routes

SERVERS = {"tls": ("tls://{address}", make)}

__all__ = ["FAULTS", "INFORMATION", "SERVERS", "STATEMENT", "endpoints", "make", "routes"]


def endpoints(base: str) -> dict[str, str]:
    """None of HTTP: see SERVERS."""
    return dict(ENDPOINTS)
