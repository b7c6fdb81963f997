"""Metadata in the comments of FLAC (RFC 9639, 8.6) and Ogg files (RFC 3533), whose form is that of Vorbis comments."""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from dataclasses import dataclass, field

from conformance.readers.source import Source
from conformance_suites.assets.labels.reader.bounds import METADATA_BYTES, METADATA_PARTS, OGG_STREAMS
from conformance_suites.assets.labels.reader.metadata.sites import Broken, Site, cut

FLAC, OGG = b"fLaC", b"OggS"
COMMENTS = 4
"""The type of the block of a FLAC file that contains comments."""

FIRST = 0x02
# The beginning of the packet of comments, and the number of further bytes before them, by the beginning of the first
# packet.
CODECS = {
    b"\x01vorbis": (b"\x03vorbis", 0),
    b"OpusHead": (b"OpusTags", 0),
    b"\x80theora": (b"\x81theora", 0),
    b"Speex   ": (b"", 0),
    b"\x7fFLAC": (b"", 4),
}
PICTURE = "METADATA_BLOCK_PICTURE"


def flac(source: Source, start: int = 0) -> Iterator[Site]:
    """The comments in the metadata blocks by their names."""
    at, left = start + len(FLAC), [METADATA_PARTS]
    while True:
        head = bytes(source.data[at : at + 4])
        end = at + 4 + int.from_bytes(head[1:], "big")
        left[0] -= 1
        if len(head) < 4 or end > source.size or left[0] < 0:
            raise Broken
        if head[0] & 0x7F == COMMENTS:
            yield from _comments(cut(source, at + 4, end), at, left)
        if head[0] & 0x80:
            return
        at = end


@dataclass
class Stream:
    """One of the streams of an Ogg file: its codec, the number of complete packets, and the next as far as it was read.

    `offset` is that of the page in which that packet begins.
    """

    codec: bytes = b""
    packets: int = 0
    packet: bytearray = field(default_factory=bytearray)
    offset: int = 0


def ogg(source: Source) -> Iterator[Site]:
    """The comments of every stream by their names, and what follows the pages."""
    at, left, waiting = 0, [METADATA_PARTS], dict[bytes, Stream]()
    while at < source.size:
        head = bytes(source.data[at : at + 27])
        if not head.startswith(OGG) and not waiting:
            yield Site("other", "behind the pages", at, cut(source, at, source.size))
            return
        table = bytes(source.data[at + 27 : at + 27 + head[26]]) if len(head) == 27 else b""
        start = at + 27 + len(table)
        end = start + sum(table)
        left[0] -= 1
        if not head.startswith(OGG) or len(head) < 27 or len(table) < head[26] or end > source.size or left[0] < 0:
            raise Broken
        number = head[14:18]
        if head[5] & FIRST:  # a chain of files may use the same number again
            waiting[number] = Stream()
        if (stream := waiting.get(number)) and len(waiting) <= OGG_STREAMS:
            yield from _page(source.data, at, start, table, stream, left)
            if stream.packets > 1:
                del waiting[number]
        at = end
    if waiting:
        raise Broken


def _page(
    data: bytes | mmap.mmap, offset: int, at: int, table: bytes, stream: Stream, left: list[int]
) -> Iterator[Site]:
    """The comments, if their packet ends in this page: a segment of less than 255 bytes ends one."""
    for length in table:
        if not stream.packet:
            stream.offset = offset
        if len(stream.packet) < METADATA_BYTES:
            stream.packet += data[at : at + length]
        at += length
        if length == 255:
            continue
        stream.packets += 1
        if stream.packets == 1:
            stream.codec = next((name for name in CODECS if stream.packet.startswith(name)), b"")
            stream.packets += not stream.codec  # it has no comments of a known kind
        else:
            begins, more = CODECS[stream.codec]
            if stream.packet.startswith(begins):
                yield from _comments(bytes(stream.packet[len(begins) + more :]), stream.offset, left)
        stream.packet.clear()
        if stream.packets > 1:
            return


def _comments(data: bytes, offset: int, left: list[int]) -> Iterator[Site]:
    """The comments after the name of the writer, at the offset of their container; pictures are omitted."""
    at = 4 + _length(data, 0)
    count, at = _length(data, at), at + 4
    for _ in range(count):
        end = at + 4 + _length(data, at)
        left[0] -= 1
        if end > len(data) or left[0] < 0:
            raise Broken
        name, _, text = data[at + 4 : end].partition(b"=")
        title = name.decode("utf-8", "replace").upper()  # case has no meaning
        if title != PICTURE:
            yield Site("text", title, offset, text)
        at = end


def _length(data: bytes, at: int) -> int:
    if at + 4 > len(data):
        raise Broken
    return int.from_bytes(data[at : at + 4], "little")
