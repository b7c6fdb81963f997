"""The journal of a run: JSON lines, valid up to the last whole line whatever happens to the process."""

from __future__ import annotations

import json
import time
from pathlib import Path
from types import TracebackType
from typing import Any

FORMAT = 1
FLUSH_SECONDS = 0.2


class Journal:
    """Writes events to a file as they happen; lines reach the disk at the latest 0.2 s after they were written."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        # A file name that is no text holds lone surrogates; as an escape they are JSON.
        self._file = path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
        self._flushed = 0.0

    def write(self, event: dict[str, Any]) -> None:
        """One event, on the disk when this returns."""
        self.write_lines([json.dumps(event, ensure_ascii=False, separators=(",", ":")) + "\n"])
        self._file.flush()

    def write_lines(self, lines: list[str]) -> None:
        """Lines that are whole events already."""
        self._file.writelines(lines)
        now = time.monotonic()
        if now - self._flushed > FLUSH_SECONDS:
            self._file.flush()
            self._flushed = now

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
