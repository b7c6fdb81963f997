"""What the view of an avatar says of its meshes."""

from __future__ import annotations

import json

from conformance.readers.source import Source
from conformance_suites.assets.vrm.avatar.view import view


def test_a_mesh_has_as_many_morph_targets_as_its_primitive_with_the_most() -> None:
    meshes = [
        {"primitives": [{"targets": [{}]}, {"targets": [{}, {}, {}]}]},
        {"primitives": [{"targets": [{}]}, {}]},
        {"primitives": [{"targets": [{}]}, {"targets": 7}]},
    ]
    document = {"asset": {"version": "2.0"}, "meshes": meshes}
    avatar = view(Source("a.vrm", json.dumps(document).encode()))
    assert avatar.morph_targets == {0: 3, 1: 1}  # what is ill-formed is counted by no one
