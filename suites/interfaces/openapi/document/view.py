"""The view of the suite: a whole OpenAPI document."""

from __future__ import annotations

from conformance_suites.interfaces.openapi.reader.document import OpenApiDocument, view

__all__ = ["OpenApiDocument", "view"]
