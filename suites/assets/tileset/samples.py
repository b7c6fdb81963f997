"""Samples of the tileset suite: one small tileset, and copies of it with one thing changed.

What refers to files stands in the samples folder, since it needs one around it.
"""

from __future__ import annotations

from typing import Any

from conformance.media.json_values import changed

ROOT = "/root"
CHILD = f"{ROOT}/children/1"
IMPLICIT = f"{ROOT}/children/2"


def tileset() -> dict[str, Any]:
    """A district of three tiles: an empty one measured in centimetres, one with contents, one divided implicitly."""
    return {
        "asset": {"version": "1.1", "tilesetVersion": "2026-11"},
        "geometricError": 500,
        "extensionsUsed": ["EXAMPLE_mark"],
        "extensionsRequired": ["EXAMPLE_mark"],
        "groups": [{"class": "layer"}],
        "properties": {"height": {"minimum": 0, "maximum": 600}},
        "root": {
            "refine": "ADD",
            "geometricError": 100,
            "boundingVolume": {"region": [2.11, 0.54, 2.13, 0.55, 0, 600]},
            "children": [
                {
                    "geometricError": 2000,
                    "boundingVolume": {"sphere": [0, 0, 0, 5000]},
                    "transform": [0.01, 0, 0, 0, 0, 0.01, 0, 0, 0, 0, 0.01, 0, 0, 0, 0, 1],
                    "children": [],
                },
                {
                    "geometricError": 10,
                    "boundingVolume": {"box": [0, 0, 10, 100, 0, 0, 0, 100, 0, 0, 0, 10]},
                    "transform": [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1215000, -4736000, 4081000, 1],
                    "contents": [
                        {"uri": "data:model/gltf-binary;base64,Z2xURg==", "group": 0},
                        {"uri": "data:,x", "boundingVolume": {"sphere": [0, 0, 10, 141]}},
                    ],
                    "metadata": {"class": "district", "properties": {"name": "North"}},
                    "extensions": {"EXAMPLE_mark": {}},
                },
                {
                    "refine": "REPLACE",
                    "geometricError": 50,
                    "boundingVolume": {"region": [2.11, 0.54, 2.12, 0.55, 0, 600]},
                    "content": {"uri": "content/{level}/{x}/{y}.glb"},
                    "implicitTiling": {
                        "subdivisionScheme": "QUADTREE",
                        "availableLevels": 5,
                        "subtreeLevels": 2,
                        "subtrees": {"uri": "subtrees/{level}/{x}/{y}.subtree"},
                    },
                },
            ],
        },
    }


def good() -> dict[str, bytes]:
    """File name -> bytes of a tileset that satisfies every row, but those about files."""
    return {"district.json": changed(tileset())}


def bad() -> dict[str, bytes]:
    """File name -> bytes of tilesets with one thing wrong."""
    region, sphere = f"{ROOT}/boundingVolume/region", f"{CHILD}/contents/1/boundingVolume/sphere"
    edits: dict[str, tuple[str, Any]] = {
        "001_error_as_text": (f"{CHILD}/geometricError", "10"),
        "001_tile_as_list": (f"{ROOT}/children", [[]]),
        "001_uri_as_number": (f"{CHILD}/contents/0/uri", 1),
        "001_class_as_number": (f"{CHILD}/metadata/class", 1),
        "001_minimum_as_text": ("/properties/height/minimum", "0"),
        "002_no_error": ("/geometricError", None),
        "002_tile_without_volume": (f"{CHILD}/boundingVolume", None),
        "002_content_without_uri": (f"{CHILD}/contents/0/uri", None),
        "002_no_levels": (f"{IMPLICIT}/implicitTiling/availableLevels", None),
        "002_group_without_class": ("/groups/0", {}),
        "002_height_without_maximum": ("/properties", {"height": {"minimum": 0}}),
        "003_version_0.0": ("/asset/version", "0.0"),
        "003_version_of_the_data": ("/asset/version", "2026-11"),
        "004_negative_error": (f"{CHILD}/geometricError", -1),
        "004_negative_radius": (f"{sphere}/3", -1),
        "004_no_level": (f"{IMPLICIT}/implicitTiling/subtreeLevels", 0),
        "005_lower_case": (f"{ROOT}/refine", "add"),
        "005_scheme": (f"{IMPLICIT}/implicitTiling/subdivisionScheme", "KDTREE"),
        "006_no_volume": (f"{CHILD}/boundingVolume", {}),
        "006_remark_only": (f"{CHILD}/boundingVolume", {"extras": {"volume": "none"}}),
        "007_box_of_6": (f"{CHILD}/boundingVolume/box", [0, 0, 0, 1, 1, 1]),
        "007_transform_of_12": (f"{CHILD}/transform", [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0]),
        "008_no_contents": (f"{CHILD}/contents", []),
        "008_no_groups": ("/groups", []),
        "009_degrees": (region, [120.9, 0.54, 121.9, 0.55, 0, 600]),
        "009_latitude_in_degrees": (region, [2.11, 30.9, 2.13, 31.5, 0, 600]),
        "009_south_above_north": (region, [2.11, 0.56, 2.13, 0.55, 0, 600]),
        "009_heights_swapped": (region, [2.11, 0.54, 2.13, 0.55, 600, 0]),
        "010_child_coarser": (f"{CHILD}/geometricError", 200),
        "010_coarser_by_its_transform": (f"{CHILD}/transform", [20, 0, 0, 0, 0, 20, 0, 0, 0, 0, 20, 0, 0, 0, 0, 1]),
        "011_row_by_row": (f"{CHILD}/transform", [1, 0, 0, 5, 0, 1, 0, 6, 0, 0, 1, 7, 0, 0, 0, 1]),
        "012_both": (f"{CHILD}/content", {"uri": "data:,y"}),
        "013_host": (f"{CHILD}/contents/0/uri", "https://tiles.example/a.glb"),
        "013_absolute": (f"{CHILD}/contents/0/uri", "/data/a.glb"),
        "013_parent": (f"{CHILD}/contents/0/uri", "parts/../../a.glb"),
        "013_parent_encoded": (f"{CHILD}/contents/0/uri", "%2e%2e/a.glb"),
        "017_children": (f"{IMPLICIT}/children", [{"geometricError": 0, "boundingVolume": {"sphere": [0, 0, 0, 1]}}]),
        "017_content_volume": (f"{IMPLICIT}/content/boundingVolume", {"sphere": [0, 0, 0, 1]}),
        "017_sphere": (f"{IMPLICIT}/boundingVolume", {"sphere": [0, 0, 0, 1]}),
        "018_no_level": (f"{IMPLICIT}/content/uri", "content/{x}/{y}.glb"),
        "018_octree_without_z": (f"{IMPLICIT}/implicitTiling/subdivisionScheme", "OCTREE"),
        "019_not_listed": (f"{ROOT}/extensions", {"EXAMPLE_other": {}}),
        "019_in_a_group": ("/groups/0/extensions", {"EXAMPLE_other": {}}),
        "020_not_listed": ("/extensionsRequired", ["EXAMPLE_mark", "EXAMPLE_other"]),
    }
    return {f"AST-TIL-{name}.json": changed(tileset(), edit) for name, edit in edits.items()}
