"""The folder of a record while it is written: lines as they happen, and a file for each body."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from conformance.model.digest import digest
from conformance.transports.evidence import BODIES, EXCHANGES, file_name
from conformance.transports.message import Message
from conformance.writing import open_text, own_folder, write_bytes


class Ledger:
    """Writes the record; safe to use from many threads. Every line is flushed when it is written."""

    def __init__(self, folder: Path) -> None:
        own_folder(folder)
        self._bodies = own_folder(folder / BODIES)
        self._file = open_text(folder / EXCHANGES)
        self._lock = threading.Lock()
        self._kept: set[str] = set()

    def write(self, record: Mapping[str, Any]) -> None:
        line = json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"
        with self._lock:
            self._file.write(line)
            self._file.flush()

    def keep(self, message: Message) -> dict[str, Any]:
        """The record of a message, whose body is stored as a file."""
        if not message.body:
            return message.as_record()
        name = digest(message.body)
        with self._lock:
            new = name not in self._kept
            self._kept.add(name)
        if new:
            write_bytes(self._bodies / file_name(name), message.body)
        return {**message.told, "body": name}

    def close(self) -> None:
        self._file.close()
