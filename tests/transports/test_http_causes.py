"""Whatever goes wrong on the way to a product becomes a reason that says who can fix it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import trustme
from doubles.null_products import null_product
from doubles.shelf import Shelf, running
from doubles.tls_server import tls_server

from conformance.model.finding import Blocked
from conformance.transports.connecting import not_verified
from conformance.transports.exchange import Request, ask
from conformance.transports.http import HttpTransport
from conformance.transports.limits import Limits, Pace
from conformance.transports.tls import Tls
from conformance.transports.transport import Setup

pytestmark = pytest.mark.versions

LIMITS = Limits(exchange_seconds=30.0, body_bytes=100_000)
BRIEF = replace(LIMITS, exchange_seconds=1.0)
"""Only for what never comes to an end: a busy machine may take a second for anything else."""


@contextmanager
def sending(tls: Tls | None = None, proxy: str | None = None, limits: Limits = LIMITS) -> Iterator[HttpTransport]:
    sender = HttpTransport(Setup(limits, tls or Tls(), proxy))
    try:
        yield sender
    finally:
        sender.close()


def status(url: str, tls: Tls | None = None) -> int:
    with sending(tls) as sender:
        return ask(sender, Request("GET", url)).status


def reason(url: str, tls: Tls | None = None, proxy: str | None = None, limits: Limits = LIMITS) -> Blocked:
    with sending(tls, proxy, limits) as sender, pytest.raises(Blocked) as found:
        ask(sender, Request("GET", url))
    return found.value


@pytest.mark.parametrize(
    ("kind", "key", "cause"),
    [
        ("slow_drip", "too_slow", "product"),
        ("slow_body", "too_slow", "product"),
        ("endless_body", "body_too_large", "product"),
        ("endless_head", "no_http", "product"),
        ("closes", "no_answer", "product"),
        ("closes_mid_body", "broke_off", "product"),
        ("lying_length", "broke_off", "product"),
        ("gzip_bomb", "body_too_large", "product"),
        ("wrong_coding", "content_coding", "product"),
    ],
)
def test_what_a_product_does_on_the_wire_has_a_reason(kind: str, key: str, cause: str) -> None:
    with null_product(kind) as product:
        found = reason(product.url, limits=BRIEF if key == "too_slow" else LIMITS)
    assert (found.key, found.cause.value) == (key, cause)


def test_a_host_that_nobody_answers_for_is_trouble_of_the_environment() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    found = reason(f"http://127.0.0.1:{port}/")
    assert (found.key, found.cause.value) == ("connection_refused", "environment")
    assert found.values["host"] == f"127.0.0.1:{port}"


def test_a_name_that_no_one_knows_is_trouble_of_the_environment() -> None:
    found = reason("http://nowhere.invalid/")
    assert (found.key, found.cause.value) == ("unknown_host", "environment")


def test_a_product_that_answered_before_and_is_gone_has_died() -> None:
    found = None
    with running(Shelf(dies_after=1)) as shelf, sending() as sender:
        assert ask(sender, Request("GET", shelf.url)).status == 200
        while found is None or found.key == "no_answer":
            with pytest.raises(Blocked) as raised:
                ask(sender, Request("GET", f"{shelf.url}things/vase"))
            found = raised.value
    assert (found.key, found.cause.value) == ("target_died", "product")
    assert found.values["last"] == f"GET {shelf.url}things/vase"


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/", "http://", "nonsense", "http://127.0.0.1:99999/"])
def test_what_is_no_address_is_said(url: str) -> None:
    assert reason(url).cause.value in ("configuration", "environment")


def test_a_certificate_we_do_not_trust_is_our_configuration_not_the_product(tmp_path: Path) -> None:
    authority = trustme.CA()
    trusted = tmp_path / "证书.pem"
    authority.cert_pem.write_to_path(str(trusted))
    with tls_server(authority) as url:
        found = reason(url)
        found_with_authority = status(url, Tls(authorities=str(trusted)))
    assert (found.key, found.cause.value) == ("tls_untrusted", "configuration")
    assert found_with_authority == 200


@pytest.mark.parametrize(
    ("code", "key"), [(10, "tls_out_of_time"), (62, "tls_other_name"), (20, "tls_untrusted"), (23, "tls_failed")]
)
def test_the_next_step_is_one_that_helps(code: int, key: str) -> None:
    """An expired certificate is not cured by trusting its issuer."""
    assert not_verified("example.org", code, "revoked").key == key


def test_a_client_certificate_opens_the_door(tmp_path: Path) -> None:
    authority, clients = trustme.CA(), trustme.CA()
    trusted, mine, key = tmp_path / "ca.pem", tmp_path / "client.pem", tmp_path / "client.key"
    authority.cert_pem.write_to_path(str(trusted))
    issued = clients.issue_cert("tester@example.org")
    mine.write_bytes(b"".join(blob.bytes() for blob in issued.cert_chain_pems))
    issued.private_key_pem.write_to_path(str(key))
    with tls_server(authority, wants=clients) as url:
        assert status(url, Tls(str(trusted), str(mine), str(key))) == 200
        assert reason(url, Tls(str(trusted))).key in ("tls_failed", "no_answer", "unreachable")


def test_a_proxy_that_refuses_is_trouble_of_the_environment() -> None:
    class Refusing(BaseHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

        def do_GET(self) -> None:
            self.send_response(407)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_CONNECT = do_GET  # noqa: N815 - the name that http.server calls

    server = ThreadingHTTPServer(("127.0.0.1", 0), Refusing)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        for url in ("http://product.invalid/", "https://product.invalid/"):
            found = reason(url, proxy=f"http://127.0.0.1:{server.server_port}")
            assert (found.key, found.cause.value) == ("proxy_failed", "environment")
    finally:
        server.shutdown()
        server.server_close()


def test_a_proxy_of_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    with running(Shelf()) as shelf:
        assert status(shelf.url) == 200


def test_requests_end_with_the_number_and_the_time_that_the_plan_allows() -> None:
    pace = Pace(Limits(requests=2))
    for _ in range(2):
        with pace:
            pass
    with pytest.raises(Blocked) as found, pace:
        pass
    assert (found.value.key, found.value.cause.value) == ("requests_used_up", "configuration")
    with pytest.raises(Blocked) as found, Pace(Limits(run_seconds=-1.0)):
        pass
    assert found.value.key == "time_used_up"


def test_an_exchange_does_not_outlast_the_time_of_the_run() -> None:
    limits, begun = replace(LIMITS, run_seconds=0.3), time.monotonic()
    with socket.create_server(("127.0.0.1", 0)) as silent, sending(limits=limits) as sender:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with pytest.raises(Blocked) as found, Pace(limits):
            ask(sender, Request("GET", url))
    assert (found.value.key, found.value.cause.value) == ("time_used_up", "configuration")
    assert time.monotonic() - begun < limits.exchange_seconds / 2


def test_requests_keep_the_rate_of_the_plan() -> None:
    pace = Pace(Limits(requests_per_second=50.0))
    started = time.monotonic()
    for _ in range(6):
        with pace:
            pass
    assert time.monotonic() - started >= 0.1


def test_no_more_requests_are_under_way_than_the_plan_allows() -> None:
    pace, at_once, most = Pace(Limits(concurrency=3)), [0], [0]

    def one() -> None:
        with pace:
            at_once[0] += 1
            most[0] = max(most[0], at_once[0])
            time.sleep(0.01)
            at_once[0] -= 1

    threads = [threading.Thread(target=one) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most[0] <= 3
