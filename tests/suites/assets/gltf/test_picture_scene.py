"""The triangles that are drawn: finite, in range, posed by their skins; what cannot be drawn is left out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from conformance.readers.source import Source
from conformance_suites.assets.gltf.pictures import scene as picture_scene
from conformance_suites.assets.gltf.pictures.scene import Piece, pieces
from conformance_suites.assets.gltf.reader.accessors import read_accessors
from conformance_suites.assets.gltf.reader.model import read_model
from conformance_suites.assets.gltf.reader.nodes import read_nodes
from conformance_suites.assets.gltf.writer.asset import Asset
from conformance_suites.assets.vrm.demo.mannequin import mannequin

CORNERS = [0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0]


def drawn(data: bytes) -> list[Piece]:
    source = Source("a.glb", data)
    return list(pieces(read_model(source), read_accessors(source), read_nodes(source)))


def asset(corners: list[float] = CORNERS, indices: list[int] | None = None, **members: Any) -> Asset:
    """One node with one primitive."""
    made = Asset()
    primitive: dict[str, Any] = {"attributes": {"POSITION": made.accessor("VEC3", "f", corners)}, **members}
    if indices is not None:
        primitive["indices"] = made.accessor("SCALAR", "I", indices)
    made.add("nodes", mesh=made.add("meshes", primitives=[primitive]))
    return made


@pytest.mark.parametrize(
    ("members", "indices", "triangles"),
    [
        ({}, [0, 1, 2], 1),
        ({}, None, 1),
        ({}, [0, 1, 2, 2, 1, 3, 0], 2),
        ({"mode": 5}, None, 2),
        ({"mode": 6}, [0, 1, 2, 3], 2),
        ({"mode": 6}, [0], 0),
        ({"mode": 1}, None, 0),
        ({}, [0, 1, 4_000_000_000, 0, 1, 2], 1),
    ],
)
def test_each_mode_gives_its_triangles_and_no_index_leads_outside(
    members: dict[str, Any], indices: list[int] | None, triangles: int
) -> None:
    assert sum(len(piece.corners) for piece in drawn(asset(indices=indices, **members).glb())) == triangles


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 1e30])
def test_a_triangle_with_a_corner_nowhere_is_left_out(number: float) -> None:
    corners = [*CORNERS[:9], number, 0, 0, 1, 0, 0, 0, 1, 0]
    (piece,) = drawn(asset(corners).glb())
    assert len(piece.corners) == 1
    assert np.isfinite(piece.corners).all()


def test_nodes_in_a_loop_are_not_drawn() -> None:
    made = asset()
    made.document["nodes"][0]["children"] = [1]
    made.add("nodes", children=[0])
    assert drawn(made.glb()) == []


def test_a_claim_without_bytes_is_not_drawn() -> None:
    made = asset()
    made.document["accessors"][0]["count"] = 1_000_000_000
    assert drawn(made.glb()) == []


def test_primitives_beyond_the_bound_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    made = asset()
    for _ in range(9):
        made.add("nodes", mesh=0)
    monkeypatch.setattr(picture_scene, "PICTURE_TRIANGLES", 4)
    assert len(drawn(made.glb())) == 4


def test_a_skin_carries_the_vertices_and_the_node_of_the_mesh_does_not() -> None:
    made = asset(CORNERS[:9])
    attributes = made.document["meshes"][0]["primitives"][0]["attributes"]
    attributes["JOINTS_0"] = made.accessor("VEC4", "B", [0, 1, 0, 0] * 3)
    attributes["WEIGHTS_0"] = made.accessor("VEC4", "f", [0.5, 0.5, 0, 0] * 3)
    made.document["nodes"][0] |= {"skin": 0, "translation": [100, 0, 0]}
    made.add("nodes", translation=[2, 0, 0])
    made.add("nodes", translation=[4, 0, 0])
    made.add("skins", joints=[1, 2])
    (piece,) = drawn(made.glb())
    assert piece.corners[0, 0].tolist() == [3, 0, 0]
    attributes["JOINTS_0"] = made.accessor("VEC4", "B", [0, 9, 0, 0] * 3)  # a joint that the skin does not have
    (piece,) = drawn(made.glb())
    assert piece.corners[0, 0].tolist() == [100, 0, 0]


def test_a_whole_avatar_stands_upright_in_metres() -> None:
    corners = np.concatenate([piece.corners.reshape(-1, 3) for piece in drawn(mannequin().glb())])
    low, high = corners.min(axis=0), corners.max(axis=0)
    assert 1.5 < (high - low)[1] < 2.0
    assert abs(low[1]) < 0.1
