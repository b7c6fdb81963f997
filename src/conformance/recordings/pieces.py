"""A recording in pieces that depend only on its bytes, so that any number of processes read the same ones.

A piece has the lines that begin in its range of bytes; the last of them may end beyond it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np

from conformance.readers.bounds import RECORDING_LINE_BYTES, RECORDING_PIECE_BYTES
from conformance.readers.source import Source


class Shrunk(Exception):
    """The file has fewer bytes than when it was opened."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The lines of a piece without their line ends, and the bytes that contain them, which are not copied again."""

    lines: list[bytes]
    text: bytes = b""
    skipped: int = 0
    rest: bytes = b""

    @property
    def plain(self) -> bool:
        """Whether all bytes, including those of the line before the piece, are ASCII without a backslash."""
        return all(part.isascii() and b"\\" not in part for part in (self.text, self.rest))

    def count(self, octet: int) -> int:
        """How often a byte occurs in the lines."""
        return int(np.count_nonzero(np.frombuffer(self.text, np.uint8, offset=self.skipped) == octet)) + int(
            np.count_nonzero(np.frombuffer(self.rest, np.uint8) == octet)
        )

    def without_header(self) -> Piece:
        """The piece without its first line."""
        return Piece(self.lines[1:], self.text, min(len(self.lines[0]) + 1, len(self.text)), self.rest)


class Pieces:
    """Reads the pieces of one recording. A large file is read piece by piece and never mapped."""

    def __init__(self, data: Any, file: IO[bytes] | None, size: int) -> None:
        self._data, self._file, self.size, self._piece = data, file, size, RECORDING_PIECE_BYTES

    @property
    def count(self) -> int:
        """The number of pieces, at least one."""
        return max(1, -(-self.size // self._piece))

    def read(self, index: int) -> Piece:
        """One piece. Raises Shrunk."""
        start, end = index * self._piece, min((index + 1) * self._piece, self.size)
        text, skipped = self._bytes(max(start - 1, 0), end), 0
        if start:
            skipped = text.find(b"\n") + 1
            if not skipped or skipped == len(text):
                return Piece([])
        lines = text.split(b"\n")
        if skipped:
            del lines[0]
        rest = b""
        if not lines[-1]:
            lines.pop()
        elif end < self.size:
            rest = self._rest(end)
            lines[-1] = (lines[-1] + rest).removesuffix(b"\n")
        return Piece(lines, text, skipped, rest)

    def _rest(self, start: int) -> bytes:
        """The rest of a line; for a line beyond the length limit, just enough to detect that."""
        found = b""
        while start < self.size and len(found) <= RECORDING_LINE_BYTES:
            more = self._bytes(start, min(start + (1 << 16), self.size))
            end = more.find(b"\n")
            if end >= 0:
                return found + more[: end + 1]
            found, start = found + more, start + len(more)
        return found

    def _bytes(self, start: int, end: int) -> bytes:
        if self._file is None:
            return bytes(self._data[start:end])
        self._file.seek(start)
        found = self._file.read(end - start)
        while len(found) < end - start and (more := self._file.read(end - start - len(found))):
            found += more
        if len(found) < end - start:
            raise Shrunk
        return found


@contextmanager
def open_pieces(source: Source) -> Iterator[Pieces]:
    """The pieces of a source, read from its file unless it is already in memory."""
    if isinstance(source.data, bytes) or source.path is None:
        yield Pieces(source.data, None, source.size)
        return
    with Path(source.path).open("rb", buffering=0) as file:
        yield Pieces(None, file, source.size)
