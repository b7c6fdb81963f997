"""The reference product of the family: honest, or with one of its faults."""

from .platform import ENVIRONMENT, FAULTS, INFORMATION, STATEMENT, endpoints, routes

__all__ = ["ENVIRONMENT", "FAULTS", "INFORMATION", "STATEMENT", "endpoints", "routes"]
