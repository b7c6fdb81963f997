from __future__ import annotations

import base64
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.media.bounds import DATA_URI_BYTES
from conformance.media.data_uri import EmbeddedData, embedded_data
from conformance.media.uri import percent_encoded_uri, uri_error


@given(st.binary(max_size=300))
def test_what_was_encoded_comes_out_again(data: bytes) -> None:
    in_base64 = "data:image/png;base64," + base64.b64encode(data).decode()
    in_percent = "data:image/svg+xml," + quote(data)
    assert embedded_data(in_base64) == EmbeddedData("image/png", data)
    assert embedded_data(in_percent) == EmbeddedData("image/svg+xml", data)


@given(st.text(max_size=200))
def test_no_text_makes_the_reader_raise(text: str) -> None:
    found = embedded_data("data:" + text)
    assert found is not None
    assert (found.data is None) == bool(found.problem)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("data:image/png;base64", "head"),
        ("data:image png,x", "head"),
        ("data:image/png;base64,iVBO*", "base64"),
        ("data:image/png;base64,A", "base64"),
        ("data:image/svg+xml,<svg/>", "characters"),
        ("data:image/svg+xml;utf8,%3Csvg fill='#fff'", "characters"),
        ("data:text/plain,%zz", "characters"),
        ("data:text/plain," + "a" * (DATA_URI_BYTES + 1), "size"),
        ("data:" + ";a" * 1_000_000 + ",", "head"),
    ],
)
def test_what_cannot_be_read_has_a_reason(text: str, problem: str) -> None:
    found = embedded_data(text)
    assert found
    assert found.problem == problem


def test_other_schemes_embed_nothing() -> None:
    assert embedded_data("https://example.org/data:") is None
    assert embedded_data("DATA:,x") == EmbeddedData("text/plain", b"x")


def test_a_parameter_without_a_value_is_let_pass() -> None:
    found = embedded_data("data:image/svg+xml;utf8;base64,AAAA")
    assert found == EmbeddedData("image/svg+xml", b"\0\0\0")


@pytest.mark.parametrize(
    "text",
    [
        "ipfs://bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku/0.png",
        "https://[2001:db8::1]:8080/a%20b?x=1&y=2#z",
        "urn:isbn:0451450523",
        "ar://bNbA3TEQVL60xlgCcqdz4ZPHFZ711cZ3hmkpGttDt_U",
        "data:,",
    ],
)
def test_uris_are_accepted(text: str) -> None:
    assert uri_error(text) is None


@pytest.mark.parametrize(
    ("text", "position"),
    [("images/1.png", 0), ("", 0), ("ipfs://a b", 8), ("https://纸", 8), ("a:%4", 2), ("a:#b#c", 4)],
)
def test_the_place_where_a_text_stops_being_a_uri_is_told(text: str, position: int) -> None:
    assert uri_error(text) == position


@given(st.text(max_size=60))
def test_what_percent_encoding_mends_is_a_uri(tail: str) -> None:
    mended = percent_encoded_uri("ipfs://a/" + tail)
    assert mended is None or uri_error(mended) is None
