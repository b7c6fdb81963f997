"""What a glTF asset costs its importer, counted from its document and the headers of its images."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.json_values import object_or_empty, whole
from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.images import Images, read_images
from conformance_suites.assets.gltf.reader.model import TRIANGLES, Model, read_model
from conformance_suites.assets.gltf.reader.uris import path_steps

INSTANCING = "EXT_mesh_gpu_instancing"
STRIP, FAN = 5, 6
JOINTS_IN_A_SET = 4


class Counts(NamedTuple):
    """Primitives, vertices and triangles by mesh, where there are some; and the primitives that cannot be counted."""

    primitives: dict[int, int]
    vertices: dict[int, int]
    triangles: dict[int, int]
    unknown: list[str]


class Shown(NamedTuple):
    """Nodes that show a mesh and copies they draw, by mesh; and the nodes whose copies cannot be counted."""

    nodes: dict[int, int]
    instances: dict[int, int]
    unknown: list[str]


@dataclass(frozen=True)
class Burden:
    """A glTF asset whose text is usable, in a file of `size` bytes."""

    model: Model
    images: Images
    size: int

    @property
    def document(self) -> Any:
        return self.model.document

    @cached_property
    def counts(self) -> Counts:
        """The contents of all meshes, each counted once; what cannot be counted is left out."""
        found = Counts({}, {}, {}, [])
        for primitive in self.model.primitives:
            mesh, members = primitive.mesh, primitive.members
            vertices = corners = primitive.vertices
            if "indices" in members:
                corners = primitive.indices.count if primitive.indices else None
            if (corners is None and "indices" in members) or (vertices is None and members.get("attributes")):
                found.unknown.append(primitive.pointer)
            found.primitives[mesh] = found.primitives.get(mesh, 0) + 1
            found.vertices[mesh] = found.vertices.get(mesh, 0) + (vertices or 0)
            triangles = _triangles(primitive.mode, corners or 0)
            if triangles is not None:
                found.triangles[mesh] = found.triangles.get(mesh, 0) + triangles
        return found

    @cached_property
    def shown(self) -> Shown:
        """Number of nodes that show each mesh, and number of instances."""
        found = Shown({}, {}, [])
        for at, node in enumerate(self.model.array("nodes")):
            mesh = whole(node.get("mesh")) if isinstance(node, dict) else None
            if mesh is None:
                continue
            copies: int | None = 1
            if INSTANCING in object_or_empty(node.get("extensions")):
                copies = self._copies(node["extensions"][INSTANCING])
                if copies is None:
                    found.unknown.append(f"/nodes/{at}/extensions/{INSTANCING}")
            found.nodes[mesh] = found.nodes.get(mesh, 0) + 1
            found.instances[mesh] = found.instances.get(mesh, 0) + (copies or 1)
        return found

    def _copies(self, content: Any) -> int | None:
        """Number of instances of a node: the greatest number of elements of any instance attribute."""
        attributes = object_or_empty(object_or_empty(content).get("attributes"))
        used = [self.model.accessor(index) for index in attributes.values()]
        return max((accessor.count for accessor in used if accessor), default=None)

    def drawn(self, amounts: Mapping[int, int], times: Mapping[int, int]) -> dict[int, int]:
        """The amounts of the meshes that are shown, each as often as it is shown."""
        return {mesh: amount * times[mesh] for mesh, amount in amounts.items() if mesh in times}

    def counted(self, *others: str) -> None:
        """Raise Blocked if a primitive cannot be counted, or others: without a finding, the row then has no verdict."""
        if unknown := [*self.counts.unknown, *others]:
            raise Blocked("uncounted", place=unknown[0], count=len(unknown))

    @cached_property
    def influences(self) -> list[tuple[str, int]]:
        """(place of its last set, joints per vertex) of every primitive with joints."""
        return [
            (primitive.attribute_place(sets[-1][0]), JOINTS_IN_A_SET * len(sets))
            for primitive in self.model.primitives
            if (sets := primitive.sets("JOINTS"))
        ]

    @cached_property
    def pixels(self) -> dict[int, tuple[int, int]]:
        """(width, height) of each image whose header can be read."""
        headers = ((image.index, image.header) for image in self.images.at_hand)
        return {index: (header.width, header.height) for index, header in headers if header}

    def measured(self) -> None:
        """Raise Blocked if the size of an image is not known."""
        self.images.complete()
        unknown = [image.pointer for image in self.images.at_hand if image.index not in self.pixels]
        if unknown:
            raise Blocked("no_size", place=unknown[0], count=len(unknown))

    @cached_property
    def files(self) -> dict[str, int | None]:
        """The bytes of each file that a buffer or image refers to, by its place; None where it is not available.

        A file referred to twice counts once, by its path.
        """
        found: dict[str, int | None] = {}
        named = [*self.model.all_of("buffers"), *self.model.all_of("images")]
        for _, pointer, members in named:
            uri = members.get("uri")
            if isinstance(uri, str) and uri[:5].lower() != "data:":
                data = self.model.resources.at(uri)
                found[pointer if data is None else "/".join(path_steps(uri))] = None if data is None else len(data)
        return found


def _triangles(mode: int, corners: int) -> int | None:
    if mode == TRIANGLES:
        return corners // 3
    return max(corners - 2, 0) if mode in (STRIP, FAN) else None


def view(source: Source) -> Burden:
    """The cost of a glTF asset in either form. Raises Blocked where its text is not usable."""
    return Burden(source.once(read_model), source.once(read_images), source.size)
