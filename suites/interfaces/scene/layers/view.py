"""The view of the layers of a scene: what they say of themselves, and what they refer to."""

from __future__ import annotations

from typing import Any, NamedTuple

from conformance.readers.source import Source
from conformance_suites.interfaces.scene.reader.asset import OK, UNKNOWN, Layer, Use, read_scene
from conformance_suites.interfaces.scene.reader.composed import Composed


class Meeting(NamedTuple):
    """A layer that another one refers to, where both say the same thing of themselves."""

    use: Use
    own: Any
    other: Any


class Layers(Composed):
    """The layers of a scene."""

    @property
    def layers(self) -> list[Layer]:
        """All layers, the root first."""
        return self.scene.layers

    @property
    def roots(self) -> list[dict[str, Any]]:
        """What the root layer says of itself, if it can be read."""
        return [self.scene.root.metadata] if self.scene.root.read else []

    def said(self, *names: str) -> list[Any]:
        """What the root layer says under these names, if it says all of them."""
        own = self.scene.root.metadata
        return [[own[name] for name in names]] if all(name in own for name in names) else []

    @property
    def axes(self) -> list[Any]:
        return self.said("upAxis")

    @property
    def metrics(self) -> list[Any]:
        return self.said("metersPerUnit")

    @property
    def defaults(self) -> list[Any]:
        return self.said("defaultPrim")

    @property
    def spans(self) -> list[Any]:
        return self.said("startTimeCode", "endTimeCode")

    @property
    def rates(self) -> list[Any]:
        return self.said("timeCodesPerSecond")

    @property
    def paths(self) -> list[Use]:
        """All asset paths that are not expressions."""
        return [each for each in self.scene.uses if each.asset and each.state != UNKNOWN]

    @property
    def arcs(self) -> list[Use]:
        """Paths of layers."""
        return [each for each in self.paths if each.composes]

    @property
    def assets(self) -> list[Use]:
        """Paths of pictures, sounds and other files."""
        return [each for each in self.paths if not each.composes]

    def _meetings(self, name: str) -> list[Meeting]:
        """The layers that refer to another one, where both give a member of their metadata."""
        given = {each.name: each.metadata.get(name) for each in self.layers}
        found = (Meeting(each, given.get(each.layer), given.get(each.target)) for each in self.arcs if each.state == OK)
        return [each for each in found if each.own is not None and each.other is not None]

    @property
    def measured(self) -> list[Meeting]:
        """Layers with metres per unit that refer to one with its own."""
        return self._meetings("metersPerUnit")

    @property
    def oriented(self) -> list[Meeting]:
        """Layers with an up axis that refer to one with its own."""
        return self._meetings("upAxis")

    @property
    def cycles(self) -> range:
        return self.looked("cycles")

    @property
    def targets(self) -> list[Use]:
        """The references and payloads, if the stage can be composed."""
        return [each for each in self.scene.uses if each.kind in ("reference", "payload")] if self.shown else []


def view(source: Source) -> Layers:
    """The layers of the scene in the source. Raises Blocked where it exceeds a limit, NotRun without the library."""
    return Layers(source.once(read_scene))
