"""The walk over a document: which indices dangle, and where extensions are."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance_suites.assets.gltf.reader.structure import Index, Structure, extensions_in
from conformance_suites.assets.gltf.reader.textures import texture_uses


def test_an_index_beyond_its_array_dangles() -> None:
    document = {"nodes": [{"children": [0, 1], "mesh": 0}], "scenes": [{"nodes": [5]}]}
    assert Structure(document).dangling == [
        Index("/nodes/0/children/1", 1, "nodes", 1),
        Index("/nodes/0/mesh", 0, "meshes", 0),
        Index("/scenes/0/nodes/0", 5, "nodes", 1),
    ]


def test_a_channel_points_at_the_samplers_of_its_own_animation() -> None:
    animations = [
        {"channels": [{"sampler": 1, "target": {}}], "samplers": [{}, {}]},
        {"channels": [{"sampler": 1, "target": {}}], "samplers": [{}]},
    ]
    found = Structure({"animations": animations}).dangling
    assert [(each.pointer, each.size) for each in found] == [("/animations/1/channels/0/sampler", 1)]


def test_an_array_of_another_type_has_no_size() -> None:
    assert Structure({"nodes": {}, "scenes": [{"nodes": [0]}]}).dangling == [
        Index("/scenes/0/nodes/0", 0, "nodes", None)
    ]


@pytest.mark.parametrize("value", [0, 0.0])
def test_an_integer_may_be_written_with_a_fraction_of_0(value: float) -> None:
    assert Structure({"scene": value, "scenes": [{}]}).dangling == []
    assert Structure({"scene": value}).dangling == [Index("/scene", 0, "scenes", 0)]


@pytest.mark.parametrize("value", [None, True, "0", 0.5, [], {}])
def test_what_is_no_integer_is_another_row_s_business(value: object) -> None:
    assert Structure({"scene": value}).dangling == []


def test_objects_with_extensions_are_found_with_their_pointers() -> None:
    document = {
        "extensions": {"A_a": {}},
        "meshes": [
            {"primitives": [{"attributes": {"extensions": 0}, "extensions": {"B_b": {"extensions": {"C_c": {}}}}}]}
        ],
    }
    structure = Structure(document)
    assert [pointer for pointer, _ in structure.extended] == ["", "/meshes/0/primitives/0"]
    places = [place for pointer, owner in structure.extended for place, _ in extensions_in(pointer, owner)]
    assert places == [
        "/extensions/A_a",
        "/meshes/0/primitives/0/extensions/B_b",
        "/meshes/0/primitives/0/extensions/B_b/extensions/C_c",
    ]


NAMES = st.sampled_from(["nodes", "children", "meshes", "primitives", "extensions", "attributes", "a/b", "channels"])
DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 5) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=20,
)


@given(DOCUMENTS)
def test_a_document_of_any_shape_is_walked(document: Any) -> None:
    structure = Structure(document)
    assert all(index.size is None or not 0 <= index.value < index.size for index in structure.dangling)
    assert all("extensions" in owner for _, owner in structure.extended)
    json.dumps([index._asdict() for index in structure.dangling])


def test_textures_are_found_in_the_material_and_in_its_extensions() -> None:
    transform = {"extensions": {"KHR_texture_transform": {"texCoord": 2}}}
    material = {
        "normalTexture": {"index": 0, "texCoord": 1, **transform},
        "pbrMetallicRoughness": {"baseColorTexture": {"index": 0}},
        "extensions": {
            "KHR_materials_sheen": {"sheenColorTexture": {"index": 1}},
            "VENDOR_x": {"aTexture": {"index": 9}},
        },
    }
    assert {use.pointer: use.coordinates for use in texture_uses("", material)} == {
        "/pbrMetallicRoughness/baseColorTexture": (0,),
        "/normalTexture": (1, 2),
        "/extensions/KHR_materials_sheen/sheenColorTexture": (0,),
    }
