"""How much there is in the metadata of a token."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conformance.readers.image_pixels import visible_pixels
from conformance.readers.source import Source
from conformance.readers.xml_tree import Element

from .drawing import shows_enough
from .view import TokenMetadata, view

DEFAULT = (300.0, 150.0)
"""Width and height of a drawing that states none (CSS 2.2, 10.3.2)."""
_LENGTH = re.compile(r"\d{1,9}(?:\.\d{1,9})?")


def facts(source: Source) -> dict[str, float]:
    """The pixels of the image that it embeds, or of a drawing at its own size; one elsewhere is not judged.

    A drawing of a single plain shape has none, as an image of one colour has none.
    """
    return {"pixels": max(_pixels(source.once(view)), default=0)}


def _pixels(metadata: TokenMetadata) -> Iterator[float]:
    shown = {pointer for pointer, _, _ in metadata.shown_pictures}
    yield from (visible_pixels(uri.data or b"") for pointer, uri in metadata.readable_data if pointer in shown)
    for (pointer, tree), (_, data) in zip(metadata.drawings, metadata.drawing_data, strict=True):
        if pointer == "/image" and tree.root and shows_enough(tree.root, data):
            width, height = _size(tree.root)
            yield round(width * height)


def _size(drawing: Element) -> tuple[float, float]:
    given = [_LENGTH.match(drawing.attributes.get(name, "").lstrip()) for name in ("width", "height")]
    box = [float(each) for each in _LENGTH.findall(drawing.attributes.get("viewBox", ""))][2:4]
    sizes = [float(each[0]) for each in given if each]
    width, height = sizes if len(sizes) == 2 else box if len(box) == 2 else DEFAULT
    return width, height
