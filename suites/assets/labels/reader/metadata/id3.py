"""Metadata in the frames of the tags at the start of MP3 files: ID3 2.2, 2.3 and 2.4, XMP Specification Part 3."""

from __future__ import annotations

import mmap
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from conformance.authoring import Blocked
from conformance.readers.source import Source
from conformance_suites.assets.labels.reader.bounds import METADATA_BYTES, METADATA_FILE_BYTES, METADATA_PARTS
from conformance_suites.assets.labels.reader.metadata import xiph
from conformance_suites.assets.labels.reader.metadata.sites import Broken, Form, Site

UNSYNCHRONISED, EXTENDED, FOOTER = 0x80, 0x40, 0x10
NAME = {2: re.compile(rb"[A-Z][A-Z0-9]{2}"), 3: re.compile(rb"[A-Z][A-Z0-9]{2}[A-Z0-9 \0]")}
NAME[4] = NAME[3]
PICTURES = (b"APIC", b"PIC")
ENCODINGS = ("latin-1", "utf-16", "utf-16-be", "utf-8")


@dataclass(frozen=True, slots=True)
class Tag:
    """The frames of a tag: the bytes that contain them, their range, and where the tag begins in the file.

    `moved` states that the bytes differ from the file, because of the zeros inserted by unsynchronisation.
    """

    version: int
    flags: int
    data: bytes | mmap.mmap
    start: int
    end: int
    offset: int
    moved: bool


def tags(source: Source, start: int = 0, end: int | None = None) -> Iterator[Site]:
    """The texts by their descriptions or frames, the XMP packet and other frames except pictures, of all tags in a row.

    The comments of a FLAC file that some writers put after them are included.
    """
    end, left = source.size if end is None else end, [METADATA_PARTS]
    while bytes(source.data[start : min(start + 3, end)]) == b"ID3":
        head = bytes(source.data[start : min(start + 10, end)])
        if len(head) < 10:
            raise Broken
        version, flags, stop = head[3], head[5], start + 10 + _synchsafe(head[6:])
        left[0] -= 1
        if stop > end or version not in NAME or left[0] < 0:
            raise Broken
        if version > 2 or not flags & EXTENDED:  # in 2.2 this means compressed, by an undefined method
            yield from _sites(_tag(source, version, flags, start, stop), left)
        start = stop + (10 if version == 4 and flags & FOOTER else 0)
    if bytes(source.data[start : min(start + 4, end)]) == xiph.FLAC:
        yield from xiph.flac(source, start)


def _tag(source: Source, version: int, flags: int, offset: int, end: int) -> Tag:
    data, start = source.data, offset + 10
    moved = version < 4 and bool(flags & UNSYNCHRONISED)
    if moved:
        if end - start > METADATA_FILE_BYTES:
            raise Blocked("metadata_bound", bound=METADATA_FILE_BYTES)
        data = bytes(data[start:end]).replace(b"\xff\0", b"\xff")
        start, end = 0, len(data)
    if flags & EXTENDED and version > 2:
        size = bytes(data[start : start + 4])
        start += _synchsafe(size) if version == 4 else 4 + int.from_bytes(size, "big")
    if start > end:
        raise Broken
    return Tag(version, flags, data, start, end, offset, moved)


def _sites(tag: Tag, left: list[int]) -> Iterator[Site]:
    """The content of the frames. They end at padding, or where the next one does not fit."""
    width, head = (3, 6) if tag.version == 2 else (4, 10)
    at = tag.start
    while tag.end - at >= head and tag.data[at]:
        left[0] -= 1
        name, size = bytes(tag.data[at : at + width]), bytes(tag.data[at + width : at + 2 * width])
        start = at + head
        end = start + (_synchsafe(size) if tag.version == 4 else int.from_bytes(size, "big"))
        if not NAME[tag.version].fullmatch(name) or end > tag.end or left[0] < 0:
            raise Broken
        following = bytes(tag.data[end : end + width]) if tag.end - end >= head else b"\0"
        # Some writers of 2.4 give sizes as in 2.3: the content of a frame is unknown where none follows it.
        if following[0] and not NAME[tag.version].fullmatch(following):
            raise Broken
        if name not in PICTURES:
            content = _content(tag, int(tag.data[start - 1]) if tag.version > 2 else 0, start, end)
            yield from _site(name, content, tag.offset if tag.moved else at)
        at = end


def _site(name: bytes, content: bytes | None, offset: int) -> Iterator[Site]:
    """The frame; nothing where it is encrypted."""
    if content is None:
        return
    form: Form = "other"
    title, data = name.decode("latin-1").strip(" \0"), content
    if name[:1] == b"T" and content[:1] and content[0] < len(ENCODINGS):
        form, text = "text", _text(content)
        if title in ("TXXX", "TXX"):
            title, _, text = text.partition("\0")
        data = text.lstrip("\ufeff").partition("\0")[0].encode("utf-8", "replace")
    elif name == b"PRIV" and content.startswith(b"XMP\0"):
        form, data = "xmp", content[4:]
    yield Site(form, title.lstrip("\ufeff"), offset, data)


def _text(content: bytes) -> str:
    """The texts of a frame after the byte that specifies their encoding."""
    code, text = content[0], content[1:]
    if code in (1, 2):
        text = text[: len(text) & ~1]
    if code == 1 and text[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        text = b"\xff\xfe" + text
    return text.decode(ENCODINGS[code], "replace")


def _content(tag: Tag, flags: int, start: int, end: int) -> bytes | None:
    """The bytes of a frame as they were before encoding; None where it is encrypted."""
    grouped, packed, encrypted = (0x40, 0x08, 0x04) if tag.version == 4 else (0x20, 0x80, 0x40)
    if flags & encrypted:
        return None
    start += (1 if flags & grouped else 0) + (4 if flags & (0x01 if tag.version == 4 else packed) else 0)
    data = bytes(tag.data[start : min(end, start + METADATA_BYTES)])
    if tag.version == 4 and (flags & 0x02 or tag.flags & UNSYNCHRONISED):
        data = data.replace(b"\xff\0", b"\xff")
    if not flags & packed:
        return data
    try:
        return zlib.decompressobj().decompress(data, METADATA_BYTES)
    except zlib.error:
        raise Broken from None


def _synchsafe(size: bytes) -> int:
    """A size in seven bits of each byte, so that none of them looks like audio."""
    if any(byte & 0x80 for byte in size):
        raise Broken
    return sum(byte << 7 * place for place, byte in enumerate(reversed(size)))
