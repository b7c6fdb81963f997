"""Metadata in the tags of Matroska and WebM files (RFC 9559, 5.1.8), whose elements are those of EBML (RFC 8794)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from conformance.readers.source import Source
from conformance_suites.assets.labels.reader.bounds import METADATA_PARTS
from conformance_suites.assets.labels.reader.metadata.sites import Broken, Site, cut

MAGIC = b"\x1aE\xdf\xa3"
SEGMENT, TAGS, TAG, SIMPLE_TAG = 0x18538067, 0x1254C367, 0x7373, 0x67C8
TAG_NAME, TAG_STRING = 0x45A3, 0x4487


class Element(NamedTuple):
    """An element: its id, where its content begins and where that ends; None where the size is not known."""

    kind: int
    start: int
    end: int | None


def tags(source: Source) -> Iterator[Site]:
    """The texts of all tags by their names.

    The walk steps into the elements on the path to them and over all others. Writers to a pipe do not know the size
    of segments and clusters: it steps into those as well, so that elements after them are found.
    """
    at = known = 0
    offset, held = 0, dict[int, bytes]()
    for _ in range(METADATA_PARTS):
        if at >= source.size:
            yield from _site(offset, held)
            if known > source.size:
                raise Broken
            return
        element = _element(source, at)
        known = max(known, element.end or 0)
        if element.kind == SIMPLE_TAG:
            yield from _site(offset, held)
            offset, held = at, {}
        if element.end is None or element.kind in (SEGMENT, TAGS, TAG, SIMPLE_TAG):
            at = element.start
            continue
        if element.end > source.size:
            raise Broken
        if element.kind in (TAG_NAME, TAG_STRING):
            held[element.kind] = cut(source, element.start, element.end)
        at = element.end
    raise Broken


def _site(offset: int, held: dict[int, bytes]) -> Iterator[Site]:
    """The tag whose parts were read, if it has a text."""
    if TAG_STRING in held:
        yield Site("text", held.get(TAG_NAME, b"").decode("utf-8", "replace"), offset, held[TAG_STRING])


def _element(source: Source, at: int) -> Element:
    kind, start = _number(source, at, 4)
    size, content = _number(source, start, 8)
    bits = 7 * (content - start)
    size &= (1 << bits) - 1
    return Element(kind, content, None if size == (1 << bits) - 1 else content + size)


def _number(source: Source, at: int, most: int) -> tuple[int, int]:
    """A number whose first bits specify its length, including these bits, and where it ends."""
    first = source.data[at] if at < source.size else 0
    length = 9 - first.bit_length()
    if length > most or at + length > source.size:
        raise Broken
    return int.from_bytes(bytes(source.data[at : at + length]), "big"), at + length
