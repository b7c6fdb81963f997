"""Samples of the suite: a tileset with a schema and statistics, and copies of it with one thing changed."""

from __future__ import annotations

from typing import Any

from conformance.readers.json_values import changed

HOUSE = "/schema/classes/house/properties"


def tileset() -> dict[str, Any]:
    height = {"type": "SCALAR", "componentType": "FLOAT32", "required": True}
    return {
        "asset": {"version": "1.1"},
        "geometricError": 100,
        "schema": {
            "id": "city",
            "classes": {
                "house": {
                    "properties": {"height": height, "kind": {"type": "ENUM", "enumType": "kind", "noData": "None"}}
                }
            },
            "enums": {"kind": {"values": [{"name": "None", "value": 0}, {"name": "Tower", "value": 1}]}},
        },
        "statistics": {"classes": {"house": {"count": 9, "properties": {"height": {"min": 3, "max": 30}}}}},
        "root": {"refine": "ADD", "geometricError": 0, "boundingVolume": {"sphere": [0, 0, 0, 9]}},
    }


def good() -> dict[str, bytes]:
    return {"houses.json": changed(tileset())}


def bad() -> dict[str, bytes]:
    values = "/schema/enums/kind/values"
    edits: dict[str, tuple[str, Any]] = {
        "002_schema": ("/schema/id", "city-model"),
        "002_class": ("/schema/classes/2nd", {}),
        "002_property": (f"{HOUSE}/roof colour", {"type": "STRING"}),
        "002_enum": ("/schema/enums/", {"values": [{"name": "One", "value": 1}]}),
        "003_name": (f"{values}/1/name", "None"),
        "003_value": (f"{values}/1/value", 0),
        "004_not_there": (f"{HOUSE}/kind/enumType", "kinds"),
        "005_class": ("/statistics/classes/tree", {"count": 1}),
        "005_property": ("/statistics/classes/house/properties/width", {"min": 1}),
        "006_missing_value": (f"{HOUSE}/height/noData", -1),
        "006_default": (f"{HOUSE}/height/default", 3),
    }
    return {f"AST-TMD-{name}.json": changed(tileset(), edit) for name, edit in edits.items()}
