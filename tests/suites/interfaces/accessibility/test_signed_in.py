"""Pages that only people see who have signed in: the plan names the cookie, and no record has its value."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from doubles.browser import BROWSER
from doubles.live_runs import LiveRun, run_live

from conformance.reference.serving import Fault
from conformance_suites.interfaces.accessibility.reference.client import page

pytest.importorskip("playwright")
pytest.importorskip("axe_playwright_python")
if BROWSER is None:
    pytest.skip("no Chromium on PATH", allow_module_level=True)
VALUE = "of-the-session-4711"


class Handler(BaseHTTPRequestHandler):
    """The page, with the cookie of the visitor in it, for who has signed in; all others are led to sign in."""

    def do_GET(self) -> None:
        known = f"sessionid={VALUE}" in self.headers.get("Cookie", "")
        body = page(Fault()).replace("</main>", f"<p>{self.headers.get('Cookie')}</p></main>").encode()
        self.send_response(200 if known or self.path != "/room" else 302)
        if not known and self.path == "/room":
            self.send_header("Location", "/sign-in")
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def client() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/room"
    server.shutdown()
    server.server_close()


def run(folder: Path, url: str, value: str) -> LiveRun:
    plan = {
        "profile": "web-client",
        "product": {"name": "client", "version": "1"},
        "endpoints": {"client": url},
        "statement": {},
        "information": {"session_cookie": "sessionid", "session_value": {"env": "SESSION"}},
        "limits": {"exchange_seconds": 30},
    }
    return run_live(folder, plan, suites="", environment={"SESSION": value})


def test_the_page_behind_a_login_is_judged_and_the_session_is_in_no_file(tmp_path: Path) -> None:
    with client() as url:
        found = run(tmp_path, url, VALUE)
    assert found.outcome("IFC-ACC-002") == ("pass", None)
    assert found.outcome("IFC-ACC-012") == ("pass", None)
    with zipfile.ZipFile(found.bundle) as bundle:
        kept = b"".join(bundle.read(name) for name in bundle.namelist())
    assert VALUE.encode() not in kept + found.journal.read_bytes()
    assert json.dumps("sessionid={secret:SESSION}").encode() in kept
    assert found.again(tmp_path / "again").same_bytes


def test_a_session_that_is_over_is_a_matter_of_configuration(tmp_path: Path) -> None:
    with client() as url:
        found = run(tmp_path, url, "of-another-time")
    assert found.outcome("IFC-ACC-001") == ("pass", None)
    assert found.outcome("IFC-ACC-002") == ("inconclusive", "led_elsewhere")
