"""Samples of entities: a weather station as the specification has its types, and the same with one thing wrong."""

from __future__ import annotations

import copy
import json
from typing import Any

ROOT = "https://sensors.example.org/v1.1"
OM = "http://www.opengis.net/def/observationType/OGC-OM/2.0/"
CELSIUS = {"name": "degree Celsius", "symbol": "°C", "definition": "http://qudt.org/vocab/unit/DEG_C"}
RING = [[121.4, 31.2], [121.6, 31.2], [121.6, 31.3], [121.4, 31.2]]
LEFT_OUT = "left out"
"""Marks a member that a sample lacks."""


def entity(entity_set: str, key: Any, links: tuple[str, ...], **members: Any) -> dict[str, Any]:
    """An entity with its control information."""
    name = f"'{key}'" if isinstance(key, str) else key
    url = f"{ROOT}/{entity_set}({name})"
    return {
        "@iot.id": key,
        "@iot.selfLink": url,
        **{f"{link}@iot.navigationLink": f"{url}/{link}" for link in links},
        **members,
    }


def _thing(**members: Any) -> dict[str, Any]:
    return entity(
        "Things",
        1,
        ("Locations", "HistoricalLocations", "Datastreams"),
        name="Weather station",
        description="On the roof of the exhibition hall",
        properties={"operator": "Hall 3"},
        **members,
    )


def _observation(key: Any, result: Any, time: str = "2026-04-01T09:30:00+08:00", **members: Any) -> dict[str, Any]:
    links = ("Datastream", "FeatureOfInterest")
    return entity(
        "Observations", key, links, phenomenonTime=time, result=result, resultTime="2026-04-01T01:30:05Z", **members
    )


def _stream(kind: str = "OM_Measurement", **members: Any) -> dict[str, Any]:
    return {
        **entity("Datastreams", 7, ("Thing", "Sensor", "ObservedProperty", "Observations")),
        "name": "Air temperature",
        "description": "Air temperature above the roof",
        "unitOfMeasurement": CELSIUS,
        "observationType": OM + kind,
        "observedArea": {"type": "Polygon", "coordinates": [RING]},
        "phenomenonTime": "2026-04-01T01:30:00Z/2026-04-01T02:00:00Z",
        "resultTime": None,
        **members,
    }


def _place(key: str, value: Any, name: str = "Location", encoding: str = "application/geo+json") -> dict[str, Any]:
    location = name == "Location"
    sets, links = (
        ("Locations", ("Things", "HistoricalLocations")) if location else ("FeaturesOfInterest", ("Observations",))
    )
    member = {"location" if location else "feature": value}
    return entity(sets, key, links, name="Roof", description="Roof of hall 3", encodingType=encoding, **member)


def _everything() -> dict[str, Any]:
    """A datastream with all that is around it, expanded."""
    sensor = entity(
        "Sensors",
        2,
        ("Datastreams",),
        name="PT100",
        description="Resistance",
        encodingType="text/html",
        metadata="https://maker.example/pt100",
    )
    phenomenon = entity(
        "ObservedProperties",
        3,
        ("Datastreams",),
        name="Air temperature",
        description="Temperature of the air",
        definition="http://qudt.org/vocab/quantitykind/Temperature",
    )
    stream = _stream()
    for link in ("Thing", "Sensor", "ObservedProperty", "Observations"):
        del stream[f"{link}@iot.navigationLink"]
    return {
        **stream,
        "Thing": _thing(),
        "Sensor": sensor,
        "ObservedProperty": phenomenon,
        "Observations": [
            _observation(11, 21.5, parameters={"wind": "calm"}, resultQuality="good"),
            _observation(12, None, "2026-04-01T02:00:00Z/2026-04-01T02:10:00Z", validTime="2026-04-01T02:00:00Z/PT1H"),
        ],
        "Observations@iot.count": 41,
        "Observations@iot.nextLink": f"{ROOT}/Datastreams(7)/Observations?$skip=2",
    }


def _collection(*entities: Any, **members: Any) -> dict[str, Any]:
    return {"@iot.count": len(entities), "value": list(entities), **members}


def _old() -> dict[str, Any]:
    """A collection of version 1.0: parameters in an array, the former media type of GeoJSON."""
    text = json.dumps(
        _collection(
            _observation(1, 3, parameters=[{"wind": 1}]),
            _observation("a", 4),
            {**_observation(2, {"any": "thing"}), "Datastream": _stream("OM_Observation")},
            {**_observation(3, None), "Datastream": _stream(phenomenonTime="2026-04-01T09:30Z/2026-04-01T17:30+08:00")},
            **{"@iot.nextLink": "Observations?$skip=3"},
        )
    )
    return dict(json.loads(text.replace("/v1.1/", "/v1.0/")))


def _places() -> dict[str, Any]:
    feature = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [121.5, 31.2, 12]}, "properties": None}
    lines = {"type": "GeometryCollection", "geometries": [{"type": "LineString", "coordinates": RING[:2]}]}
    several = [
        _place("roof", feature),
        _place("standard", {name: feature[name] for name in ("type", "geometry")}),
        _place("hall", {"type": "FeatureCollection", "features": [feature]}),
        _place("path", lines, encoding="application/vnd.geo+json"),
        _place("area", {"type": "MultiPolygon", "coordinates": [[RING]]}),
        _place("none", {"type": "Point", "coordinates": []}),
        _place("inside", {"floor": 3}, encoding="https://maker.example/floors"),
    ]
    return _collection(*several)


def _types() -> dict[str, Any]:
    """Results of each type."""
    results = {
        "OM_CountObservation": 4.0,
        "OM_TruthObservation": True,
        "OM_CategoryObservation": "https://x.example/wet",
    }
    streams = [
        {
            **_stream(kind, unitOfMeasurement=dict.fromkeys(CELSIUS)),
            "@iot.id": kind,
            "@iot.selfLink": f"{ROOT}/Datastreams('{kind}')",
            "Observations": [_observation(kind, value)],
        }
        for kind, value in results.items()
    ]
    return _collection(*streams, **{"@iot.count": 3})


GOOD = {
    "station.json": _everything(),
    "old.json": _old(),
    "places.json": _places(),
    "types.json": _types(),
    "empty.sta.json": {"value": []},
    "history.json": _collection(
        entity("HistoricalLocations", 5, ("Thing", "Locations"), time="20260401T093000,5+0800"),
        entity("HistoricalLocations", 6, ("Thing", "Locations"), time="2026-06-30T23:59:60Z"),
    ),
    "several.json": {**_observation(3, [1, 2]), "MultiDatastream": {"@iot.id": 1}, "parameters": None},
    "selected.json": _collection({"@iot.id": 1, "name": "a"}, {"@iot.id": 2, "name": "b"}),
    "page.json": {
        "value": [{"@iot.id": 1, "@iot.selfLink": f"{ROOT}/Things(1)"}],
        "@iot.nextLink": f"{ROOT}/Things?$select=id&$skip=1",
    },
    "no_links.json": {key: value for key, value in _thing().items() if key != "@iot.selfLink"}
    | {"@iot.selfLink": f"{ROOT}/Things(a/b)"},
    "arrays.json": _collection(
        {
            "Datastream@iot.navigationLink": f"{ROOT}/Datastreams(7)",
            "components": ["id", "result"],
            "dataArray@iot.count": 1,
            "dataArray": [[11, 21.5]],
        }
    ),
    "custom.json": entity("Tasks", 1, ("Actuator",), name="Turn"),
}


def _bytes(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _with(document: dict[str, Any], *edits: tuple[str, Any]) -> bytes:
    """The document with other values at some places; a place of the form `a>b` renames the member."""
    found = copy.deepcopy(document)
    for place, value in edits:
        *way, last = place.split("/")
        inner: Any = found
        for step in way:
            inner = inner[int(step)] if isinstance(inner, list) else inner[step]
        at = int(last) if isinstance(inner, list) else last
        if value is LEFT_OUT:
            del inner[at]
        else:
            inner[at] = value
    return _bytes(found)


def good() -> dict[str, bytes]:
    """Entities as a service returns them."""
    return {name: _bytes(value) for name, value in GOOD.items()}


def bad() -> dict[str, bytes]:
    """The same, each with one thing wrong."""
    text = _bytes(_everything())
    stream, thing, point = _everything(), _thing(), _place("roof", {"type": "Point", "coordinates": [121.5, 31.2]})
    roof = {"type": "Polygon", "coordinates": [RING]}
    observed = "Observations/0/"
    period = "2026-04-01T01:30:00Z/2026-04-01T01:40:00Z"
    place = "location/coordinates"
    feature = {"type": "Feature", "properties": None}
    return {
        "IFC-STE-001_bom.json": b"\xef\xbb\xbf" + text,
        "IFC-STE-001_cut_off.sta.json": text[:-3],
        "IFC-STE-001_empty.sta.json": b"",
        "IFC-STE-001_list.sta.json": b"[1]",
        "IFC-STE-001_nan.sta.json": text.replace(b"21.5", b"NaN"),
        "IFC-STE-001_latin1.sta.json": text.replace("°".encode(), b"\xb0"),
        "IFC-STE-001_utf16.sta.json": text.decode().encode("utf-16"),
        "IFC-STE-002_two_names.json": text.replace(b'"symbol"', b'"name": "C",\n"symbol"'),
        "IFC-STE-003_number.json": _bytes(_collection(thing, 7)),
        "IFC-STE-003_object.sta.json": _bytes({"@iot.count": 0, "value": {"Things": []}}),
        "IFC-STE-003_text_inside.json": _with(stream, ("Observations/1", "Observations(12)")),
        "IFC-STE-004_no_id.json": _with(thing, ("@iot.id", LEFT_OUT)),
        "IFC-STE-004_null.json": _with(thing, ("@iot.id", None)),
        "IFC-STE-004_inside.json": _with(stream, ("Sensor/@iot.id", LEFT_OUT)),
        "IFC-STE-005_twice.json": _bytes(_collection(_observation(1, 2), _observation(2, 2), _observation(1, 3))),
        "IFC-STE-005_twice_inside.json": _with(stream, (f"{observed}@iot.id", 12)),
        "IFC-STE-006_no_link.json": _with(thing, ("@iot.selfLink", LEFT_OUT)),
        "IFC-STE-006_number.json": _with(thing, ("@iot.selfLink", 7)),
        "IFC-STE-007_relative.json": _with(thing, ("@iot.selfLink", "Things(1)")),
        "IFC-STE-007_space.json": _with(thing, ("@iot.selfLink", f"{ROOT}/a b/Things(1)")),
        "IFC-STE-008_no_datastreams.json": _with(thing, ("Datastreams@iot.navigationLink", LEFT_OUT)),
        "IFC-STE-008_no_stream.json": _with(_observation(1, 2), ("Datastream@iot.navigationLink", LEFT_OUT)),
        "IFC-STE-009_space.json": _with(thing, ("Locations@iot.navigationLink", "Things(1)/ Locations")),
        "IFC-STE-009_empty.json": _with(thing, ("Locations@iot.navigationLink", "")),
        "IFC-STE-009_list.json": _with(thing, ("Locations@iot.navigationLink", ["Things(1)/Locations"])),
        "IFC-STE-009_next.json": _with(_old(), ("@iot.nextLink", "Observations?$filter=result gt 3")),
        "IFC-STE-010_no_name.json": _with(thing, ("name", LEFT_OUT)),
        "IFC-STE-010_no_unit.json": _with(stream, ("unitOfMeasurement", LEFT_OUT)),
        "IFC-STE-010_no_definition.json": _with(stream, ("ObservedProperty/definition", LEFT_OUT)),
        "IFC-STE-010_no_result_time.json": _with(stream, (f"{observed}resultTime", LEFT_OUT)),
        "IFC-STE-010_no_metadata.json": _with(stream, ("Sensor/metadata", LEFT_OUT)),
        "IFC-STE-010_no_location.json": _with(point, ("location", LEFT_OUT)),
        "IFC-STE-010_no_feature.json": _with(_place("a", roof, "FeatureOfInterest"), ("feature", LEFT_OUT)),
        "IFC-STE-010_no_time.json": _with(GOOD["history.json"], ("value/0/time", LEFT_OUT)),
        "IFC-STE-011_name_number.json": _with(thing, ("name", 7)),
        "IFC-STE-011_null_description.json": _with(thing, ("description", None)),
        "IFC-STE-011_properties_list.json": _with(thing, ("properties", [1])),
        "IFC-STE-011_parameters_list.json": _with(stream, (f"{observed}parameters", [{"wind": 1}])),
        "IFC-STE-011_unit_text.json": _with(stream, ("unitOfMeasurement", "Celsius")),
        "IFC-STE-011_time_number.json": _with(stream, (f"{observed}phenomenonTime", 1775007000)),
        "IFC-STE-011_list_for_one.json": _with(stream, ("Thing", [thing])),
        "IFC-STE-011_one_for_many.json": _with(stream, ("Observations", _observation(11, 21.5))),
        "IFC-STE-012_no_symbol.json": _with(stream, ("unitOfMeasurement/symbol", LEFT_OUT)),
        "IFC-STE-012_number.json": _with(stream, ("unitOfMeasurement/name", 7)),
        "IFC-STE-013_word.json": _with(stream, ("unitOfMeasurement/definition", "Celsius")),
        "IFC-STE-013_space.json": _with(stream, ("ObservedProperty/definition", "urn:air temperature")),
        "IFC-STE-014_words.json": _with(stream, (f"{observed}phenomenonTime", "yesterday")),
        "IFC-STE-014_two_zones.json": _with(stream, (f"{observed}phenomenonTime", "2010-12-23T10:20:00-0700Z")),
        "IFC-STE-014_30_february.json": _with(stream, (f"{observed}resultTime", "2026-02-30T09:30:00Z")),
        "IFC-STE-014_month_13.json": _with(stream, (f"{observed}resultTime", "2026-13-01T09:30:00Z")),
        "IFC-STE-014_minute_60.json": _with(stream, (f"{observed}resultTime", "2026-04-01T09:60:00Z")),
        "IFC-STE-014_one_end.json": _with(stream, ("phenomenonTime", "2026-04-01T01:30:00Z/")),
        "IFC-STE-014_no_duration.json": _with(stream, ("phenomenonTime", "2026-04-01T01:30:00Z/P")),
        "IFC-STE-015_interval.json": _with(stream, (f"{observed}resultTime", period)),
        "IFC-STE-015_instant.json": _with(stream, ("phenomenonTime", "2026-04-01T01:30:00Z")),
        "IFC-STE-016_no_zone.json": _with(stream, (f"{observed}phenomenonTime", "2026-04-01T09:30:00")),
        "IFC-STE-016_end_without.json": _with(stream, ("phenomenonTime", "2026-04-01T01:30:00Z/2026-04-01T02:00:00")),
        "IFC-STE-017_reversed.json": _with(stream, ("phenomenonTime", "2026-04-01T02:00:00Z/2026-04-01T01:30:00Z")),
        "IFC-STE-017_by_zone.json": _with(stream, ("phenomenonTime", "2026-04-01T09:30:00Z/2026-04-01T10:00:00+08:00")),
        "IFC-STE-018_text.json": _with(stream, (f"{observed}result", "21.5")),
        "IFC-STE-018_truth.json": _with(stream, (f"{observed}result", True)),
        "IFC-STE-018_fraction.json": _with(_types(), ("value/0/Observations/0/result", 4.5)),
        "IFC-STE-018_one.json": _with(_types(), ("value/1/Observations/0/result", 1)),
        "IFC-STE-018_number.json": _with(_types(), ("value/2/Observations/0/result", 4)),
        "IFC-STE-018_stream_inside.json": _with({**_observation(1, "warm"), "Datastream": _stream()}, ("result", "暖")),
        "IFC-STE-019_nan.json": _with(stream, (f"{observed}result", "NaN")),
        "IFC-STE-020_type.json": _with(point, ("location/type", "point")),
        "IFC-STE-020_text.json": _with(point, ("location", "POINT (121.5 31.2)")),
        "IFC-STE-020_no_coordinates.json": _with(point, (place, LEFT_OUT)),
        "IFC-STE-020_one_number.json": _with(point, (place, [121.5])),
        "IFC-STE-020_truth.json": _with(point, (place, [True, 31.2])),
        "IFC-STE-020_text_numbers.json": _with(point, (place, ["121.5", "31.2"])),
        "IFC-STE-020_flat.json": _with(stream, ("observedArea/coordinates", 7)),
        "IFC-STE-020_triangle_of_3.json": _with(stream, ("observedArea/coordinates", [[*RING[:2], RING[0]]])),
        "IFC-STE-020_short_line.json": _with(point, ("location", {"type": "LineString", "coordinates": RING[:1]})),
        "IFC-STE-020_open_ring.json": _with(stream, ("observedArea/coordinates", [[*RING[:3], [121.5, 31.2]]])),
        "IFC-STE-020_no_geometries.json": _with(point, ("location", {"type": "GeometryCollection"})),
        "IFC-STE-020_no_features.json": _with(point, ("location", {"type": "FeatureCollection"})),
        "IFC-STE-020_no_geometry.json": _with(point, ("location", feature)),
        "IFC-STE-020_text_for_properties.json": _with(
            point, ("location", {**feature, "geometry": None, "properties": ""})
        ),
        "IFC-STE-020_no_feature.json": _with(point, ("location", {"type": "FeatureCollection", "features": [roof]})),
        "IFC-STE-021_latitude_first.json": _with(point, (place, [31.2, 121.5])),
        "IFC-STE-021_metres.json": _with(point, (place, [13525000.0, 31.2, 7])),
        "IFC-STE-021_area.json": _with(stream, ("observedArea/coordinates/0/1", [121.6, -91])),
        "IFC-STE-022_too_few.json": _with(_old(), ("@iot.count", 2)),
        "IFC-STE-022_text.json": _with(_old(), ("@iot.count", "3")),
        "IFC-STE-022_negative.json": _with(_old(), ("@iot.count", -1)),
        "IFC-STE-022_inside.json": _with(stream, ("Observations@iot.count", 1)),
    }
