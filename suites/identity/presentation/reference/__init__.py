"""The reference products of the family: honest, or with one of their faults."""

from .verifier import FAULTS, INFORMATION, STATEMENT, endpoints, routes

__all__ = ["FAULTS", "INFORMATION", "STATEMENT", "endpoints", "routes"]
