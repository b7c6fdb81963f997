"""A recording on disk while it grows: whole lines only, whatever happens to this process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from conformance.recordings.capture import Heard
from conformance.writing import open_end, open_new


class RecordingFile:
    """Lines are appended by one write each time, without a buffer of ours.

    A header that changes, since a device shows what it had not shown before, is written with all lines into a new file
    that takes the place of the old one. `revision` counts how often; `size` is that of what is there, in bytes.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.header: bytes | None = None
        self.revision = self.size = self.lines = self.rewritten = 0
        self._streams: Sequence[str] = ()
        self._foreign: set[int] = set()
        self._file = open_new(path)

    def declare(self, header: bytes, streams: Sequence[str]) -> None:
        """Make this the header; `streams` are all streams that a capture declared so far."""
        if self.header is None:
            self._write([header])
        elif header != self.header:
            self._rewrite(header, streams[len(self._streams) :])
        self.header, self._streams = header, tuple(streams)

    def add(self, heard: Iterable[Heard]) -> None:
        """Append lines. One that is not a frame stays as it is when streams are declared later."""
        lines: list[bytes] = []
        for each in heard:
            if not each.framed:
                self._foreign.add(self.lines + len(lines))
            lines.append(each.line)
        if lines:
            self._write(lines)

    def close(self) -> None:
        """All is written already."""
        self._file.close()

    def _write(self, lines: list[bytes]) -> None:
        data = b"\n".join([*lines, b""])
        self._file.write(data)
        self._file.flush()
        self.size += len(data)
        self.lines += len(lines)

    def _rewrite(self, header: bytes, added: Sequence[str]) -> None:
        tail = b"".join(b',"%b":null' % name.encode() for name in added) + b"}"
        partial = self.path.with_name(f"{self.path.name}.part")
        with open_new(partial) as new, self.path.open("rb") as old:
            old.readline()
            new.write(header + b"\n")
            for number, line in enumerate(old, 1):
                new.write(line if number in self._foreign else line[:-2] + tail + b"\n")
        self._file.close()
        partial.replace(self.path)
        self._file = open_end(self.path)
        self.size = self.path.stat().st_size
        self.rewritten += self.size
        self.revision += 1
