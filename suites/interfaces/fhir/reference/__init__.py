"""The reference product of the family: honest, or with one of its faults."""

from .server import FAULTS, INFORMATION, STATEMENT, endpoints, routes

__all__ = ["FAULTS", "INFORMATION", "STATEMENT", "endpoints", "routes"]
