"""The typed view of a token's metadata document: the URIs in it and the data embedded in some of them.

Everything here ignores values of the wrong type: reporting them is the job of one row only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.bounds import DATA_URI_BYTES, IMAGE_DECODED_PIXELS
from conformance.readers.data_uri import EmbeddedData, embedded_data
from conformance.readers.image import media_type
from conformance.readers.image_pixels import image_size
from conformance.readers.json import escape, json_text
from conformance.readers.json_document import JsonDocument
from conformance.readers.source import Source
from conformance.readers.xml_tree import XmlTree, xml_tree

# A sentence may also begin with "Data:"; where no URI is required, only text that continues like one counts.
_LIKE_DATA_URI = re.compile(r"data:(?:[^\s,/;]+/[^\s,]*|;[^\s,]*)", re.IGNORECASE)
RASTER = ("image/png", "image/jpeg", "image/webp", "image/gif")
# 40 digits after 0x are an address, not an id.
_SERVED_NAME = re.compile(
    r"(?:^|[_-])(?P<id>0[xX](?![0-9a-fA-F]{40}(?:\.|$))[0-9a-fA-F]{1,64}|[0-9a-fA-F]{64})(?:\.json)?$"
)


class Text(NamedTuple):
    """A string in the document and its place."""

    pointer: str
    text: str


class Embedded(NamedTuple):
    """A data: URI in the document."""

    pointer: str
    uri: EmbeddedData


class Picture(NamedTuple):
    """An image of a kind we decode that `image` embeds; `size` is None where it does not decode."""

    pointer: str
    size: tuple[int, int] | None


@dataclass(frozen=True)
class TokenMetadata(JsonDocument):
    """A metadata document; `name` is that of the file."""

    name: str

    @cached_property
    def strings(self) -> list[Text]:
        """Every string in the document."""
        return list(_strings(self.document, ""))

    @cached_property
    def uris(self) -> list[Text]:
        """The members that ERC-721 and ERC-1155 define as URIs: `image` and the `uri` of `localization`."""
        wanted = ("/image", "/localization/uri")
        return [each for each in self.strings if each.pointer in wanted]

    @cached_property
    def data_uris(self) -> list[Embedded]:
        """Every data: URI in the document. Raises Blocked for one longer than the harness reads."""
        places = [*self.uris, *(each for each in self.strings if _LIKE_DATA_URI.match(each.text))]
        found = [Embedded(at, uri) for at, text in dict.fromkeys(places) if (uri := embedded_data(text))]
        if any(uri.problem == "size" for _, uri in found):
            raise Blocked("data_uri_bound", bound=DATA_URI_BYTES)
        return found

    @cached_property
    def readable_data(self) -> list[Embedded]:
        """The data: URIs whose data can be read."""
        return [each for each in self.data_uris if each.uri.readable]

    @cached_property
    def drawings(self) -> list[tuple[str, XmlTree]]:
        """The SVG images that are embedded, with their elements."""
        return [(at, xml_tree(Source("image.svg", data))) for at, data in self.drawing_data]

    @cached_property
    def drawing_data(self) -> list[tuple[str, bytes]]:
        """The bytes of the SVG images that are embedded."""
        found = [(at, uri.data or b"") for at, uri in self.readable_data if uri.media_type == "image/svg+xml"]
        return [(at, data) for at, data in found if b"svg" in data]

    @cached_property
    def pictures(self) -> list[Picture]:
        """The images embedded in `image` that we decode. Raises Blocked for one with more pixels than the bound."""
        found = []
        for pointer, uri in self.readable_data:
            if pointer == "/image" and uri.data is not None and media_type(uri.data[:16]) in RASTER:
                try:
                    found.append(Picture(pointer, image_size(uri.data)))
                except ValueError:
                    raise Blocked("image_bound", bound=IMAGE_DECODED_PIXELS) from None
        return found

    @cached_property
    def shown_pictures(self) -> list[tuple[str, int, int]]:
        """Pointer, width and height in pixels of the pictures that decode."""
        return [(pointer, *size) for pointer, size in self.pictures if size]

    @cached_property
    def ipfs_uris(self) -> list[Text]:
        """Every string in the document that is a reference into IPFS."""
        return [each for each in self.strings if each.text.startswith("ipfs://")]

    @cached_property
    def locales(self) -> list[str]:
        """The strings among `locales` of `localization`."""
        place = self.document.get("localization") if isinstance(self.document, dict) else None
        items = place.get("locales") if isinstance(place, dict) else None
        return [item for item in items if isinstance(item, str)] if isinstance(items, list) else []

    @cached_property
    def served_name(self) -> list[str]:
        """The token id in the name of the file, where that is written as a hexadecimal number."""
        found = _SERVED_NAME.search(self.name.replace("\\", "/").rpartition("/")[2])
        return [found["id"]] if found else []


def _strings(value: Any, pointer: str) -> Iterator[Text]:
    if isinstance(value, str):
        yield Text(pointer, value)
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _strings(inner, f"{pointer}/{escape(name)}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _strings(inner, f"{pointer}/{index}")


def view(source: Source) -> TokenMetadata:
    """The metadata document. Never raises: a row reports text that is not JSON."""
    return TokenMetadata(source.once(json_text), source.name)
