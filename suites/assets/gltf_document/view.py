"""The typed view of a glTF document: its objects, the indices in it, its node hierarchy and its URIs.

Everything here passes over what has the wrong type: saying so is the business of one row alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from conformance import Blocked
from conformance.media.gltf import read_gltf
from conformance.media.source import Source

from .structure import OWN_SAMPLERS, Members, explore, whole
from .uris import DataUri, data_uri


class Index(NamedTuple):
    """An index in the document, the array it points into and how many items that has; None where it is no array."""

    pointer: str
    value: int
    array: str
    size: int | None


class Uri(NamedTuple):
    """A URI in the document; `data` where it is a data: URI."""

    pointer: str
    text: str
    data: DataUri | None


class Edge(NamedTuple):
    """One item of a node's `children`."""

    parent: int
    position: int
    child: int


@dataclass(frozen=True)
class GltfDocument:
    """A glTF document whose text is usable. `folder` is where its relative URIs start, if it came from one."""

    document: Any
    folder: Path | None

    @cached_property
    def _places(self) -> tuple[list[tuple[str, Members]], list[tuple[str, Any, str]]]:
        return explore(self.document)

    @property
    def objects(self) -> list[tuple[str, Members]]:
        """Every object of glTF 2.0 in the document, with its pointer."""
        return self._places[0]

    @property
    def indices(self) -> Iterator[Index]:
        """Every index in the document."""
        sizes: dict[str, int | None] = {}
        for pointer, value, array in self._places[1]:
            index = whole(value)
            if index is None:
                continue
            owner = pointer.split("/channels/", 1)[0] + "/samplers" if array is OWN_SAMPLERS else f"/{array}"
            if owner not in sizes:
                sizes[owner] = self._size(owner)
            yield Index(pointer, index, array, sizes[owner])

    def _size(self, pointer: str) -> int | None:
        value = self.document
        for step in pointer.split("/")[1:]:
            value = value[int(step)] if isinstance(value, list) else value.get(step, [])
        return len(value) if isinstance(value, list) else None

    def all_of(self, array: str) -> Iterator[tuple[str, Members]]:
        """The objects in one of the arrays of the root, with their pointers."""
        items = self.document.get(array) if isinstance(self.document, dict) else None
        for at, item in enumerate(items if isinstance(items, list) else ()):
            if isinstance(item, dict):
                yield f"/{array}/{at}", item

    @cached_property
    def edges(self) -> list[Edge]:
        """The node hierarchy: each node in the `children` of each node once, where both exist."""
        count = self._size("/nodes") if isinstance(self.document, dict) else 0
        found = []
        for pointer, node in self.all_of("nodes"):
            children = node.get("children")
            seen = set()
            for position, value in enumerate(children if isinstance(children, list) else ()):
                child = whole(value)
                if child is not None and 0 <= child < (count or 0) and child not in seen:
                    seen.add(child)
                    found.append(Edge(int(pointer[7:]), position, child))
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
            Uri(f"{pointer}/uri", text, data_uri(text))
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
    return GltfDocument(source.once(read_gltf).text.judged(), source.folder)
