"""Members and extension objects put where the schemas of our suites know them, with values of their type or another."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas" / "assets"
INTEGERS: list[Any] = [0, 0, 1, 1, 2, 3, 4, 8, -1, 5121, 5123, 5126, 34962, 34963, 2**53]
NUMBERS: list[Any] = [0, 1, 0.5, -0.5, 2, 3.2, 1e-7, 1e300]
TEXTS: list[Any] = ["", "a", "VEC3", "MASK", "weights", "pointer", "spot", "/nodes/0/scale", "image/webp", "2.0"]
OTHERS: list[Any] = [None, True, "text", 7, 0.5, [], {}, [1], [None]]
LENGTHS = [0, 1, 1, 2, 3, 3, 4, 4, 16]
UNKNOWN = {
    "EXT_lights_image_based",
    "EXT_mesh_gpu_instancing",
    "EXT_texture_avif",
    "KHR_draco_mesh_compression",
    "KHR_gaussian_splatting",
    "KHR_materials_diffuse_transmission",
    "KHR_node_hoverability",
    "KHR_node_selectability",
    "KHR_node_visibility",
    "KHR_texture_basisu",
}
"""Extensions that the official validator does not know."""
Shape = Mapping[str, Any]


@cache
def _schema(suite: str, row: str) -> tuple[Shape, Shape]:
    """(the row's schema, the definitions it refers to)."""
    definitions = json.loads((SCHEMAS / f"{suite}.json").read_text(encoding="utf-8"))["$defs"]
    return definitions[row], definitions


def _whole(shape: Shape, definitions: Shape) -> Shape:
    """The shape with that it refers to."""
    if "$ref" not in shape:
        return shape
    other = _whole(definitions[shape["$ref"].rpartition("/")[2]], definitions)
    return {**other, **shape, "properties": {**other.get("properties", {}), **shape.get("properties", {})}}


def _objects(value: Any, shape: Shape, definitions: Shape, way: str) -> Iterator[tuple[str, dict[str, Any], Shape]]:
    """(way, object, its shape) of every object in a document whose members the schema knows."""
    shape = _whole(shape, definitions)
    if isinstance(value, list) and "items" in shape:
        for at, item in enumerate(value):
            yield from _objects(item, shape["items"], definitions, f"{way}/{at}")
    elif isinstance(value, dict) and shape.get("properties"):
        yield way, value, shape
        for name, inner in shape["properties"].items():
            if name in value and name != "extensions":
                yield from _objects(value[name], inner, definitions, f"{way}/{name}")


def _value(shape: Shape, definitions: Shape, chance: random.Random) -> Any:
    """A value of the shape's type, or of another."""
    shape = _whole(shape, definitions)
    kind = shape.get("type", "object" if "properties" in shape else None)
    if kind is None or chance.random() < 0.06:
        return chance.choice(OTHERS)
    if kind == "array":
        return [_value(shape["items"], definitions, chance) for _ in range(chance.choice(LENGTHS))]
    if kind == "object":
        names = sorted(shape.get("properties", {}).keys() - {"extensions"})
        some = chance.sample(names, chance.randint(0, min(3, len(names))))
        return {name: _value(shape["properties"][name], definitions, chance) for name in some}
    return chance.choice({"integer": INTEGERS, "number": NUMBERS, "string": TEXTS, "boolean": [True, False]}[kind])


def with_a_member(document: dict[str, Any], chance: random.Random) -> str:
    """Give an object one of the members that glTF 2.0 has for it; what was done."""
    shape, definitions = _schema("gltf/document", "AST-GLD-001")
    way, owner, known = _one(list(_objects(document, shape, definitions, "")), chance)
    name = chance.choice(sorted(known["properties"]))
    owner[name] = _value(known["properties"][name], definitions, chance)
    return f"{way}/{name} set to {json.dumps(owner[name])[:60]}"


def with_an_extension(document: dict[str, Any], chance: random.Random) -> str | None:
    """Give an object an extension that is allowed there, usually a listed one; None if none is allowed."""
    shape, definitions = _schema("gltf/extensions", "AST-GLX-001")
    found = [each for each in _objects(document, shape, definitions, "") if "extensions" in each[2]["properties"]]
    if not found:
        return None
    way, owner, known = _one(found, chance)
    extensions = known["properties"]["extensions"]["properties"]
    names = sorted(extensions.keys() - UNKNOWN)
    if not names:
        return None
    name = chance.choice(names)
    content = _value(extensions[name], definitions, chance)
    if not isinstance(owner.setdefault("extensions", {}), dict):
        return None
    owner["extensions"][name] = content
    listed = document.setdefault("extensionsUsed", [])
    if isinstance(listed, list) and name not in listed and chance.random() < 0.9:
        listed.append(name)
    return f"{way}/extensions/{name} set to {json.dumps(content)[:60]}"


def _one(found: list[Any], chance: random.Random) -> Any:
    """One of the objects, of a kind chosen first: else the largest array gets them all."""
    kinds: dict[tuple[str, ...], list[Any]] = {}
    for each in found:
        kinds.setdefault(tuple(step for step in each[0].split("/") if not step.isdigit()), []).append(each)
    return chance.choice(kinds[chance.choice(sorted(kinds))])
