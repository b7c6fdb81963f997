"""The reference product of the family: honest, or with one of its faults."""

from .faults import FAULTS
from .store import INFORMATION, STATEMENT, endpoints, routes

__all__ = ["FAULTS", "INFORMATION", "STATEMENT", "endpoints", "routes"]
