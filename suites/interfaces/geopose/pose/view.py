"""The view of the suite: a whole GeoPose."""

from __future__ import annotations

from conformance_suites.interfaces.geopose.reader.pose import GeoPose, view

__all__ = ["GeoPose", "view"]
