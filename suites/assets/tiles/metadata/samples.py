"""Samples of the suite: a tileset with a schema and statistics, and copies of it with one thing changed."""

from __future__ import annotations

from typing import Any

from conformance.readers.json_values import changed

HOUSE = "/schema/classes/house/properties"


def tileset() -> dict[str, Any]:
    height = {"type": "SCALAR", "componentType": "FLOAT32", "required": True}
    uses = {"type": "ENUM", "enumType": "kind", "array": True, "default": ["None", "Tower"]}
    statistics = {
        "height": {"min": 3, "max": 30},
        "place": {"min": [0, 0], "max": [9, 0]},
        "doors": {"min": [1, 2], "max": [3, 4]},
        "kind": {"occurrences": {"Tower": 9}},
        "width": {"max": 12.5},
    }
    return {
        "asset": {"version": "1.1"},
        "geometricError": 100,
        "schema": {
            "id": "city",
            "classes": {
                "house": {
                    "properties": {
                        "height": height,
                        "kind": {"type": "ENUM", "enumType": "kind", "noData": "None"},
                        "uses": uses,
                        "width": {"type": "SCALAR", "componentType": "FLOAT32"},
                        "place": {"type": "VEC2", "componentType": "FLOAT64"},
                        "doors": {"type": "SCALAR", "componentType": "UINT8", "array": True, "count": 2},
                    }
                }
            },
            "enums": {
                "kind": {"values": [{"name": "None", "value": 0}, {"name": "Tower", "value": 65535}]},
                "sign": {"valueType": "INT8", "values": [{"name": "Minus", "value": -128}]},
            },
        },
        "statistics": {"classes": {"house": {"count": 9, "properties": statistics}}},
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
        "003_name": ("/schema/enums/sign/values", [{"name": "Minus", "value": at} for at in range(2)]),
        "003_value": (f"{values}/1/value", 0),
        "004_not_there": (f"{HOUSE}/kind/enumType", "kinds"),
        "005_class": ("/statistics/classes/tree", {"count": 1}),
        "005_property": ("/statistics/classes/house/properties/colour", {"min": 1}),
        "006_missing_value": (f"{HOUSE}/height/noData", -1),
        "006_default": (f"{HOUSE}/height/default", 3),
        "007_no_name": (f"{HOUSE}/kind/noData", "Nothing"),
        "007_number": (f"{HOUSE}/kind/noData", 0),
        "007_list": (f"{HOUSE}/kind/noData", ["None"]),
        "007_default_among_others": (f"{HOUSE}/uses/default", ["None", "Hut"]),
        "008_negative": (f"{values}/1/value", -1),
        "008_too_much": (f"{values}/1/value", 65536),
        "008_signed": ("/schema/enums/sign/values/0/value", 128),
        "009_list": ("/statistics/classes/house/properties/height/max", [30]),
        "009_short": ("/statistics/classes/house/properties/place/min", [0]),
        "009_exchanged": ("/statistics/classes/house/properties/height/min", 31),
        "009_second": ("/statistics/classes/house/properties/place/min", [0, 1]),
    }
    return {f"AST-TMD-{name}.json": changed(tileset(), edit) for name, edit in edits.items()}
