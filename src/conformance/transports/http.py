"""Sending over HTTP/1.1 and HTTP/2 within limits; every failure becomes a reason that says who can fix it."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpcore
import httpx

from conformance.model.finding import Blocked
from conformance.model.outcome import Cause
from conformance.transports.connecting import UNREACHED, context_of, no_connection
from conformance.transports.connections import Connections
from conformance.transports.content_coding import decoded
from conformance.transports.deadline import DeadlineBackend, deadline
from conformance.transports.exchange import Answer, Request
from conformance.transports.handshake import as_answered
from conformance.transports.message import Message
from conformance.transports.transport import Channel, OneAnswer, Setup
from conformance.version import __version__

DEFAULTS = {
    "accept": "*/*",
    "accept-encoding": "gzip, deflate",
    "connection": "keep-alive",
    "user-agent": f"metaverse-conformance/{__version__}",
}
_NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110 5.6.2
_VALUE = re.compile(rb"(?:[!-~\x80-\xff](?:[\t -~\x80-\xff]*[!-~\x80-\xff])?)?")  # RFC 9110 5.5


class HttpTransport:
    """One pool of connections for a whole run. It does not keep cookies; see cookies.py."""

    def __init__(self, setup: Setup) -> None:
        self._limits, self._proxy, self._stopping = setup.limits, setup.proxy, setup.stopping
        self._connections = _pool(setup)
        self._lock = threading.Lock()
        self._answered = False
        self._last = ""

    def open(self, first: Message) -> Channel:
        """Send a request and wait for its response, with a decoded and complete body. Raises Blocked."""
        try:
            answer = self._try_again(Request.of(first), first.repeatable)
        except Blocked as reason:
            if reason.key in UNREACHED and self._answered:
                raise Blocked("target_died", cause=Cause.PRODUCT, last=self._last) from None
            raise
        if answer.status == 407 and self._proxy:
            raise Blocked("proxy_failed", cause=Cause.ENVIRONMENT)
        with self._lock:
            self._answered = True
        return OneAnswer(answer.message)

    def _try_again(self, request: Request, repeatable: bool) -> Answer:
        """Repeat a request if a kept connection was gone: a race in HTTP/1.1 (RFC 9112 9.3.1), not a response."""
        try:
            return self._once(request)
        except Blocked as reason:
            if reason.key != "no_answer" or not repeatable or self._stopping.sends_no_more:
                raise
        return self._once(request)

    def _once(self, request: Request) -> Answer:
        seconds = self._limits.exchange_seconds
        made = made_of(request, seconds)
        with _reasons(request, seconds), deadline(seconds):
            with self._lock:
                last, self._last = self._last, f"{request.method} {request.url}"
            try:
                response = self._connections.handle_request(made)
            except httpcore.ConnectError:
                with self._lock:
                    self._last = last or self._last
                raise
            try:
                body = self._body(response)
            finally:
                response.close()
        headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers)
        coding = ",".join(value for name, value in headers if name.lower() == "content-encoding")
        return Answer(response.status, headers, decoded(body, coding, self._limits.body_bytes))

    def _body(self, response: httpcore.Response) -> bytes:
        found = bytearray()
        try:
            for piece in response.iter_stream():
                found += piece
                if len(found) > self._limits.body_bytes:
                    raise Blocked("body_too_large", limit=self._limits.body_bytes)
        except (httpcore.ReadError, httpcore.RemoteProtocolError):
            raise Blocked("broke_off", bytes=len(found)) from None
        return bytes(found)

    def close(self) -> None:
        self._connections.close()


def _pool(setup: Setup) -> Connections:
    """A pool of connections, built from the parts that allow a deadline. Raises SetupError for a file of `tls`."""
    return Connections(
        ssl_context=context_of(setup),
        proxy=httpcore.Proxy(setup.proxy) if setup.proxy else None,
        max_connections=setup.limits.concurrency,
        keepalive_expiry=5.0,
        http1=True,
        http2=True,
        network_backend=DeadlineBackend(setup.stopping),
    )


def made_of(request: Request, seconds: float) -> httpcore.Request:
    """The request as it is sent. Raises Blocked if it cannot be: its URL or its headers break the protocol."""
    try:
        made = httpx.Request(
            request.method,
            request.url,
            headers=[*_headers(request), *((name.encode(), value.encode()) for name, value in request.headers)],
            content=request.body or None,
        )
        if not all(_NAME.fullmatch(name) and _VALUE.fullmatch(value) for name, value in made.headers.raw):
            raise UnicodeError
    except (httpx.InvalidURL, UnicodeError):
        raise Blocked("no_request", cause=Cause.CONFIGURATION, url=request.url) from None
    url = httpcore.URL(scheme=made.url.raw_scheme, host=made.url.raw_host, port=made.url.port, target=made.url.raw_path)
    timeouts = {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), seconds)}
    return httpcore.Request(made.method, url, headers=made.headers.raw, content=made.stream, extensions=timeouts)


@contextmanager
def _reasons(request: Request, seconds: float) -> Iterator[None]:
    """Turn exceptions of the connection into reasons for not judging."""
    try:
        yield
    except (httpcore.ConnectTimeout, httpcore.PoolTimeout):
        raise Blocked("unreachable", cause=Cause.ENVIRONMENT, host=_host(request)) from None
    except (httpcore.ReadTimeout, httpcore.WriteTimeout):
        raise Blocked("too_slow", seconds=seconds) from None
    except httpcore.ProxyError:
        raise Blocked("proxy_failed", cause=Cause.ENVIRONMENT) from None
    except httpcore.ConnectError as error:
        raise no_connection(error, _host(request)) from None
    except (httpcore.ReadError, httpcore.WriteError):
        raise Blocked("no_answer") from None
    except httpcore.UnsupportedProtocol:
        raise Blocked("no_request", cause=Cause.CONFIGURATION, url=request.url) from None
    except Blocked:
        raise
    except Exception as error:  # the request was checked before: what else the libraries raise, the response has caused
        gone = isinstance(error, httpcore.RemoteProtocolError) and "disconnected" in str(error)
        raise Blocked("no_answer" if gone else "no_http") from None


def _headers(request: Request) -> list[tuple[bytes, bytes]]:
    """The default headers, for names that the request does not set."""
    named = {name.lower() for name, _ in request.headers}
    return [(name.encode(), value.encode()) for name, value in DEFAULTS.items() if name not in named]


def _host(request: Request) -> str:
    return httpx.URL(request.url).netloc.decode("ascii")


def carried(given: Message) -> Message | None:
    """The response as it would arrive; None if no response has this content."""
    return as_answered(given)
