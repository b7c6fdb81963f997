"""Ending a run before its time: what was finished by then counts, nothing else is sent or concluded."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable


class Stopping:
    """Whether a run was asked to stop, and which of its cases were finished before that.

    `finished` are those of a recorded run that was stopped, None for a live run and for one that was not. Safe to use
    from many threads. `progress` gets the number of those finished.
    """

    def __init__(self, finished: Iterable[str] | None = None) -> None:
        self._recorded = None if finished is None else frozenset(finished)
        self._finished: list[str] = []
        self.progress: Callable[[int], None] = lambda done: None
        self._now = threading.Event()
        self._lock = threading.Lock()

    @property
    def stopped(self) -> bool:
        """Whether the run was stopped, or the recorded one was."""
        return self._now.is_set() or self._recorded is not None

    @property
    def sends_no_more(self) -> bool:
        """Whether a live run was asked to stop."""
        return self._now.is_set()

    @property
    def finished(self) -> list[str]:
        """The cases that were finished in time."""
        return sorted(self._finished)

    def stop(self) -> None:
        """Stop: what is waiting gives up, what is finished from here on does not count."""
        self._now.set()

    def wait(self, seconds: float) -> None:
        """Sleep, but no longer than until the run is stopped."""
        self._now.wait(seconds)

    def worth_trying(self, case: str) -> bool:
        """Whether the case may still be finished."""
        return not self._now.is_set() and (self._recorded is None or case in self._recorded)

    def in_time(self, case: str) -> bool:
        """Note that a case is finished; whether it counts."""
        with self._lock:
            if not self.worth_trying(case):
                return False
            self._finished.append(case)
            self.progress(len(self._finished))
            return True
