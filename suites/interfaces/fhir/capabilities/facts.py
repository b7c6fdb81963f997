"""How much an interface offers."""

from __future__ import annotations

from contextlib import suppress

from conformance.authoring import Blocked
from conformance.readers.source import Source
from conformance_suites.interfaces.fhir.reader.capabilities import items

from .view import view


def facts(source: Source) -> dict[str, float]:
    """The resources with an interaction that has a code."""
    with suppress(Blocked):  # a row says that the document cannot be judged
        found = source.once(view).resources
        return {"resources": sum(any("code" in each for _, each in items(one, "interaction")) for one in found)}
    return {"resources": 0}
