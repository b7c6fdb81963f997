"""The view of the suite: a whole capability statement."""

from __future__ import annotations

from conformance_suites.interfaces.fhir.reader.capabilities import Capabilities, view

__all__ = ["Capabilities", "view"]
