"""The processes that judge: started without the current folder in their path, and ended with their parent."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

_SAFE_PATH = "PYTHONSAFEPATH"


def make_pool(count: int, start: Callable[..., None], arguments: tuple[Any, ...]) -> ProcessPoolExecutor:
    """So many processes, each of which first calls `start`."""
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing import get_context

    class Pool(ProcessPoolExecutor):
        def submit(self, *given: Any, **named: Any) -> Future[Any]:
            with _safe_path(), _deaf():  # processes are started when something is submitted
                return super().submit(*given, **named)

    with _safe_path():  # as is the one that cleans up after them
        return Pool(count, get_context("spawn"), start, arguments)


@contextmanager
def _safe_path() -> Iterator[None]:
    """Within the block, a Python that is started imports nothing from the current folder: it may be hostile."""
    before = os.environ.get(_SAFE_PATH)
    os.environ[_SAFE_PATH] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_SAFE_PATH]
        else:
            os.environ[_SAFE_PATH] = before


@contextmanager
def _deaf() -> Iterator[None]:
    """Within the block, a process that is started never hears Ctrl-C: Python would print where its start was cut."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def end_with_parent() -> None:
    """End this process when the one that started it has died, however that died."""
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
