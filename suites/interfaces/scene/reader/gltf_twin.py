"""The model in glTF of a scene: how large it is, and what its parts are called.

It has the name of the scene, and is beside it or in the folder `gltf` beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import numpy

from conformance.readers.beside import file_beside
from conformance.readers.source import Source, Unreadable, open_source
from conformance_suites.assets.gltf.reader.accessors import read_accessors
from conformance_suites.assets.gltf.reader.model import Model, read_model
from conformance_suites.assets.gltf.reader.nodes import Nodes
from conformance_suites.assets.gltf.reader.surfaces import nodes_of_scenes

FOLDERS, ENDINGS = ("", "gltf/"), (".glb", ".gltf")


@dataclass(frozen=True)
class Twin:
    """A model in glTF: `size` is two corners in metres with Y up, None where it is not known."""

    name: str
    size: list[list[float]] | None
    nodes: list[str]
    """The names of nodes with a mesh."""
    materials: list[str]
    """The names of the materials of these meshes."""


def twin(source: Source) -> Twin | None:
    """The model beside the source; None if there is none that can be read."""
    stem = PurePosixPath(source.name.replace("\\", "/")).stem
    for name in [f"{folder}{stem}{ending}" for folder in FOLDERS for ending in ENDINGS]:
        # what is not there is not asked for: the evidence of a run would be taken for incomplete
        if source.folder and (source.folder / name).is_file():
            place = file_beside(source.folder, name)
            if not isinstance(place, str):
                return _read(str(place), name)
    return None


def _read(path: str, name: str) -> Twin | None:
    try:
        source = open_source(path, name)
    except Unreadable:
        return None
    model = source.once(read_model)
    if not isinstance(model.document, dict):
        return None
    nodes = Nodes(model.document)
    shown = sorted(each for each in nodes_of_scenes(model, nodes) if "mesh" in nodes[each])
    meshes = {nodes[each]["mesh"] for each in shown}
    used = [one.material for mesh in sorted(meshes, key=str) for one in model.primitives_of.get(mesh, [])]
    return Twin(
        name,
        _size(source, model, nodes, shown),
        [each for at in shown if isinstance(each := nodes[at].get("name"), str) and each],
        sorted({each for at in used if isinstance(each := model.item("materials", at).get("name"), str) and each}),
    )


def _size(source: Source, model: Model, nodes: Nodes, shown: list[int]) -> list[list[float]] | None:
    """Two corners; None where a mesh is moved by joints, or cannot be read."""
    accessors = source.once(read_accessors)
    corners: list[Any] = []
    for at in shown:
        world = nodes.world(at)
        if world is None or "skin" in nodes[at]:
            return None
        for primitive in model.primitives_of.get(nodes[at]["mesh"], []):
            accessor = primitive.attributes.get("POSITION")
            points = accessors.or_zeros(accessor) if accessor is not None else None
            if points is None or not len(points.real):
                return None
            axes = numpy.array(world)
            placed = points.real.reshape(-1, 3) @ axes[:3] + axes[3]
            corners += [placed.min(axis=0), placed.max(axis=0)]
    if not corners or not numpy.isfinite(corners).all():
        return None
    return [numpy.min(corners, axis=0).tolist(), numpy.max(corners, axis=0).tolist()]
