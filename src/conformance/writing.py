"""Where files are opened to be written: never through a link, which may be in a folder that someone else made."""

from __future__ import annotations

import errno
import io
import os
from pathlib import Path
from typing import IO, Any

_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_HOW = os.O_WRONLY | _NO_LINK | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_DEVICES = ("/dev/", "/proc/self/fd/")
"""Links there belong to the system: /dev/stdout, and what a shell makes of `>(command)`."""


def open_new(path: Path, *, anew: bool = False) -> IO[bytes]:
    """The file, empty, for bytes; with `anew` it must not exist yet. Raises OSError, also for a link."""
    if not anew:
        refuse_link(path)
    flags = _HOW | os.O_CREAT | (os.O_EXCL if anew else os.O_TRUNC)
    if str(path).startswith(_DEVICES):
        flags &= ~_NO_LINK
    try:
        handle = os.open(path, flags, 0o666)
    except OSError as error:
        raise _link(path) if error.errno == errno.ELOOP else error from None
    if hasattr(os, "set_blocking"):  # a pipe without a reader was refused, another one is written to as usual
        os.set_blocking(handle, True)
    return io.BufferedWriter(_Named(handle, path))


def open_end(path: Path) -> IO[bytes]:
    """A file that is there, to add bytes to its end. Raises OSError, also for a link."""
    refuse_link(path)
    return io.BufferedWriter(_Named(os.open(path, _HOW | os.O_APPEND), path))


class _Named(io.FileIO):
    """A file that names itself where it cannot be written: of a full disk the system does not say which file."""

    def __init__(self, handle: int, path: Path) -> None:
        super().__init__(handle, "wb")
        self._path = path

    def write(self, data: Any, /) -> int:
        try:
            return super().write(data)
        except OSError as error:
            error.filename = error.filename or str(self._path)
            raise


def open_text(path: Path, *, anew: bool = False) -> IO[str]:
    """The file, empty, for UTF-8 text with line feeds. Raises OSError, also for a link."""
    # A lone surrogate, as in a file name that is not UTF-8, becomes an escape.
    return _as_text(open_new(path, anew=anew))


def write_text(path: Path, text: str) -> None:
    """Write the text to the file. Raises OSError, also for a link."""
    with open_text(path) as out:
        out.write(text)


def write_bytes(path: Path, data: bytes) -> None:
    """Write the bytes to the file. Raises OSError, also for a link."""
    with open_new(path) as out:
        out.write(data)


def own_folder(path: Path) -> Path:
    """The folder, made if need be, with those above it. Raises OSError if it is a link: for folders that we name."""
    refuse_link(path)
    path.mkdir(parents=True, exist_ok=True)
    return path


def refuse_link(path: Path) -> None:
    """Raise OSError if the path is a link, unless it is one of the system's."""
    if path.is_symlink() and not str(path).startswith(_DEVICES):
        raise _link(path)


def _link(path: Path) -> OSError:
    return OSError(errno.EMLINK, "is a link", str(path))


def _as_text(file: IO[Any]) -> IO[str]:
    return io.TextIOWrapper(file, "utf-8", "backslashreplace", newline="\n")
