"""The grammar of URIs and of references to files, which all who read them share."""

from __future__ import annotations

import copy
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.readers.uri import (
    IRI,
    URI,
    Grammar,
    has_scheme,
    normal_form,
    percent_encoded_uri,
    reference_error,
    uri_error,
)

pytestmark = pytest.mark.versions

texts = st.lists(st.sampled_from([*"ab1:/?#@[]%.;纸 \\", "//", "%41", "http:", "[::1]", "[v1.a]", "..", "\x85"])).map(
    "".join
)


@pytest.mark.parametrize(
    "text",
    [
        "ftp://ftp.is.co.za/rfc/rfc1808.txt",
        "ldap://[2001:db8::7]/c=GB?objectClass?one",
        "mailto:John.Doe@example.com",
        "tel:+1-816-555-1212",
        "telnet://192.0.2.16:80/",
        "urn:oasis:names:specification:docbook:dtd:xml:4.1.2",
        "https://user:pass@example.com:8443?a#b",
        "file:///etc",
        "a:",
    ],
)
def test_the_examples_of_rfc_3986_and_others_are_uris(text: str) -> None:
    assert uri_error(text) is None


@pytest.mark.parametrize("text", ["", "a", "//a/b", "http://a b/", "http://[::1/", "http://a:b/", "http://é/", "1a:b"])
def test_what_is_no_uri(text: str) -> None:
    assert uri_error(text) is not None


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


@pytest.mark.parametrize(
    ("text", "position"),
    [("http://a:b/", 9), ("http://a@b@c", 10), ("//[::1/", 2), ("//[::1]x", 7), ("1a:b", 2), ("a b", 1), ("é", 0)],
)
def test_the_place_where_a_text_stops_being_a_reference_is_told(text: str, position: int) -> None:
    assert reference_error(text) == position


@pytest.mark.parametrize("text", ["", "#", "?", "a", "./1:b", "/a//b", "//a@[v1.x:]:80/b?c#d", "../%2e", "a:"])
def test_references_are_accepted(text: str) -> None:
    assert reference_error(text) is None


@given(texts)
def test_what_a_uri_may_be_an_iri_may_be_as_well_and_in_ascii_they_are_the_same(text: str) -> None:
    here, beyond = reference_error(text), reference_error(text, IRI)
    assert here == beyond if text.isascii() else beyond is None or here is not None
    assert uri_error(text) == (here if has_scheme(text) else 0)


def test_the_normal_form_of_the_example_in_rfc_3986() -> None:
    assert normal_form("eXAMPLE://a/./b/../b/%63/%7bfoo%7d") == "example://a/b/c/%7Bfoo%7D"


@pytest.mark.parametrize("grammar", [URI, IRI])
@given(text=st.text(alphabet="ab1:/?#@[]%. é-{", max_size=12))
def test_what_is_taken_at_once_is_taken_by_parts_as_well(grammar: Grammar, text: str) -> None:
    parted = copy.copy(grammar)
    parted.common = re.compile("(?!)")
    assert reference_error(text, grammar) == reference_error(text, parted)
