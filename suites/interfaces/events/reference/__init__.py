"""The reference product of the family: honest, or with one of its faults."""

from . import receiver, stream
from .receiver import ENVIRONMENT, STATEMENT, endpoints, routes

FAULTS = (*receiver.FAULTS, *stream.FAULTS)
INFORMATION = {**receiver.INFORMATION, **stream.INFORMATION}
SERVERS = {"event_stream": ("ws://{address}/", stream.make)}

__all__ = ["ENVIRONMENT", "FAULTS", "INFORMATION", "SERVERS", "STATEMENT", "endpoints", "routes"]
