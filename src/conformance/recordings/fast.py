"""The fast lane: reads the lines of a piece into arrays, and irregular lines through the precise lane."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from conformance.readers.bounds import JSON_DEPTH, RECORDING_LINE_BYTES, RECORDING_TROUBLES
from conformance.recordings.engines import Numbers, Read, Reader, reader_of
from conformance.recordings.header import Header
from conformance.recordings.pieces import Piece
from conformance.recordings.precise import BOUND, Frame, Trouble, read_frame

_QUOTE, _BRACKET = ord('"'), ord("[")
_BOOLEANS = {"simdjson": (), "orjson": (b"true", b"false"), "json": (b"true", b"false")}


Column = Sequence[Numbers | None]


@dataclass(slots=True)
class Rows:
    """The frames of a piece in order: index of the line, time and sequence number.

    `columns` has the numbers of each stream in each frame, None if the stream is null or cannot be judged. `events` are
    by row, `troubles` by line; `nulls` are the indices of the streams that have a null among their numbers. `stop`
    says that the rest is not read.
    """

    lines: Sequence[int]
    times: Sequence[int | float]
    numbers: Sequence[int | None]
    columns: Sequence[Column]
    events: dict[int, tuple[str, ...]] = field(default_factory=dict)
    troubles: list[tuple[int, Trouble]] = field(default_factory=list)
    nulls: set[int] = field(default_factory=set)
    stop: Stop | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """Why lines from the one with this index on are not read: the key of the sentence, and the limit."""

    at: int
    key: str
    bound: int


def no_rows(streams: int) -> Rows:
    """The rows of lines without a frame."""
    return Rows((), (), (), [()] * streams)


class LanesDisagree(Exception):
    """The fast lane and the precise lane read different values: a bug of the harness, never the product's fault."""


class FastLane:
    """Reads pieces of one recording."""

    def __init__(self, header: Header, engine: str | None = None) -> None:
        self.header = header
        self.engine, self._read = reader_of(header, engine)
        self._words: tuple[bytes, ...] = _BOOLEANS[self.engine]
        self._quotes = 2 * (1 + header.sequence + len(header.streams))

    def read(self, piece: Piece) -> Rows:
        """The frames on the lines of a piece."""
        lines = piece.lines
        found: list[Read | None] = []
        keep = found.append
        read: Reader = self._read
        for line in lines:
            try:
                keep(read(line))
            except Exception:  # each engine has its own exceptions; the precise lane says what is wrong
                keep(None)
        rows = self._all_rows(found)
        if rows is None or not self._regular(piece, rows):
            found = [
                each if each and self._plain(line, each) else None for line, each in zip(lines, found, strict=True)
            ]
            rows = None
        self._compare(lines, found)
        return rows or self._mixed_rows(lines, found)

    def _all_rows(self, found: list[Read | None]) -> Rows | None:
        """The rows if every line was read: the common case."""
        if not found or None in found:
            return None
        times, numbers, values = zip(*found, strict=True)
        return Rows(range(len(found)), times, numbers, list(zip(*values, strict=True)))

    def _regular(self, piece: Piece, rows: Rows) -> bool:
        """Whether counts over the whole piece show that no line has a duplicate member or a nested array.

        Every line that was read has all members, so none has fewer quotes or brackets than these need. If all lines
        together have no more than that, each has exactly as many.
        """
        if not piece.plain or any(word in part for word in self._words for part in (piece.text, piece.rest)):
            return False
        if max(map(len, piece.lines)) > RECORDING_LINE_BYTES:
            return False
        arrays = sum(len(column) - column.count(None) for column in rows.columns)
        return piece.count(_QUOTE) == self._quotes * len(rows.lines) and piece.count(_BRACKET) == arrays

    def _plain(self, line: bytes, read: Read) -> bool:
        """Whether one line has no duplicate member and no nested array."""
        arrays = sum(value is not None for value in read[2])
        fine = line.count(b'"') == self._quotes and line.count(b"[") == arrays and len(line) <= RECORDING_LINE_BYTES
        return fine and line.isascii() and b"\\" not in line and not any(word in line for word in self._words)

    def _compare(self, lines: list[bytes], found: list[Read | None]) -> None:
        """Read the first plain line of the piece by the precise lane as well."""
        at = next((at for at, each in enumerate(found) if each), None)
        if at is None:
            return
        frame, troubles = read_frame(lines[at], self.header)
        if frame is None or troubles or not _same(frame, found[at], self.header):
            raise LanesDisagree(f"{self.engine} reads the line {lines[at][:80]!r} differently")

    def _mixed_rows(self, lines: list[bytes], found: list[Read | None]) -> Rows:
        """The rows of the lines that were read, and of those that only the precise lane can read."""
        streams = self.header.streams
        kept: list[int] = []
        reads: list[Read] = []
        rows = no_rows(len(streams))
        for at, plain in enumerate(found):
            each = plain
            if each is None:
                frame, troubles = read_frame(lines[at], self.header)
                rows.stop = stop_at(at, troubles, len(rows.troubles))
                if rows.stop:
                    break
                rows.troubles += [(at, trouble) for trouble in troubles]
                if frame is None:
                    continue
                if frame.events:
                    rows.events[len(kept)] = frame.events
                given = [frame.values.get(stream.id) for stream in streams]
                rows.nulls |= {place for place, values in enumerate(given) if values and None in values}
                each = (frame.time, frame.number, [_doubles(values) for values in given])
            kept.append(at)
            reads.append(each)
        if reads:
            times, numbers, values = zip(*reads, strict=True)
            rows.lines, rows.times, rows.numbers, rows.columns = kept, times, numbers, list(zip(*values, strict=True))
        return rows


def stop_at(at: int, troubles: list[Trouble], before: int) -> Stop | None:
    """Whether to stop at a line: if it exceeds a limit of the harness, or after too many faulty ones."""
    for trouble in troubles:
        if trouble.kind == BOUND:
            deep = trouble.expected == "depth"
            return Stop(at, "line_too_deep", JSON_DEPTH) if deep else Stop(at, "line_too_long", RECORDING_LINE_BYTES)
    return Stop(at, "too_many_lines", RECORDING_TROUBLES) if before >= RECORDING_TROUBLES else None


def _doubles(values: list[float | None] | None) -> Numbers | None:
    """The numbers as the engines give them, NaN for null: no JSON number is NaN."""
    return None if values is None else np.array(values, dtype=float).tobytes()


def _same(frame: Frame, read: Any, header: Header) -> bool:
    time, number, values = read
    wanted = [_doubles(frame.values.get(stream.id)) for stream in header.streams]
    given = [None if value is None else bytes(value) for value in values]
    return bool(frame.time == time and (not header.sequence or frame.number == number) and wanted == given)
