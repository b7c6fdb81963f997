"""Writes XDF files of several streams, also such as should not be."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

import numpy as np
from numpy.typing import NDArray

from conformance_suites.terminals.xdf.reader.chunks import (
    CLOCK_OFFSET,
    FILE_HEADER,
    MAGIC,
    SAMPLES,
    STREAM_FOOTER,
    STREAM_HEADER,
)
from conformance_suites.terminals.xdf.reader.samples import FORMATS, STAMP

PER_CHUNK = 250


def chunk(tag: int, content: bytes) -> bytes:
    """A chunk, its length in 4 bytes."""
    return b"\x04" + struct.pack("<IH", len(content) + 2, tag) + content


def xml(members: dict[str, str], more: str = "") -> bytes:
    """An info element of these texts."""
    inner = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in members.items())
    return f"<?xml version='1.0'?><info>{inner}{more}</info>".encode()


@dataclass
class Track:
    """A stream to write: its times, its values of shape (samples, channels) or texts, and what is said of it.

    `header` and `footer` replace members of what would be right, or leave them out where they are None; `channels` are
    the descriptions of its channels.
    """

    id: int
    times: NDArray[np.float64]
    values: NDArray[np.float64] | Sequence[str]
    rate: float = 0.0
    form: str = "float32"
    offsets: Sequence[tuple[float, float]] = ()
    channels: Sequence[dict[str, str]] = ()
    header: dict[str, str | None] = field(default_factory=dict)
    footer: dict[str, str | None] = field(default_factory=dict)

    def begin(self) -> bytes:
        """Its header."""
        count = self.values.shape[1] if isinstance(self.values, np.ndarray) else 1
        right: dict[str, str | None] = {"name": "Cap", "type": "EEG", "channel_count": str(count)}
        right |= {"nominal_srate": f"{self.rate:g}", "channel_format": self.form} | self.header
        inner = "".join(
            "<channel>" + "".join(f"<{name}>{escape(text)}</{name}>" for name, text in each.items()) + "</channel>"
            for each in self.channels
        )
        desc = f"<desc><channels>{inner}</channels></desc>" if self.channels else "<desc/>"
        return self.own(STREAM_HEADER, xml({name: text for name, text in right.items() if text is not None}, desc))

    def body(self) -> bytes:
        """Its samples and clock offsets."""
        parts = [self.samples(at) for at in range(0, len(self.times), PER_CHUNK)]
        return b"".join([*parts, *(self.own(CLOCK_OFFSET, struct.pack("<dd", *each)) for each in self.offsets)])

    def samples(self, at: int) -> bytes:
        """One chunk of its samples."""
        times = self.times[at : at + PER_CHUNK]
        rows = [_stamp(time) + self._value(at + row) for row, time in enumerate(times)]
        return self.own(SAMPLES, b"\x04" + struct.pack("<I", len(rows)) + b"".join(rows))

    def end(self) -> bytes:
        """Its footer."""
        ends = (self.times[0], self.times[-1]) if len(self.times) else (0.0, 0.0)
        right: dict[str, str | None] = {"first_timestamp": f"{ends[0]:.9f}", "last_timestamp": f"{ends[1]:.9f}"}
        right |= {"sample_count": str(len(self.times))} | self.footer
        return self.own(STREAM_FOOTER, xml({name: text for name, text in right.items() if text is not None}))

    def own(self, tag: int, content: bytes) -> bytes:
        """A chunk of this stream."""
        return chunk(tag, struct.pack("<I", self.id) + content)

    def _value(self, row: int) -> bytes:
        if isinstance(self.values, np.ndarray):
            return bytes(self.values[row].astype(FORMATS[self.form]).tobytes())
        text = self.values[row].encode()
        return b"\x04" + struct.pack("<I", len(text)) + text


def _stamp(time: float) -> bytes:
    return b"\x00" if np.isnan(time) else bytes([STAMP]) + struct.pack("<d", time)


def header(version: str = "1.0") -> bytes:
    """A file header."""
    return chunk(FILE_HEADER, xml({"version": version}))


def whole(tracks: Sequence[Track], first: bytes | None = None) -> bytes:
    """A file of these streams."""
    parts = [[track.begin() for track in tracks], [track.body() for track in tracks], [track.end() for track in tracks]]
    return MAGIC + (header() if first is None else first) + b"".join(each for part in parts for each in part)
