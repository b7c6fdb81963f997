"""The typed view of spring bones and node constraints: chains of nodes and the constraints between nodes.

Everything here ignores wrong types and dangling references: reporting them is the job of one row only.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.readers.json_values import values_at, whole
from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.document import read_gltf
from conformance_suites.assets.gltf.reader.nodes import Nodes, read_nodes

SPRINGS = "/extensions/VRMC_springBone"
CONSTRAINTS = "/nodes/*/extensions/VRMC_node_constraint/constraint"


class Joint(NamedTuple):
    """A joint of a spring with an existing node."""

    pointer: str
    node: int


class Spring(NamedTuple):
    """A spring: its joints in order, up to the first without an existing node."""

    pointer: str
    number: int
    joints: list[Joint]
    center: int | None


@dataclass(frozen=True)
class SpringBones:
    """The spring bones and constraints of an asset whose text is usable."""

    document: Any
    nodes: Nodes

    def node(self, value: Any) -> int | None:
        """The existing node with an index."""
        index = whole(value)
        return index if index is not None and 0 <= index < len(self.nodes.nodes) else None

    @cached_property
    def springs(self) -> list[Spring]:
        found = []
        for number, (pointer, spring) in enumerate(values_at(self.document, f"{SPRINGS}/springs/*")):
            if isinstance(spring, dict):
                found.append(Spring(pointer, number, self._joints(pointer, spring), self.node(spring.get("center"))))
        return found

    def _joints(self, pointer: str, spring: dict[str, Any]) -> list[Joint]:
        found = []
        for place, joint in values_at(spring, "/joints/*"):
            node = self.node(joint.get("node")) if isinstance(joint, dict) else None
            if node is None:
                break
            found.append(Joint(f"{pointer}{place}/node", node))
        return found

    @cached_property
    def owners(self) -> dict[int, list[int]]:
        """The indices of the springs that have a node as a joint."""
        found: dict[int, list[int]] = {}
        for spring in self.springs:
            for joint in spring.joints:
                found.setdefault(joint.node, []).append(spring.number)
        return found

    @cached_property
    def sources(self) -> dict[int, tuple[str, int]]:
        """(pointer of the source, node it depends on), by constrained node."""
        found: dict[int, tuple[str, int]] = {}
        for pointer, value in values_at(self.document, f"{CONSTRAINTS}/*/source"):
            source = self.node(value)
            if source is not None:
                found.setdefault(int(pointer.split("/")[2]), (pointer, source))
        return found

    def tells(self, node: int) -> bool:
        """Whether the ancestors of a node can be determined."""
        return self.nodes.has_root(node) and not self.nodes.has_gaps


def view(source: Source) -> SpringBones:
    """The spring bones and constraints of a glTF asset in either form. Raises Blocked where its text is not usable."""
    return SpringBones(source.once(read_gltf).text.judged(), source.once(read_nodes))
