"""The compressed data of a glTF asset as the rows of this suite see them; nothing is decompressed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from conformance.authoring import Blocked, NotApplicable
from conformance.readers.json_values import object_or_empty, whole
from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.draco import Draco, read_draco
from conformance_suites.assets.gltf.reader.images import ImageData, Images, read_images
from conformance_suites.assets.gltf.reader.ktx2 import Ktx2, read_ktx2
from conformance_suites.assets.gltf.reader.model import Model, read_model
from conformance_suites.assets.gltf.reader.parts import Members, Primitive, View
from conformance_suites.assets.gltf.reader.structure import Structure, read_structure
from conformance_suites.assets.gltf.reader.textures import texture_uses

MESHOPT = ("EXT_meshopt_compression", "KHR_meshopt_compression")
DRACO, BASISU = "KHR_draco_mesh_compression", "KHR_texture_basisu"
# Textures of materials with colours in them; the others known here hold no colours.
COLOURS = frozenset(
    (
        *("baseColorTexture", "emissiveTexture", "diffuseTexture", "specularGlossinessTexture"),
        *("sheenColorTexture", "specularColorTexture", "diffuseTransmissionColorTexture"),
        *("shadeMultiplyTexture", "rimMultiplyTexture"),
    )
)
_PRIMITIVE = re.compile(r"/meshes/[0-9]+/primitives/[0-9]+")
_NOTHING: Members = {}


class Packed(NamedTuple):
    """A buffer view that meshopt compresses: `pointer` and `members` are those of the extension `name`."""

    pointer: str
    name: str
    members: Members
    parent: View

    def number(self, member: str) -> int | None:
        """A number of the extension, 0 or more; None where it is absent or malformed."""
        value = whole(self.members.get(member, 0 if member == "byteOffset" else None))
        return value if value is not None and value >= 0 else None


class Fallback(NamedTuple):
    """A buffer marked as fallback: its pointer, its index, and the extension that marks it."""

    pointer: str
    buffer: int
    name: str


class Meshed(NamedTuple):
    """A primitive that Draco compresses: `pointer` and `members` are those of the extension."""

    pointer: str
    members: Members
    primitive: Primitive


@dataclass
class Basis:
    """An image that KHR_texture_basisu refers to, with its header; None where that is incomplete.

    `colours` states for each known use in a material whether it is a colour.
    """

    image: ImageData
    texture: Ktx2 | None
    colours: set[bool] = field(default_factory=set)


@dataclass(frozen=True)
class Compressed:
    """A glTF asset whose text is usable."""

    model: Model
    structure: Structure
    pictures: Images

    @cached_property
    def document(self) -> Any:
        """The document; an empty one where no object has one of the extensions and there is nothing to judge."""
        return self.model.document if any(True for _ in self._having(*MESHOPT, DRACO, BASISU)) else _NOTHING

    def _having(self, *names: str) -> Iterator[tuple[str, str, Any]]:
        """(pointer of the owner, name, content) of every extension with one of the names."""
        for pointer, owner in self.structure.extended:
            extensions = owner["extensions"]
            for name in names if isinstance(extensions, dict) else ():
                if name in extensions:
                    yield pointer, name, extensions[name]

    @cached_property
    def packed(self) -> list[Packed]:
        """Every buffer view that meshopt compresses."""
        found = []
        for pointer, name, content in self._having(*MESHOPT):
            view = self.model.view(int(pointer[13:])) if pointer.startswith("/bufferViews/") else None
            if view and isinstance(content, dict):
                found.append(Packed(f"{pointer}/extensions/{name}", name, content, view))
        return found

    def stream(self, packed: Packed) -> memoryview | None:
        """The compressed data of a buffer view; None where it is not available."""
        buffer, start, length = (packed.number(name) for name in ("buffer", "byteOffset", "byteLength"))
        if buffer is None or start is None or length is None or buffer >= len(self.model.buffers):
            return None
        data = self.model.buffers[buffer]
        return None if data is None or start + length > len(data) else data[start : start + length]

    @cached_property
    def fallbacks(self) -> list[Fallback]:
        """Every buffer marked as fallback. Raises NotApplicable where there is none."""
        found = [
            Fallback(pointer, int(pointer[9:]), name)
            for pointer, name, content in self._having(*MESHOPT)
            if pointer.startswith("/buffers/") and object_or_empty(content).get("fallback") is True
        ]
        if not found:
            raise NotApplicable("no_fallback")
        return found

    def has_data(self, buffer: int) -> bool:
        """Whether a buffer has a `uri` or stored in the container."""
        stored = buffer == 0 and self.model.resources.gltf.glb is not None
        return stored or "uri" in self.model.item("buffers", buffer)

    @cached_property
    def meshed(self) -> list[Meshed]:
        """Every primitive that Draco compresses."""
        having = {pointer: content for pointer, _, content in self._having(DRACO) if _PRIMITIVE.fullmatch(pointer)}
        return [
            Meshed(f"{primitive.pointer}/extensions/{DRACO}", object_or_empty(having[primitive.pointer]), primitive)
            for primitive in (self.model.primitives if having else ())
            if primitive.pointer in having
        ]

    def bitstream(self, meshed: Meshed) -> memoryview | None:
        """The compressed data of a primitive; None where it is not available."""
        view = self.model.view(meshed.members.get("bufferView"))
        return None if self.model.supplied(view) else self.model.bytes_of(view)

    def counted(self) -> Iterator[tuple[Meshed, Draco]]:
        """The primitives whose compressed data states how much it holds.

        Raises Blocked at the end where data of some is not available, NotApplicable where none states it.
        """
        missing, told = None, False
        for meshed in self.meshed:
            data = self.bitstream(meshed)
            draco = None if data is None else read_draco(data)
            if data is None:
                missing = f"{meshed.pointer}/bufferView"
            elif draco and draco.faces is not None:
                told = True
                yield meshed, draco
        if missing:
            raise Blocked("no_data", place=missing)
        if not told:
            raise NotApplicable("no_counts")

    @cached_property
    def _sources(self) -> list[tuple[str, int]]:
        """(pointer of the texture, index of the image) of every texture with KHR_texture_basisu."""
        return [
            (pointer, source)
            for pointer, _, content in self._having(BASISU)
            if pointer.startswith("/textures/")
            and (source := whole(object_or_empty(content).get("source"))) is not None
        ]

    @cached_property
    def _basis(self) -> dict[int, Basis]:
        """Every available KTX 2.0 image that KHR_texture_basisu refers to, by its index."""
        wanted = {source for _, source in self._sources}
        images = [each for each in self.pictures.at_hand if each.index in wanted and each.kind == "image/ktx2"]
        found = {image.index: Basis(image, read_ktx2(image.data)) for image in images}
        textures = {int(pointer[10:]): found[source] for pointer, source in self._sources if source in found}
        for _, pointer, material in self.model.all_of("materials"):
            for use in texture_uses(pointer, material):
                index = whole(use.members.get("index"))
                if index is not None and index in textures:
                    textures[index].colours.add(use.pointer.rpartition("/")[2] in COLOURS)
        return found

    def basis(self) -> Iterator[Basis]:
        """Every KTX 2.0 image that KHR_texture_basisu refers to.

        Raises Blocked at the end where the data of an image is not available, NotApplicable where none is KTX 2.0.
        """
        yield from self._basis.values()
        at_hand = {image.index for image in self.pictures.at_hand}
        missing = [pointer for pointer, source in self._sources if source not in at_hand]
        if missing:
            raise Blocked("no_image", place=missing[0])
        if not self._basis:
            raise NotApplicable("no_ktx2")

    def readable(self) -> Iterator[tuple[Basis, Ktx2]]:
        """Those with a complete header. Raises Blocked at the end where one has none, and what `basis` raises."""
        broken = None
        for basis in self.basis():
            if basis.texture:
                yield basis, basis.texture
            else:
                broken = basis.image.pointer
        if broken:
            raise Blocked("no_header", place=broken)


def view(source: Source) -> Compressed:
    """The compressed data of a glTF asset in either form. Raises Blocked where its text is not usable."""
    return Compressed(source.once(read_model), source.once(read_structure), source.once(read_images))
