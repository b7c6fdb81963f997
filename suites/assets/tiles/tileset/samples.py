"""Samples of the tileset suite: one small tileset, and copies of it with one thing changed.

Samples that refer to files are in the samples folder, since they need one around them.
"""

from __future__ import annotations

from typing import Any

from conformance.readers.json_values import changed

ROOT = "/root"
CHILD = f"{ROOT}/children/1"
IMPLICIT = f"{ROOT}/children/2"
SURVEY = "/metadata/properties"
TEMPLATE = {"uri": "content/{level}/{x}/{y}.glb"}
BOX = {"box": [0, 0, 0, 9, 0, 0, 0, 9, 0, 0, 0, 9]}
SIGNED = {"type": "VEC2", "componentType": "INT8"}
KINDS, COUNTED = "/schema/enums/kind", "/statistics/classes/district"
DISTRICT = "/schema/classes/district/properties"


X, Y, Z = [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]
TURNED = [8, 0, 8, 0]
"""A column of a transform: together its numbers scale by more than 10, each alone by less."""


def schema() -> dict[str, Any]:
    """Classes of a group and of a tile, and one that has a property of every type."""
    number = {"type": "SCALAR", "componentType": "FLOAT32"}
    return {
        "id": "city",
        "classes": {
            "layer": {"name": "Layer"},
            "district": {
                "properties": {
                    "name": {"type": "STRING", "required": True},
                    "people": {"type": "SCALAR", "componentType": "UINT16", "max": 60_000},
                }
            },
            "survey": {
                "properties": {
                    "open": {"type": "BOOLEAN"},
                    "kind": {"type": "ENUM", "enumType": "kind"},
                    "centre": {"type": "VEC2", "componentType": "FLOAT64", "min": [-180, -90], "max": [180, 90]},
                    "turn": {"type": "MAT2", "componentType": "INT8"},
                    "share": {"type": "SCALAR", "componentType": "UINT8", "normalized": True, "min": 0.5, "max": 1.0},
                    "depth": {**number, "offset": -10, "scale": 0.1, "min": -10, "max": 0},
                    "tilt": {**SIGNED, "normalized": True, "offset": [10, 0], "scale": [5, 1], "min": [5, -1]},
                    "error": {**number, "min": 0, "max": 0.1, "noData": -1},
                    "steps": {**number, "array": True, "count": 3, "min": [0, 0, 0], "max": [1, 2, 3]},
                    "owners": {"type": "STRING", "array": True},
                    "stations": {"type": "STRING", "array": True, "count": 2},
                    "counts": {"type": "SCALAR", "componentType": "UINT64", "array": True},
                }
            },
        },
        "enums": {
            "kind": {"valueType": "UINT8", "values": [{"name": "Laser", "value": 0}, {"name": "Photo", "value": 1}]}
        },
    }


def survey() -> dict[str, Any]:
    return {
        "open": True,
        "kind": "Photo",
        "centre": [121.5, 31.2],
        "turn": [0, 1, -1, 0],
        "share": 128,
        "depth": 40,
        "tilt": [-127, -128],
        "error": 0.10000000149011612,
        "steps": [1, 2, 3.0],
        "owners": [],
        "counts": [18446744073709552000, 2.0],
    }


def tileset() -> dict[str, Any]:
    """A district of three tiles: an empty one measured in centimetres, one with contents, one divided implicitly."""
    return {
        "asset": {"version": "1.1", "tilesetVersion": "2026-11"},
        "geometricError": 500,
        "extensionsUsed": ["EXAMPLE_mark"],
        "extensionsRequired": ["EXAMPLE_mark"],
        "schema": schema(),
        "statistics": {"classes": {"district": {"count": 1, "properties": {"people": {"min": 9, "max": 9}}}}},
        "metadata": {"class": "survey", "properties": survey()},
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
                    "metadata": {"class": "district", "properties": {"name": "North", "people": 9}},
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
    """File name -> bytes of tilesets that satisfy every row except those about files."""
    at_the_bounds = [
        (f"{IMPLICIT}/geometricError", 100),
        (f"{IMPLICIT}/boundingVolume", {"sphere": [0, 0, 0, 9], **BOX}),
        (f"{CHILD}/transform", [1, 0, 0, 0.000001, *Y, *Z, 0, 0, 0, 1]),
    ]
    return {
        "district.json": changed(tileset()),
        "at_the_bounds.json": changed(tileset(), *at_the_bounds),
        "without_its_folder.json": changed(tileset(), (f"{CHILD}/contents/1/uri", "houses.glb")),
    }


def bad() -> dict[str, bytes]:
    """File name -> bytes of tilesets with one defect each."""
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
        "008_no_required_extensions": ("/extensionsRequired", []),
        "009_degrees": (region, [120.9, 0.54, 121.9, 0.55, 0, 600]),
        "009_latitude_in_degrees": (region, [2.11, 30.9, 2.13, 31.5, 0, 600]),
        "009_south_above_north": (region, [2.11, 0.56, 2.13, 0.55, 0, 600]),
        "009_heights_swapped": (region, [2.11, 0.54, 2.13, 0.55, 600, 0]),
        "010_child_coarser": (f"{CHILD}/geometricError", 200),
        "010_coarser_by_its_transform": (f"{CHILD}/transform", [20, 0, 0, 0, 0, 20, 0, 0, 0, 0, 20, 0, 0, 0, 0, 1]),
        "010_coarser_by_less_than_1": (f"{IMPLICIT}/geometricError", 100.5),
        "010_scaled_along_x": (f"{CHILD}/transform", [*TURNED, *Y, *Z, 0, 0, 0, 1]),
        "010_scaled_along_y": (f"{CHILD}/transform", [*X, *TURNED, *Z, 0, 0, 0, 1]),
        "010_scaled_along_z": (f"{CHILD}/transform", [*X, *Y, *TURNED, 0, 0, 0, 1]),
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
        "018_height_in_a_quadtree": (f"{IMPLICIT}/content/uri", "content/{level}/{x}/{y}/{z}.glb"),
        "018_subtrees_without_y": (f"{IMPLICIT}/implicitTiling/subtrees/uri", "subtrees/{level}/{x}.subtree"),
        "021_no_refinement": (f"{ROOT}/refine", None),
        "019_in_a_group": ("/groups/0/extensions", {"EXAMPLE_other": {}}),
        "001_values_as_object": ("/schema/enums/kind/values", {"Laser": 0}),
        "001_value_as_object": (f"{SURVEY}/kind", {"value": 1}),
        "001_count_as_text": ("/statistics/classes/district/count", "1"),
        "002_schema_without_id": ("/schema/id", None),
        "002_no_component_type": (f"{DISTRICT}/people/componentType", None),
        "002_no_enum_type": ("/schema/classes/survey/properties/kind/enumType", None),
        "004_array_of_1": ("/schema/classes/survey/properties/stations/count", 1),
        "004_minus_1_entities": ("/statistics/classes/district/count", -1),
        "005_type": (f"{DISTRICT}/people/type", "VEC5"),
        "005_component_type": (f"{DISTRICT}/people/componentType", "FLOAT"),
        "005_value_type": ("/schema/enums/kind/valueType", "FLOAT32"),
        "008_entity_without_properties": ("/groups/0/properties", {}),
        "008_enum_without_values": ("/schema/enums/none", {"values": []}),
        "020_not_listed": ("/extensionsRequired", ["EXAMPLE_mark", "EXAMPLE_other"]),
        "022_one_too_far": (f"{CHILD}/contents/0/group", 1),
        "022_negative": (f"{CHILD}/contents/0/group", -1),
        "022_no_groups": ("/groups", None),
        "023_both": ("/schemaUri", "https://tiles.example/schema.json"),
        "024_class": ("/groups/0/class", "layers"),
        "024_property": (f"{CHILD}/metadata/properties/population", 9),
        "024_required": (f"{CHILD}/metadata/properties/name", None),
        "024_required_of_none": (f"{CHILD}/metadata/properties", None),
        "025_boolean_as_text": (f"{SURVEY}/open", "true"),
        "025_number_as_text": (f"{CHILD}/metadata/properties/people", "9"),
        "025_text_as_number": (f"{CHILD}/metadata/properties/name", 9),
        "025_beyond_uint16": (f"{CHILD}/metadata/properties/people", 65_536),
        "025_fraction": (f"{CHILD}/metadata/properties/people", 9.5),
        "025_above_max": (f"{CHILD}/metadata/properties/people", 60_001),
        "025_below_min": (f"{SURVEY}/centre/0", -181),
        "025_beyond_float32": (f"{SURVEY}/error", 1e39),
        "025_above_max_of_its_item": (f"{SURVEY}/steps", [1.5, 2, 3]),
        "025_normalized_below_min": (f"{SURVEY}/share", 127),
        "025_normalized_as_fraction": (f"{SURVEY}/share", 0.75),
        "025_normalized_above_max": ("/schema/classes/survey/properties/share/max", 0.501),
        "025_scaled_above_max": (f"{SURVEY}/depth", 101),
        "025_normalized_and_scaled": ("/schema/classes/survey/properties/tilt/min", [5.01, -1]),
        "025_vector_of_3": (f"{SURVEY}/centre", [121.5, 31.2, 4]),
        "025_vector_as_number": (f"{SURVEY}/centre", 121.5),
        "025_matrix_in_rows": (f"{SURVEY}/turn", [[0, 1], [-1, 0]]),
        "025_array_of_2": (f"{SURVEY}/steps", [1, 2]),
        "025_array_as_text": (f"{SURVEY}/owners", "Ada"),
        "025_enum_by_number": (f"{SURVEY}/kind", 1),
        "025_enum_by_another_name": (f"{SURVEY}/kind", "Sonar"),
    }
    return {
        **{f"AST-TIL-{name}.json": changed(tileset(), *each) for name, each in _several().items()},
        **{f"AST-TIL-{name}.json": changed(tileset(), edit) for name, edit in edits.items()},
    }


def _several() -> dict[str, list[tuple[str, Any]]]:
    """File name -> the edits of tilesets with the same defect in several members, or with one that takes several."""
    described = ("/schema", f"{DISTRICT}/people", "/schema/classes/district", KINDS, f"{KINDS}/values/0")
    extended = (*described, "/metadata", "/statistics", COUNTED, f"{COUNTED}/properties/people", f"{CHILD}/contents/0")
    volume = f"{CHILD}/contents/1/boundingVolume"
    people = f"{DISTRICT}/people"
    numeric = ("mean", "median", "standardDeviation", "variance", "sum")
    two = [(f"{IMPLICIT}/content", None), (f"{IMPLICIT}/contents", [TEMPLATE, {**TEMPLATE, "boundingVolume": BOX}])]
    height = [
        (f"{IMPLICIT}/implicitTiling/subdivisionScheme", "BINARY"),
        (f"{IMPLICIT}/content/uri", "content/{level}/{x}/{y}/{z}.glb"),
    ]
    return {
        "001_texts": [
            *((f"{each}/{name}", 1) for each in described for name in ("name", "description")),
            *((f"{people}/{name}", 1) for name in ("type", "componentType", "enumType", "semantic")),
            *((f"/schema/{name}", 1) for name in ("id", "version")),
            *((f"/asset/{name}", 1) for name in ("version", "tilesetVersion")),
            (f"{KINDS}/valueType", 1),
            (f"{IMPLICIT}/refine", 1),
            (f"{IMPLICIT}/implicitTiling/subdivisionScheme", 1),
            (f"{IMPLICIT}/implicitTiling/subtrees/uri", 1),
        ],
        "001_extensions": [(f"{each}/extensions", 1) for each in ("", volume, *extended)],
        "001_numbers": [
            *((f"{people}/{name}", "1") for name in ("count", "scale", "offset", "max", "min")),
            *((f"{COUNTED}/properties/people/{name}", "1") for name in numeric),
            *((f"{IMPLICIT}/implicitTiling/{name}", "1") for name in ("subtreeLevels", "availableLevels")),
            *((place, "1") for place in ("/geometricError", "/properties/height/maximum", f"{KINDS}/values/0/value")),
            (f"{CHILD}/contents/0/group", "1"),
            (f"{CHILD}/transform", "1"),
            (f"{volume}/sphere", "1"),
        ],
        "001_volumes_and_metadata": [
            (f"{CHILD}/viewerRequestVolume", 1),
            (f"{CHILD}/contents/0/boundingVolume", 1),
            (f"{CHILD}/contents/1/metadata", 1),
            ("/groups", [1]),
        ],
        "001_extensions_required": [("/extensionsRequired", 1)],
        "001_schema_address": [
            ("/schema", None),
            ("/metadata", None),
            ("/groups", None),
            (f"{CHILD}/metadata", None),
            (f"{CHILD}/contents/0/group", None),
            ("/statistics", None),
            ("/schemaUri", 1),
        ],
        "002_tiling_without_members": [(f"{IMPLICIT}/implicitTiling", {})],
        "002_members_of_tiles": [
            (f"{IMPLICIT}/geometricError", None),
            (f"{IMPLICIT}/content", {}),
            (f"{CHILD}/contents/0/metadata", {}),
            (f"{CHILD}/metadata/class", None),
            ("/metadata", {}),
            (f"{KINDS}/values/0/value", None),
            ("/properties/height/minimum", None),
        ],
        "002_no_component_type_of_vectors": [
            (f"{DISTRICT}/{kind}", {"type": kind}) for kind in ("VEC2", "VEC3", "VEC4", "MAT2", "MAT3", "MAT4")
        ],
        "002_no_asset": [("/asset", None)],
        "004_ranges_of_tiles": [
            ("/geometricError", -1),
            (f"{CHILD}/boundingVolume", {"sphere": [0, 0, 0, -1]}),
            (f"{CHILD}/viewerRequestVolume", {"sphere": [0, 0, 0, -1]}),
            (f"{IMPLICIT}/implicitTiling/availableLevels", 0),
            ("/root/children/0/content", {"uri": "data:,x", "boundingVolume": {"sphere": [0, 0, 0, -1]}}),
        ],
        "005_scheme_with_height": height,
        "007_lengths": [
            (f"{CHILD}/viewerRequestVolume", {"sphere": [0]}),
            (f"{volume}/sphere", [0]),
            ("/root/children/0/content", {"uri": "data:,x", "boundingVolume": {"sphere": [0]}}),
        ],
        "008_nothing": [
            ("/schema/classes/none", {"properties": {}}),
            ("/root/children/0/content", {"uri": "data:,x", "metadata": {"class": "layer", "properties": {}}}),
            (f"{CHILD}/contents/1/metadata", {"class": "layer", "properties": {}}),
            ("/root/children/0/metadata", {"class": "layer", "properties": {}}),
        ],
        "008_no_extensions": [("/extensionsRequired", None), ("/extensionsUsed", []), (f"{CHILD}/extensions", None)],
        "008_metadata_of_the_tileset": [("/metadata", {"class": "layer", "properties": {}})],
        "017_volume_of_one_of_two": two,
    }
