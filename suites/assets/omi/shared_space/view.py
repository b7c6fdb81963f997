"""The typed view of a shared space: its nodes and the places of its OMI extensions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from conformance.readers.json_values import array_at, object_or_empty
from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.document import read_gltf
from conformance_suites.assets.gltf.reader.nodes import Nodes, read_nodes

SHAPES = "/extensions/OMI_physics_shape/shapes"
BODY = "/nodes/*/extensions/OMI_physics_body"
SEAT = "/nodes/*/extensions/OMI_seat"


@dataclass(frozen=True)
class Space:
    """A glTF asset with OMI extensions whose text is usable."""

    document: Any
    nodes: Nodes

    def items(self, way: str) -> list[Any]:
        """The items of an array; empty where there is no array."""
        return array_at(self.document, way) or []

    def listed(self, way: str) -> list[Any] | None:
        """The items that an index can refer to; None where the array is malformed, or missing although required."""
        if way == SHAPES:
            extensions = object_or_empty(self.document).get("extensions", {})
            holder = extensions.get("OMI_physics_shape", {"shapes": []}) if isinstance(extensions, dict) else None
            return array_at(holder, "/shapes") if isinstance(holder, dict) and "shapes" in holder else None
        return array_at(self.document, way)

    def is_plain(self, node: int) -> bool:
        """Whether a node has no trigger, nor a malformed one."""
        extensions = self.nodes[node].get("extensions", {})
        body = extensions.get("OMI_physics_body", {}) if isinstance(extensions, dict) else None
        return isinstance(body, dict) and "trigger" not in body


def view(source: Source) -> Space:
    """The space of a glTF asset in either form. Raises Blocked where its text is not usable."""
    return Space(source.once(read_gltf).text.judged(), source.once(read_nodes))
