"""How much of a building is in a model."""

from __future__ import annotations

from contextlib import suppress

from conformance.authoring import Blocked, NotRun
from conformance.readers.source import Source
from conformance_suites.interfaces.ifc.reader.model import model


def facts(source: Source) -> dict[str, float]:
    """The elements in the spatial structure, and the parts of that structure. None are known without the library."""
    found = {"elements": 0.0, "spaces": 0.0}
    with suppress(Blocked, NotRun):  # a row says why the model cannot be judged
        read = source.once(model)
        elements = read.kinds("IfcElement")
        contained = {
            each.name
            for relation in read.of("IfcRelContainedInSpatialStructure")
            if relation.one("RelatingStructure") is not None
            for each in relation.many("RelatedElements")
            if each.keyword in elements
        }
        found["elements"] = len(contained)
        found["spaces"] = sum(1 for _ in read.of("IfcSpatialStructureElement"))
    return found
