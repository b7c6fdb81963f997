"""A chain on loopback that answers JSON-RPC and counts its own writes; it also keeps a session by cookies at /login."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

COOKIE = "a-session-that-is-secret"


class Chain(ThreadingHTTPServer):
    """`seen` are (method, path, Cookie header) of the requests; `written` counts what changed it.

    `drops` is how many requests it leaves without an answer before it answers one.
    """

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, drops: int = 0) -> None:
        self.seen: list[tuple[str, str, str | None]] = []
        self.written = 0
        self.sessions = 0
        self.drops = drops
        self.lock = threading.Lock()
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"


class _Handler(BaseHTTPRequestHandler):
    server: Chain
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *args: object) -> None:
        pass

    def _answer(self, status: int, value: Any, *headers: tuple[str, str]) -> None:
        body = b"" if value is None else json.dumps(value).encode()
        self.send_response(status)
        for name, text in (*headers, ("Content-Type", "application/json"), ("Content-Length", str(len(body)))):
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(body)

    def _do(self) -> None:
        chain, cookie = self.server, self.headers.get("Cookie")
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        with chain.lock:
            chain.seen.append((self.command, self.path, cookie))
            chain.drops -= 1
            drops = chain.drops >= 0
        if drops:
            self.close_connection = True
            return None
        if self.path == "/login":
            with chain.lock:
                chain.sessions += 1
                session = f"{COOKIE}-{chain.sessions}"
            flags = "; Path=/; HttpOnly; Max-Age=600"
            told = (("Set-Cookie", f"sid={session}{flags}"), ("Set-Cookie", "lang=zh"))
            return self._answer(200, {"session": session}, *told)
        if self.path == "/me":
            return self._answer(200, {"sent": cookie}) if cookie else self._answer(403, None)
        if self.path == "/logout":
            return self._answer(200, None, ("Set-Cookie", "sid=; Path=/; Max-Age=0"))
        if self.command != "POST":
            chain.written += 1
            return self._answer(200, None)
        return self._rpc(json.loads(body))

    def _rpc(self, asked: Any) -> None:
        if isinstance(asked, list):
            return self._answer(200, [self._result(each) for each in reversed(asked) if "id" in each])
        return self._answer(200, self._result(asked)) if "id" in asked else self._answer(204, None)

    def _result(self, asked: dict[str, Any]) -> dict[str, Any]:
        told = {"jsonrpc": "2.0", "id": asked["id"]}
        if asked["method"] == "sum":
            return {**told, "result": sum(asked["params"])}
        return {**told, "error": {"code": -32601, "message": "Method not found"}}

    do_GET = do_POST = do_PUT = do_DELETE = _do  # noqa: N815 - the names that http.server calls


@contextmanager
def running_chain(chain: Chain) -> Iterator[Chain]:
    """The chain, answering until the block ends."""
    thread = threading.Thread(target=chain.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield chain
    finally:
        chain.shutdown()
        chain.server_close()
        thread.join()
