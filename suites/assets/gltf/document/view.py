"""The typed view of a glTF document: its objects, the indices in it, its node hierarchy and its URIs.

Everything here ignores values of the wrong type: reporting them is the job of one row only.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.data_uri import EmbeddedData
from conformance.readers.json_values import whole
from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.model import Model, read_model
from conformance_suites.assets.gltf.reader.structure import Structure, read_structure


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
    """A glTF document whose text is usable."""

    model: Model
    structure: Structure

    @property
    def document(self) -> Any:
        return self.model.document

    @property
    def folder(self) -> Path | None:
        """The folder that relative URIs refer to; None for bytes that do not come from a folder."""
        return self.model.resources.folder

    @cached_property
    def edges(self) -> list[Edge]:
        """The node hierarchy: each node in the `children` of each node once, where both exist."""
        nodes = self.model.array("nodes")
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
            Uri(f"{pointer}/uri", text, self.model.resources.embedded(text))
            for array in ("buffers", "images")
            for _, pointer, item in self.model.all_of(array)
            if isinstance(text := item.get("uri"), str)
        ]

    @property
    def declared(self) -> dict[str, None]:
        """The names in `extensionsUsed`, in their order. Raises Blocked where that is not an array."""
        names = self.document.get("extensionsUsed", []) if isinstance(self.document, dict) else []
        if not isinstance(names, list):
            raise Blocked("blocked_by", ids=["AST-GLD-001"])
        return dict.fromkeys(name for name in names if isinstance(name, str))


def view(source: Source) -> GltfDocument:
    """The document of a glTF asset in either form. Raises Blocked where its text is not usable."""
    return GltfDocument(source.once(read_model), source.once(read_structure))
