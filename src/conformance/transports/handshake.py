"""The opening handshake of WebSocket (RFC 6455, 4): an HTTP request as it is asked for, and whatever answers it."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

import h11

from conformance.model.finding import Blocked
from conformance.model.outcome import Cause
from conformance.transports.address import host_of, split
from conformance.transports.exchange import Answer
from conformance.transports.message import Message
from conformance.version import __version__

SWITCHING = 101
_HEAD_BYTES = 1 << 16


def opening(head: Mapping[str, Any]) -> bytes:
    """The request for a conversation's first message. Raises Blocked if it breaks HTTP and not only WebSocket.

    Beside `url` and `headers`, which replace the usual ones, it may have `method`, the `version` of HTTP, and names of
    the usual headers to leave out: `without`.
    """
    url, method, version = head["url"], head.get("method", "GET"), head.get("version", "1.1")
    headers = _headers(url, head.get("headers", ()), head.get("without", ()))
    parts = split(url)
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~") + (
        f"?{quote(parts.query, safe='/%:@!$&()*+,;=~?')}" if parts.query else ""
    )
    try:  # version 1.0 needs no Host: it may be left out here
        made = h11.Request(method=method, target=target, headers=headers, http_version="1.0")
    except (h11.LocalProtocolError, UnicodeError):
        raise Blocked("no_request", cause=Cause.CONFIGURATION, url=url) from None
    lines = [made.method + b" " + made.target + b" HTTP/" + version.encode("ascii")]
    lines += [name + b": " + value for name, value in made.headers.raw_items()]
    return b"\r\n".join([*lines, b"", b""])


def _headers(url: str, given: Any, without: Any) -> list[tuple[str, str]]:
    """The given headers, after the usual ones that they do not replace and that are not to be left out."""
    usual = {
        "Host": host_of(url),
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode("ascii"),
        "Sec-WebSocket-Version": "13",
        "User-Agent": f"metaverse-conformance/{__version__}",
    }
    own = {name.lower() for name, _ in given} | {name.lower() for name in without}
    return [(name, value) for name, value in usual.items() if name.lower() not in own] + [tuple(each) for each in given]


def answered(read: Callable[[], bytes], method: str, most: int) -> tuple[Answer, bytes] | None:
    """The response and what came after it; None if the product closes the connection instead.

    `read` gives the bytes that arrive next, none at the end. Raises Blocked for anything but HTTP, and for a body of
    more than `most` bytes.
    """
    http = h11.Connection(h11.CLIENT, _HEAD_BYTES)
    asked = [("host", "-"), ("connection", "upgrade"), ("upgrade", "websocket")]
    http.send(h11.Request(method=method, target="/", headers=asked))  # what it has to know to read the answer
    http.send(h11.EndOfMessage())
    found: h11.Response | h11.InformationalResponse | None = None
    body, silent = bytearray(), True
    try:
        while True:
            event = http.next_event()
            if event is h11.NEED_DATA:
                data = read()
                if silent and not data:
                    return None
                silent = False
                http.receive_data(data)
            elif isinstance(event, h11.InformationalResponse) and event.status_code == SWITCHING:
                return _answer(event, b""), http.trailing_data[0]
            elif isinstance(event, h11.Response):
                found = event
            elif isinstance(event, h11.Data):
                body += event.data
                if len(body) > most:
                    raise Blocked("body_too_large", limit=most)
            elif isinstance(event, h11.EndOfMessage) and found is not None:
                return _answer(found, bytes(body)), b""
    except h11.RemoteProtocolError:
        if found is not None:
            raise Blocked("broke_off", bytes=len(body)) from None
        raise Blocked("no_http") from None


def as_answered(given: Message) -> Message | None:
    """A response as it would arrive; None if no response has this content."""
    try:
        lines = [f"HTTP/1.1 {given.head['status']:03d} -"]
        lines += [f"{name}: {value}" for name, value in given.head["headers"]]
        left = ["\r\n".join([*lines, "", ""]).encode("latin-1") + given.body]
        found = answered(lambda: left.pop() if left else b"", "GET", len(given.body))
    except (Blocked, KeyError, ValueError, TypeError):
        return None
    return found[0].message if found else None


def _answer(event: h11.Response | h11.InformationalResponse, body: bytes) -> Answer:
    headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in event.headers.raw_items())
    return Answer(event.status_code, headers, body)
