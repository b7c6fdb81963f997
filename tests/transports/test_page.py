"""Pages in a browser: who can do something about what keeps them from being judged."""

from __future__ import annotations

import json
import shutil
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from conformance.model.finding import Blocked
from conformance.model.outcome import Cause
from conformance.transports import page
from conformance.transports.address import host_of
from conformance.transports.limits import Limits
from conformance.transports.message import Message
from conformance.transports.program import Ended
from conformance.transports.transport import Setup

pytest.importorskip("playwright")
needs_browser = pytest.mark.skipif(not any(map(shutil.which, page.BROWSERS)), reason="no browser is installed")


def reason(url: str, seconds: float = 30) -> Blocked:
    limits = Limits(exchange_seconds=seconds, hosts=frozenset({host_of(url)}))
    with pytest.raises(Blocked) as found:
        page.PageTransport(Setup(limits)).open(Message({"url": f"{page.PAGE}{url}"}))
    return found.value


def test_a_browser_that_does_not_start_in_time_is_no_fault_of_the_product(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "START_SECONDS", -29.9)
    found = reason("http://127.0.0.1:9/")
    assert (found.key, found.cause) == ("too_slow", Cause.ENVIRONMENT)


@pytest.mark.parametrize(
    ("trouble", "reason", "cause"),
    [
        ("too_slow", "too_slow", Cause.PRODUCT),
        ("no_browser", "no_browser", Cause.ENVIRONMENT),
        ("host_not_allowed", "host_not_allowed", Cause.CONFIGURATION),
        ("ERR_CONNECTION_REFUSED", "connection_refused", Cause.ENVIRONMENT),
        ("ERR_NAME_NOT_RESOLVED", "unknown_host", Cause.ENVIRONMENT),
        *((f"ERR_{name}", "no_answer", Cause.PRODUCT) for name in ("EMPTY_RESPONSE", "CONNECTION_RESET")),
        ("ERR_CERT_AUTHORITY_INVALID", "tls_untrusted", Cause.CONFIGURATION),
        ("ERR_CERT_DATE_INVALID", "tls_out_of_time", Cause.PRODUCT),
        ("ERR_CERT_COMMON_NAME_INVALID", "tls_other_name", Cause.CONFIGURATION),
        ("ERR_CERT_REVOKED", "tls_failed", Cause.ENVIRONMENT),
        ("ERR_SSL_PROTOCOL_ERROR", "tls_failed", Cause.ENVIRONMENT),
        ("ERR_ABORTED", "page_failed", Cause.PRODUCT),
    ],
)
def test_what_the_browser_says_has_a_cause(
    trouble: str, reason: str, cause: Cause, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = json.dumps({"trouble": {"key": trouble, "host": "a.example"}}).encode() + b"\n"
    found = told(line, monkeypatch)
    assert (found.key, found.cause) == (reason, cause)


@pytest.mark.parametrize(("line", "reason"), [(b"{", "body_too_large"), (None, "page_failed")])
def test_a_browser_that_says_too_much_or_nothing_has_a_cause(
    line: bytes | None, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told(line, monkeypatch).key == reason


def told(line: bytes | None, monkeypatch: pytest.MonkeyPatch) -> Blocked:
    """The reason where the program with the browser answers this line, or ends."""

    ended: list[object] = []

    class Answering:
        def __init__(self, *_: object) -> None: ...
        def write(self, data: bytes) -> None: ...

        def end(self) -> None:
            ended.append(self)

        def read(self, seconds: float, given_up: object) -> bytes:
            if line is None:
                raise Ended(None)
            return line

    monkeypatch.setattr(page, "Program", Answering)
    found = reason("http://127.0.0.1:9/")
    assert len(ended) == 1  # no browser is left behind
    return found


@needs_browser
def test_a_page_that_nobody_serves_is_said_to_be_so() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    found = reason(f"http://127.0.0.1:{port}/")
    assert (found.key, found.cause) == ("connection_refused", Cause.ENVIRONMENT)


class Served:
    """A server that notes what it is asked: (path, headers with their names in lower case)."""

    def __init__(self, answers: dict[str, tuple[int, str, str]]) -> None:
        noted: list[tuple[str, dict[str, str]]] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                noted.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                status, location, body = answers.get(self.path, (404, "", ""))
                self.send_response(status)
                self.send_header("Content-Type", "text/html")
                self.send_header("Content-Length", str(len(body)))
                if location:
                    self.send_header("Location", location)
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.asked = noted
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self) -> Served:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()


def loaded(url: str, *headers: list[str]) -> Message | None:
    limits = Limits(exchange_seconds=30, hosts=frozenset({host_of(url)}))
    tab = page.PageTransport(Setup(limits)).open(Message({"url": f"{page.PAGE}{url}", "headers": list(headers)}))
    try:
        return tab.receive(30)
    finally:
        tab.close()


@needs_browser
def test_redirects_never_leave_the_allowed_hosts() -> None:
    token = ["Authorization", "Bearer open-sesame"]
    with Served({}) as other:
        answers = {
            "/": (200, "", '<title>x</title><img src="/picture"><iframe src="/frame"></iframe>'),
            "/picture": (302, f"{other.url}/picture", ""),
            "/frame": (302, f"{other.url}/frame", ""),
            "/away": (302, f"{other.url}/away", ""),
        }
        with Served(answers) as product:
            found = loaded(f"{product.url}/", token)
            away = reason(f"{product.url}/away")
        assert other.asked == []
    assert found is not None
    assert (found.head["status"], found.head["refused"]) == (200, [host_of(other.url)])
    assert (away.key, away.cause, away.values) == (
        "host_not_allowed",
        Cause.CONFIGURATION,
        {"host": host_of(other.url)},
    )
    assert {"/", "/picture", "/frame", "/away"} <= {path for path, _ in product.asked}


@needs_browser
def test_headers_and_cookies_reach_the_page() -> None:
    with Served({"/": (200, "", '<title>x</title><img src="/picture">')}) as product:
        loaded(f"{product.url}/", ["X-Key", "open-sesame"], ["Cookie", "session=a=b; theme=dark"])
    told = {path: headers for path, headers in product.asked if path in ("/", "/picture")}
    assert {headers.get("x-key") for headers in told.values()} == {"open-sesame"}
    assert {headers.get("cookie") for headers in told.values()} == {"session=a=b; theme=dark"}
    assert len(told) == 2
