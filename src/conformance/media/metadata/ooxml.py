"""Metadata in the properties of Office Open XML files: docx, xlsx, pptx (ISO/IEC 29500-1, 15.2.12 and 22.3)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING
from xml.parsers import expat

from conformance.media.bounds import (
    METADATA_BYTES,
    METADATA_FILE_BYTES,
    METADATA_PARTS,
    OOXML_BYTES,
    OOXML_DIRECTORY_BYTES,
    XML_DEPTH,
)
from conformance.media.metadata.sites import Broken, Site
from conformance.media.source import Source
from conformance.model.finding import Blocked

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument"
"""What the media types of documents, sheets and presentations start with."""

CONTENT_TYPES = b"[Content_Types].xml"
CUSTOM, OTHERS = "docProps/custom.xml", ("docProps/core.xml", "docProps/app.xml")
PROPERTY = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties property"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/customProperties property"
ENTRY, END, END_64 = b"PK\3\4", b"PK\5\6", b"PK\6\6"
STORED, DEFLATED = 0, 8
UNREADABLE = (zlib.error, expat.ExpatError, EOFError, OSError, RuntimeError, ValueError, LookupError)
"""What the libraries say of a package that is damaged, encrypted or in an encoding that nobody knows."""


def is_package(source: Source) -> bool:
    """Whether the file is a zip archive with the one part that every package has; other archives are not."""
    return bytes(source.data[:4]) == ENTRY and source.data.find(CONTENT_TYPES) >= 0


def document(source: Source) -> Iterator[Site]:
    """The custom properties by their names, and the other property parts as they are; at the offsets of these parts."""
    import zipfile

    if source.size > OOXML_BYTES:
        raise Blocked("ooxml_bound", bound=OOXML_BYTES)
    data = bytes(source.data)
    if _directory_bytes(data) > OOXML_DIRECTORY_BYTES:  # each entry becomes an object ten times its size
        raise Broken
    left, elements = [METADATA_FILE_BYTES], [METADATA_PARTS]
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            for entry in package.infolist():
                if entry.filename == CUSTOM:
                    for name, text in _properties(_read(package, entry, left), elements):
                        yield Site("text", name, entry.header_offset, text.encode("utf-8", "replace"))
                elif entry.filename in OTHERS:
                    yield Site("other", entry.filename, entry.header_offset, _read(package, entry, left))
    except (zipfile.BadZipFile, *UNREADABLE):
        raise Broken from None


def _directory_bytes(data: bytes) -> int:
    """The size that the end of the archive states for its directory, found as `zipfile` finds it."""
    at = data.rfind(END, max(0, len(data) - 22 - 0xFFFF))
    if at < 0 or at + 22 > len(data):
        raise Broken
    stated = struct.unpack_from("<I", data, at + 12)[0]
    large = struct.unpack_from("<Q", data, at - 36)[0] if at >= 76 and data.startswith(END_64, at - 76) else 0
    return int(max(stated, large))


def _read(package: ZipFile, entry: ZipInfo, left: list[int]) -> bytes:
    """A part; the list `left` counts the bytes of all of them down, since many entries may be one part."""
    if entry.compress_type not in (STORED, DEFLATED):  # packages know no other
        raise Broken
    with package.open(entry) as part:
        data = part.read(METADATA_BYTES)
    left[0] -= len(data)
    if left[0] < 0:
        raise Blocked("metadata_bound", bound=METADATA_FILE_BYTES)
    return data


class _Properties:
    """The custom properties that were read so far: name and text."""

    def __init__(self, left: list[int]) -> None:
        self.left = left
        self.found: list[tuple[str, list[str]]] = []
        self.depth = 0
        self.within = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.left[0] -= 1
        if self.depth > XML_DEPTH or self.left[0] < 0:
            raise Broken
        if self.depth == 2:
            self.within = name in (PROPERTY, STRICT)
            if self.within:
                self.found.append((attributes.get("name", ""), []))

    def end(self, name: str) -> None:
        self.depth -= 1

    def data(self, text: str) -> None:
        if self.within and self.depth > 2:
            self.found[-1][1].append(text)

    def refuse(self, *_: object) -> None:
        raise Broken


def _properties(part: bytes, left: list[int]) -> list[tuple[str, str]]:
    """The custom properties. Raises Broken for an entity, deep nesting or too many elements, ExpatError for no XML."""
    reading = _Properties(left)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.data
    parser.EntityDeclHandler = reading.refuse
    parser.Parse(part, True)
    return [(name, "".join(text)) for name, text in reading.found]
