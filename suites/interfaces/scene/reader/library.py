"""The process in which the library of OpenUSD reads files: hostile ones can crash it, or keep it busy for hours."""

from __future__ import annotations

import atexit
import json
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

from conformance.authoring import Blocked
from conformance.readers.extra import missing
from conformance.transports.program import Ended, Program, environment

from .bounds import ANSWER_BYTES, START_SECONDS, SUBJECTS

LIBRARY, EXTRA = "pxr", "usd"
# -P: the current folder may contain files of the product, such as a json.py
COMMAND = (sys.executable, "-P", "-X", "utf8", "-m", f"{__package__}.worker")


class Library:
    """A running process of the library, to be ended. Raises NotRun where the library is not installed."""

    def __init__(self) -> None:
        if find_spec(LIBRARY) is None:
            raise missing(EXTRA)
        self._program = Program(COMMAND, environment(("PYTHONPATH",), os.environ), ANSWER_BYTES)
        self._patience = START_SECONDS
        self.left = SUBJECTS
        """Subjects that it may still read."""

    def ask(self, what: str, path: str, seconds: float) -> dict[str, Any]:
        """What the library says of a file. Raises Blocked where it does not, within the seconds."""
        self._program.write(json.dumps({what: path}).encode() + b"\n")
        try:
            line = self._program.read(seconds + self._patience)
        except TimeoutError:
            self.left = 0
            raise Blocked("time_bound", bound=seconds) from None
        except Ended:
            self.left = 0
            raise Blocked("library_ended") from None
        self._patience = 0.0
        if not line.endswith(b"\n"):
            self.left = 0
            raise Blocked("answer_bound", bound=ANSWER_BYTES)
        told: dict[str, Any] = json.loads(line)
        return told

    def end(self) -> None:
        """End the process."""
        self._program.end()


class _Kept(threading.local):
    """The process of this thread, kept for the next subject: starting one takes longer than most scenes."""

    library: Library | None = None
    owner: int = 0
    """The process that started it: after a fork it belongs to the parent."""


_kept = _Kept()


@contextmanager
def library() -> Iterator[Library]:
    """The process for one subject. One that failed is not used again. Raises NotRun where there is no library."""
    used = _kept.library if _kept.owner == os.getpid() else None
    if used is None:
        used = _kept.library = Library()
        _kept.owner = os.getpid()
        atexit.register(used.end)
    used.left -= 1
    try:
        yield used
    finally:
        if used.left <= 0:
            _kept.library = None
            atexit.unregister(used.end)
            used.end()
