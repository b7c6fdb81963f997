"""The page, as the family reads it."""

from conformance.transports.service import Service
from conformance_suites.interfaces.accessibility.reader.page import WebClient


def view(service: Service) -> WebClient:
    """The web client behind the service."""
    return WebClient(service)


__all__ = ["WebClient", "view"]
