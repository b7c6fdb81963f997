"""Packages of the Open Packaging Conventions: their parts, content types and relationships, within bounds.

Nothing is unpacked to a file. What a part unpacks to is counted as it is read, whatever its header says.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from typing import NamedTuple
from urllib.parse import unquote

from conformance.authoring import Blocked
from conformance.readers.source import Source
from conformance.readers.uri import has_scheme
from conformance.readers.xml_tree import XmlTree, xml_tree

from .bounds import PACKAGE_BYTES, PART_BYTES, PARTS, READ_BYTES

CONTENT_TYPES = "[Content_Types].xml"
RELATIONSHIPS = "_rels/.rels"
ORIGIN, SPEC = "aasx-origin", "aas-spec"
CURRENT = "http://admin-shell.io/aasx/relationships/"
EARLIER = "http://www.admin-shell.io/aasx/relationships/"
_SPACES = {
    "Types": "http://schemas.openxmlformats.org/package/2006/content-types",
    "Relationships": "http://schemas.openxmlformats.org/package/2006/relationships",
}
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)
"""The errors of the library for a part that is damaged, encrypted or compressed in another way."""


class Relationship(NamedTuple):
    """A relationship: its place, the part it starts from, its type, and the part it leads to (None if outside)."""

    place: str
    source: str
    type: str
    target: str | None

    @property
    def short(self) -> str:
        """The last segment of a type of the specification, under its current or its earlier name."""
        for start in (CURRENT, EARLIER):
            if self.type.startswith(start):
                return self.type.removeprefix(start)
        return ""


@dataclass
class Package:
    """A package, or what is left of it where it cannot be read."""

    archive: zipfile.ZipFile | None
    items: list[zipfile.ZipInfo] = field(default_factory=list)
    """The items, in the order of the directory, without folders."""
    _left: int = READ_BYTES

    def __post_init__(self) -> None:
        self._folded: dict[str, str] = {}
        self._items: dict[str, zipfile.ZipInfo] = {}
        self._contents: dict[str, bytes | None] = {}
        for item in self.items:
            self._folded.setdefault(item.orig_filename.lower(), item.orig_filename)
            self._items.setdefault(item.orig_filename, item)

    @property
    def names(self) -> list[str]:
        """The names of the items as they are written."""
        return [each.orig_filename for each in self.items]

    def named(self, name: str) -> str | None:
        """The item that is the part with this name: case does not count, nor does percent-encoding."""
        return self._folded.get(name.lower()) or self._folded.get(unquote(name).lower())

    def read(self, name: str) -> bytes | None:
        """A part; None if it cannot be unpacked. Raises Blocked where it exceeds a bound."""
        if name not in self._contents:
            self._contents[name] = self._unpacked(name)
        return self._contents[name]

    def _unpacked(self, name: str) -> bytes | None:
        if self.archive is None:
            return None
        try:
            with self.archive.open(self._items[name]) as part:
                data = part.read(min(PART_BYTES, self._left) + 1)
        except UNREADABLE:
            return None
        self._left -= len(data)
        if len(data) > PART_BYTES or self._left < 0:
            raise Blocked("part_bound", bound=PART_BYTES)
        return data

    def tree(self, name: str, root: str) -> XmlTree | None:
        """A part of the package itself as XML; None if there is no such tree with this root."""
        data = self.read(name)
        tree = xml_tree(Source(name, data)) if data is not None else None
        if tree is None or tree.root is None:
            return None
        prefix, _, local = tree.root.name.rpartition(":")
        space = tree.root.attributes.get(f"xmlns:{prefix}" if prefix else "xmlns")
        return tree if (local, space) == (root, _SPACES[root]) else None


def relationships_of(name: str) -> str:
    """The item with the relationships of a part; of the package for an empty name."""
    folder, _, last = name.rpartition("/")
    return f"{folder}/_rels/{last}.rels".removeprefix("/")


def target_of(source: str, target: str) -> str | None:
    """The part that a relationship leads to; None for what has a scheme."""
    if has_scheme(target) or target.startswith("//"):
        return None
    path = target.partition("#")[0].partition("?")[0]
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(source), path)).lstrip("/")


def read_package(source: Source) -> Package:
    """The package in the source. Raises Blocked where it exceeds a bound."""
    if source.size > PACKAGE_BYTES:
        raise Blocked("package_bound", bound=PACKAGE_BYTES)
    try:
        archive = zipfile.ZipFile(BytesIO(bytes(source.data)))
    except UNREADABLE:
        return Package(None)
    items = [each for each in archive.infolist() if not each.is_dir()]
    if len(items) > PARTS:
        raise Blocked("parts_bound", bound=PARTS)
    return Package(archive, items)
