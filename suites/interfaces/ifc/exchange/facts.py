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
        relations = (each for each in read.of("IfcRelContainedInSpatialStructure") if each.refs("RelatingStructure"))
        contained = {name for each in relations for name in each.refs("RelatedElements")}
        found["elements"] = sum(read.keyword(name) in elements for name in contained)
        found["spaces"] = sum(1 for _ in read.of("IfcSpatialStructureElement"))
    return found
