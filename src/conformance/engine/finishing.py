"""Ctrl-C while a command finishes what it writes: journals, reports and bundles become complete before it ends."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


class _Watch:
    """What Ctrl-C does now: `at_once` it interrupts, otherwise it waits; a second one never waits."""

    def __init__(self) -> None:
        self.at_once = self.waiting = False

    def __call__(self, number: int, frame: Any) -> None:
        if self.at_once or self.waiting:
            self.at_once = False
            raise KeyboardInterrupt
        self.waiting = True

    def lost(self, told: Any) -> None:
        """An interruption that a callback swallowed, of which Python would print a traceback."""
        if isinstance(told.exc_value, KeyboardInterrupt):
            self.waiting = True
        else:
            sys.__unraisablehook__(told)


_watch: _Watch | None = None


@contextmanager
def finishing() -> Iterator[None]:
    """Within the block, Ctrl-C takes effect at its end, as KeyboardInterrupt, or in what is `interruptible`."""
    global _watch  # noqa: PLW0603 - signals are the process's
    before = signal.getsignal(signal.SIGINT)
    if _watch or not callable(before) or threading.current_thread() is not threading.main_thread():
        yield
        return
    _watch = watch = _Watch()
    hook, sys.unraisablehook = sys.unraisablehook, watch.lost
    signal.signal(signal.SIGINT, watch)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        sys.unraisablehook = hook
        _watch = None
    if watch.waiting:
        raise KeyboardInterrupt


@contextmanager
def interruptible() -> Iterator[Callable[[], None]]:
    """Within the block, Ctrl-C interrupts at once. Call what it gives at times: Ctrl-C may have been waiting."""
    watch = _watch

    def look() -> None:
        if watch and watch.waiting:
            watch.waiting = False
            raise KeyboardInterrupt

    if watch:
        watch.at_once = True
    try:
        look()
        yield look
    finally:
        if watch:
            watch.at_once = False
