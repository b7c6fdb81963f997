"""The reference product of the family: honest, or with one of its faults."""

from .connection import make
from .faults import FAULTS, INFORMATION, STATEMENT, endpoints, routes

SERVERS = {"broker": ("mqtt://{address}", make)}

__all__ = ["FAULTS", "INFORMATION", "SERVERS", "STATEMENT", "endpoints", "routes"]
