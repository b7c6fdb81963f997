"""The reference product of the family: honest, or with one of its faults."""

from .faults import FAULTS
from .issuer import ENVIRONMENT, INFORMATION, STATEMENT
from .routes import endpoints, routes

__all__ = ["ENVIRONMENT", "FAULTS", "INFORMATION", "STATEMENT", "endpoints", "routes"]
