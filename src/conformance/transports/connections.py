"""Connections to HTTP products that carry one request at a time.

Threads that share a connection of HTTP/2 get the same stream number from httpcore now and then, and the product would
seem to answer with something that is not HTTP.
"""

from __future__ import annotations

import threading

import httpcore


class Connections(httpcore.ConnectionPool):
    """A pool whose connections serve one request after the other, in HTTP/2 as in HTTP/1.1."""

    def create_connection(self, origin: httpcore.Origin) -> httpcore.ConnectionInterface:
        return _OneAtATime(super().create_connection(origin))


class _OneAtATime(httpcore.ConnectionInterface):
    """A connection that is available only while it is idle."""

    def __init__(self, inner: httpcore.ConnectionInterface) -> None:
        self._inner = inner
        self._sending = threading.Lock()
        self._used = False

    def handle_request(self, request: httpcore.Request) -> httpcore.Response:
        """Raises ConnectionNotAvailable, on which the pool looks for another one."""
        if not self._sending.acquire(blocking=False):
            raise httpcore.ConnectionNotAvailable
        try:
            if self._used and not self._inner.is_idle():
                raise httpcore.ConnectionNotAvailable
            self._used = True
            return self._inner.handle_request(request)
        finally:
            self._sending.release()

    def close(self) -> None:
        self._inner.close()

    def info(self) -> str:
        return self._inner.info()

    def can_handle_request(self, origin: httpcore.Origin) -> bool:
        return self._inner.can_handle_request(origin)

    def is_available(self) -> bool:
        return self._inner.is_idle()

    def has_expired(self) -> bool:
        return self._inner.has_expired()

    def is_idle(self) -> bool:
        return self._inner.is_idle()

    def is_closed(self) -> bool:
        return self._inner.is_closed()
