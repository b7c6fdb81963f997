"""Zip archives that contain documents: the family of a document, and its parts, within bounds."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Literal
from xml.parsers import expat

from conformance.authoring import Blocked
from conformance.readers.bounds import XML_DEPTH
from conformance.readers.source import Source
from conformance_suites.assets.labels.reader.bounds import (
    METADATA_BYTES,
    METADATA_FILE_BYTES,
    METADATA_PARTS,
    OOXML_BYTES,
    OOXML_DIRECTORY_BYTES,
)
from conformance_suites.assets.labels.reader.metadata.sites import Broken

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

Family = Literal["office", "ofd", "unreadable"]

ENTRY, END, END_64 = b"PK\3\4", b"PK\5\6", b"PK\6\6"
STORED, DEFLATED = 0, 8
UNREADABLE = (zlib.error, expat.ExpatError, EOFError, OSError, RuntimeError, ValueError, LookupError)
"""The errors of the libraries for a package that is damaged, encrypted or in an unknown encoding."""

# Relationships that only Office files have (ISO/IEC 29500-1, 11.3, and in its strict form).
RELATIONSHIPS = "_rels/.rels"
OFFICE = (
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument",
)
# The one entry of an OFD file and the namespace in it (GB/T 33190-2016, 7.3 and 7.4).
OFD, OFD_NAMESPACE = "OFD.xml", b"http://www.ofdspec.org"
MARKS = (b"[Content_Types].xml", OFD.encode())
NAMES = (".docx", ".xlsx", ".pptx", ".dotx", ".xltx", ".potx", ".ofd")


class Package:
    """An archive that was opened. Raises Broken, and Blocked where it or all parts that were read exceed a bound."""

    def __init__(self, source: Source) -> None:
        import zipfile

        if source.size > OOXML_BYTES:
            raise Blocked("ooxml_bound", bound=OOXML_BYTES)
        data = bytes(source.data)
        if _directory_bytes(data) > OOXML_DIRECTORY_BYTES:  # each entry becomes an object ten times its size
            raise Broken
        self._left = METADATA_FILE_BYTES
        self._elements = [METADATA_PARTS]
        try:
            self._archive: ZipFile = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, *UNREADABLE):
            raise Broken from None

    def parts(self, *names: str) -> Iterator[tuple[str, int, bytes]]:
        """(name, offset, content) of the parts with these names, ignoring case."""
        wanted = {name.lower(): name for name in names}
        for entry in self._archive.infolist():
            name = entry.filename.replace("\\", "/").lstrip("/").lower()
            if name in wanted:
                yield wanted[name], entry.header_offset, self._read(entry)

    def texts(self, part: bytes, wanted: Callable[[str, dict[str, str]], str | None]) -> list[tuple[str, str]]:
        """(title, text) of the elements for which `wanted` has a title, by name with namespace and attributes."""
        reading = _Texts(wanted, self._elements)
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = reading.start
        parser.EndElementHandler = reading.end
        parser.CharacterDataHandler = reading.data
        parser.EntityDeclHandler = reading.refuse
        try:
            parser.Parse(part, True)
        except UNREADABLE:
            raise Broken from None
        return [(title, "".join(text)) for title, text in reading.found]

    def _read(self, entry: ZipInfo) -> bytes:
        """A part; the bytes of all parts are counted, since many entries may be the same part."""
        import zipfile

        if entry.compress_type not in (STORED, DEFLATED):  # packages use no other
            raise Broken
        try:
            with self._archive.open(entry) as part:
                data = part.read(METADATA_BYTES)
        except (zipfile.BadZipFile, *UNREADABLE):
            raise Broken from None
        self._left -= len(data)
        if self._left < 0:
            raise Blocked("metadata_bound", bound=METADATA_FILE_BYTES)
        return data


class _Texts:
    """The texts of the wanted elements that were read so far."""

    def __init__(self, wanted: Callable[[str, dict[str, str]], str | None], left: list[int]) -> None:
        self.wanted, self.left = wanted, left
        self.found: list[tuple[str, list[str]]] = []
        self.depth = self.within = 0  # the current depth, and the depth of the wanted element around it

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.left[0] -= 1
        if self.depth > XML_DEPTH or self.left[0] < 0:
            raise Broken
        if not self.within and (title := self.wanted(name, attributes)) is not None:
            self.within = self.depth
            self.found.append((title, []))

    def end(self, name: str) -> None:
        if self.depth == self.within:
            self.within = 0
        self.depth -= 1

    def data(self, text: str) -> None:
        if self.within:
            self.found[-1][1].append(text)

    def refuse(self, *_: object) -> None:
        raise Broken


def package(source: Source) -> Package:
    """The archive, opened. Raises Broken and Blocked."""
    return Package(source)


def family(source: Source) -> Family | None:
    """The kind of an archive by its parts; None for any other archive."""
    if bytes(source.data[:4]) != ENTRY:
        return None
    try:
        for name, _, content in source.once(package).parts(RELATIONSHIPS, OFD):
            if name == OFD and OFD_NAMESPACE in content:
                return "ofd"
            if name == RELATIONSHIPS and any(each in content for each in OFFICE):
                return "office"
    except (Broken, Blocked):
        return "unreadable"
    return None


def is_document(source: Source) -> bool:
    """Whether the file is an Office or OFD file, or an archive that cannot be read but has the name of one."""
    found = source.once(family)
    return found in ("office", "ofd") or (found == "unreadable" and source.name.lower().endswith(NAMES))


def _directory_bytes(data: bytes) -> int:
    """The size that the end of the archive states for its directory, found as `zipfile` finds it."""
    at = data.rfind(END, max(0, len(data) - 22 - 0xFFFF))
    if at < 0 or at + 22 > len(data):
        raise Broken
    stated = struct.unpack_from("<I", data, at + 12)[0]
    large = struct.unpack_from("<Q", data, at - 36)[0] if at >= 76 and data.startswith(END_64, at - 76) else 0
    return int(max(stated, large))
