"""What a run may do to a product, and how long it may wait: the plan's limits, shared by all threads."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

from conformance.model.finding import Blocked, NotRun
from conformance.model.outcome import Cause
from conformance.readers.bounds import ANSWER_BYTES, EXCHANGE_SECONDS, MESSAGES, REDIRECTS, STIMULI
from conformance.transports.deadline import end_all_waits
from conformance.transports.stopping import Stopping


@dataclass(frozen=True)
class Limits:
    """Limits of a run. `hosts` are the names (with any port other than the scheme's) that may receive requests.

    `requests` limits all messages sent, `messages` those of one conversation in both directions.
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
    """Admits requests within the limits: in total, at once and per second, until the run's time is used up."""

    def __init__(self, limits: Limits, stopping: Stopping | None = None) -> None:
        self._limits, self._stopping = limits, stopping or Stopping()
        self._lock = threading.Lock()
        self._slots = threading.BoundedSemaphore(limits.concurrency)
        self._sent = 0
        self._next = 0.0
        self._end = time.monotonic() + limits.run_seconds

    def __enter__(self) -> None:
        """Wait for a turn. Raises Blocked if the limits are used up, NotRun if the run was stopped."""
        self._slots.acquire()
        try:
            if wait := self._wait():  # sleeping for 0 s would give the turn to another thread
                self._stopping.wait(wait)
            if self._stopping.sends_no_more:
                raise NotRun("stopped")
        except BaseException:
            self._slots.release()
            raise
        end_all_waits(self._end)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        """End the turn. Raises Blocked if it failed because the run's time is used up."""
        end_all_waits(None)
        self._slots.release()
        if isinstance(error, Blocked):
            self.check_time()

    def check_time(self) -> None:
        """Raise Blocked if the run's time is used up."""
        if time.monotonic() > self._end:
            raise Blocked("time_used_up", cause=Cause.CONFIGURATION, seconds=self._limits.run_seconds)

    @property
    def seconds_left(self) -> float:
        """Seconds until the run's time is used up."""
        return max(0.0, self._end - time.monotonic())

    def _wait(self) -> float:
        """Seconds until this request may be sent."""
        with self._lock:
            now = time.monotonic()
            if self._sent >= self._limits.requests:
                raise Blocked("requests_used_up", cause=Cause.CONFIGURATION, limit=self._limits.requests)
            self.check_time()
            self._sent += 1
            if self._limits.requests_per_second is None:
                return 0.0
            start = max(now, self._next)
            self._next = start + 1 / self._limits.requests_per_second
            return start - now
