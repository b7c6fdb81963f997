"""The humanoid of VRM 1.0, which avatars and animations share: bones with their parents (humanoid.md), and presets.

The names of preset expressions are those of expressions.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conformance.readers.json_values import whole
from conformance_suites.assets.gltf.reader.nodes import Nodes

# Each bone of the trunk and limbs with its parent in the table.
PARENT = {
    "spine": "hips",
    "chest": "spine",
    "upperChest": "chest",
    "neck": "upperChest",
    "head": "neck",
    "leftEye": "head",
    "rightEye": "head",
    "jaw": "head",
}
for _side in ("left", "right"):
    PARENT |= {
        f"{_side}UpperLeg": "hips",
        f"{_side}LowerLeg": f"{_side}UpperLeg",
        f"{_side}Foot": f"{_side}LowerLeg",
        f"{_side}Toes": f"{_side}Foot",
        f"{_side}Shoulder": "upperChest",
        f"{_side}UpperArm": f"{_side}Shoulder",
        f"{_side}LowerArm": f"{_side}UpperArm",
        f"{_side}Hand": f"{_side}LowerArm",
        f"{_side}ThumbMetacarpal": f"{_side}Hand",
        f"{_side}ThumbProximal": f"{_side}ThumbMetacarpal",
        f"{_side}ThumbDistal": f"{_side}ThumbProximal",
    }
    for _finger in ("Index", "Middle", "Ring", "Little"):
        PARENT |= {
            f"{_side}{_finger}Proximal": f"{_side}Hand",
            f"{_side}{_finger}Intermediate": f"{_side}{_finger}Proximal",
            f"{_side}{_finger}Distal": f"{_side}{_finger}Intermediate",
        }

BONES = frozenset(PARENT) | {"hips"}

PRESETS = frozenset(
    {
        *("happy", "angry", "sad", "relaxed", "surprised", "neutral"),
        *("aa", "ih", "ou", "ee", "oh"),
        *("blink", "blinkLeft", "blinkRight"),
        *("lookUp", "lookDown", "lookLeft", "lookRight"),
    }
)

# Any object of a glTF extension may have these in addition to its own members.
COMMON = frozenset({"extensions", "extras"})


@dataclass(frozen=True)
class Humanoid:
    """A map of humanoid bones, `humanBones`, on the nodes of an asset. Malformed parts are ignored."""

    named: Any
    nodes: Nodes

    @cached_property
    def bones(self) -> dict[str, int]:
        """The existing node that each humanoid bone refers to."""
        found = {}
        for name, bone in self.named.items() if isinstance(self.named, dict) else ():
            node = whole(bone.get("node")) if isinstance(bone, dict) else None
            if name in BONES and node is not None and 0 <= node < len(self.nodes.nodes):
                found[name] = node
        return found

    def parent_bone(self, bone: str) -> str | None:
        """The nearest bone above this one in the table that the humanoid has."""
        parent = PARENT.get(bone)
        while parent is not None and parent not in self.bones:
            parent = PARENT.get(parent)
        return parent

    def shared(self) -> dict[str, str]:
        """Each bone whose node is already used by an earlier bone, with that bone."""
        first: dict[int, str] = {}
        return {bone: first[node] for bone, node in self.bones.items() if first.setdefault(node, bone) != bone}

    def astray(self) -> dict[str, str]:
        """Each bone whose node is not below that of its parent bone, with the parent bone.

        Bones in or below a cycle are not reported.
        """
        found = {}
        for bone, node in self.bones.items():
            parent = self.parent_bone(bone)
            above = None if parent is None else self.bones[parent]
            if parent is None or above is None or self.nodes.is_below(node, above):
                continue
            if self.nodes.has_root(node) and not self.nodes.has_gaps:
                found[bone] = parent
        return found

    def adrift(self) -> str | None:
        """A bone whose node is in or below a cycle of nodes, if there is any; any bone where nodes are malformed."""
        lost = (bone for bone, node in self.bones.items() if self.nodes.has_gaps or not self.nodes.has_root(node))
        return next(lost, None)

    def position(self, bone: str) -> tuple[float, float, float] | None:
        """The position of a bone of the humanoid at rest, in metres; None where it cannot be computed."""
        return None if self.nodes.has_gaps else self.nodes.position(self.bones[bone])


def swapped(left: float, right: float) -> bool:
    """Whether the left one of a pair is further along -X than the right one, by more than rounding; X in metres."""
    return round(left - right, 6) < 0


def skeleton(
    places: Mapping[str, tuple[float, float, float]],
) -> tuple[list[dict[str, Any]], dict[str, dict[str, int]]]:
    """The nodes and the `humanBones` of a skeleton, each bone below its nearest parent; `hips` is the first node.

    `places` gives each bone its (x, y, z) from that parent in metres; for pairs the left one, which the right mirrors.
    """
    both = dict(places)
    for name, (x, y, z) in places.items():
        if name.startswith("left"):
            both["right" + name[4:]] = (-x, y, z)
    number = {name: index for index, name in enumerate(both)}
    nodes: list[dict[str, Any]] = [{"name": name, "translation": list(place)} for name, place in both.items()]
    for name in list(both)[1:]:
        parent = PARENT[name]
        while parent not in number:
            parent = PARENT[parent]
        nodes[number[parent]].setdefault("children", []).append(number[name])
    return nodes, {name: {"node": index} for name, index in number.items()}
