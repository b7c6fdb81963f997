"""The view of the suite: a file with entities."""

from __future__ import annotations

from conformance_suites.interfaces.ngsi_ld.reader.entities import Entities, view

__all__ = ["Entities", "view"]
