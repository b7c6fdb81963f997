"""A product without an HTTP interface: an adapter program that speaks JSON Lines on its standard input and output.

The harness writes one JSON object per line, `{"id": 1, "do": "call", "request": {...}}`; the program answers each with
`{"id": 1, "result": {...}}` or `{"id": 1, "error": "a sentence"}`. It has to `describe` itself, `start`, process any
number of `call`s, and `stop`. As in HTTP, a request has method, url, headers and body, and a result has status, headers
and body; a body is text, or `{"base64": "..."}`.
"""

from __future__ import annotations

import base64
import json
import threading
import time
from contextlib import suppress
from typing import Any

from conformance.model.finding import Blocked
from conformance.model.outcome import Cause
from conformance.model.system import why
from conformance.model.text import Text
from conformance.readers.bounds import ADAPTER_LINE_BYTES
from conformance.readers.json import parse
from conformance.transports.exchange import Answer, Request
from conformance.transports.message import Message
from conformance.transports.program import STOP_SECONDS, Ended, Program
from conformance.transports.transport import Channel, OneAnswer, Setup, SetupError

SCHEME = "adapter:"


class AdapterTransport:
    """A running adapter program; calls are made one at a time. Raises Blocked if the program cannot be run."""

    def __init__(self, setup: Setup) -> None:
        self._limits, self._stopping, command = setup.limits, setup.stopping, setup.command
        if not command:
            problem = Text(
                f"endpoints of the scheme {SCHEME} need a program: adapter.command",
                f"{SCHEME} 方案的端点需要程序：adapter.command",
            )
            raise SetupError("adapter", problem)
        self._lock = threading.Lock()
        self._number = 0
        try:
            self._program = Program(command, setup.variables, ADAPTER_LINE_BYTES)
        except OSError as error:
            problem = why(error)
            raise _trouble(Text(f"{command[0]}: {problem.en}", f"{command[0]}：{problem.zh}")) from None
        try:
            self.description: dict[str, Any] = self._do("describe")
            self._do("start")
        except Blocked:
            self._program.end()
            raise

    def open(self, first: Message) -> Channel:
        """Send a request to the program and wait for its response. Raises Blocked."""
        request = Request.of(first)
        told = self._do(
            "call",
            request={
                "method": request.method,
                "url": request.url.removeprefix(SCHEME),
                "headers": [list(each) for each in request.headers],
                "body": _coded(request.body),
            },
        )
        try:
            headers = tuple((str(name), str(value)) for name, value in told.get("headers", []))
            body = _decoded(told.get("body", ""))
            status = told["status"]
        except (KeyError, TypeError, ValueError):
            problem = Text("the result of a call has no status, headers and body", "调用结果缺少状态码、头部和正文")
            raise _trouble(problem) from None
        if not isinstance(status, int) or not 100 <= status <= 599:
            raise _trouble(Text(f"the status is {status!r}", f"状态码为 {status!r}"))
        if len(body) > self._limits.body_bytes:
            raise Blocked("body_too_large", limit=self._limits.body_bytes)
        return OneAnswer(Answer(status, headers, body).message)

    def close(self) -> None:
        """Ask the program to stop; end it if it does not."""
        with suppress(Blocked):
            self._do("stop", within=STOP_SECONDS)
        self._program.end()

    def _do(self, what: str, within: float | None = None, **values: Any) -> dict[str, Any]:
        """The result of a request to the program; `within` gives its last one, which is sent after a stop as well."""
        with self._lock:
            self._number += 1
            self._program.write(json.dumps({"id": self._number, "do": what, **values}).encode() + b"\n")
            told = self._answer(within)
        if "error" in told:
            said = str(told["error"])[:500]
            raise _trouble(Text(said, said))
        result = told.get("result")
        return result if isinstance(result, dict) else {}

    def _answer(self, within: float | None) -> dict[str, Any]:
        """The line that answers the last call; late answers to earlier calls are skipped."""
        seconds = self._limits.exchange_seconds if within is None else within
        given_up = (lambda: False) if within else lambda: self._stopping.sends_no_more
        end = time.monotonic() + seconds
        while True:
            try:
                line = self._program.read(end - time.monotonic(), given_up)
            except TimeoutError:
                raise Blocked("too_slow", seconds=seconds) from None
            except Ended as reason:
                raise _ended(reason.status) from None
            told = parse(line)
            document = told.document if told.usable else None
            number = document.get("id") if isinstance(document, dict) else None
            if isinstance(document, dict) and number == self._number:
                return document
            if not isinstance(number, int) or number > self._number:
                raise _trouble(Text("the line that it wrote does not answer the call", "它写出的行没有回答该调用"))


def _ended(status: int | None) -> Blocked:
    if status is None:
        return _trouble(Text("it closed its standard output", "它关闭了标准输出"))
    return _trouble(Text(f"it ended with status {status}", f"它以状态 {status} 结束"))


def _trouble(reason: Text) -> Blocked:
    return Blocked("adapter_failed", cause=Cause.ENVIRONMENT, reason=reason)


def _coded(body: bytes) -> str | dict[str, str]:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(body).decode("ascii")}


def _decoded(body: Any) -> bytes:
    if isinstance(body, dict):
        return base64.b64decode(body["base64"], validate=True)
    return str(body).encode("utf-8")
