"""The view of the suite: a whole environment."""

from __future__ import annotations

from conformance_suites.interfaces.aas.reader.environment import Environment, view

__all__ = ["Environment", "view"]
