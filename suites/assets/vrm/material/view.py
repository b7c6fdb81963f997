"""The typed view of toon materials: those with an extension of VRM 1.0, and the textures they move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.readers.json_values import is_number, object_or_empty
from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.model import Model, read_model

MTOON, HDR = "VRMC_materials_mtoon", "VRMC_materials_hdr_emissiveMultiplier"
NAMES = {MTOON, HDR}
# The speeds of the UV animation, each with the member of a sampler that states what is beyond the edge.
SCROLLS = (("uvAnimationScrollXSpeedFactor", "wrapS"), ("uvAnimationScrollYSpeedFactor", "wrapT"))
# The textures it moves: (path to their owner in a material, their names). The text names no others.
MOVED = (
    (("extensions", MTOON), ("shadeMultiplyTexture", "rimMultiplyTexture", "outlineWidthMultiplyTexture")),
    (("pbrMetallicRoughness",), ("baseColorTexture",)),
    ((), ("emissiveTexture", "normalTexture")),
)


class Extended(NamedTuple):
    """A material with an extension: the place and the members of the extension, and the material."""

    pointer: str
    members: dict[str, Any]
    material: dict[str, Any]


class Scrolled(NamedTuple):
    """A texture that moves along one axis: the place of its texture info, the member for that axis, the sampler."""

    pointer: str
    wrap: str
    sampler: dict[str, Any]


@dataclass(frozen=True)
class ToonMaterials:
    """The materials of an asset whose text is usable."""

    model: Model

    @cached_property
    def document(self) -> Any:
        """Only the materials, which is all that is judged; nothing where none has one of the extensions."""
        materials = self.model.array("materials")
        extensions = (object_or_empty(object_or_empty(each).get("extensions")) for each in materials)
        return {"materials": materials} if any(not NAMES.isdisjoint(each) for each in extensions) else {}

    def extended(self, name: str) -> Iterator[Extended]:
        """The materials with an extension of this name."""
        for _, pointer, material in self.model.all_of("materials") if self.document else ():
            members = object_or_empty(material.get("extensions")).get(name)
            if isinstance(members, dict):
                yield Extended(f"{pointer}/extensions/{name}", members, material)

    @cached_property
    def scrolled(self) -> list[Scrolled]:
        """Every texture that the UV animation of its material moves, once for each axis.

        One rotated by KHR_texture_transform is omitted, since the axes of the texture then differ.
        """
        found = []
        for toon in self.extended(MTOON):
            wraps = [wrap for speed, wrap in SCROLLS if _moves(toon.members.get(speed))]
            for pointer, info in _moved(toon) if wraps else ():
                transform = object_or_empty(object_or_empty(info.get("extensions")).get("KHR_texture_transform"))
                texture = self.model.item("textures", info.get("index"))
                if texture and "rotation" not in transform:
                    sampler = self.model.item("samplers", texture.get("sampler"))
                    found += [Scrolled(pointer, wrap, sampler) for wrap in wraps]
        return found


def _moves(speed: Any) -> bool:
    return is_number(speed) and speed != 0


def _moved(toon: Extended) -> Iterator[tuple[str, dict[str, Any]]]:
    """(pointer, members) of the texture infos of a material that its UV animation moves."""
    base = toon.pointer.removesuffix(f"/extensions/{MTOON}")
    for way, names in MOVED:
        owner: Any = toon.material
        for step in way:
            owner = object_or_empty(owner).get(step)
        for name in names:
            info = object_or_empty(owner).get(name)
            if isinstance(info, dict):
                yield "/".join((base, *way, name)), info


def view(source: Source) -> ToonMaterials:
    """The toon materials of a glTF asset in either form. Raises Blocked where its text is not usable."""
    return ToonMaterials(source.once(read_model))
