"""The typed view of a VRM animation: the nodes it maps, and the channels that move them.

Everything here ignores wrong types and dangling references: reporting them is the job of one row only.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.readers.json_values import value_at, values_at, whole
from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.document import read_gltf
from conformance_suites.assets.gltf.reader.nodes import Nodes, read_nodes
from conformance_suites.assets.vrm.reader.humanoid import Humanoid

ANIMATION = "/extensions/VRMC_vrm_animation"
BONES = f"{ANIMATION}/humanoid/humanBones"


class Channel(NamedTuple):
    """An animation channel that targets a mapped node: the bone or expression there, and the animated property."""

    pointer: str
    name: str
    path: str


@dataclass(frozen=True)
class VrmAnimation:
    """A VRM animation whose text is usable."""

    document: Any
    nodes: Nodes

    @cached_property
    def humanoid(self) -> Humanoid:
        return Humanoid(value_at(self.document, BONES), self.nodes)

    @cached_property
    def expressions(self) -> dict[int, str]:
        """The names of expressions by the node that holds their weight."""
        found = {}
        for pointer, value in values_at(self.document, f"{ANIMATION}/expressions/*/*/node"):
            if (node := whole(value)) is not None:
                found[node] = pointer.split("/")[-2]
        return found

    def channels(self, named: dict[int, str]) -> list[Channel]:
        """The channels of all animations that target these nodes."""
        found = []
        for pointer, target in values_at(self.document, "/animations/*/channels/*/target"):
            node = whole(target.get("node")) if isinstance(target, dict) else None
            if node in named and isinstance(path := target.get("path"), str):
                found.append(Channel(f"{pointer}/path", named[node], path))
        return found

    @cached_property
    def bone_channels(self) -> list[Channel]:
        """The channels that move humanoid bones."""
        return self.channels({node: bone for bone, node in self.humanoid.bones.items()})

    @cached_property
    def expression_channels(self) -> list[Channel]:
        """The channels that target expressions."""
        return self.channels(self.expressions)

    @property
    def gaze_channels(self) -> list[Channel]:
        """The channels that turn the gaze."""
        node = whole(value_at(self.document, f"{ANIMATION}/lookAt/node"))
        return [] if node is None else self.channels({node: "lookAt"})


def view(source: Source) -> VrmAnimation:
    """The animation of a glTF asset in either form. Raises Blocked where its text is not usable."""
    return VrmAnimation(source.once(read_gltf).text.judged(), source.once(read_nodes))
