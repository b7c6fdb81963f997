"""The folder of a record while it is written: lines as they happen, and one file for the bodies.

A file for each body, as a bundle has them, would cost more than all else that is done with a short message. In the file
each is preceded by a line with its digest and its size in bytes.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from conformance.model.digest import digest
from conformance.transports.evidence import BODIES, EXCHANGES
from conformance.transports.message import Message
from conformance.writing import open_new, open_text, own_folder


class Ledger:
    """Writes the record; safe to use from many threads. Every line is flushed when it is written, its bodies before."""

    def __init__(self, folder: Path) -> None:
        own_folder(folder)
        self._bodies = open_new(folder / BODIES)
        self._file = open_text(folder / EXCHANGES)
        self._lock = threading.Lock()
        self._kept: set[str] = set()

    def write(self, record: Mapping[str, Any]) -> None:
        line = json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"
        with self._lock:
            self._bodies.flush()
            self._file.write(line)
            self._file.flush()

    def keep(self, message: Message) -> dict[str, Any]:
        """The record of a message, whose body is stored once."""
        if not message.body:
            return message.as_record()
        name = digest(message.body)
        with self._lock:
            if name not in self._kept:
                self._bodies.write(b"%s %d\n" % (name.encode(), len(message.body)))
                self._bodies.write(message.body)
                self._kept.add(name)
        return {**message.told, "body": name}

    def close(self) -> None:
        self._bodies.close()
        self._file.close()


class LedgerBodies(Mapping[str, bytes]):
    """The bodies of a written record by their digests, each read from the folder when it is asked for.

    Raises OSError, and ValueError for what a ledger has not written.
    """

    def __init__(self, folder: Path) -> None:
        self._file = (folder / BODIES).open("rb")
        self._places: dict[str, tuple[int, int]] = {}
        while head := self._file.readline():
            name, _, size = head.decode("ascii").partition(" ")
            self._places[name] = self._file.tell(), int(size)
            self._file.seek(int(size), os.SEEK_CUR)

    def __getitem__(self, name: str) -> bytes:
        start, size = self._places[name]
        self._file.seek(start)
        return self._file.read(size)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __enter__(self) -> LedgerBodies:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
