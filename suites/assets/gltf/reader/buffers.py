"""The bytes of the buffers and images of a glTF asset: its BIN chunk, data: URIs, files next to it.

Nothing is downloaded and nothing outside the folder of the asset is read (glTF 2.0, 2.8, 3.6.1 and 3.8.3).
"""

from __future__ import annotations

from mmap import mmap
from pathlib import Path
from typing import Any

from conformance.readers.data_uri import EmbeddedData, embedded_data_iri
from conformance.readers.source import Source, Unreadable, open_source
from conformance_suites.assets.gltf.reader.document import Gltf, read_gltf
from conformance_suites.assets.gltf.reader.uris import file_at, grammar_error, way_out


class Resources:
    """The data of the URIs of one asset, each read once. None means not available."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.gltf: Gltf = source.once(read_gltf)
        self._read: dict[str, memoryview | None] = {}
        self._embedded: dict[str, EmbeddedData | None] = {}

    @property
    def folder(self) -> Path | None:
        return self._source.folder

    @property
    def bin_chunk(self) -> memoryview | None:
        """The GLB-stored buffer, as far as it is in the file."""
        if self.gltf.bin is None:
            return None
        start, length = self.gltf.bin
        return memoryview(self._source.data)[start : start + length]

    def buffer(self, index: int, members: dict[str, Any]) -> memoryview | None:
        """The data of a buffer, which may be shorter or longer than its `byteLength`."""
        uri = members.get("uri")
        if isinstance(uri, str):
            return self.at(uri)
        return self.bin_chunk if index == 0 and "uri" not in members else None

    def embedded(self, uri: str) -> EmbeddedData | None:
        """The data of a data: URI; None for anything else."""
        if uri not in self._embedded:
            self._embedded[uri] = embedded_data_iri(uri)
        return self._embedded[uri]

    def at(self, uri: str) -> memoryview | None:
        """The data of a data: URI, or of a file in the folder of the asset."""
        if uri not in self._read:
            self._read[uri] = self._fetch(uri)
        return self._read[uri]

    def _fetch(self, uri: str) -> memoryview | None:
        embedded = self.embedded(uri)
        if embedded:
            return None if embedded.data is None else memoryview(embedded.data)
        if self.folder is None or grammar_error(uri) is not None or way_out(uri):
            return None
        place = file_at(self.folder, uri)
        return None if isinstance(place, str) else _file(place)


def _file(place: Path) -> memoryview | None:
    """The bytes of a file; large ones are mapped, those beyond the bound are not read."""
    try:
        data: bytes | mmap = open_source(str(place), place.name).data
    except Unreadable:
        return None
    return memoryview(data)


def read_resources(source: Source) -> Resources:
    """The resources of an asset, shared by all suites."""
    return Resources(source)
