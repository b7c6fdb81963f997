"""Writing packages of scenes, for samples: right ones, and ones with one thing wrong."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO
from typing import NamedTuple

STORED, DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
ALIGNED, HEADER = 64, 30
PADDING = 0x1986
"""The number of the extra field that pads a header."""
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
"""A picture of one red pixel."""
TABLE = b"""#usda 1.0
(
    defaultPrim = "Table"
    metersPerUnit = 1
    upAxis = "Y"
)

def Xform "Table" (
    references = @./parts/top.usda@
)
{
    asset picture = @./parts/wood.png@
}
"""
TOP = b"""#usda 1.0
(
    defaultPrim = "Top"
    metersPerUnit = 1
    upAxis = "Y"
)

def Xform "Top"
{
}
"""


class File(NamedTuple):
    """A file for a package, and how its header says it is stored."""

    name: str
    data: bytes
    method: int = STORED
    flags: int = 0
    shift: int = 0
    """Bytes by which its data misses the alignment."""


FILES = (File("table.usda", TABLE), File("parts/top.usda", TOP), File("parts/wood.png", PNG))


def packed(*files: File) -> bytes:
    """A package of these files."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for each in files:
            info = zipfile.ZipInfo(each.name, (2026, 11, 24, 0, 0, 0))
            info.compress_type = each.method
            start = stream.tell() + HEADER + len(each.name.encode()) + 4
            padding = (each.shift - start) % ALIGNED
            info.extra = struct.pack("<HH", PADDING, padding) + bytes(padding)
            archive.writestr(info, each.data)
    return flagged(stream.getvalue(), *files)


def flagged(data: bytes, *files: File) -> bytes:
    """The package, in whose headers the flags of files are set."""
    changed = bytearray(data)
    archive = zipfile.ZipFile(BytesIO(data))
    directory = archive.start_dir
    for info, each in zip(archive.infolist(), files, strict=True):
        listed = data.index(each.name.encode(), directory) - 46
        for at in (info.header_offset + 6, listed + 8) if each.flags else ():
            struct.pack_into("<H", changed, at, info.flag_bits | each.flags)
    return bytes(changed)
