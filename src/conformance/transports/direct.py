"""Connections of transports that keep one for each conversation, and know no proxy."""

from __future__ import annotations

import threading

import httpcore

from conformance.model.finding import Blocked
from conformance.model.outcome import Cause
from conformance.model.text import Text
from conformance.transports.connecting import UNREACHED, connected, context_of
from conformance.transports.deadline import DeadlineBackend
from conformance.transports.limits import Limits
from conformance.transports.stopping import Stopping
from conformance.transports.transport import Setup, SetupError

_READ_BYTES = 1 << 16


class Octets:
    """One connection: bytes, in both directions."""

    def __init__(self, stream: httpcore.NetworkStream, limits: Limits, stopping: Stopping) -> None:
        self._stream, self._limits, self._stopping = stream, limits, stopping

    def write(self, data: bytes) -> None:
        """Send them. A product that has closed the connection is left to the reader: it may have said why.

        Raises Blocked if the product takes them too slowly.
        """
        try:
            if data:
                self._stream.write(data, self._limits.exchange_seconds)
        except httpcore.WriteTimeout:
            raise Blocked("too_slow", seconds=self._limits.exchange_seconds) from None
        except httpcore.WriteError:
            pass

    def read(self, seconds: float) -> bytes:
        """Those that arrive next, none if the connection has ended, also by a reset.

        Raises TimeoutError, and Blocked in a run that is being stopped.
        """
        try:
            return self._stream.read(_READ_BYTES, max(seconds, 0.001))
        except httpcore.ReadTimeout:
            raise TimeoutError from None
        except httpcore.ReadError:
            if self._stopping.sends_no_more:
                raise Blocked("no_answer") from None
            return b""

    def close(self) -> None:
        self._stream.close()


class Direct:
    """Connects to the hosts of a plan; safe to use from many threads.

    `schemes` names them for a plan with a proxy, which is refused: raises SetupError.
    """

    def __init__(self, setup: Setup, schemes: Text) -> None:
        if setup.proxy:
            en = f"endpoints of the {schemes.en} are not reached through a proxy"
            raise SetupError("proxy", Text(en, f"{schemes.zh} 方案的端点不能通过代理访问"))
        self._limits, self._stopping = setup.limits, setup.stopping
        self._context, self._backend = context_of(setup), DeadlineBackend(setup.stopping)
        self._lock = threading.Lock()
        self._last = ""

    def open(self, url: str, beginning: str) -> Octets:
        """A connection to the host of the URL; `beginning` is what it begins with, should the product die of it.

        Raises Blocked.
        """
        try:
            stream = connected(url, self._backend, self._context, self._limits.exchange_seconds)
        except Blocked as reason:
            if reason.key in UNREACHED and self._last:
                raise Blocked("target_died", cause=Cause.PRODUCT, last=self._last) from None
            raise
        with self._lock:
            self._last = f"{beginning} {url}".strip()
        return Octets(stream, self._limits, self._stopping)
