"""URLs as the limits of a plan see them."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.model.finding import Blocked
from conformance.transports.address import absolute, host_of

STEPS = st.lists(st.sampled_from(["/", "//", "..", ".", "a", "b:c", "?q=1", "#f", "http://h/", "did:x:y", "%2F", ";p"]))


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://a/", "a"),
        ("http://a:80/", "a"),
        ("https://a:80/", "a:80"),
        ("HTTPS://A:443", "a"),
        ("http://[::1]:8080/", "[::1]:8080"),
        ("ws://a:80/", "a"),
        ("lines://a:7/", "a:7"),
        ("adapter:/x", "adapter:"),
        ("http:x", ""),
        ("https:///x", ""),
        ("nonsense", ""),
        ("", ""),
    ],
)
def test_the_host_of_a_url(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize("url", ["http://a:b/", "http://[", "http://a:99999/"])
def test_what_is_no_url_gets_a_reason(url: str) -> None:
    with pytest.raises(Blocked, match="no_request"):
        host_of(url)


@given(st.sampled_from(["http://h/x/y", "https://h:8/", "http://h"]), STEPS.map("".join))
def test_http_urls_resolve_as_the_library_resolves_them(base: str, reference: str) -> None:
    assert absolute(base, reference) == urljoin(base, reference)


@pytest.mark.parametrize(
    ("base", "reference", "expected"),
    [
        ("adapter:/", "things/vase", "adapter:/things/vase"),
        ("adapter:/a/b", "adapter:/c", "adapter:/c"),
        ("lines://h:7/a", "b", "lines://h:7/b"),
        ("lines://h:7/a", "", "lines://h:7/a"),
        ("lines://h:7/a", "//other/", "lines://other/"),
    ],
)
def test_urls_of_other_schemes_resolve_as_well(base: str, reference: str, expected: str) -> None:
    assert absolute(base, reference) == expected
