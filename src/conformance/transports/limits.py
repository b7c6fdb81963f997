"""What a run may do to a product and wait for: the plan's bounds, kept in one place for all threads."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

from conformance.model.finding import Blocked
from conformance.model.outcome import Cause
from conformance.readers.bounds import ANSWER_BYTES, EXCHANGE_SECONDS, MESSAGES, REDIRECTS, STIMULI


@dataclass(frozen=True)
class Limits:
    """Bounds of a run. `hosts` are the names (with port where it is not the scheme's) that may be asked at all.

    `requests` counts the messages sent in all, `messages` those of one conversation, both ways.
    """

    hosts: frozenset[str] = frozenset()
    requests_per_second: float | None = None
    concurrency: int = 8
    requests: int = 5000
    messages: int = MESSAGES
    body_bytes: int = ANSWER_BYTES
    redirects: int = REDIRECTS
    exchange_seconds: float = EXCHANGE_SECONDS
    run_seconds: float = 3600.0
    stimuli: int = STIMULI
    writing: bool = False


class Pace:
    """Admits requests: so many in all, at once and a second, until the run's time is used up."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._lock = threading.Lock()
        self._slots = threading.BoundedSemaphore(limits.concurrency)
        self._sent = 0
        self._next = 0.0
        self._end = time.monotonic() + limits.run_seconds

    def __enter__(self) -> None:
        """Wait for a turn. Raises Blocked where there is none any more."""
        self._slots.acquire()
        try:
            if wait := self._wait():  # a sleep of no time at all would hand the turn to another thread
                time.sleep(wait)
        except BaseException:
            self._slots.release()
            raise

    def __exit__(self, *_: object) -> None:
        self._slots.release()

    def _wait(self) -> float:
        """Seconds until this request may go."""
        with self._lock:
            now = time.monotonic()
            if self._sent >= self._limits.requests:
                raise Blocked("requests_used_up", cause=Cause.CONFIGURATION, limit=self._limits.requests)
            if now > self._end:
                raise Blocked("time_used_up", cause=Cause.CONFIGURATION, seconds=self._limits.run_seconds)
            self._sent += 1
            if self._limits.requests_per_second is None:
                return 0.0
            start = max(now, self._next)
            self._next = start + 1 / self._limits.requests_per_second
            return start - now
