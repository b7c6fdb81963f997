"""The thumbnail of an avatar: the header of the image, wherever it is stored; nothing is downloaded."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote

from conformance.authoring import Blocked
from conformance.readers.beside import file_beside
from conformance.readers.data_uri import embedded_data, is_data_uri
from conformance.readers.json_values import value_at, whole
from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.document import Gltf

HEAD_BYTES = 1 << 20
"""The header of an image is in its first bytes; no more of a file is read."""


def image_bytes(gltf: Gltf, source: Source, image: dict[str, Any]) -> bytes:
    """The first bytes of an image. Raises Blocked where the asset does not contain them."""
    uri = image.get("uri")
    if isinstance(uri, str):
        found = _embedded(uri) if is_data_uri(uri) else _beside(source.folder, uri)
    else:
        found = _stored(gltf, source, whole(image.get("bufferView")))
    if not found:
        raise Blocked("no_image_data")
    return found


def _stored(gltf: Gltf, source: Source, index: int | None) -> bytes:
    """The bytes of a view of the buffer stored in a GLB file."""
    views = value_at(gltf.document, "/bufferViews")
    if gltf.bin is None or index is None or not isinstance(views, list) or not 0 <= index < len(views):
        return b""
    view = views[index] if isinstance(views[index], dict) else {}
    offset, length = whole(view.get("byteOffset", 0)), whole(view.get("byteLength"))
    start, size = gltf.bin
    if whole(view.get("buffer")) != 0 or offset is None or length is None or not 0 <= offset <= offset + length <= size:
        return b""
    return bytes(source.data[start + offset : start + offset + min(length, HEAD_BYTES)])


def _embedded(uri: str) -> bytes:
    found = embedded_data(uri)
    return (found.data or b"")[:HEAD_BYTES] if found else b""


def _beside(folder: Path | None, uri: str) -> bytes:
    """The start of a file in the folder of the asset, links followed."""
    place = "missing" if folder is None else file_beside(folder, unquote(uri.partition("?")[0]))
    if isinstance(place, str):
        return b""
    try:
        with place.open("rb") as file:
            return file.read(HEAD_BYTES)
    except OSError:
        return b""
