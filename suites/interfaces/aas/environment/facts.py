"""How much an environment describes."""

from __future__ import annotations

from conformance_suites.interfaces.aas.reader.described import described as facts

__all__ = ["facts"]
