"""XDF files as recordings of several streams: what headers and footers say, times, values and clock offsets.

The library for them gives truncated files back as if they were whole and hides clock resets unless told otherwise, so
chunks are read here; only what samples mean over time is left to it by the converter.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from conformance.authoring import Blocked
from conformance.readers.source import Source
from conformance.readers.xml_tree import Element, XmlTree, xml_with_text
from conformance_suites.terminals.xdf.reader.bounds import CHUNKS, STREAMS, TEXT_WEIGHT, TEXTS, VALUES
from conformance_suites.terminals.xdf.reader.chunks import (
    CLOCK_OFFSET,
    FILE_HEADER,
    LONGEST_VARLEN,
    MAGIC,
    SAMPLES,
    STREAM_FOOTER,
    STREAM_HEADER,
    Chunk,
    Damage,
    read_chunks,
    varlen,
)
from conformance_suites.terminals.xdf.reader.samples import FORMATS, TEXT, read_samples

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

LEAST_SLACK = 0.001


@dataclass(frozen=True)
class Info:
    """The XML of a header or footer, with its byte."""

    byte: int
    tree: XmlTree

    @property
    def root(self) -> str:
        """The name of its root element; empty without one."""
        return self.tree.root.name if self.tree.root else ""

    def said(self, name: str) -> str | None:
        """The text of its element of this name; None without one."""
        found = self.tree.root.first(name) if self.tree.root else None
        return None if found is None else found.text

    def number(self, name: str) -> float | None:
        """The finite number in its element of this name."""
        try:
            value = float(self.said(name) or "")
        except ValueError:
            return None
        return value if abs(value) < float("inf") else None


@dataclass
class Stream:
    """A stream: its headers and footers in their order, its samples chunks, and its clock offsets (time, offset)."""

    id: int
    headers: list[Info] = field(default_factory=list)
    footers: list[Info] = field(default_factory=list)
    chunks: list[Chunk] = field(default_factory=list)
    clocks: list[Chunk] = field(default_factory=list)
    offsets: list[tuple[float, float]] = field(default_factory=list)
    parts: list[NDArray[float64]] = field(default_factory=list)
    values: list[NDArray[float64]] = field(default_factory=list)
    unreadable: list[Chunk] = field(default_factory=list)

    @property
    def byte(self) -> int:
        """Where it begins: its header, or else what there is of it."""
        infos = [info.byte for info in (*self.headers, *self.footers)]
        return min(infos + [chunk.byte for chunk in (*self.chunks, *self.clocks)])

    @property
    def header(self) -> Info | None:
        return self.headers[0] if self.headers else None

    def said(self, name: str) -> str:
        """What its header says; empty where it says nothing."""
        return (self.header and self.header.said(name)) or ""

    @property
    def name(self) -> str:
        return self.said("name") or f"#{self.id}"

    @property
    def channels(self) -> int | None:
        """The number of its channels; None without a whole number of at least 1."""
        text = self.said("channel_count")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 7 and int(text) else None

    @property
    def rate(self) -> float:
        """Its nominal rate; 0 if it is irregular or not known."""
        return max(0.0, (self.header and self.header.number("nominal_srate")) or 0.0)

    @property
    def slack(self) -> float:
        """Seconds by which a footer may differ: some writers state the time at which the next sample is due."""
        return max(LEAST_SLACK, (1 + LEAST_SLACK) / self.rate if self.rate else 0.0)

    @property
    def decodable(self) -> bool:
        """Whether its header says how its samples are stored."""
        return self.channels is not None and self.said("channel_format") in (*FORMATS, TEXT)

    @property
    def numeric(self) -> bool:
        return self.said("channel_format") in FORMATS

    @cached_property
    def described(self) -> list[Element]:
        """The descriptions of its channels."""
        root = self.header.tree.root if self.header else None
        desc = root.first("desc") if root else None
        channels = desc.first("channels") if desc else None
        return list(channels.all("channel")) if channels else []

    @cached_property
    def times(self) -> NDArray[float64]:
        """The time of each sample; one without a time follows the one before by the nominal rate."""
        import numpy as np

        times = np.concatenate(self.parts) if self.parts else np.zeros(0)
        missing = np.isnan(times)
        if missing.any() and self.rate:
            at = np.arange(len(times))
            before = np.maximum.accumulate(np.where(missing, -1, at))
            follows = missing & (before >= 0)
            times = times.copy()
            times[follows] = times[before[follows]] + (at - before)[follows] / self.rate
        return times

    @cached_property
    def samples(self) -> NDArray[float64]:
        """Its values: float64 of shape (samples, channels)."""
        import numpy as np

        return np.concatenate(self.values) if self.values else np.zeros((0, self.channels or 0))

    @property
    def offset(self) -> float:
        """The median of its clock offsets, which brings its times to the clock of the recording."""
        ordered = sorted(value for _, value in self.offsets)
        return ordered[len(ordered) // 2] if ordered else 0.0


@dataclass(frozen=True)
class Xdf:
    """A file. `headers` are its file headers, `streams` are in the order in which they first occur."""

    size: int
    magic: bool
    headers: tuple[Info, ...]
    first: Chunk | None
    streams: tuple[Stream, ...]
    damage: Damage | None


def read_xdf(source: Source) -> Xdf:
    """The chunks as far as they can be followed. Raises Blocked beyond the limits of the test system."""
    data = bytes(source.data)
    headers: list[Info] = []
    streams: dict[int, Stream] = {}
    first, damage, values, texts = None, None, 0, 0
    for number, each in enumerate(read_chunks(data)):
        if number > CHUNKS or len(streams) > STREAMS:
            raise _bound()
        if isinstance(each, Damage):
            damage = each
            break
        first = first or each
        texts += each.tag in (FILE_HEADER, STREAM_HEADER, STREAM_FOOTER)
        if texts > TEXTS:
            raise _bound()
        if each.tag == FILE_HEADER:
            headers.append(Info(each.byte, xml_with_text(data[each.start : each.end])))
        elif each.stream is not None:
            stream = streams.setdefault(each.stream, Stream(each.stream))
            values += _most_values(stream, each, data)
            if values > VALUES:
                raise _bound()
            _add(stream, each, data)
    return Xdf(len(data), data.startswith(MAGIC), tuple(headers), first, tuple(streams.values()), damage)


def _bound() -> Blocked:
    return Blocked("xdf_bound", chunks=CHUNKS, streams=STREAMS, texts=TEXTS, values=VALUES)


def _most_values(stream: Stream, chunk: Chunk, data: bytes) -> int:
    """How many numbers a chunk has at most, by its bytes; of texts, how many numbers they count as."""
    form, size = stream.said("channel_format"), chunk.end - chunk.start
    if chunk.tag != SAMPLES or not stream.decodable:
        return 0
    if form in FORMATS:
        return size // int(FORMATS[form][2])
    stated = varlen(data[chunk.start : chunk.start + LONGEST_VARLEN], 0)
    texts = stated[0] * (stream.channels or 0) if stated else 0
    return min(texts, size // 2) * TEXT_WEIGHT


def _add(stream: Stream, chunk: Chunk, data: bytes) -> None:
    """Give a chunk to its stream."""
    content = data[chunk.start : chunk.end]
    if chunk.tag in (STREAM_HEADER, STREAM_FOOTER):
        infos = stream.headers if chunk.tag == STREAM_HEADER else stream.footers
        infos.append(Info(chunk.byte, xml_with_text(content)))
    elif chunk.tag == CLOCK_OFFSET:
        stream.clocks.append(chunk)
        if len(content) == struct.calcsize("<dd"):
            stream.offsets.append(struct.unpack("<dd", content))
    elif chunk.tag == SAMPLES:
        stream.chunks.append(chunk)
        found = read_samples(content, stream.channels or 0, stream.said("channel_format")) if stream.decodable else None
        if found is None:
            stream.unreadable.append(chunk)
            return
        stream.parts.append(found.times)
        if found.values is not None:
            stream.values.append(found.values)
