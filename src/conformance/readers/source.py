"""A file under test: its name, its bytes and what has already been read from it."""

from __future__ import annotations

import mmap
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from conformance.model.digest import digest, digest_of_pieces
from conformance.model.outcome import Cause
from conformance.model.system import why
from conformance.readers.bounds import FILE_BYTES, MAPPED_FROM

Read = TypeVar("Read")
_PIECE = 1 << 20
_HOW = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


class Unreadable(Exception):
    """A path without bytes to judge; `key` names the reason in the message catalogue."""

    def __init__(self, key: str, cause: Cause, /, **values: Any) -> None:
        super().__init__(key)
        self.key, self.cause, self.values = key, cause, values


class Inside(NamedTuple):
    """A file inside a file: the pointer and byte offset where it begins, for places of findings, and its bytes.

    A file that the outer one only refers to has no offset, and a folder that its references are relative to.
    """

    pointer: str
    offset: int | None
    data: bytes
    folder: Path | None = None


class Source:
    """The bytes of one subject. `name` is its name in reports, `path` its file, for what is read in pieces.

    `root` is the folder that the user named and that it is in, if there is one.
    """

    __slots__ = ("_folder", "_memo", "data", "name", "path", "root", "size")

    def __init__(
        self,
        name: str,
        data: bytes | mmap.mmap,
        folder: Path | None = None,
        path: str | None = None,
        root: str | None = None,
    ) -> None:
        self.name = name
        self.data = data
        self.path = path
        self.root = root
        self.size = len(data)
        self._folder = folder
        self._memo: dict[object, Any] = {}

    @property
    def folder(self) -> Path | None:
        """The base folder of relative references; None for bytes that do not come from a folder."""
        if self._folder is None and self.path is not None:  # a Path costs several µs and is rarely needed
            self._folder = Path(self.path).parent
        return self._folder

    @property
    def digest(self) -> str:
        """`sha256:` of the bytes; a mapped file is read by pieces, so that its pages do not stay in memory."""
        if "digest" not in self._memo:
            read = self.path is not None and isinstance(self.data, mmap.mmap)
            whole = digest_of_pieces(_pieces(str(self.path), self.size)) if read else digest(memoryview(self.data))
            self._memo["digest"] = whole
        return str(self._memo["digest"])

    def once(self, reader: Callable[[Source], Read]) -> Read:
        """The result of `reader` on this source; later calls get the same object, so that suites share one reading."""
        if reader not in self._memo:
            self._memo[reader] = reader(self)
        return self._memo[reader]  # type: ignore[no-any-return]  # the key decides the type

    def known(self, reader: Callable[[Source], Read]) -> Read | None:
        """An earlier result of `reader` on this source; None if there is none."""
        return self._memo.get(reader)

    def forget(self) -> None:
        """Drop what was read: objects that refer to their source are then freed at once, and so is a mapped file."""
        self._memo.clear()


def _pieces(path: str, size: int) -> Iterator[bytes]:
    """The first `size` bytes of a file."""
    with Path(path).open("rb", buffering=0) as file:
        while size > 0 and (piece := file.read(min(size, _PIECE))):
            yield piece
            size -= len(piece)


def open_source(path: str, name: str, root: str | None = None) -> Source:
    """The file at `path`, in the folder `root` that the user named.

    Raises Unreadable if it is not a regular file, cannot be read or is too large.
    """
    try:
        handle = os.open(path, _HOW)
    except OSError as error:
        raise Unreadable(*_why(path, error), reason=why(error)) from None
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable("not_a_file", Cause.CONFIGURATION)
        if status.st_size > FILE_BYTES:
            raise Unreadable("file_too_large", Cause.PRODUCT, bytes=status.st_size, limit=FILE_BYTES)
        data: bytes | mmap.mmap
        if status.st_size >= MAPPED_FROM:
            data = mmap.mmap(handle, 0, access=mmap.ACCESS_READ)
        else:
            data = os.read(handle, status.st_size)
            while len(data) < status.st_size and (more := os.read(handle, status.st_size - len(data))):
                data += more
    except (OSError, ValueError) as error:  # ValueError: the file shrank before it was mapped
        reason = why(error) if isinstance(error, OSError) else type(error).__name__
        raise Unreadable("unreadable", Cause.ENVIRONMENT, reason=reason) from None
    finally:
        os.close(handle)
    return Source(name, data, path=path, root=root)


def _why(path: str, error: OSError) -> tuple[str, Cause]:
    if isinstance(error, FileNotFoundError):
        return "vanished", Cause.ENVIRONMENT
    if isinstance(error, PermissionError):
        return "no_permission", Cause.ENVIRONMENT
    try:
        regular = stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        regular = True
    return ("unreadable", Cause.ENVIRONMENT) if regular else ("not_a_file", Cause.CONFIGURATION)
