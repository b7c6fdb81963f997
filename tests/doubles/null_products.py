"""Products that do nothing of what they should, each in one known way. None of them may ever conclude conformant."""

from __future__ import annotations

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

HTML = b"<!DOCTYPE html><html><body><h1>Sorry</h1></body></html>"
PLAUSIBLE = (
    b'{"id": "did:example:1", "name": "shelf", "ok": true, "labels": ["a"], "didDocument": {"id": "did:example:1"}}'
)

PRODUCTS = {
    "nothing": "answers 200 with nothing",
    "empty_object": "answers 200 with {}",
    "always_400": "answers 400",
    "always_404": "answers 404",
    "always_500": "answers 500",
    "echo": "answers 200 with the request",
    "html_error": "answers 200 with an HTML page that says sorry",
    "slow_drip": "sends one byte of its head after the other, slowly",
    "slow_body": "sends one byte of its body after the other, slowly",
    "endless_body": "sends a body that never ends",
    "endless_head": "sends a head that never ends",
    "redirect_loop": "redirects to itself",
    "redirect_off": "redirects to a host that nobody allowed",
    "closes": "closes the connection without an answer",
    "closes_mid_body": "closes the connection within the body",
    "not_http": "speaks another protocol",
    "lying_length": "says that its body is longer than it is",
    "gzip_bomb": "sends a small body that unpacks to a large one",
    "wrong_coding": "says that its body is gzip, which it is not",
    "accepts_everything": "answers anything with 200 and plausible JSON",
    "wants_token": "answers 401",
    "too_many": "answers 429",
}


class NullProduct(socketserver.ThreadingTCPServer):
    """Answers every connection in its one way."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.stopped = threading.Event()
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"

    def handle_error(self, *_: object) -> None:
        """The other side goes away early, as it should."""


class _Handler(socketserver.StreamRequestHandler):
    server: NullProduct
    timeout = 10

    def handle(self) -> None:
        head = b""
        while (line := self.rfile.readline(65536)) not in (b"\r\n", b"\n", b""):
            head += line
        getattr(self, f"_{self.server.kind}")(head)

    def _send(self, status: int, body: bytes, kind: str = "application/json", more: str = "") -> None:
        self.wfile.write(
            f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{more}"
            f"Connection: close\r\n\r\n".encode()
            + body
        )

    def _nothing(self, head: bytes) -> None:
        self._send(200, b"")

    def _empty_object(self, head: bytes) -> None:
        self._send(200, b"{}")

    def _always_400(self, head: bytes) -> None:
        self._send(400, b'{"error": "bad"}')

    def _always_404(self, head: bytes) -> None:
        self._send(404, b'{"error": "none"}')

    def _always_500(self, head: bytes) -> None:
        self._send(500, b"")

    def _echo(self, head: bytes) -> None:
        self._send(200, head, "text/plain")

    def _html_error(self, head: bytes) -> None:
        self._send(200, HTML, "text/html")

    def _slow_drip(self, head: bytes) -> None:
        self._drip(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"y" * 10_000)

    def _slow_body(self, head: bytes) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 10000\r\n\r\n")
        self._drip(b"{" + b" " * 9_999)

    def _drip(self, data: bytes) -> None:
        for at in range(len(data)):
            if self.server.stopped.is_set():
                return
            self.wfile.write(data[at : at + 1])
            self.wfile.flush()
            time.sleep(0.05)

    def _endless_body(self, head: bytes) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[")
        while not self.server.stopped.is_set():
            self.wfile.write(b"0, " * 20_000)

    def _endless_head(self, head: bytes) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not self.server.stopped.is_set():
            self.wfile.write(b"X-More: and more\r\n" * 1000)

    def _redirect_loop(self, head: bytes) -> None:
        self._send(302, b"", more=f"Location: {head.split()[1].decode()}\r\n")

    def _redirect_off(self, head: bytes) -> None:
        self._send(302, b"", more="Location: http://192.0.2.1/elsewhere\r\n")

    def _closes(self, head: bytes) -> None:
        pass

    def _closes_mid_body(self, head: bytes) -> None:
        self.wfile.write(
            b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 400\r\n\r\n{"id": "did:'
        )

    def _not_http(self, head: bytes) -> None:
        self.wfile.write(b"220 mail.example ESMTP ready\r\n")

    def _lying_length(self, head: bytes) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 4\r\n\r\n{}")

    def _gzip_bomb(self, head: bytes) -> None:
        import gzip

        self._send(200, gzip.compress(b" " * 50_000_000), more="Content-Encoding: gzip\r\n")

    def _wrong_coding(self, head: bytes) -> None:
        self._send(200, b"{}", more="Content-Encoding: gzip\r\n")

    def _accepts_everything(self, head: bytes) -> None:
        self._send(200, PLAUSIBLE)

    def _wants_token(self, head: bytes) -> None:
        self._send(401, b"", more="WWW-Authenticate: Bearer\r\n")

    def _too_many(self, head: bytes) -> None:
        self._send(429, b"", more="Retry-After: 1\r\n")


@contextmanager
def null_product(kind: str) -> Iterator[NullProduct]:
    """The product, answering until the block ends."""
    server = NullProduct(kind)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()
