"""The view of a scene and of the model in glTF beside it."""

from __future__ import annotations

from typing import NamedTuple

from conformance.readers.source import Source
from conformance_suites.interfaces.scene.reader.asset import Scene, read_scene
from conformance_suites.interfaces.scene.reader.composed import Composed
from conformance_suites.interfaces.scene.reader.gltf_twin import Twin, twin


class Sizes(NamedTuple):
    """The least and the greatest corner of a scene, and of the model beside it; in metres, with Y up."""

    own: list[list[float]]
    other: list[list[float]]


class Pair(Composed):
    """A scene and its twin, if there is one."""

    def __init__(self, scene: Scene, other: Twin | None) -> None:
        super().__init__(scene)
        self.twin = other

    @property
    def sizes(self) -> list[Sizes]:
        """What both take up, if both are known."""
        if self.twin is None or self.twin.size is None or self.shown["size"] is None:
            return []
        return [Sizes(self.shown["size"], self.twin.size)]

    @property
    def places(self) -> list[Sizes]:
        return self.sizes

    @property
    def node_names(self) -> list[str]:
        """The names of nodes with a mesh."""
        return self.twin.nodes if self.twin and self.shown else []

    @property
    def material_names(self) -> list[str]:
        """The names of materials."""
        return self.twin.materials if self.twin and self.shown else []


def view(source: Source) -> Pair:
    """The scene in the source and its twin. Raises Blocked where it exceeds a limit, NotRun without the library."""
    return Pair(source.once(read_scene), source.once(twin))
