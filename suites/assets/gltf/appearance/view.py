"""Images, textures, materials and cameras of a glTF asset as the rows of this suite see them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.readers.data_uri import embedded_data_iri
from conformance.readers.json_values import is_number, whole
from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.images import ImageData, Images, read_images
from conformance_suites.assets.gltf.reader.model import Model, read_model
from conformance_suites.assets.gltf.reader.parts import Primitive
from conformance_suites.assets.gltf.reader.textures import TextureUse, texture_uses

# The extensions of textures, each with the media type of its images.
ENABLING = {
    "EXT_texture_webp": "image/webp",
    "EXT_texture_avif": "image/avif",
    "KHR_texture_basisu": "image/ktx2",
}
# Media types that the first bytes always show.
SHOWN = ("image/png", "image/jpeg", "image/webp", "image/ktx2")


class Textured(NamedTuple):
    """A primitive and a texture that one of its materials uses; `pointer` is the place that refers to the material."""

    pointer: str
    primitive: Primitive
    texture: TextureUse


@dataclass(frozen=True)
class Appearance:
    """A glTF asset whose text is usable."""

    model: Model
    pictures: Images

    @property
    def document(self) -> Any:
        return self.model.document

    @property
    def images(self) -> list[ImageData]:
        """Every image whose data is available."""
        return self.pictures.at_hand

    @cached_property
    def recognised(self) -> list[ImageData]:
        """Images whose first bytes show a media type."""
        return [image for image in self.images if image.kind]

    @cached_property
    def declared(self) -> list[ImageData]:
        """Images that declare a media type which their first bytes confirm or contradict."""
        return [
            image
            for image in self.images
            if isinstance(declared := image.members.get("mimeType"), str) and (image.kind or declared in SHOWN)
        ]

    @cached_property
    def headed(self) -> list[ImageData]:
        """Images of the formats whose headers are read."""
        return [image for image in self.images if image.kind in ("image/png", "image/jpeg", "image/webp")]

    def may_be_brought(self, image: ImageData) -> bool:
        """Whether a vendor extension may introduce the image: one is used, and no texture has the image as source."""
        own = all(name.startswith("KHR_") or name in ENABLING for name in self.model.extensions_used)
        return not own and all(
            whole(texture.get("source")) != image.index for _, _, texture in self.model.all_of("textures")
        )

    def type_of(self, index: Any) -> str | None:
        """The media type of an image: as it declares, as its data: URI does, or as its bytes show."""
        members = self.model.item("images", index)
        declared, uri = members.get("mimeType"), members.get("uri")
        if isinstance(declared, str):
            return declared
        embedded = embedded_data_iri(uri[:256]) if isinstance(uri, str) else None
        if embedded:
            return embedded.media_type or None
        pointer = f"/images/{whole(index)}"
        return next((image.kind for image in self.images if image.pointer == pointer), None)

    @cached_property
    def textured(self) -> list[Textured]:
        """Every primitive with each texture that its materials use."""
        uses: dict[int, list[TextureUse]] = {}
        found = []
        for primitive in self.model.primitives:
            for pointer, material in primitive.materials:
                if material not in uses:
                    members = self.model.item("materials", material)
                    uses[material] = list(texture_uses(f"/materials/{material}", members))
                found += [Textured(pointer, primitive, each) for each in uses[material]]
        return found

    def projections(self, kind: str) -> Iterator[tuple[str, dict[str, float]]]:
        """(pointer, numbers) of the cameras with a member `kind`: orthographic or perspective."""
        for _, pointer, camera in self.model.all_of("cameras"):
            members = camera.get(kind)
            if isinstance(members, dict):
                yield f"{pointer}/{kind}", {name: value for name, value in members.items() if is_number(value)}


def view(source: Source) -> Appearance:
    """The appearance of a glTF asset in either form. Raises Blocked where its text is not usable."""
    return Appearance(source.once(read_model), source.once(read_images))
