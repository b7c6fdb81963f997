"""The view of the suite: a file of statements."""

from __future__ import annotations

from conformance_suites.interfaces.xapi.reader.statements import Statements, view

__all__ = ["Statements", "view"]
