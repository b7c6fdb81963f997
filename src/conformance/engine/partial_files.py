"""Files that are still being written: each under a name of its process, and removed later if that was killed."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from conformance.engine.subjects import PARTIAL
from conformance.writing import open_new

_NAME = re.compile(rf"{re.escape(PARTIAL)}([1-9][0-9]{{0,9}})-[^\n]+\.part")


def partial_for(path: Path) -> Path:
    """Where this process writes a file until it is complete."""
    return path.with_name(f"{PARTIAL}{os.getpid()}-{path.name}.part")


def open_partial(partial: Path) -> IO[bytes]:
    """The file, empty, for this process alone; what killed processes have left beside it is removed. Raises OSError."""
    remove_abandoned(partial.parent)
    file = open_new(partial)
    _lock(file.fileno())
    return file


def remove_abandoned(folder: Path) -> None:
    """Remove the files of such names in a folder that nobody writes any longer; links and whatever else stay."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            named = _NAME.fullmatch(entry.name)
            if named and entry.is_file(follow_symlinks=False) and not _is_running(int(named[1])):
                with suppress(OSError), _nobody_writing(entry.path):
                    Path(entry.path).unlink()


if sys.platform == "win32":  # an open file cannot be removed there

    def _is_running(process: int) -> bool:
        return process == os.getpid()

    def _lock(handle: int) -> None:
        pass

    @contextmanager
    def _nobody_writing(path: str) -> Iterator[None]:
        yield

else:
    import fcntl

    def _is_running(process: int) -> bool:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        except (OSError, OverflowError):  # a process of somebody else, or a number of none
            return True
        return True

    def _lock(handle: int) -> None:
        """Hold the file until it is closed, also against processes of other containers that share its folder."""
        with suppress(OSError):  # not every file system has locks
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    @contextmanager
    def _nobody_writing(path: str) -> Iterator[None]:
        """Within the block, nobody else holds the file. Raises OSError where somebody does, or cannot be asked."""
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        finally:
            os.close(handle)
