"""Which visible part a pointer leads to."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.readers.source import Source
from conformance_suites.assets.gltf.pictures.marks import Mark, Marks
from conformance_suites.assets.gltf.reader.model import Model, read_model
from conformance_suites.assets.vrm.demo.mannequin import mannequin

DOCUMENT = mannequin().complete()
NODES = {node["name"]: index for index, node in enumerate(DOCUMENT["nodes"])}
HEAD, SKULL = NODES["head"], NODES["skull"]
SKULL_MESH = DOCUMENT["nodes"][SKULL]["mesh"]
POSITIONS = DOCUMENT["meshes"][SKULL_MESH]["primitives"][0]["attributes"]["POSITION"]
SKULL_MARK = Mark("primitive", SKULL_MESH, 0, "skull")
HEAD_MARK, FACE = Mark("bone", HEAD, None, "head"), Mark("image", 0, None, "face")


def marks(document: Any) -> Marks:
    resources = read_model(Source("empty.gltf", b"{}")).resources
    return Marks(Model(document, resources))


MANNEQUIN = marks(DOCUMENT)


@pytest.mark.parametrize(
    ("pointer", "found"),
    [
        (f"/nodes/{SKULL}", [Mark("node", SKULL, None, "skull")]),
        (f"/nodes/{HEAD}/translation/0", [HEAD_MARK]),
        (f"/nodes/{HEAD}/children/0", [Mark("node", DOCUMENT["nodes"][HEAD]["children"][0], None, "skull")]),
        ("/extensions/VRMC_vrm/humanoid/humanBones/head/node", [HEAD_MARK]),
        ("/extensions/VRMC_vrm/humanoid/humanBones/head", [HEAD_MARK]),
        ("/extensions/VRMC_vrm/meta/thumbnailImage", [FACE]),
        (f"/meshes/{SKULL_MESH}", [SKULL_MARK]),
        (f"/meshes/{SKULL_MESH}/primitives/0/attributes/POSITION", [SKULL_MARK]),
        (f"/accessors/{POSITIONS}/max/1", [SKULL_MARK]),
        (f"/bufferViews/{DOCUMENT['accessors'][POSITIONS]['bufferView']}/byteLength", [SKULL_MARK]),
        (f"/bufferViews/{DOCUMENT['images'][0]['bufferView']}", [FACE]),
        ("/materials/2/doubleSided", [SKULL_MARK]),
        ("/materials/2/pbrMetallicRoughness/baseColorTexture", [FACE]),
        ("/textures/0/source", [FACE]),
        ("/images/0/mimeType", [FACE]),
        ("/scenes/0/nodes/0", [Mark("bone", NODES["hips"], None, "hips")]),
        ("/asset/version", []),
        ("", []),
        ("/nodes/99999", []),
        ("/images/-1", []),
        ("/extensions/VRMC_vrm/humanoid/humanBones/tail/node", []),
    ],
)
def test_a_place_is_shown_by_the_part_it_belongs_to(pointer: str, found: list[Mark]) -> None:
    assert MANNEQUIN.at(pointer) == found


def test_a_skin_is_shown_by_its_joints_and_a_channel_by_its_node() -> None:
    made = marks(
        {
            "nodes": [{"name": "a"}, {}],
            "skins": [{"joints": [1, 0, 7, "0"]}],
            "animations": [{"channels": [{"target": {"node": 0, "path": "scale"}}]}],
        }
    )
    assert made.at("/skins/0/inverseBindMatrices") == [Mark("node", 1), Mark("node", 0, None, "a")]
    assert made.at("/skins/0/joints/1") == [Mark("node", 0, None, "a")]
    assert made.at("/animations/0/channels/0/sampler") == [Mark("node", 0, None, "a")]


def test_a_long_name_is_cut() -> None:
    assert len(marks({"nodes": [{"name": "x" * 10_000}]}).at("/nodes/0")[0].name) <= 60


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 3) | st.floats() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["nodes", "meshes", "primitives", "images", "node", "joints", "skins", "target", "children"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)
STEPS = st.sampled_from(
    ["nodes", "meshes", "primitives", "images", "textures", "skins", "joints", "thumbnailImage", "baseColorTexture"]
)


@given(JSON, st.lists(STEPS | st.integers(0, 3).map(str) | st.text(max_size=3), max_size=5))
def test_no_document_and_no_pointer_makes_it_raise(document: Any, steps: list[str]) -> None:
    marks(document).at("".join(f"/{step}" for step in steps))
