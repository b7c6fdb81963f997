"""A shelf on loopback: honest, or lying in one known way."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LIES = (
    "long_name",  # its name has more than 8 characters
    "always_there",  # any thing is there
    "nothing_there",  # no thing is
    "forgets_two",  # of two things put on it, it forgets the first
    "number_label",  # a label is a number
    "no_labels",  # it has no labels at all
    "keeps",  # what should be removed stays
)


class Shelf(ThreadingHTTPServer):
    """`lie` is what it lies about, "" for nothing; `seen` the requests it got; `token` what it wants to be shown."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, lie: str = "", token: str = "", delay: float = 0.0, dies_after: int | None = None) -> None:
        self.lie, self.token, self.delay, self.dies_after = lie, token, delay, dies_after
        self.seen: list[tuple[str, str]] = []
        self.things = ["vase"]
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"


class _Handler(BaseHTTPRequestHandler):
    server: Shelf
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *args: object) -> None:
        pass

    def _answer(self, status: int, value: object = None) -> None:
        body = b"" if value is None else json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _do(self) -> None:
        shelf, lie = self.server, self.server.lie
        shelf.seen.append((self.command, self.path))
        time.sleep(shelf.delay)
        if shelf.dies_after is not None and len(shelf.seen) > shelf.dies_after:
            self.close_connection = True
            return shelf.socket.close()
        if shelf.token and self.headers.get("Authorization") != f"Bearer {shelf.token}":
            return self._answer(401, {"sent": self.headers.get("Authorization")})
        if lie == "blank":  # it returns an empty body
            return self._answer(200)
        if self.path == "/":
            labels = {} if lie == "no_labels" else {"labels": ["a", 7 if lie == "number_label" else "b"]}
            name = "a rather long name" if lie == "long_name" else "shelf"
            return self._answer(200, {"name": name, **labels, "echo": self.headers.get("Authorization")})
        name = self.path.removeprefix("/things/")
        if self.command == "PUT":
            if lie == "forgets_two" and len(shelf.things) > 1:
                shelf.things.pop(1)
            if name not in shelf.things:
                shelf.things.append(name)
            return self._answer(204)
        if self.command == "DELETE":
            if lie == "keeps":
                return self._answer(500)
            if name in shelf.things:
                shelf.things.remove(name)
            return self._answer(204)
        there = lie == "always_there" or (name in shelf.things and lie != "nothing_there")
        return self._answer(200 if there else 404, {})

    do_GET = do_PUT = do_DELETE = _do  # noqa: N815 - the names that http.server calls


@contextmanager
def running(shelf: Shelf) -> Iterator[Shelf]:
    """The shelf, answering until the block ends."""
    thread = threading.Thread(target=shelf.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield shelf
    finally:
        shelf.shutdown()
        shelf.server_close()
        thread.join()
