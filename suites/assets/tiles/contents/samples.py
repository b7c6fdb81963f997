"""Samples of the suite: a tileset of version 1.0 whose contents have volumes, and copies with one thing changed."""

from __future__ import annotations

from typing import Any

from conformance.readers.json_values import changed

CHILDREN = "/root/children"
LIST = "3DTILES_content_gltf"


def tile(outer: dict[str, Any], inner: dict[str, Any], uri: str = "data:,x") -> dict[str, Any]:
    return {"geometricError": 0, "boundingVolume": outer, "content": {"uri": uri, "boundingVolume": inner}}


def box(x: float, half: float) -> dict[str, Any]:
    return {"box": [x, 0, 0, half, 0, 0, 0, half, 0, 0, 0, half]}


def implicit(uri: str) -> dict[str, Any]:
    """A tile that is divided implicitly; its content is a template."""
    tiling = {"subdivisionScheme": "QUADTREE", "availableLevels": 2, "subtreeLevels": 1}
    subtrees = {"uri": "{level}/{x}/{y}.subtree"}
    return {
        "geometricError": 0,
        "boundingVolume": box(0, 5),
        "content": {"uri": uri},
        "implicitTiling": {**tiling, "subtrees": subtrees},
    }


def sphere(x: float, radius: float) -> dict[str, Any]:
    return {"sphere": [x, 0, 0, radius]}


def region(west: float, east: float, low: float = 0, high: float = 100) -> dict[str, Any]:
    return {"region": [west, 0.5, east, 0.6, low, high]}


def turned(x: float, y: float, half: float) -> dict[str, Any]:
    """A box turned by 45 degrees."""
    return {"box": [x, y, 0, half, half, 0, -half, half, 0, 0, 0, 1]}


def tileset() -> dict[str, Any]:
    return {
        "asset": {"version": "1.0"},
        "geometricError": 100,
        "extensionsUsed": [LIST],
        "extensionsRequired": [LIST],
        "root": {
            "refine": "ADD",
            "geometricError": 50,
            "boundingVolume": region(3.1, -3.1),
            "children": [
                tile(region(2.0, 2.2), region(2.0, 2.1), "data:model/gltf-binary;base64,Z2xURg=="),
                tile(region(3.0, -3.0), region(-3.1, -3.0)),
                tile(box(0, 10), box(5, 4)),
                tile(box(0, 10), sphere(12, 3)),
                tile(sphere(0, 10), sphere(15, 5)),
                tile(sphere(0, 10), box(11, 2)),
                tile(box(0, 10), region(1.0, 1.1)),
                tile(box(0, 1), turned(1.9, 0, 0.5)),
            ],
        },
    }


def good() -> dict[str, bytes]:
    return {"volumes.json": changed(tileset())}


def bad() -> dict[str, bytes]:
    def inner(at: int) -> str:
        return f"{CHILDREN}/{at}/content/boundingVolume"

    edits: dict[str, tuple[str, Any]] = {
        "001_used_twice": ("/extensionsUsed", [LIST, LIST]),
        "001_required_twice": ("/extensionsRequired", [LIST, LIST]),
        "002_not_required": ("/extensionsRequired", None),
        "003_elsewhere": (inner(0), region(0.1, 0.2)),
        "003_above": (inner(0), region(2.0, 2.1, 102, 200)),
        "003_south": (inner(0), {"region": [2.0, 0.1, 2.1, 0.2, 0, 100]}),
        "003_across_the_meridian": (inner(1), region(-2.9, -2.8)),
        "003_boxes": (inner(2), box(15, 4)),
        "003_sphere_beside_a_box": (inner(3), sphere(14, 3)),
        "003_spheres": (inner(4), sphere(16, 5)),
        "003_box_beside_a_sphere": (inner(5), box(13, 2)),
        "003_turned_box": (inner(7), turned(2.1, 0, 0.5)),
        "003_corner_to_corner": (inner(7), turned(1.7, 1.7, 0.5)),
        "007_space": (f"{CHILDREN}/2/content/uri", "two houses.b3dm"),
        "007_backslash": (f"{CHILDREN}/2/content/uri", "houses\\north.b3dm"),
        "007_beyond_ascii": (f"{CHILDREN}/2/content/uri", "房屋.b3dm"),
        "007_schema": ("/schemaUri", "city schema.json"),
        "007_template": (f"{CHILDREN}/2", implicit("{level}/{x}/{y} north.b3dm")),
        "007_empty": (f"{CHILDREN}/2/content/uri", ""),
        "004_wider": (inner(0), region(1.9, 2.1)),
        "004_higher": (inner(0), region(2.0, 2.1, 0, 102)),
    }
    none = [("/extensionsUsed", None), ("/extensionsRequired", None)]
    return {
        "AST-TCN-002_not_listed.json": changed(tileset(), *none),
        "AST-TCN-006_marked.json": b"\xef\xbb\xbf" + changed(tileset()),
        "AST-TCN-006_twice.json": changed(tileset()).replace(b'"refine"', b'"refine": "REPLACE", "refine"', 1),
        **{f"AST-TCN-{name}.json": changed(tileset(), edit) for name, edit in edits.items()},
    }
