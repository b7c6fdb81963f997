"""Whether a zip file consists of its members and nothing else, as the bundles that we write do."""

from __future__ import annotations

import struct
import zipfile
from enum import Enum

_LOCAL, _CENTRAL, _END, _END_64 = 30, 46, 22, 56 + 20
_UTF8 = 0x800
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Strange(Enum):
    """What is wrong: bytes that belong to no member, or a way to compress or encrypt that we do not use."""

    BYTES = 1
    METHOD = 2


def layout_problem(opened: zipfile.ZipFile) -> Strange | None:
    """What is wrong with the layout of a zip file, None for nothing. Raises OSError, and ValueError for no zip file."""
    infos, file = sorted(opened.infolist(), key=lambda info: info.header_offset), opened.fp
    if file is None:
        raise ValueError("closed")
    if any(info.compress_type not in _METHODS or info.flag_bits & ~_UTF8 for info in infos):
        return Strange.METHOD
    place = 0
    for info in infos:
        if info.header_offset != place:
            return Strange.BYTES
        file.seek(place)
        head = file.read(_LOCAL)
        if len(head) < _LOCAL:
            return Strange.BYTES
        name, extra = struct.unpack("<HH", head[26:])
        place += _LOCAL + name + extra + info.compress_size
    directory = sum(_CENTRAL + len(_encoded(info)) + len(info.extra) + len(info.comment) for info in infos)
    # With sizes beyond 4 GiB Python writes an extra field, which it leaves out of `extra`: a start is enough there.
    size = file.seek(0, 2)
    left = size - place - directory
    long = any(max(info.file_size, info.compress_size, info.header_offset) > 0xFFFFFFFF for info in infos)
    if opened.start_dir != place or opened.comment or any(info.comment for info in infos):
        return Strange.BYTES
    return None if left in (_END, _END + _END_64) or long else Strange.BYTES


def _encoded(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437")
