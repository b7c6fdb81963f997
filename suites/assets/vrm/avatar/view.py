"""The typed view of a VRM 1.0 avatar: its bones, expressions and mesh annotations, and the nodes they refer to.

Everything here ignores wrong types and dangling references: reporting them is the job of one row only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conformance.authoring import Blocked
from conformance.readers.json_values import array_at, value_at, values_at
from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.document import Gltf, read_gltf
from conformance_suites.assets.gltf.reader.nodes import Nodes, read_nodes
from conformance_suites.assets.vrm.reader.humanoid import COMMON, Humanoid

from .thumbnail import image_bytes

AVATAR = "/extensions/VRMC_vrm"
BONES = f"{AVATAR}/humanoid/humanBones"


@dataclass(frozen=True)
class Avatar:
    """A VRM 1.0 avatar whose text is usable."""

    gltf: Gltf
    nodes: Nodes
    source: Source

    @property
    def document(self) -> Any:
        return self.gltf.document

    @cached_property
    def humanoid(self) -> Humanoid:
        return Humanoid(value_at(self.document, BONES), self.nodes)

    @property
    def bones(self) -> dict[str, int]:
        """The existing node that each humanoid bone refers to."""
        return self.humanoid.bones

    @cached_property
    def morph_targets(self) -> dict[int, int]:
        """For each mesh with well-formed primitives, the largest number of morph targets of one of them."""
        found = {}
        for mesh, members in enumerate(array_at(self.document, "/meshes") or []):
            primitives = [primitive for _, primitive in values_at(members, "/primitives/*")]
            targets = [array_at(each, "/targets") if isinstance(each, dict) else None for each in primitives]
            counts = [len(each) for each in targets if each is not None]
            if counts and len(counts) == len(targets):
                found[mesh] = max(counts)
        return found

    def expressions(self, group: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """(pointer, name, members) of the expressions in "preset" or "custom"."""
        for pointer, value in values_at(self.document, f"{AVATAR}/expressions/{group}"):
            for name, expression in value.items() if isinstance(value, dict) else ():
                if name not in COMMON and isinstance(expression, dict):
                    yield pointer, name, expression

    def position(self, bone: str) -> tuple[float, float, float]:
        """The position at rest, in metres, of a bone that the avatar has. Raises Blocked where it is unknown."""
        place = self.humanoid.position(bone)
        if place is None:
            raise Blocked("no_position", bone=bone)
        return place

    def image_bytes(self, image: dict[str, Any]) -> bytes:
        """The first bytes of an image of the asset. Raises Blocked where the asset does not contain them."""
        return image_bytes(self.gltf, self.source, image)


def view(source: Source) -> Avatar:
    """The avatar of a glTF asset in either form.

    Raises Blocked where its text is not usable and for VRM 0.x, whose members and their meaning differ.
    """
    gltf = source.once(read_gltf)
    extensions = value_at(gltf.text.judged(), "/extensions")
    if isinstance(extensions, dict) and "VRMC_vrm" not in extensions and "VRM" in extensions:
        raise Blocked("vrm0")
    return Avatar(gltf, source.once(read_nodes), source)
