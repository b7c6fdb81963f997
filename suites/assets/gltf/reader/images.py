"""The images of a glTF asset with their bytes and headers, each read once for all suites (glTF 2.0, 3.8.3)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from conformance.authoring import Blocked
from conformance.readers.image import Image
from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.model import Model, read_model
from conformance_suites.assets.gltf.reader.parts import Members
from conformance_suites.assets.gltf.reader.pictures import media_type, read_header

BRAND_BYTES = 64
"""How much of an image is needed to recognise it: an AVIF image lists its brands after its first 16 bytes."""


@dataclass(eq=False)
class ImageData:
    """An image with its data: `place` is the member that has it, `kind` the media type its first bytes show."""

    index: int
    place: str
    members: Members
    data: memoryview
    kind: str | None

    @property
    def pointer(self) -> str:
        return f"/images/{self.index}"

    @cached_property
    def header(self) -> Image | None:
        """The content of its header; None where its format is not read here, or the header is broken."""
        return read_header(self.data) if self.kind else None


@dataclass(frozen=True)
class Images:
    """The images of a model. Anything that is not an object is ignored."""

    model: Model

    @cached_property
    def _all(self) -> list[tuple[str, ImageData | None]]:
        """(pointer, image) of each, None where its data is not available."""
        found: list[tuple[str, ImageData | None]] = []
        for index, pointer, image in self.model.all_of("images"):
            uri = image.get("uri")
            if isinstance(uri, str):
                place, data = f"{pointer}/uri", self.model.resources.at(uri)
            else:
                place, data = f"{pointer}/bufferView", self.model.bytes_of(self.model.view(image.get("bufferView")))
            kind = None if data is None else media_type(bytes(data[:BRAND_BYTES]))
            found.append((pointer, None if data is None else ImageData(index, place, image, data, kind)))
        return found

    @cached_property
    def at_hand(self) -> list[ImageData]:
        """Every image whose data is available."""
        return [image for _, image in self._all if image]

    def complete(self) -> None:
        """Raise Blocked if the data of an image is not available: without a finding, the row then has no verdict."""
        missing = [pointer for pointer, image in self._all if image is None]
        if missing:
            raise Blocked("no_image", place=missing[0], count=len(missing))


def read_images(source: Source) -> Images:
    """The images of an asset, shared by all suites. Raises Blocked where its text is not usable."""
    return Images(source.once(read_model))
