"""Samples of the city model suite: one small quarter, the same in older versions, and copies with one thing changed."""

from __future__ import annotations

from typing import Any

from conformance.readers.json_values import changed

HOUSE = "/CityObjects/house"
SOLID = f"{HOUSE}/geometry/0"
PART = "/CityObjects/part"
TREE = "/CityObjects/tree/geometry/0"
TEMPLATE = "/geometry-templates/templates/0"
IDENTITY = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]
# The 8 corners of a cube and its 6 faces.
CORNERS = [[x, y, z] for z in (0, 3000) for y in (0, 8000) for x in (0, 10000)]
FACES = [[[0, 2, 3, 1]], [[4, 5, 7, 6]], [[0, 1, 5, 4]], [[1, 3, 7, 5]], [[3, 2, 6, 7]], [[2, 0, 4, 6]]]


LINES = {"surfaces": [{"type": "TrafficArea"}], "values": [0, None]}


def house() -> dict[str, Any]:
    """A house of one solid with semantics, two materials and a texture on its roof."""
    bare: list[Any] = [[[None]] for _ in FACES]
    surfaces: list[dict[str, Any]] = [
        {"type": "GroundSurface"},
        {"type": "RoofSurface", "slope": 0.0, "+yield": {"peak": 4}, "children": [3]},
        {"type": "WallSurface"},
        {"type": "+SolarPanel", "parent": 1},
    ]
    return {
        "type": "Building",
        "attributes": {"roofType": "flat", "+energy": {"demand": 12}},
        "address": [{"city": "Shanghai", "location": {"type": "MultiPoint", "lod": "0", "boundaries": [8]}}],
        "geographicalExtent": [353000.0, 3457000.0, 4.0, 353010.0, 3457008.0, 7.0],
        "children": ["part"],
        "geometry": [
            {
                "type": "Solid",
                "lod": "2.2",
                "boundaries": [FACES],
                "semantics": {"surfaces": surfaces, "values": [[0, 1, 2, 2, 2, None]]},
                "material": {"day": {"values": [[0, 1, 0, 0, 0, None]]}, "night": {"value": 1}},
                "texture": {"day": {"values": [[bare[0], [[0, 0, 1, 2, 3]], *bare[2:]]]}},
            }
        ],
    }


def quarter() -> dict[str, Any]:
    """A house and its part, a path, a tree by a template, and a group of them, in version 2.0."""
    return {
        "type": "CityJSON",
        "version": "2.0",
        "transform": {"scale": [0.001, 0.001, 0.001], "translate": [353000.0, 3457000.0, 4.0]},
        "metadata": {
            "title": "A quarter",
            "referenceSystem": "https://www.opengis.net/def/crs/EPSG/0/4490",
            "geographicalExtent": [353000.0, 3457000.0, 4.0, 353020.0, 3457008.0, 7.0],
            "pointOfContact": {"contactName": "Survey", "emailAddress": "survey@example.org"},
        },
        "extensions": {"Energy": {"url": "https://example.org/energy.ext.json", "version": "1.0"}},
        "+energy-survey": {"year": 2026},
        "CityObjects": {
            "house": house(),
            "part": {
                "type": "BuildingPart",
                "parents": ["house"],
                "geographicalExtent": [353000.0, 3457000.0, 4.0, 353010.0, 3457008.0, 4.0],
                "geometry": [
                    {
                        "type": "CompositeSolid",
                        "lod": "1",
                        "boundaries": [[FACES], [FACES]],
                        "semantics": {"surfaces": [{"type": "WallSurface"}], "values": [None, [[0, 0, 0, 0, 0, None]]]},
                    },
                    {"type": "MultiSurface", "lod": "0", "boundaries": FACES[:1]},
                ],
            },
            "path": {
                "type": "Road",
                "parents": ["group"],
                "geometry": [
                    {"type": "MultiLineString", "lod": "0", "boundaries": [[0, 8], [8, 9, 1]], "semantics": LINES}
                ],
            },
            "tree": {
                "type": "SolitaryVegetationObject",
                "parents": ["group"],
                "geometry": [
                    {"type": "GeometryInstance", "template": 0, "boundaries": [9], "transformationMatrix": IDENTITY}
                ],
            },
            "group": {"type": "CityObjectGroup", "children": ["path", "tree"], "children_roles": ["way", None]},
            "panel": {"type": "+SolarField", "geometry": []},
        },
        "vertices": [*CORNERS, [12000, 4000, 0], [20000, 4000.0, 0]],
        "appearance": {
            "materials": [{"name": "wall", "diffuseColor": [0.9, 0.9, 0.8]}, {"name": "roof", "isSmooth": False}],
            "textures": [{"type": "PNG", "image": "roof.png", "wrapMode": "wrap", "borderColor": [0, 0, 0, 1]}],
            "vertices-texture": [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]],
        },
        "geometry-templates": {
            "templates": [{"type": "MultiSurface", "lod": "1", "boundaries": [[[0, 1, 2]]]}],
            "vertices-templates": [[0.0, 0.5, 0.0], [1.0, 0.0, 2.5], [0.0, 1.0, 0.0]],
        },
    }


def ground(version: str, lod: Any, **members: Any) -> dict[str, Any]:
    """A parcel in an older version."""
    surface = {"type": "CompositeSurface", "lod": lod, "boundaries": [[[0, 1, 2]], [[2, 3, 0]]]}
    parcel = {"type": "LandUse", "geometry": [surface]}
    group = {"type": "CityObjectGroup", "geometry": [], **members}
    corners = [[0.5, 0.5, 1.25], [4.5, 0.5, 1.25], [4.5, 4.5, 1.25], [0.5, 4.5, 1.25]]
    return {
        "type": "CityJSON",
        "version": version,
        "CityObjects": {"parcel": parcel, "group": group, **(MARKER if version == "1.0" else {})},
        "vertices": corners,
        "geometry-templates": {},
    }


MARKER = {"marker": {"type": "+Marker"}}
MARKS = {"Marks": {"url": "https://example.org/marks.ext.json", "version": "1.0"}}
OLD = {
    **ground("1.0", 1, members=["parcel"]),
    "extensions": MARKS,
    "metadata": {"referenceSystem": "urn:ogc:def:crs:EPSG::7415"},
}
MIDDLE = {**ground("1.1", "1", children=[]), "transform": {"scale": [1, 1, 1], "translate": [0, 0, 0]}}


def good() -> dict[str, bytes]:
    """File name -> bytes of a city model that satisfies every row."""
    empty = {"type": "CityJSON", "version": "2.0", "transform": {"scale": [0, 0, 0], "translate": [0, 0, 0]}}
    return {
        "quarter.city.json": changed(quarter()),
        "parcel_1_0.city.json": changed(OLD),
        "parcel_1_1.json": changed(MIDDLE),
        "empty.json": changed({**empty, "CityObjects": {}, "vertices": []}),
    }


# Name of the defect -> the places changed in the quarter, None to remove a member.
BAD: dict[str, list[tuple[str, Any]]] = {
    "002_vertices_object": [("/vertices", {})],
    "002_lod_number": [(f"{SOLID}/lod", 2)],
    "002_parent_text": [(f"{PART}/parents", "house")],
    "002_template_text": [(f"{TREE}/template", "0")],
    "002_colour_text": [("/appearance/materials/0/diffuseColor", "#e6e6cc")],
    "003_no_transform": [("/transform", None)],
    "003_no_vertices": [("/vertices", None)],
    "003_no_lod": [(f"{SOLID}/lod", None)],
    "003_no_values": [(f"{SOLID}/semantics/values", None)],
    "003_no_matrix": [(f"{TREE}/transformationMatrix", None)],
    "003_empty_theme": [(f"{SOLID}/material/night", {})],
    "003_group_without_children": [("/CityObjects/panel/type", "CityObjectGroup")],
    "003_no_type": [("/type", None)],
    "004_patch": [("/version", "2.0.1")],
    "005_polygon": [("/CityObjects/path/geometry/0/type", "LineString")],
    "005_semantics": [(f"{SOLID}/semantics/surfaces/1/type", "Roof")],
    "005_jpeg": [("/appearance/textures/0/type", "JPEG")],
    "006_plane_vertex": [("/vertices/9", [20000, 4000])],
    "006_matrix": [(f"{TREE}/transformationMatrix", IDENTITY[:12])],
    "006_scale": [("/transform/scale", [0.001])],
    "006_two_places": [(f"{TREE}/boundaries", [9, 8])],
    "007_lower_case": [("/CityObjects/path/type", "road")],
    "007_since_1_1": [("/CityObjects/panel/type", "BridgeConstructionElement"), ("/CityObjects/panel/parents", [])],
    "008_part_alone": [(f"{PART}/parents", None), (f"{HOUSE}/children", None)],
    "009_child": [(f"{HOUSE}/children", ["part", "cellar"])],
    "009_parent": [(f"{PART}/parents", ["house", "castle"])],
    "010_one_sided": [("/CityObjects/tree/parents", [])],
    "010_none": [("/CityObjects/path/parents", None)],
    "011_one_sided": [("/CityObjects/group/children", ["tree"]), ("/CityObjects/group/children_roles", None)],
    "012_flat": [(f"{PART}/geometry/1/boundaries", [[0, 2, 3, 1]])],
    "012_deep": [("/CityObjects/path/geometry/0/boundaries", [[[0, 8]], [[8, 9, 1]]])],
    "012_fraction": [(f"{TREE}/boundaries", [8.5])],
    "012_text": [(f"{TREE}/boundaries", ["9"])],
    "013_named": [(f"{SOLID}/lod", "LoD2")],
    "013_parts": [(f"{SOLID}/lod", "2.2.1")],
    "014_beyond": [("/CityObjects/path/geometry/0/boundaries/0/1", 10)],
    "014_address": [(f"{HOUSE}/address/0/location/boundaries/0", 99)],
    "014_negative": [("/CityObjects/path/geometry/0/boundaries/0/0", -1)],
    "014_template": [(f"{TEMPLATE}/boundaries/0/0/2", 3)],
    "015_metres": [("/vertices/9", [20.5, 4.25, 0])],
    "016_two_corners": [(f"{TEMPLATE}/boundaries/0/0", [0, 1])],
    "016_second_ring": [(f"{TEMPLATE}/boundaries", [[[0, 1, 2]], [[0, 1]]])],
    "016_point": [("/CityObjects/path/geometry/0/boundaries/0", [8])],
    "017_left_over": [("/vertices", [*CORNERS, [12000, 4000, 0], [20000, 4000, 0], [1, 1, 1]])],
    "018_short": [(f"{SOLID}/semantics/values", [[0, 1, 2, 2, 2]])],
    "018_flat": [(f"{SOLID}/semantics/values", [0, 1, 2, 2, 2, None])],
    "018_shells": [(f"{PART}/geometry/0/semantics/values", [None, [[0, 0, 0, 0, 0, 0], [0]]])],
    "019_material": [(f"{SOLID}/material/day/values", [[0, 1]])],
    "019_corner": [(f"{SOLID}/texture/day/values/0/1", [[0, 0, 1, 2]])],
    "019_form": [(f"{SOLID}/texture/day/values/0/1", [[0, 0, 1, 2, "3"]])],
    "019_surface": [(f"{PART}/geometry/1/material", {"day": {"values": [0, 1]}})],
    "020_surface": [(f"{SOLID}/semantics/values/0/0", 4)],
    "020_parent": [(f"{SOLID}/semantics/surfaces/3/parent", 9)],
    "020_material": [(f"{SOLID}/material/night/value", 2)],
    "020_texture": [(f"{SOLID}/texture/day/values/0/1", [[1, 0, 1, 2, 3]])],
    "020_corner": [(f"{SOLID}/texture/day/values/0/1", [[0, 0, 1, 2, 4]])],
    "020_template": [(f"{TREE}/template", 1)],
    "021_height": [("/transform/scale/2", 0)],
    "022_swapped": [("/metadata/geographicalExtent", [353020.0, 3457000.0, 4.0, 353000.0, 3457008.0, 7.0])],
    "022_by_axis": [(f"{HOUSE}/geographicalExtent", [0, 10, 1, 8, 0, 3])],
    "022_height": [(f"{HOUSE}/geographicalExtent", [0, 0, 7, 10, 8, 4])],
    "023_urn": [("/metadata/referenceSystem", "urn:ogc:def:crs:EPSG::4490")],
    "023_code": [("/metadata/referenceSystem", "EPSG:4490")],
    "024_none": [("/extensions", None)],
    "024_empty": [("/extensions", {})],
}


def bad() -> dict[str, bytes]:
    """File name -> bytes; the name starts with the only row the model breaks."""
    broken = {f"AST-CTY-{name}.city.json": changed(quarter(), *edits) for name, edits in BAD.items()}
    text = changed(quarter())
    twice = text.replace(b'"tree": {', b'"panel": {}, "tree": {', 1)
    broken |= {
        "AST-CTY-001_id_twice.json": twice,
        "AST-CTY-001_mark.city.json": b"\xef\xbb\xbf" + text,
        "AST-CTY-001_array.city.json": b"[]",
        "AST-CTY-001_nothing.city.json": b"",
        "AST-CTY-001_latin_1.city.json": text.replace(b"Shanghai", b"Z\xfcrich"),
        "AST-CTY-001_utf_16.city.json": text.decode().encode("utf-16"),
        "AST-CTY-001_cut_off.city.json": text[: len(text) // 2],
        "AST-CTY-002_lod_text_1_0.json": changed(OLD, ("/CityObjects/parcel/geometry/0/lod", "1")),
        "AST-CTY-003_group_1_0.json": changed(OLD, ("/CityObjects/group/members", None)),
        "AST-CTY-003_no_geometry_1_0.json": changed(OLD, ("/CityObjects/parcel/geometry", None), ("/vertices", [])),
        "AST-CTY-003_no_version.city.json": changed(OLD, ("/version", None)),
        "AST-CTY-005_feature.city.json": changed(OLD, ("/type", "CityJSONFeature")),
        "AST-CTY-007_later_1_0.json": changed(OLD, ("/CityObjects/parcel/type", "OtherConstruction")),
        "AST-CTY-007_generic_1_1.json": changed(MIDDLE, ("/CityObjects/parcel/type", "GenericCityObject")),
        "AST-CTY-009_member_1_0.json": changed(OLD, ("/CityObjects/group/members", ["plot"])),
        "AST-CTY-022_degrees.json": changed(OLD, ("/metadata/geographicalExtent", [121, 31, 5, 120, 32, 6])),
    }
    return broken
