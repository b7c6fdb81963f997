"""A stream of JSON Lines on loopback, which is not an HTTP product: honest, or lying in one known way.

It says hello by itself, echoes, counts (several answers to one question) and tells subscribers what is announced.
"""

from __future__ import annotations

import json
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

LIES = (
    "another_echo",  # echoes something else
    "counts_short",  # leaves the last number out
    "counts_out_of_order",  # counts 2, 1, 3
    "tells_nobody",  # what is announced reaches no subscriber
    "silent",  # answers nothing after its hello
    "floods",  # answers any question with messages without end
    "endless_line",  # answers any question with a line without end
    "broken_message",  # answers any question with half a JSON text
    "breaks_off",  # ends in the midst of an answer
    "hangs_up",  # ends after its hello
    "refuses",  # ends without a word
)


class Stream(socketserver.ThreadingTCPServer):
    """`lie` is what it lies about, "" for nothing; `heard` are the lines it got."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, lie: str = "") -> None:
        self.lie = lie
        self.heard: list[bytes] = []
        self.subscribers: list[_Handler] = []
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def url(self) -> str:
        return f"lines://127.0.0.1:{self.server_address[1]}/"

    def handle_error(self, *_: object) -> None:
        """The other side goes away early, as it should."""


class _Handler(socketserver.StreamRequestHandler):
    server: Stream
    timeout = 10

    def say(self, **members: Any) -> None:
        self.wfile.write(json.dumps(members).encode() + b"\n")

    def handle(self) -> None:
        lie = self.server.lie
        if lie == "refuses":
            return
        self.say(hello="stream")
        if lie == "hangs_up":
            return
        with suppress(OSError):
            while line := self.rfile.readline(1 << 16):
                self.server.heard.append(line)
                self._answer(json.loads(line))
        if self in self.server.subscribers:
            self.server.subscribers.remove(self)

    def _answer(self, asked: dict[str, Any]) -> None:
        if misbehave := getattr(self, f"_{self.server.lie}", None):
            misbehave()
        else:
            getattr(self, f"_do_{asked['do']}")(asked)

    def _do_echo(self, asked: dict[str, Any]) -> None:
        self.say(echo="something else" if self.server.lie == "another_echo" else asked["value"])

    def _do_count(self, asked: dict[str, Any]) -> None:
        numbers = list(range(1, asked["to"] + 1))
        if self.server.lie == "counts_short":
            numbers.pop()
        if self.server.lie == "counts_out_of_order":
            numbers[:2] = numbers[1::-1]
        for number in numbers:
            self.say(count=number)
        self.say(count=None)

    def _do_subscribe(self, asked: dict[str, Any]) -> None:
        self.server.subscribers.append(self)
        self.say(subscribed=True)

    def _do_announce(self, asked: dict[str, Any]) -> None:
        for each in self.server.subscribers if self.server.lie != "tells_nobody" else ():
            each.say(event=asked["event"])
        self.say(announced=True)

    def _silent(self) -> None:
        pass

    def _floods(self) -> None:
        while True:
            self.say(noise="more")

    def _endless_line(self) -> None:
        while True:
            self.wfile.write(b" " * 50_000)

    def _broken_message(self) -> None:
        self.wfile.write(b'{"echo": \n')

    def _breaks_off(self) -> None:
        self.wfile.write(b'{"echo": ')
        self.connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def streaming(lie: str = "") -> Iterator[Stream]:
    """The stream, answering until the block ends."""
    stream = Stream(lie)
    thread = threading.Thread(target=stream.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield stream
    finally:
        stream.shutdown()
        stream.server_close()
        thread.join()
