"""What the composed stage of a scene shows, as the views of suites hand it to their checks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.source import Source

from .asset import Scene, read_scene


class Fault(NamedTuple):
    """A violation of a rule at a USD path; the key says which of several it is."""

    place: str
    key: str
    values: dict[str, Any]


class Composed:
    """The stage of a scene: for each rule what it looked at, and what it found."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    @property
    def shown(self) -> dict[str, Any]:
        """What the stage shows. Raises Blocked where it was not composed."""
        if self.scene.stage is None:
            raise Blocked("not_composed")
        return self.scene.stage

    def looked(self, rule: str) -> range:
        """As many numbers as there is for the rule to judge."""
        return range(self.shown["looked"].get(rule, 0))

    def found(self, rule: str) -> Iterator[Fault]:
        """The violations of the rule."""
        return (Fault(*rest) for each, *rest in self.shown["found"] if each == rule)


def composed(source: Source) -> Composed:
    """The stage of the scene in the source. Raises Blocked where it exceeds a limit, NotRun without the library."""
    return Composed(source.once(read_scene))
