"""Writing several files so that nothing is half-written: all are complete before the first takes its place.

One command at a time changes a folder, and Ctrl-C waits while the files take their places.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.writing import open_new, own_folder, refuse_link

BUSY = Text(
    "{path}: another command is changing this folder: wait until it has ended, and repeat this one",
    "{path}：另一个命令正在更改该文件夹：请等待其结束后重新执行",
)


def write_all(files: Mapping[Path, bytes | str]) -> None:
    """Write the files, the last one last. Raises OSError, and then none of them has changed."""
    waiting: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            own_folder(path.parent)
            refuse_link(path)
            waiting[path] = partial = path.with_name(f".{path.name}.{os.getpid()}.part")
            with open_new(partial) as out:
                out.write(content.encode() if isinstance(content, str) else content)
        with uninterrupted():
            for path, partial in waiting.items():
                partial.replace(path)
    finally:
        for partial in waiting.values():
            with suppress(OSError):
                partial.unlink(missing_ok=True)


def write_folder(folder: Path, files: Mapping[str, bytes | str]) -> None:
    """Write the files, by their paths in it, as the whole of a folder. Raises OSError, and then it has not changed."""
    refuse_link(folder)
    new, old = (folder.with_name(f".{folder.name}.{os.getpid()}.{each}") for each in ("part", "old"))
    try:
        write_all({new / name: content for name, content in files.items()})
        with uninterrupted():
            if folder.exists():
                folder.rename(old)
            new.rename(folder)
    finally:
        for each in (new, old):
            shutil.rmtree(each, ignore_errors=True)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Within the block no other command changes the folder. Raises Problem where one does, OSError."""
    if sys.platform == "win32" or not folder.is_dir():
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise Problem(BUSY.filled({"path": str(folder)})) from None
    finally:
        os.close(handle)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Within the block Ctrl-C waits; it is heeded at its end."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: heard.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if heard:
        signal.raise_signal(signal.SIGINT)
