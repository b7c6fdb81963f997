"""What the reference service knows: two stations, three datastreams, and their observations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

OM = "http://www.opengis.net/def/observationType/OGC-OM/2.0/"
QUDT = "http://qudt.org/vocab/"
Entity = dict[str, Any]
OBSERVATIONS = 11
SINGLE = {
    "Thing": "Things",
    "Sensor": "Sensors",
    "ObservedProperty": "ObservedProperties",
    "Datastream": "Datastreams",
    "FeatureOfInterest": "FeaturesOfInterest",
}
"""The entity set of what a relation to one entity leads to."""
RELATIONS = {
    "Things": ("Locations", "HistoricalLocations", "Datastreams"),
    "Locations": ("Things", "HistoricalLocations"),
    "HistoricalLocations": ("Thing", "Locations"),
    "Datastreams": ("Thing", "Sensor", "ObservedProperty", "Observations"),
    "Sensors": ("Datastreams",),
    "ObservedProperties": ("Datastreams",),
    "Observations": ("Datastream", "FeatureOfInterest"),
    "FeaturesOfInterest": ("Observations",),
}


def _named(name: str, **members: Any) -> Entity:
    return {"name": name, "description": f"{name} of the exhibition", **members}


def _place(name: str, at: list[float], member: str) -> Entity:
    return _named(name, encodingType="application/geo+json", **{member: {"type": "Point", "coordinates": at}})


def _stream(name: str, kind: str, unit: Mapping[str, Any]) -> Entity:
    return _named(name, observationType=OM + kind, unitOfMeasurement=dict(unit))


def _observation(number: int) -> Entity:
    minutes, offset = (5 * number - 30, "-00:30") if number % 2 else (5 * number, "Z")
    results: list[Any] = [20.5 + number, number, number % 4 == 0]
    time = f"2026-04-01T{(60 + minutes) // 60:02}:{minutes % 60:02}:00{offset}"
    return {"phenomenonTime": time, "resultTime": None, "result": results[number % 3]}


_DEGREES = {"name": "degree Celsius", "symbol": "°C", "definition": f"{QUDT}unit/DEG_C"}
_COUNT = {"name": "count", "symbol": None, "definition": f"{QUDT}unit/NUM"}
_NO_UNIT = dict.fromkeys(_COUNT)
ENTITIES: dict[str, list[Entity]] = {
    "Things": [_named("Roof station"), _named("Gate")],
    "Locations": [_place("Roof", [121.5, 31.2], "location"), _place("Entrance", [121.6, 31.2], "location")],
    "HistoricalLocations": [{"time": "2026-03-01T00:00:00Z"}],
    "Datastreams": [
        _stream("Air temperature", "OM_Measurement", _DEGREES),
        _stream("Visitors' count", "OM_CountObservation", _COUNT),
        _stream("Gate open", "OM_TruthObservation", _NO_UNIT),
    ],
    "Sensors": [
        _named(name, encodingType="text/html", metadata="https://maker.example/data") for name in ("PT100", "Counter")
    ],
    "ObservedProperties": [
        _named(name, definition=f"{QUDT}quantitykind/{name.replace(' ', '')}") for name in ("Temperature", "Count")
    ],
    "Observations": [_observation(number) for number in range(OBSERVATIONS)],
    "FeaturesOfInterest": [_place("Hall 3", [121.5, 31.2, 12.0], "feature")],
}
"""The entities of each set; ids are counted from 1."""


def related(entity_set: str, key: int, relation: str) -> list[int]:
    """The ids of what an entity is related to."""
    if relation == "Datastream":
        return [(key - 1) % 3 + 1]
    if relation == "Observations" and entity_set == "Datastreams":
        return [each for each in range(1, OBSERVATIONS + 1) if (each - 1) % 3 + 1 == key]
    if relation == "Datastreams":
        return [each for each in (1, 2, 3) if min(each, 2) == key]
    if relation in SINGLE:
        return [min(key, len(ENTITIES[SINGLE[relation]]))]
    many = len(ENTITIES[relation])
    return list(range(1, many + 1)) if relation == "Observations" else [min(key, many)]
