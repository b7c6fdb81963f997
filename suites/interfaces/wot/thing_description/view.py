"""The view of the suite: a whole Thing Description."""

from __future__ import annotations

from conformance_suites.interfaces.wot.reader.description import ThingDescription, view

__all__ = ["ThingDescription", "view"]
