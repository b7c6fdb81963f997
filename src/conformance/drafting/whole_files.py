"""Writing the files of a suite: all of them, each whole, or none."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Mapping
from pathlib import Path


def write_whole(files: Mapping[Path, str]) -> None:
    """Write the files in UTF-8 with line feeds on every system, each beside its place before any is put there.

    A full disk or an interruption thus leaves what was there. Raises OSError where one cannot be written.
    """
    waiting: list[tuple[Path, Path]] = []
    try:
        for path, text in files.items():
            place = Path(os.path.realpath(path))  # what a link points to, not the link
            if place.exists() and not os.access(place, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
            place.parent.mkdir(parents=True, exist_ok=True)
            beside = place.with_name(f".{os.getpid()}.{len(waiting)}")
            waiting.append((beside, place))
            _write(beside, place, text, path)
        for beside, place in waiting:
            beside.replace(place)
    finally:
        for beside, _ in waiting:
            beside.unlink(missing_ok=True)


def _write(beside: Path, place: Path, text: str, path: Path) -> None:
    try:
        beside.write_bytes(text.encode())
        if place.is_file():
            shutil.copymode(place, beside)
    except OSError as error:
        error.filename = str(path)
        raise
