"""Connections for transports that frame their own messages: every failure becomes a reason that says who can fix it."""

from __future__ import annotations

import socket
import ssl
import time

from conformance.model.finding import Blocked
from conformance.model.outcome import Cause
from conformance.transports.address import PORTS, host_of, split

PIECE = 1 << 16


def connected(url: str, seconds: float, context: ssl.SSLContext | None) -> socket.socket:
    """A connection to the host of a URL within so many seconds, encrypted if there is a context. Raises Blocked."""
    parts, host = split(url), host_of(url)
    end = time.monotonic() + seconds
    try:
        made = socket.create_connection((parts.hostname or "", parts.port or PORTS[parts.scheme]), seconds)
    except socket.gaierror:
        raise Blocked("unknown_host", cause=Cause.ENVIRONMENT, host=host) from None
    except ConnectionRefusedError:
        raise Blocked("connection_refused", cause=Cause.ENVIRONMENT, host=host) from None
    except (OSError, UnicodeError):  # a name that no host can have
        raise Blocked("unreachable", cause=Cause.ENVIRONMENT, host=host) from None
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return made if context is None else _encrypted(made, context, parts.hostname or "", host, end)


def _encrypted(made: socket.socket, context: ssl.SSLContext, name: str, host: str, end: float) -> socket.socket:
    try:
        made.settimeout(max(end - time.monotonic(), 0.001))
        return context.wrap_socket(made, server_hostname=name)
    except ssl.SSLCertVerificationError as error:
        made.close()
        raise Blocked("tls_untrusted", cause=Cause.CONFIGURATION, host=host, detail=error.verify_message) from None
    except OSError as error:
        made.close()
        detail = getattr(error, "reason", None) or type(error).__name__
        raise Blocked("tls_failed", cause=Cause.ENVIRONMENT, host=host, detail=detail) from None


class Stream:
    """The bytes of a connection, with what has arrived and was not taken yet in `there`."""

    def __init__(self, connection: socket.socket, seconds: float) -> None:
        self._connection, self._seconds = connection, seconds
        self.there = bytearray()

    def write(self, data: bytes) -> None:
        """Send all of it, unless the product has closed the connection: what it said before can still be read.

        Raises Blocked if the product does not take it in time.
        """
        self._connection.settimeout(self._seconds)
        try:
            self._connection.sendall(data)
        except TimeoutError:
            raise Blocked("too_slow", seconds=self._seconds) from None
        except OSError:
            return

    def more(self, end: float) -> bool:
        """Wait for more bytes until that time; False if there will be none. Raises TimeoutError."""
        self._connection.settimeout(max(end - time.monotonic(), 0.001))
        try:
            piece = self._connection.recv(PIECE)
        except TimeoutError:
            raise
        except OSError:  # a connection that is reset has ended as well
            piece = b""
        self.there += piece
        return bool(piece)

    def close(self) -> None:
        self._connection.close()
