"""The types of entities: their properties and their relations (SensorThings API 1.1, 8.2; 1.0 has the same)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class EntityType(NamedTuple):
    """An entity set, the properties that are mandatory and those that are optional with their types, and relations.

    A type is `string`, `object` or `any`, with `?` where null is allowed as well. A relation with `|` is one or the
    other.
    """

    entity_set: str
    mandatory: Mapping[str, str]
    optional: Mapping[str, str]
    relations: tuple[str, ...]

    @property
    def properties(self) -> Mapping[str, str]:
        return {**self.mandatory, **self.optional}


_NAMED = {"name": "string", "description": "string"}
_MORE = {"properties": "object?"}
TYPES = {
    "Thing": EntityType("Things", _NAMED, _MORE, ("Locations", "HistoricalLocations", "Datastreams")),
    "Location": EntityType(
        "Locations", {**_NAMED, "encodingType": "string", "location": "any"}, _MORE, ("Things", "HistoricalLocations")
    ),
    "HistoricalLocation": EntityType("HistoricalLocations", {"time": "string"}, {}, ("Thing", "Locations")),
    "Datastream": EntityType(
        "Datastreams",
        {**_NAMED, "unitOfMeasurement": "object", "observationType": "string"},
        {**_MORE, "observedArea": "object?", "phenomenonTime": "string?", "resultTime": "string?"},
        ("Thing", "Sensor", "ObservedProperty", "Observations"),
    ),
    "Sensor": EntityType("Sensors", {**_NAMED, "encodingType": "string", "metadata": "any"}, _MORE, ("Datastreams",)),
    "ObservedProperty": EntityType("ObservedProperties", {**_NAMED, "definition": "string"}, _MORE, ("Datastreams",)),
    "Observation": EntityType(
        "Observations",
        {"phenomenonTime": "string", "result": "any", "resultTime": "string?"},
        {"validTime": "string?", "parameters": "object?"},
        ("Datastream|MultiDatastream", "FeatureOfInterest"),
    ),
    "FeatureOfInterest": EntityType(
        "FeaturesOfInterest", {**_NAMED, "encodingType": "string", "feature": "any"}, _MORE, ("Observations",)
    ),
}
"""By name of the type; a MultiDatastream, which is an extension, is not judged."""
OTHER = EntityType("", {}, {}, ())
"""What is known of an entity of another type."""
SETS = {each.entity_set: name for name, each in TYPES.items()}
"""The type of the entities in an entity set."""
NAVIGATION = {**SETS, **{name: name for name in TYPES}, "MultiDatastream": "", "MultiDatastreams": ""}
"""The type of the entities that a navigation property leads to; empty for one that is not judged."""
UNIT = ("name", "symbol", "definition")
"""The members of a unit of measurement."""
GEOJSON = ("application/vnd.geo+json", "application/geo+json")
"""The encoding types of GeoJSON: of version 1.0, and of 1.1 (8.2.2)."""
OBSERVATION_TYPES = "http://www.opengis.net/def/observationType/OGC-OM/2.0/"
INSTANT, PERIOD, EITHER = "instant", "interval", "either"
TIMES = {
    "HistoricalLocation": {"time": INSTANT},
    "Datastream": {"phenomenonTime": PERIOD, "resultTime": PERIOD},
    "Observation": {"phenomenonTime": EITHER, "resultTime": INSTANT, "validTime": PERIOD},
}
"""By type of entity: the properties that are times, and what kind of time each is."""
