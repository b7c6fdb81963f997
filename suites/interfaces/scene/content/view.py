"""The view of the contents of a scene: for each kind of row, what it looked at on the composed stage."""

from __future__ import annotations

from conformance.readers.source import Source
from conformance_suites.interfaces.scene.reader.asset import read_scene
from conformance_suites.interfaces.scene.reader.composed import Composed


class Contents(Composed):
    """The prims of a scene."""

    @property
    def types(self) -> range:
        return self.looked("types")

    @property
    def attributes(self) -> range:
        return self.looked("attributes")

    @property
    def nested(self) -> range:
        return self.looked("nested")

    @property
    def topologies(self) -> range:
        return self.looked("topologies")

    @property
    def unbounded(self) -> range:
        return self.looked("unbounded")

    @property
    def extents(self) -> range:
        return self.looked("extents")

    @property
    def values(self) -> range:
        return self.looked("values")

    @property
    def interpolations(self) -> range:
        return self.looked("interpolations")

    @property
    def subsets(self) -> range:
        return self.looked("subsets")

    @property
    def bindings(self) -> range:
        return self.looked("bindings")

    @property
    def applied(self) -> range:
        return self.looked("applied")

    @property
    def connections(self) -> range:
        return self.looked("connections")

    @property
    def encapsulated(self) -> range:
        return self.looked("encapsulated")

    @property
    def shaders(self) -> range:
        return self.looked("shaders")

    @property
    def normal_maps(self) -> range:
        return self.looked("normal_maps")

    @property
    def skins(self) -> range:
        return self.looked("skins")

    @property
    def bodies(self) -> range:
        return self.looked("bodies")

    @property
    def colliders(self) -> range:
        return self.looked("colliders")

    @property
    def joints(self) -> range:
        return self.looked("joints")


def view(source: Source) -> Contents:
    """The contents of the scene in the source. Raises Blocked where it exceeds a limit, NotRun without the library."""
    return Contents(source.once(read_scene))
