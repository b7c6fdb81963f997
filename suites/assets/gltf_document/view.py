"""The typed view of a glTF document: its objects, the indices in it, its node hierarchy and its URIs.

Everything here passes over what has the wrong type: saying so is the business of one row alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from conformance import Blocked
from conformance.media.data_uri import EmbeddedData, embedded_data_iri
from conformance.media.gltf import read_gltf
from conformance.media.gltf_structure import Members, Structure, read_structure
from conformance.media.json_values import whole
from conformance.media.source import Source


class Uri(NamedTuple):
    """A URI in the document; `data` where it is a data: URI."""

    pointer: str
    text: str
    data: EmbeddedData | None


class Edge(NamedTuple):
    """One item of a node's `children`."""

    parent: int
    position: int
    child: int


@dataclass(frozen=True)
class GltfDocument:
    """A glTF document whose text is usable. `folder` is where its relative URIs start, if it came from one."""

    document: Any
    structure: Structure
    folder: Path | None
    _objects: dict[str, list[tuple[str, Members]]] = field(default_factory=dict)

    def all_of(self, array: str) -> list[tuple[str, Members]]:
        """The objects in one of the arrays of the root, with their pointers."""
        if array not in self._objects:
            listed = self.document.get(array) if isinstance(self.document, dict) else None
            items = enumerate(listed if isinstance(listed, list) else ())
            self._objects[array] = [(f"/{array}/{at}", item) for at, item in items if isinstance(item, dict)]
        return self._objects[array]

    @cached_property
    def edges(self) -> list[Edge]:
        """The node hierarchy: each node in the `children` of each node once, where both exist."""
        listed = self.document.get("nodes") if isinstance(self.document, dict) else None
        nodes = listed if isinstance(listed, list) else []
        found: list[Edge] = []
        for parent, node in enumerate(nodes):
            children = node.get("children") if isinstance(node, dict) else None
            if not isinstance(children, list):
                continue
            seen = set()
            for position, value in enumerate(children):
                child = value if type(value) is int else whole(value)
                if child is not None and 0 <= child < len(nodes) and child not in seen:
                    seen.add(child)
                    found.append(Edge(parent, position, child))
        return found

    @cached_property
    def parents(self) -> dict[int, int]:
        """The first parent of each node that has one."""
        found: dict[int, int] = {}
        for edge in self.edges:
            found.setdefault(edge.child, edge.parent)
        return found

    @cached_property
    def uris(self) -> list[Uri]:
        """Every `uri` of buffers and images."""
        return [
            Uri(f"{pointer}/uri", text, embedded_data_iri(text))
            for array in ("buffers", "images")
            for pointer, item in self.all_of(array)
            if isinstance(text := item.get("uri"), str)
        ]

    @property
    def declared(self) -> dict[str, None]:
        """The names in `extensionsUsed`, in their order. Raises Blocked where that is no array."""
        names = self.document.get("extensionsUsed", []) if isinstance(self.document, dict) else []
        if not isinstance(names, list):
            raise Blocked("blocked_by", ids=["AST-GLD-001"])
        return dict.fromkeys(name for name in names if isinstance(name, str))


def view(source: Source) -> GltfDocument:
    """The document of a glTF asset in either form. Raises Blocked where its text is not usable."""
    return GltfDocument(source.once(read_gltf).text.judged(), source.once(read_structure), source.folder)
