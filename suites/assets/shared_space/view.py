"""The typed view of a shared space: its nodes and the places of its OMI extensions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from conformance.media.gltf import read_gltf
from conformance.media.gltf_nodes import Nodes, read_nodes
from conformance.media.json_values import value_at
from conformance.media.source import Source

SHAPES = "/extensions/OMI_physics_shape/shapes"
BODY = "/nodes/*/extensions/OMI_physics_body"
SEAT = "/nodes/*/extensions/OMI_seat"


@dataclass(frozen=True)
class Space:
    """A glTF asset with OMI extensions whose text is usable."""

    document: Any
    nodes: Nodes

    def items(self, way: str) -> list[Any]:
        """The items of an array; none where there is no array."""
        found = value_at(self.document, way)
        return found if isinstance(found, list) else []


def view(source: Source) -> Space:
    """The space of a glTF asset in either form. Raises Blocked where its text is not usable."""
    return Space(source.once(read_gltf).text.judged(), source.once(read_nodes))
