"""Header fields are read by their grammar: what it allows is read, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance_suites.interfaces.http.reader import fields
from conformance_suites.interfaces.http.reader.conditions import Range, range_of
from conformance_suites.interfaces.http.reader.origins import is_origin

TOKENS = st.text("abcXYZ019!#$%&'*+.^_`|~-", min_size=1, max_size=8)


@pytest.mark.parametrize(
    "value",
    [
        "text/html",
        "application/problem+json",
        'Text/HTML;Charset="utf-8"',
        'a/b;c=d; e="\\"" ;f=g',
        "a/b;",
        "a/b ; c=d;;",
    ],
)
def test_media_types_are_read(value: str) -> None:
    assert fields.is_media_type(value)


@pytest.mark.parametrize(
    "value", ["", "json", "a/b, c/d", "a/b;c", "a/b;c=", 'a/b;c="', "a /b", "a/b/c", "a/b c", "中/文"]
)
def test_other_values_are_no_media_types(value: str) -> None:
    assert not fields.is_media_type(value)


@pytest.mark.parametrize(("value", "good", "strong"), [
    ('"xyzzy"', True, True), ('W/"xyzzy"', True, False), ('""', True, True), ('"!#~\x80"', True, True),
    ("xyzzy", False, False), ('w/"xyzzy"', False, False), ('"a b"', False, False),
    ('"a"b"', False, False), ("*", False, False),
])  # fmt: skip
def test_entity_tags(value: str, good: bool, strong: bool) -> None:
    assert (fields.is_entity_tag(value), fields.is_strong(value)) == (good, strong)


@pytest.mark.parametrize(("value", "time"), [
    ("Sun, 06 Nov 1994 08:49:37 GMT", (1994, 11, 6, 8, 49, 37)),
    ("Sat, 31 Dec 2016 23:59:60 GMT", (2016, 12, 31, 23, 59, 60)),
    ("Mon, 29 Feb 2016 00:00:00 GMT", (2016, 2, 29, 0, 0, 0)),
    ("Mon, 06 Nov 1994 08:49:37 GMT", None),  # it was a Sunday
    ("Sun, 29 Feb 2015 00:00:00 GMT", None),
    ("Sun, 6 Nov 1994 08:49:37 GMT", None),
    ("Sun, 06 Nov 1994 24:00:00 GMT", None),
    ("Sun, 06 Nov 1994 08:60:00 GMT", None),
    ("Sun, 06 Nov 1994 08:49:61 GMT", None),
    ("Sun, 00 Nov 1994 08:49:37 GMT", None),
    ("Sun, 06 Now 1994 08:49:37 GMT", None),
    ("Sun, 06 Nov 0000 08:49:37 GMT", None),
    ("Sunday, 06-Nov-94 08:49:37 GMT", None),
    ("Sun Nov  6 08:49:37 1994", None),
    ("Sun, 06 Nov 1994 08:49:37 UTC", None),
])  # fmt: skip
def test_times(value: str, time: tuple[int, ...] | None) -> None:
    assert fields.imf_fixdate(value) == time


@given(st.lists(TOKENS, max_size=4), st.sampled_from([",", ", ", " ,\t", ",,"]))
def test_lists_of_tokens_are_what_was_joined(tokens: list[str], comma: str) -> None:
    assert fields.tokens_of(comma.join(tokens)) == tokens


@pytest.mark.parametrize("value", ["GET HEAD", "GET, H(D", "GET;HEAD", '"GET"'])
def test_other_values_are_no_lists_of_tokens(value: str) -> None:
    assert fields.tokens_of(value) is None


@pytest.mark.parametrize(("value", "links"), [
    ("", []),
    ("</a>; rel=next", [("/a", [("rel", "next")])]),
    ('</a>;rel="next prev" ;title="a, b; \\"c\\""', [("/a", [("rel", "next prev"), ("title", 'a, b; "c"')])]),
    ("</a>; REL=up, <b?c=d,e>; rel=up; x", [("/a", [("rel", "up")]), ("b?c=d,e", [("rel", "up"), ("x", "")])]),
    ("</a>;, </b>", [("/a", []), ("/b", [])]),
    ("<>; rel=self,", [("", [("rel", "self")])]),
    ("/a; rel=next", None),
    ("</a>; rel=next </b>; rel=up", None),
    ("</a>; rel=next, /b", None),
    ("<<a>>; rel=next", None),
    ('</a>; rel="next', None),
])  # fmt: skip
def test_links(value: str, links: list[tuple[str, list[tuple[str, str]]]] | None) -> None:
    found = fields.links_of(value)
    assert (None if found is None else [(each.target, list(each.parameters)) for each in found]) == links


@given(st.text(max_size=40))
def test_whatever_a_link_field_holds_is_links_or_nothing(value: str) -> None:
    found = fields.links_of(value)
    assert found is None or all(isinstance(each.target, str) for each in found)


@pytest.mark.parametrize(("value", "named"), [
    ("bytes 0-1/9", Range(0, 1, 9)), ("bytes 0-1/*", Range(0, 1, None)), ("bytes 8-8/9", Range(8, 8, 9)),
    ("bytes 8-9/9", None), ("bytes 2-1/9", None), ("bytes */9", None), ("0-1/9", None), ("items 0-1/9", None),
])  # fmt: skip
def test_ranges(value: str, named: Range | None) -> None:
    assert range_of(value) == named


@pytest.mark.parametrize(("value", "good"), [
    ("https://a.example", True), ("http://a.example:8080", True), ("null", True), ("app+x://a", True),
    ("http://[::1]:80", True), ("https://a.example/", False), ("a.example", False),
    ("https://a.example, https://b.example", False), ("*", False), ("", False),
])  # fmt: skip
def test_origins(value: str, good: bool) -> None:
    assert is_origin(value) == good
