"""Web pages as people get them: loaded by a headless Chromium, in a separate process, and asked by scripts.

The first message names the page by its URL with `page+` before it; what comes back first says how it was loaded:
`status`, the final `url`, and in `refused` the hosts that the page wanted and the plan does not allow. Headers are sent
to the origin of the page alone; those named `Cookie` become cookies of its host. Each further message is a script, with
the expression to `evaluate` in its head; the answer is the value as JSON.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

from conformance.model.finding import Blocked
from conformance.model.outcome import Cause
from conformance.readers.extra import missing
from conformance.transports.address import PAGE, host_of
from conformance.transports.message import Message
from conformance.transports.program import Ended, Program, environment
from conformance.transports.transport import Channel, Setup

EXTRA = "accessibility"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "msedge")
START_SECONDS = 30.0
OURS = ("PYTHONPATH", "PLAYWRIGHT_BROWSERS_PATH")
"""Variables that say where the harness and the browser are installed."""


class PageTransport:
    """Starts a browser for each conversation, so that no page leaves anything to the next."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    def open(self, first: Message) -> Channel:
        """Load the page. Raises NotRun without the extra, and Blocked."""
        if find_spec("playwright") is None:
            raise missing(EXTRA)
        return _Tab(self._setup, first)

    def close(self) -> None:
        """Nothing is open."""


class _Tab:
    def __init__(self, setup: Setup, first: Message) -> None:
        self._setup, limits = setup, setup.limits
        command = [sys.executable, "-P", "-X", "utf8", "-m", "conformance.transports.page_worker"]
        variables = {**setup.variables, **environment(OURS, os.environ)}
        self._program = Program(command, variables, limits.body_bytes + 1)
        url = str(first.head["url"])
        self._url = url.removeprefix(PAGE)
        within = limits.exchange_seconds + START_SECONDS
        try:
            self._ask(
                url=self._url,
                headers=first.head.get("headers", []),
                hosts=sorted(limits.hosts),
                seconds=limits.exchange_seconds,
                browser=next(filter(None, map(shutil.which, BROWSERS)), None),
            )
            self._loaded: Message | None = Message(self._told(within))
        except BaseException as error:
            self._program.end()
            if isinstance(error, TimeoutError):  # of the browser: of a slow page its process speaks
                raise Blocked("too_slow", cause=Cause.ENVIRONMENT, seconds=within) from None
            raise

    def send(self, message: Message) -> None:
        if "evaluate" not in message.head:
            raise ValueError("a page is asked by an expression to evaluate")
        self._ask(script=message.body.decode("utf-8"), evaluate=message.head["evaluate"])

    def receive(self, seconds: float) -> Message | None:
        if self._loaded is not None:
            found, self._loaded = self._loaded, None
            return found
        told = self._told(seconds)
        return Message({}, json.dumps(told.get("result"), ensure_ascii=False).encode("utf-8", "surrogatepass"))

    def close(self) -> None:
        self._program.end()

    def _ask(self, **values: Any) -> None:
        self._program.write(json.dumps(values).encode() + b"\n")

    def _told(self, seconds: float) -> dict[str, Any]:
        """What the worker answers. Raises TimeoutError or Blocked."""
        try:
            line = self._program.read(seconds, lambda: self._setup.stopping.sends_no_more)
        except Ended:
            raise _failed("the browser ended") from None
        if not line.endswith(b"\n"):
            raise Blocked("body_too_large", limit=self._setup.limits.body_bytes)
        told: dict[str, Any] = json.loads(line)
        if trouble := told.get("trouble"):
            raise self._reason(trouble)
        return told

    def _reason(self, trouble: Mapping[str, str]) -> Blocked:
        """Who can do something about what the browser says."""
        host = host_of(self._url)
        match trouble["key"]:
            case "too_slow":
                return Blocked("too_slow", seconds=self._setup.limits.exchange_seconds)
            case "no_browser":
                return Blocked("no_browser", cause=Cause.ENVIRONMENT)
            case "host_not_allowed":
                return Blocked("host_not_allowed", cause=Cause.CONFIGURATION, host=trouble["host"])
            case "ERR_CONNECTION_REFUSED":
                return Blocked("connection_refused", cause=Cause.ENVIRONMENT, host=host)
            case "ERR_NAME_NOT_RESOLVED":
                return Blocked("unknown_host", cause=Cause.ENVIRONMENT, host=host)
            case "ERR_EMPTY_RESPONSE" | "ERR_CONNECTION_RESET" | "ERR_CONNECTION_CLOSED":
                return Blocked("no_answer")
            case "ERR_CERT_AUTHORITY_INVALID":
                return Blocked("tls_untrusted", cause=Cause.CONFIGURATION, host=host)
            case "ERR_CERT_DATE_INVALID":
                return Blocked("tls_out_of_time", cause=Cause.PRODUCT, host=host)
            case "ERR_CERT_COMMON_NAME_INVALID":
                return Blocked("tls_other_name", cause=Cause.CONFIGURATION, host=host)
            case name if name.startswith(("ERR_CERT", "ERR_SSL")):
                return Blocked("tls_failed", cause=Cause.ENVIRONMENT, host=host, detail=name)
        return _failed(trouble["key"])


def _failed(detail: str) -> Blocked:
    return Blocked("page_failed", detail=detail)
