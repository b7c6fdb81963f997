"""The container of a glTF asset as its rows see it: each property returns the places that one kind of row judges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conformance.authoring import Blocked
from conformance.readers.json import JsonText
from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.bounds import GLB_CHUNKS
from conformance_suites.assets.gltf.reader.document import Gltf, read_gltf
from conformance_suites.assets.gltf.reader.glb import BIN_CHUNK, HEADER_BYTES, JSON_CHUNK, MAGIC, Chunk, Glb

ENDINGS = {".gltf": "JSON", ".glb": "GLB"}


@dataclass(frozen=True)
class Container:
    """An asset in either form. For plain JSON text all GLB properties are empty."""

    gltf: Gltf
    name: str

    @property
    def document(self) -> Any:
        """The JSON document, where kinds that are special cases of this one are recognised."""
        return self.gltf.document

    @cached_property
    def file(self) -> list[Glb]:
        """The file, if it is read as a GLB."""
        return [self.gltf.glb] if self.gltf.glb else []

    @cached_property
    def magic(self) -> list[bytes]:
        """The first four bytes of a GLB."""
        return [glb.magic for glb in self.file if len(glb.magic) == 4]

    @cached_property
    def version(self) -> list[int]:
        """The container version of a complete header with the right magic number."""
        return [glb.version for glb in self.file if glb.version is not None and glb.magic == MAGIC]

    @cached_property
    def declared(self) -> list[Glb]:
        """A container of version 2 with its declared length."""
        return [glb for glb in self.file if glb.magic == MAGIC and glb.version == 2]

    @cached_property
    def body(self) -> list[Glb]:
        """A container whose declared length leaves room for chunks."""
        return [glb for glb in self.declared if (glb.length or 0) > HEADER_BYTES]

    @cached_property
    def extent(self) -> list[Glb]:
        """A container whose chunks were read to the end. Raises Blocked for more chunks than the harness reads."""
        for glb in self.declared:
            if glb.more:
                raise Blocked("chunk_bound", bound=GLB_CHUNKS)
        return self.declared

    @cached_property
    def chunk_heads(self) -> list[Glb]:
        """The container, for its chunk headers."""
        return [glb for glb in self.extent if glb in self.body]

    @cached_property
    def chunks(self) -> list[Chunk]:
        """Every chunk whose header is present."""
        return [chunk for glb in self.body for chunk in glb.chunks]

    @cached_property
    def json_chunks(self) -> list[Chunk]:
        return [chunk for chunk in self.chunks if chunk.type == JSON_CHUNK]

    @cached_property
    def bin_chunks(self) -> list[Chunk]:
        return [chunk for chunk in self.chunks if chunk.type == BIN_CHUNK]

    @cached_property
    def json_padding(self) -> list[Chunk]:
        """The JSON chunk, if it is complete and not empty."""
        return [chunk for chunk in self.json_chunks[:1] if chunk.index == 0 and chunk.complete and chunk.length]

    @cached_property
    def json_text(self) -> list[JsonText]:
        """The JSON text: all of a plain asset, or the content of a JSON chunk that is complete and not empty."""
        return [self.gltf.text] if self.gltf.glb is None or self.json_padding else []

    @cached_property
    def json_values(self) -> list[JsonText]:
        """The JSON text, within the bounds of the harness. Raises Blocked beyond them."""
        return [text.within_bounds() for text in self.json_text]

    @cached_property
    def json_members(self) -> list[JsonText]:
        """The JSON text, if it could be parsed."""
        return [text for text in self.json_values if text.usable]

    @cached_property
    def ending(self) -> list[tuple[str, str]]:
        """(extension of the name, form it means), where the name ends in one of the two."""
        return [(ending, form) for ending, form in ENDINGS.items() if self.name.lower().endswith(ending)]

    @property
    def form(self) -> str:
        return "GLB" if self.gltf.glb else "JSON"

    def json_offset(self, byte: int | None) -> int:
        """An offset in the JSON text as an offset in the file."""
        return self.gltf.text_start + (byte or 0)

    def escapes(self) -> Iterator[tuple[int, str]]:
        """(offset in the file, escape) of every printable ASCII character that is escaped unnecessarily."""
        text, at = self.gltf.text_bytes, -1
        while (at := text.find(b"\\", at + 1)) >= 0:
            mark = text[at + 1 : at + 2]
            code = _code(text[at + 2 : at + 6]) if mark == b"u" else -1
            if mark == b"/" or (0x20 <= code <= 0x7E and code not in (0x22, 0x5C)):
                yield self.json_offset(at), text[at : at + (6 if mark == b"u" else 2)].decode("ascii")
            at += 1


def _code(digits: bytes) -> int:
    try:
        return int(digits, 16)
    except ValueError:
        return -1


def view(source: Source) -> Container:
    """The container, as far as the bytes reach."""
    return Container(source.once(read_gltf), source.name)
