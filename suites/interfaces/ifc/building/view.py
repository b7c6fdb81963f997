"""The view of a building: what is real about it and how its parts belong together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import isfinite

from conformance.authoring import Blocked, Where
from conformance.readers.source import Source
from conformance_suites.interfaces.ifc.reader.information import Information, is_empty, properties
from conformance_suites.interfaces.ifc.reader.model import Model, Thing, model
from conformance_suites.interfaces.ifc.reader.parameters import Typed
from conformance_suites.interfaces.ifc.reader.parts import PARTS
from conformance_suites.interfaces.ifc.reader.units import metres, unit_type, units, wanted

from .places import Angle, Measure, Part, Scaled

SPACES = 3
"""Dimensions of a model."""


@dataclass(frozen=True)
class Building:
    """A model of a building."""

    model: Model

    @property
    def models(self) -> list[Model]:
        """The model, if its schema is known."""
        return [self.model] if self.model.schema is not None else []

    @property
    def rooted(self) -> list[Model]:
        """The model, if all of its contexts are there."""
        return self.models if self._relied("rooted") else []

    def _all(self, *names: str) -> list[Thing]:
        return list(self.model.of(*names))

    def _relied(self, part: str) -> bool:
        """Whether what a row does not find for a part is not there: nothing that the part is made of is broken."""
        return bool(self.models) and self.model.whole(*PARTS[part])

    def where(self, name: int, attribute: str = "") -> Where:
        """The place of an instance, or of its attribute."""
        return self.model.where(self.model.exchange.numbers[name], attribute)

    @cached_property
    def roots(self) -> list[tuple[int, str]]:
        """The name of every object and relationship with its GlobalId."""
        found = ((each.name, each.text("GlobalId")) for each in self.model.of("IfcRoot"))
        return [(name, text) for name, text in found if text is not None]

    @cached_property
    def projects(self) -> list[Thing]:
        """The projects, which are several in a model that is wrong."""
        return self._all("IfcProject")

    @property
    def measuring(self) -> list[Thing]:
        """The projects, if all of their units are there."""
        return self.projects if self._relied("measuring") else []

    @cached_property
    def unit_sets(self) -> list[Thing]:
        """The sets of units."""
        return self._all("IfcUnitAssignment")

    @cached_property
    def project_units(self) -> list[Thing]:
        """The units of the project."""
        return [unit for each in self.projects for unit in units(each.one("UnitsInContext"))]

    # Where it is

    @cached_property
    def contexts(self) -> list[tuple[Thing, float]]:
        """The geometric contexts that are not part of another one, with their dimensions."""
        parts = self.model.kinds("IfcGeometricRepresentationSubContext")
        own = [each for each in self._all("IfcGeometricRepresentationContext") if each.keyword not in parts]
        found = ((each, each.number_of("CoordinateSpaceDimension")) for each in own)
        return [(each, dimension) for each, dimension in found if dimension is not None]

    @property
    def shaped_projects(self) -> list[Thing]:
        """The projects, if anything in the model has a shape."""
        shapes = next(self.model.of("IfcProductDefinitionShape"), None) is not None
        return self.projects if shapes and self._relied("shaped_projects") else []

    @cached_property
    def norths(self) -> list[tuple[Thing, list[float]]]:
        """(context, ratios) of the directions of true north."""
        found = ((each, each.one("TrueNorth")) for each, _ in self.contexts)
        pairs = ((each, north.numbers_of("DirectionRatios")) for each, north in found if north is not None)
        return [(each, ratios) for each, ratios in pairs if ratios is not None]

    @cached_property
    def operations(self) -> list[Thing]:
        """What relates the model to a coordinate reference system."""
        return self._all("IfcCoordinateOperation")

    @property
    def located(self) -> list[Thing]:
        """The projects, if anything in the model has a shape: each is somewhere."""
        shapes = next(self.model.of("IfcProductDefinitionShape"), None) is not None
        return self.projects if shapes and self._relied("located") else []

    @cached_property
    def systems(self) -> list[Thing]:
        """The coordinate reference systems."""
        return self._all("IfcCoordinateReferenceSystem") if self._relied("systems") else []

    @cached_property
    def described(self) -> set[int]:
        """The names of the coordinate reference systems that are described by well-known text."""
        return {name for each in self.model.of("IfcWellKnownText") for name in each.refs("CoordinateReferenceSystem")}

    @cached_property
    def conversions(self) -> list[Thing]:
        """The map conversions."""
        return self._all("IfcMapConversion")

    @cached_property
    def scales(self) -> list[Scaled]:
        """The scales of map conversions whose units are known."""
        own = [length for each in self.project_units if (length := metres(each)) is not None]
        found = []
        for each in self.conversions:
            target, scale = each.one("TargetCRS"), each.number_of("Scale")
            projected = target is not None and target.keyword in self.model.kinds("IfcProjectedCRS")
            if target is None or not projected or not own or (each.values.get("Scale") is not None and scale is None):
                continue
            if target.values.get("MapUnit") is None:
                lengths = [own[0], 1.0]  # the unit of the project by the text, metres by most programs
            else:
                length = metres(target.one("MapUnit"))
                lengths = [length] if length is not None else []
            ratios = [ratio for one in lengths if (ratio := own[0] / one) and isfinite(ratio)]
            if ratios:
                found.append(Scaled(each, 1.0 if scale is None else scale, ratios))
        return found

    @cached_property
    def coordinates(self) -> list[Angle]:
        """The latitudes and longitudes of sites."""
        found = []
        for site in self.model.of("IfcSite"):
            for name, most in (("RefLatitude", 90), ("RefLongitude", 180)):
                numbers = site.numbers_of(name)
                if numbers is not None and 3 <= len(numbers) <= 4:
                    found.append(Angle(site, name, numbers, most))
        return found

    # What belongs to what

    def _parts(self, relation: str, whole: str, parts: str) -> list[Part]:
        return [
            Part(part, above, each.name)
            for each in self.model.of(relation)
            for above in each.refs(whole)
            for part in each.refs(parts)
        ]

    @cached_property
    def aggregates(self) -> list[Part]:
        """The parts of all wholes."""
        return self._parts("IfcRelAggregates", "RelatingObject", "RelatedObjects")

    @cached_property
    def wholes(self) -> dict[int, list[Part]]:
        """By the name of an object: what it is part of."""
        found: dict[int, list[Part]] = {}
        for each in self.aggregates:
            found.setdefault(each.object, []).append(each)
        return found

    @cached_property
    def spatial(self) -> list[Thing]:
        """The sites, buildings, storeys, spaces and other parts of the spatial structure."""
        return self._all("IfcSpatialStructureElement") if self._relied("spatial") else []

    @cached_property
    def contained(self) -> list[Part]:
        """The elements in parts of the spatial structure."""
        return self._parts("IfcRelContainedInSpatialStructure", "RelatingStructure", "RelatedElements")

    @cached_property
    def elements(self) -> list[int]:
        """The names of the elements apart from openings and other features of elements."""
        kinds = self.model.kinds("IfcElement") - self.model.kinds("IfcFeatureElement")
        exchange = self.model.exchange
        found = range(len(exchange)) if self._relied("elements") else ()
        return [exchange.names[number] for number in found if exchange.keywords[number] in kinds]

    @cached_property
    def belonging(self) -> set[int]:
        """The names of objects that belong to a space, a storey, another element or an opening."""
        related = (
            ("IfcRelContainedInSpatialStructure", "RelatedElements"),
            ("IfcRelReferencedInSpatialStructure", "RelatedElements"),
            ("IfcRelAggregates", "RelatedObjects"),
            ("IfcRelNests", "RelatedObjects"),
            ("IfcRelCoversBldgElements", "RelatedCoverings"),
            ("IfcRelCoversSpaces", "RelatedCoverings"),
            ("IfcRelDeclares", "RelatedDefinitions"),
            ("IfcRelFillsElement", "RelatedBuildingElement"),
        )
        return {ref for name, attribute in related for each in self.model.of(name) for ref in each.refs(attribute)}

    @cached_property
    def placements(self) -> dict[int, int]:
        """By the name of a placement: that of the one that it is relative to, or -1."""
        found = ((each.name, each.refs("PlacementRelTo")) for each in self.model.of("IfcObjectPlacement"))
        return {name: above[0] if above else -1 for name, above in found}

    @cached_property
    def shaped(self) -> list[tuple[int, bool]]:
        """(name, whether it is placed) of the products with a shape."""
        shapes = self.model.kinds("IfcShapeRepresentation")
        found = []
        for each in self.model.of("IfcProduct"):
            shape = each.one("Representation")
            if shape and any(self.model.keyword(one) in shapes for one in shape.refs("Representations")):
                found.append((each.name, each.values["ObjectPlacement"] is not None))
        return found

    # What it says

    @cached_property
    def property_sets(self) -> list[Thing]:
        return self._all("IfcPropertySet")

    @cached_property
    def measures(self) -> list[Measure]:
        """The properties whose values are in a unit."""
        schema = self.model.schema
        types = frozenset[str]()
        for name in ("IFCUNITENUM", "IFCDERIVEDUNITENUM"):
            types |= schema.defined[name].items if schema else frozenset()
        found = []
        for each in self.model.of("IfcPropertySingleValue") if self._relied("measures") else ():
            value = each.values.get("NominalValue")
            if isinstance(value, Typed) and (kind := wanted(value.name, types)):
                unit = each.one("Unit")
                own = unit_type(unit) if unit is not None else None
                found.append(Measure(each.name, each.text("Name") or "", value.name, kind, own))
        return found

    @cached_property
    def classified(self) -> list[Thing]:
        """The references to classifications."""
        return self._all("IfcClassificationReference")

    @property
    def informed(self) -> list[Model]:
        """The model, if it has objects."""
        return [each for each in self.models if next(each.of("IfcObjectDefinition"), None) and self._relied("informed")]

    def has(self, thing: Thing, wanted: Information) -> bool:
        """Whether an object has what is asked for."""
        if wanted.set is None:
            return not is_empty(thing, wanted.name)
        sets = [self._said[each] for each in self.sets_of.get(thing.name, ()) if each in self._said]
        return any(name == wanted.set and wanted.name in given for name, given in sets)

    @cached_property
    def _said(self) -> dict[int, tuple[str | None, frozenset[str]]]:
        """By the name of a set of properties or quantities: its Name, and the names of those with a value."""
        names = {name for given in self.sets_of.values() for name in given}
        found = ((name, self.model.thing(name)) for name in names)
        return {name: (each.text("Name"), properties(each)) for name, each in found if each is not None}

    @cached_property
    def sets_of(self) -> dict[int, list[int]]:
        """By the name of an object: the names of its sets of properties and quantities, with those of its type."""
        found: dict[int, list[int]] = {}
        for relation in self.model.of("IfcRelDefinesByProperties"):
            given = relation.refs("RelatingPropertyDefinition")
            for ref in relation.refs("RelatedObjects"):
                found.setdefault(ref, []).extend(given)
        for relation in self.model.of("IfcRelDefinesByType"):
            kind = relation.one("RelatingType")
            given = kind.refs("HasPropertySets") if kind else []
            for ref in relation.refs("RelatedObjects"):
                found.setdefault(ref, []).extend(given)
        return found


def view(source: Source) -> Building:
    """The building in the source. Raises Blocked where it exceeds a limit of the test system."""
    read = source.once(model)
    if read.exchange.unread:
        raise Blocked("third_edition", section=read.exchange.unread)
    return Building(read)
