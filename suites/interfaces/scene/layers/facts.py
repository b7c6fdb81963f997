"""How much of a scene is in a file."""

from __future__ import annotations

from contextlib import suppress

from conformance.authoring import Blocked, NotRun
from conformance.readers.source import Source
from conformance_suites.interfaces.scene.reader.composed import composed


def facts(source: Source) -> dict[str, float]:
    """The things that are drawn. None are known without the library."""
    found = {"drawn": 0.0}
    with suppress(Blocked, NotRun):  # a row says why the scene cannot be judged
        found["drawn"] = float(composed(source).shown["drawn"])
    return found
