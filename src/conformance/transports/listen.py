"""Doors at which products call: the harness listens, and answers what its first message says in advance.

The first message names the door by its URL with `listen+` before it. Its head has `answers`, each with `method`,
`path`, `status`, `headers` and `body`, a text; whatever calls there becomes a message, with method, path and headers in
its head. The page at the root has `show` of the doors that are open: as a link, and as a QR code by the extra `listen`.
Paths that no open door has are answered with 404 and recorded nowhere.
"""

from __future__ import annotations

import html
import queue
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from conformance.model.finding import Blocked
from conformance.model.outcome import Cause
from conformance.transports.address import LISTEN, host_of, split
from conformance.transports.limits import Limits
from conformance.transports.message import Message
from conformance.transports.transport import Channel, Setup

CALLS, CALLERS = 100, 32
"""How many calls wait at a door, and how many are served at once; others are turned away."""
_PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Open requests</title>
<meta http-equiv="refresh" content="3"></head><body><h1>Open requests</h1>{items}</body></html>"""
_ITEM = '<p><a href="{link}">{link}</a></p>{code}'


class DoorTransport:
    """Listens at each host and port from the first door on until the run is over."""

    def __init__(self, setup: Setup) -> None:
        self._limits = setup.limits
        self._servers: dict[tuple[str, int], _Server] = {}
        self._lock = threading.Lock()

    def open(self, first: Message) -> Channel:
        """Open a door. Raises Blocked where nobody can listen there."""
        parts = split(str(first.head["url"]).removeprefix(LISTEN))
        place = (parts.hostname or "", parts.port or 80)
        with self._lock:
            if place not in self._servers:
                self._servers[place] = _listening(place, self._limits)
            return _Door(self._servers[place], first.head)

    def close(self) -> None:
        for server in self._servers.values():
            server.shutdown()
            server.server_close()


class _Door:
    """What is answered at its paths, and who has called."""

    def __init__(self, server: _Server, head: Mapping[str, Any]) -> None:
        self._server = server
        self.answers = {(each["method"], each["path"]): each for each in head.get("answers", ())}
        self.show = str(head.get("show", ""))
        self.calls: queue.Queue[Message] = queue.Queue(CALLS)
        server.doors.append(self)

    def send(self, message: Message) -> None:
        raise ValueError("a door answers what its first message says")

    def receive(self, seconds: float) -> Message | None:
        try:
            return self.calls.get(timeout=max(seconds, 0.001))
        except queue.Empty:
            raise TimeoutError from None

    def close(self) -> None:
        self._server.doors.remove(self)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, place: tuple[str, int], limits: Limits) -> None:
        super().__init__(place, _Call)
        self.limits = limits
        self.doors: list[_Door] = []
        self._callers = threading.BoundedSemaphore(CALLERS)

    def process_request(self, request: Any, client_address: Any) -> None:
        if self._callers.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._callers.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that breaks off is not an error of the harness."""


def _listening(place: tuple[str, int], limits: Limits) -> _Server:
    try:
        server = _Server(place, limits)
    except (OSError, OverflowError):
        host = host_of(f"http://{place[0]}:{place[1]}")
        raise Blocked("cannot_listen", cause=Cause.ENVIRONMENT, host=host) from None
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    return server


class _Call(BaseHTTPRequestHandler):
    """One request of a product, whose connection is closed after the answer."""

    server: _Server

    def setup(self) -> None:
        super().setup()
        self.connection.settimeout(self.server.limits.exchange_seconds)

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/":
            self._answer(200, [["content-type", "text/html; charset=utf-8"]], _page(self.server.doors).encode())
        else:
            self._call("GET", path)

    def do_POST(self) -> None:
        self._call("POST", self.path.partition("?")[0])

    def _call(self, method: str, path: str) -> None:
        found = next((each for each in list(self.server.doors) if (method, path) in each.answers), None)
        if found is None:
            return self._answer(404, [], b"")
        body = self._body()
        if body is None:
            return self._answer(413, [], b"")
        headers = [[name, value] for name, value in self.headers.items()]
        answer = found.answers[method, path]
        try:
            found.calls.put_nowait(Message({"method": method, "path": path, "headers": headers}, body))
        except queue.Full:
            return self._answer(503, [], b"")
        return self._answer(answer["status"], answer["headers"], str(answer["body"]).encode())

    def _body(self) -> bytes | None:
        """The content; None for one that is too long, or whose length is not given."""
        length = self.headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or int(length[:19]) > self.server.limits.body_bytes:
            return None
        return self.rfile.read(int(length))

    def _answer(self, status: int, headers: list[list[str]], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - the name in the library
        """Nothing is written to the console."""


def _page(doors: list[_Door]) -> str:
    """The links of the open doors for people, to be opened or scanned."""
    items = [_ITEM.format(link=html.escape(each.show), code=_code(each.show)) for each in list(doors) if each.show]
    return _PAGE.format(items="".join(items) or "<p>None is open.</p>")


def _code(link: str) -> str:
    """The QR code of a link as SVG; a sentence without the extra, or for a link that is too long."""
    try:
        import segno
    except ImportError:
        return "<p>pip install metaverse-conformance[listen]</p>"
    try:
        return str(segno.make(link, micro=False).svg_inline(scale=5))
    except segno.DataOverflowError:
        return ""
