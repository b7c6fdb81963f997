"""Whatever a product sends becomes a reason whose cause is the product, never an exception of ours (D7, D8)."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from doubles.http2_products import BROKEN, http2_product
from doubles.saying import saying
from doubles.sessions import live_and_again
from hypothesis import given
from hypothesis import strategies as st

from conformance.model.finding import Blocked
from conformance.model.outcome import Cause
from conformance.transports.content_coding import decoded
from conformance.transports.exchange import Request, ask
from conformance.transports.http import HttpTransport
from conformance.transports.limits import Limits
from conformance.transports.service import Service
from conformance.transports.session import Session
from conformance.transports.tls import Tls
from conformance.transports.transport import Setup


def reasons(kind: str, folder: Path, requests: int) -> list[Blocked]:
    """Why each of so many requests to the product, one after the other, cannot be judged."""
    found = []
    with http2_product(BROKEN[kind], folder) as (url, authority):
        sender = HttpTransport(Setup(Limits(exchange_seconds=20.0), Tls(authorities=authority)))
        for _ in range(requests):
            with pytest.raises(Blocked) as raised:
                ask(sender, Request("GET", url))
            found.append(raised.value)
        sender.close()
    return found


@pytest.mark.parametrize("kind", BROKEN)
def test_a_violation_of_http_2_is_the_product_s(kind: str, tmp_path: Path) -> None:
    (found,) = reasons(kind, tmp_path, 1)
    assert found.cause is Cause.PRODUCT
    assert found.key in ("no_http", "no_answer", "broke_off")


@pytest.mark.parametrize("kind", ["headers_no_hpack", "trailers_no_hpack"])
def test_the_next_request_after_a_violation_of_http_2_has_its_own_reason(kind: str, tmp_path: Path) -> None:
    assert [found.key for found in reasons(kind, tmp_path, 3)] == ["no_http"] * 3


LOCATIONS = ("http://[", "http://a:b/", "//[::1", "http://a:99999/", "http://127.0.0.1:1\tx", "http://\xff\xfe:x/")


@pytest.mark.parametrize("location", LOCATIONS)
def test_a_redirect_to_what_is_no_url_is_the_product_s(location: str, tmp_path: Path) -> None:
    def follow(session: Session, service: Service) -> tuple[str, Cause, object]:
        with pytest.raises(Blocked) as found:
            service.get("/", follow=True)
        return found.value.key, found.value.cause, found.value.values.get("location")

    with saying(lambda request: (302, {"Location": location}, b"")) as url:
        first, again = live_and_again(tmp_path, url, follow)
    assert first == again
    assert first[0] in ("bad_redirect", "host_not_allowed")
    assert first[0] != "bad_redirect" or first[1] is Cause.PRODUCT


LIMIT = 100_000


def gzipped(data: bytes, times: int) -> bytes:
    for _ in range(times):
        data = gzip.compress(data, mtime=0)
    return data


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_bomb_in_a_bomb_costs_no_more_than_the_limit(times: int) -> None:
    bomb = gzipped(bytes(64 << 20), times)
    tracemalloc.start()
    with pytest.raises(Blocked, match="body_too_large"):
        decoded(bomb, ", ".join(["gzip"] * times), LIMIT)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 4 * LIMIT + len(bomb)


@given(st.binary(max_size=300), st.lists(st.sampled_from(["gzip", "deflate", "x-gzip", "identity", "raw"]), max_size=4))
def test_what_was_encoded_is_decoded(data: bytes, codings: list[str]) -> None:
    body = data
    for name in codings:
        if name == "raw":
            packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
            body = packer.compress(body) + packer.flush()
        elif name != "identity":
            body = zlib.compress(body) if name == "deflate" else gzip.compress(body)
    header = ", ".join(codings).replace("raw", "deflate")
    assert decoded(body, header, 10_000) == (data if body else b"")


@given(st.binary(max_size=100), st.text("gzipbrdeflate, ", max_size=30))
def test_no_body_and_no_header_troubles_the_decoder(body: bytes, header: str) -> None:
    with suppress(Blocked):
        assert len(decoded(body, header, 1000)) <= 1000


def test_members_of_gzip_follow_each_other_and_a_cut_one_is_told() -> None:
    assert decoded(gzip.compress(b"a") + gzip.compress(b"b") + b"rest", "gzip", 10) == b"ab"
    with pytest.raises(Blocked, match="content_coding"):
        decoded(gzip.compress(b"a")[:-9], "gzip", 10)
