from __future__ import annotations

import base64
from urllib.parse import quote, unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.readers.bounds import DATA_URI_BYTES
from conformance.readers.data_uri import EmbeddedData, embedded_data, embedded_data_iri, unquoted


@given(st.binary(max_size=300))
def test_what_was_encoded_comes_out_again(data: bytes) -> None:
    in_base64 = "data:image/png;base64," + base64.b64encode(data).decode()
    in_percent = "data:image/svg+xml," + quote(data)
    assert embedded_data(in_base64) == EmbeddedData("image/png", data)
    assert embedded_data(in_percent) == EmbeddedData("image/svg+xml", data)


ESCAPES = st.sampled_from([f"%{value:02{case}}" for value in range(256) for case in "xX"])


@given(st.lists(ESCAPES | st.characters(exclude_characters="%", exclude_categories=["Cs"]), max_size=60))
def test_percent_encoding_is_read_as_the_standard_library_reads_it(parts: list[str]) -> None:
    text = "".join(parts)
    assert unquoted(text) == unquote_to_bytes(text)


def test_a_cut_escape_is_no_padding_of_base64() -> None:
    assert [embedded_data(f"data:,{end}").problem for end in ("AAA%", "AAA%3")] == ["characters"] * 2
    assert [embedded_data(f"data:;base64,{end}").problem for end in ("AAA%", "AAA%3")] == ["characters"] * 2
    assert embedded_data("data:;base64,AAA%3D").data == b"\0\0"


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
        ("data:image/png;base64,QUJD=", "base64"),  # F11: surplus padding
        ("data:image/png;base64,QUJD====", "base64"),
        ("data:image/png;base64,QQ===", "base64"),
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


def test_an_iri_may_hold_characters_beyond_ascii_and_every_parameter_of_it_has_a_value() -> None:
    assert embedded_data_iri("data:text/plain,纸%20") == EmbeddedData("text/plain", "纸 ".encode())
    assert embedded_data_iri("data:text/plain;charset=utf-8;base64,AAAA") == EmbeddedData("text/plain", b"\0\0\0")
    for text in ("data:text/plain;utf8,x", "data:;base64;base64,AAAA"):
        found, strict = embedded_data(text), embedded_data_iri(text)
        assert found
        assert strict
        assert found.readable
        assert strict.problem == "head"


def test_an_iri_is_as_long_as_its_document_may_be() -> None:
    found = embedded_data_iri("data:;base64," + "A" * (DATA_URI_BYTES + 4))
    assert found
    assert found.readable
    assert found.first_bytes == bytes(16)
