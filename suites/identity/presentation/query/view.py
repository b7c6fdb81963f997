"""A query in the Digital Credentials Query Language as the rows see it."""

from __future__ import annotations

from conformance_suites.identity.presentation.reader.query import Query, view

__all__ = ["Query", "view"]
