"""The results of a walk through a container: the parts of its metadata, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from conformance.readers.source import Source
from conformance_suites.assets.labels.reader.bounds import METADATA_BYTES

Form = Literal["xmp", "text", "other"]

COMMENT = "UserComment"
"""The name of the one text that every Exif block may have."""


@dataclass(frozen=True, slots=True)
class Site:
    """One part of a file's metadata.

    `form` is "xmp" for an XMP packet where the container keeps one, "text" for a named text (`name` is its key), and
    "other" for metadata of another kind. `offset` is where the part begins in the file, `data` its bytes, decompressed.
    """

    form: Form
    name: str
    offset: int
    data: bytes


class Broken(Exception):
    """The container ends or contradicts itself here; what was found before is kept."""


def cut(source: Source, start: int, end: int) -> bytes:
    """The bytes of a part, up to the bound of one."""
    return bytes(source.data[start : min(end, start + METADATA_BYTES)])
