"""Packages of a scene (usdz): the files of a ZIP archive, where their data begins and how it is stored.

Nothing is unpacked: the data of a conforming package can be used where it is.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from typing import NamedTuple

from conformance.authoring import Blocked
from conformance.readers.source import Source

from .bounds import ITEMS, PACKAGE_BYTES

MAGIC = b"PK"
LOCAL, LOCAL_BYTES = b"PK\x03\x04", 30
ENCRYPTED = 1
"""The bit of the flags that says so."""
LAYERS = (".usd", ".usda", ".usdc")
IMAGES = (".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".jif", ".jfi", ".jp2", ".exr", ".avif")
SOUNDS = (".m4a", ".mp3", ".wav")
PACKAGES = (".usdz",)
USDA, USDC = b"#usda", b"PXR-USDC"
_MAGICS = {
    ".usda": (USDA,),
    ".usdc": (USDC,),
    ".usd": (USDA, USDC),
    ".usdz": (LOCAL,),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".exr": (b"v/1\x01",),
    ".wav": (b"RIFF",),
}
"""By ending: the first bytes of such a file."""
_UNREADABLE = (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError, ValueError, struct.error)


class Item(NamedTuple):
    """A file in a package: its name as written, where its header and its data begin, and how it is stored."""

    name: str
    header: int
    start: int
    size: int
    method: int
    encrypted: bool
    damaged: bool
    """Whether its bytes have another checksum than the directory says."""

    @property
    def ending(self) -> str:
        """The ending of its name, in lower case, with the dot."""
        last = self.name.rpartition("/")[2]
        return "." + last.rpartition(".")[2].lower() if "." in last else ""

    @property
    def plain(self) -> bool:
        """Whether its bytes are in the package as they are."""
        return not self.method and not self.encrypted


@dataclass(frozen=True)
class Package:
    """A package; without items if its directory cannot be read. `broken` are names whose header is not there."""

    data: bytes
    complete: bool
    items: list[Item] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    @cached_property
    def names(self) -> set[str]:
        """The names of its files."""
        return {each.name for each in self.items}

    def head(self, item: Item, length: int = 16) -> bytes:
        """The first bytes of a file that is stored as it is."""
        return self.data[item.start : item.start + min(length, item.size)]


def magics_of(ending: str) -> tuple[bytes, ...]:
    """The bytes of which one has to begin a file with this ending; none if any may."""
    return _MAGICS.get(ending, ())


def is_package(source: Source) -> bool:
    """Whether the bytes are a ZIP archive."""
    return bytes(source.data[: len(MAGIC)]) == MAGIC


def read_package(source: Source) -> Package:
    """The package in the source. Raises Blocked where it exceeds a bound."""
    if source.size > PACKAGE_BYTES:
        raise Blocked("package_bound", bound=PACKAGE_BYTES)
    data = bytes(source.data)
    try:
        listed = [each for each in zipfile.ZipFile(BytesIO(data)).infolist() if not each.is_dir()]
    except _UNREADABLE:
        return Package(data, complete=False)
    if len(listed) > ITEMS:
        raise Blocked("item_bound", bound=ITEMS)
    found = [(each.orig_filename, _item(each, data)) for each in listed]
    return Package(data, True, [item for _, item in found if item], [name for name, item in found if not item])


def _item(listed: zipfile.ZipInfo, data: bytes) -> Item | None:
    """A file of the directory; None if the archive does not hold it whole where the directory says."""
    header = listed.header_offset
    if header < 0 or data[header : header + len(LOCAL)] != LOCAL or len(data) < header + LOCAL_BYTES:
        return None
    name, extra = struct.unpack_from("<HH", data, header + 26)
    start = header + LOCAL_BYTES + name + extra
    if start + listed.compress_size > len(data):
        return None
    encrypted = bool(listed.flag_bits & ENCRYPTED)
    item = Item(listed.orig_filename, header, start, listed.compress_size, listed.compress_type, encrypted, False)
    bytes_there = memoryview(data)[start : start + item.size]
    return item._replace(damaged=item.plain and zlib.crc32(bytes_there) != listed.CRC)
