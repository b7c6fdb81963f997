"""Connections whose waits all end at one deadline, so that a response sent byte by byte ends as well.

A run that is stopped does not wait any longer either.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from ssl import SSLContext
from typing import Any

import httpcore

from conformance.transports.stopping import Stopping

_here = threading.local()
AT_ONCE = 0.5
"""Seconds that a thread waits at once for data, before it looks whether the run was stopped."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Within the block, every wait of this thread on a DeadlineBackend connection ends so many seconds from now."""
    _here.end = time.monotonic() + seconds
    try:
        yield
    finally:
        del _here.end


def end_all_waits(at: float | None) -> None:
    """From now on no wait of this thread lasts beyond this moment of `time.monotonic`, whatever its deadline is."""
    _here.latest = at


def _left(timeout: float | None, late: type[Exception]) -> float | None:
    ends = [end for end in (getattr(_here, "end", None), getattr(_here, "latest", None)) if end is not None]
    if not ends:
        return timeout
    left: float = min(ends) - time.monotonic()
    if left <= 0:
        raise late("the deadline has passed")
    return left if timeout is None else min(timeout, left)


class DeadlineBackend(httpcore.NetworkBackend):
    """Plain sockets that observe the deadline of the waiting thread."""

    def __init__(self, stopping: Stopping | None = None) -> None:
        self._sockets = httpcore.SyncBackend()
        self._stopping = stopping or Stopping()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        left = _left(timeout, httpcore.ConnectTimeout)
        return _Stream(self._sockets.connect_tcp(host, port, left, local_address, socket_options), self._stopping)

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, stopping: Stopping) -> None:
        self._stream, self._stopping = stream, stopping

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        end = None if timeout is None else time.monotonic() + timeout
        while True:
            left = _left(None if end is None else end - time.monotonic(), httpcore.ReadTimeout)
            try:
                return self._stream.read(max_bytes, AT_ONCE if left is None else max(min(left, AT_ONCE), 0.0))
            except httpcore.ReadTimeout:
                if self._stopping.sends_no_more:
                    raise httpcore.ReadError("the run was stopped") from None
                if left is not None and left <= AT_ONCE:
                    raise

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(timeout, httpcore.ConnectTimeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left), self._stopping)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
