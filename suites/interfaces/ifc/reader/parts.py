"""Which parts of the view of a building lack something where an instance of an entity is not as it should be."""

from __future__ import annotations

from conformance.authoring import NotRun

from .model import Model

PARTS = {
    "rooted": ("IfcContext",),
    "roots": ("IfcRoot",),
    "measuring": ("IfcContext", "IfcUnitAssignment", "IfcNamedUnit"),
    "unit_sets": ("IfcUnitAssignment", "IfcNamedUnit", "IfcDerivedUnit", "IfcMonetaryUnit"),
    "shaped_projects": ("IfcContext", "IfcRepresentationContext", "IfcProductDefinitionShape"),
    "contexts": ("IfcRepresentationContext", "IfcContext"),
    "norths": ("IfcRepresentationContext", "IfcDirection"),
    "located": ("IfcContext", "IfcCoordinateOperation"),
    "systems": ("IfcCoordinateReferenceSystem", "IfcWellKnownText"),
    "conversions": ("IfcCoordinateOperation",),
    "scales": (
        "IfcCoordinateOperation",
        "IfcCoordinateReferenceSystem",
        "IfcNamedUnit",
        "IfcMeasureWithUnit",
        "IfcUnitAssignment",
        "IfcContext",
    ),
    "coordinates": ("IfcSite",),
    "aggregates": ("IfcRelAggregates",),
    "spatial": ("IfcRelAggregates", "IfcSpatialElement", "IfcContext"),
    "contained": ("IfcRelContainedInSpatialStructure", "IfcSpatialElement"),
    "elements": ("IfcElement", "IfcRelationship"),
    "placements": ("IfcObjectPlacement",),
    "shaped": ("IfcProduct", "IfcProductRepresentation", "IfcRepresentation"),
    "property_sets": ("IfcPropertySet", "IfcProperty"),
    "measures": ("IfcProperty", "IfcContext", "IfcUnitAssignment", "IfcNamedUnit", "IfcDerivedUnit"),
    "classified": ("IfcClassification", "IfcClassificationReference"),
    "informed": ("IfcObjectDefinition", "IfcRelDefines", "IfcPropertySetDefinition", "IfcProperty"),
}
"""By part: the entities whose instances it is made of."""
ALL = tuple(PARTS)


def lost(model: Model, number: int) -> tuple[str, ...]:
    """The parts that lack something where an instance is not as it should be."""
    try:
        known = model.schema
    except NotRun:  # without the library no other row judges instances
        return ALL
    keyword = model.exchange.keywords[number]
    return tuple(part for part, names in PARTS.items() if keyword in model.kinds(*names)) if known else ALL
