"""The strict JSON reader: what it accepts is what the text says, and nothing makes it raise or take long."""

from __future__ import annotations

import json
import math
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.authoring import Blocked
from conformance.readers import json as door
from conformance.readers.bounds import FINDINGS_PER_CASE, JSON_DEPTH, JSON_DIGITS
from conformance.readers.json import JsonText, parse, read_document
from conformance.readers.json_careful import read_carefully
from conformance.readers.json_quick import Doubtful, read_quickly
from conformance.readers.json_text import LARGEST
from conformance.readers.source import Source

pytestmark = pytest.mark.versions

SECONDS = 5
BOM = b"\xef\xbb\xbf"

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)
fragments = st.lists(
    st.sampled_from(["{", "}", "[", "]", ",", ":", '"', '"a"', "1", "-", "1e999", "NaN", "\\", "\\ud800", "é", "\n"]),
    max_size=12,
).map("".join)


def kinds(text: JsonText) -> list[str]:
    return [problem.kind for problem in text.problems]


@given(values)
def test_what_a_writer_wrote_comes_through_unchanged(value: Any) -> None:
    for ascii_only in (True, False):
        text = parse(json.dumps(value, ensure_ascii=ascii_only).encode())
        assert (text.usable, text.document, text.problems) == (True, value, ())


@given(st.binary(max_size=200))
def test_arbitrary_bytes_never_raise(data: bytes) -> None:
    assert parse(data).usable or parse(data).problems


@given(fragments)
def test_usable_is_what_the_reference_parser_accepts(text: str) -> None:
    def refused(word: str) -> None:
        raise ValueError(word)

    try:
        json.loads(text, parse_constant=refused)
        accepted = True
    except ValueError:
        accepted = False
    assert parse(text.encode()).usable is accepted


STRINGS = ['"a"', '"["', '"]"', '"\\""', '"\\u0022"', '"\\ud800"', '"é"']
NUMBERS = ["1", "-0", "1e999", f"0.{'0' * 30}12", "9" * 18, "9" * 19, "18446744073709551616", "9" * 400]
pieces = st.lists(st.sampled_from([*"{}[],:-", '"a":', *STRINGS, *NUMBERS]), max_size=12)


def both_ways(data: bytes) -> tuple[JsonText | None, JsonText]:
    """What the quick way says of a text, None where it does not vouch for it, and what the careful way says."""
    try:
        return JsonText(read_quickly(data), usable=True), read_carefully(data)
    except Doubtful:
        return None, read_carefully(data)


@given(pieces.map("".join) | pieces.map(lambda some: f"[{','.join(some)}]") | values.map(json.dumps))
def test_what_the_quick_way_vouches_for_the_careful_way_reads_alike(text: str) -> None:
    quick, careful = both_ways(text.encode())
    assert quick is None or repr(quick) == repr(careful)  # which tells 1 from 1.0


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1, "a": 2}',
        "[18446744073709551616]",
        "-9999999999999999999",
        "[1e5,\n12345678901234567890]",
        '{"\\u0022": 1, "b": 2, "b": 3}',
        '["\\ud800"]',
        "[1e999]",
        "[NaN]",
    ],
)
@pytest.mark.parametrize("padding", ["", " " * 10_000])
def test_the_quick_way_vouches_for_nothing_it_would_change(text: str, padding: str) -> None:
    quick, careful = both_ways(text.encode() + padding.encode())
    assert quick is None
    assert repr(parse(text.encode() + padding.encode())) == repr(careful)


@pytest.mark.parametrize("text", [f'["{"9" * 64}"]', f'["0x{"9" * 40}"]', f"[0.{'3' * 40}]", "[1234567890123456789e2]"])
def test_long_runs_of_digits_that_are_no_integer_are_read_quickly_or_alike(text: str) -> None:
    quick, careful = both_ways(text.encode())
    assert repr(careful) == repr(parse(text.encode()))
    assert (quick is None) == text.startswith("[1")


def test_without_orjson_every_text_is_read_the_careful_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("conformance.readers.json_quick._orjson", lambda: None)
    assert both_ways(b'{"a": 1}')[0] is None
    assert parse(b'{"a": [1.5, true]}') == JsonText({"a": [1.5, True]}, usable=True)


@given(fragments.map(str.encode))
def test_a_text_that_is_not_usable_has_no_document_and_says_why(data: bytes) -> None:
    text = parse(data)
    assert text.usable or (text.document is None and text.problems)


@pytest.mark.parametrize(
    ("data", "kind", "byte"),
    [
        (b"", "empty", 0),
        (b" \n", "empty", 0),
        (b"{]", "syntax", 1),
        (b"[1,\xff]", "utf8", 3),
        (b'["\xed\xa0\x80"]', "utf8", 2),
        ("{}".encode("utf-16"), "utf16", 0),
        ("{}".encode("utf-16-le"), "utf16", 0),
        ("{}".encode("utf-16-be"), "utf16", 0),
        (b"[NaN]", "syntax", 1),
        (b'["NaN", NaN]', "syntax", 8),
        ('["é", -Infinity]'.encode(), "syntax", 7),
        (b"\0" * 9, "syntax", 0),
        (BOM + BOM + b"{}", "syntax", 3),
    ],
)
def test_a_broken_text_is_refused_at_its_first_wrong_byte(data: bytes, kind: str, byte: int) -> None:
    text = parse(data)
    assert not text.usable
    assert (text.problems[-1].kind, text.problems[-1].byte) == (kind, byte)


def test_a_byte_order_mark_is_noted_and_the_rest_is_read() -> None:
    text = parse(BOM + b'{"a": 1}')
    assert (text.document, kinds(text)) == ({"a": 1}, ["bom"])


def test_the_last_of_equal_names_counts_and_each_double_is_noted() -> None:
    text = parse(b'{"a": 1, "a": {"b/": 1, "b/": 2}}')
    assert text.document == {"a": {"b/": 2}}
    assert [(p.kind, p.pointer) for p in text.problems] == [("duplicate", "/a"), ("duplicate", "/a/b~1")]


@pytest.mark.parametrize("number", ["1e999", "9" * 400, "9" * 250 + "e99", "9" * 10_000])
def test_a_number_beyond_a_double_is_held_as_the_largest_of_its_sign(number: str) -> None:
    text = parse(f"[{number}, -{number}]".encode())
    assert (text.document, kinds(text)) == ([LARGEST, -LARGEST], ["overflow", "overflow"])


def test_integers_keep_every_digit_up_to_the_bound() -> None:
    digits = "9" * JSON_DIGITS
    assert parse(digits.encode()).document == int(digits)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_that_comes_through_is_finite(value: float) -> None:
    assert math.isfinite(parse(f"{value!r}".encode()).document)


@given(st.text(st.characters(categories=["Cs"]) | st.sampled_from('a\\"/'), max_size=6))
def test_no_lone_surrogate_comes_through(text: str) -> None:
    found = parse(json.dumps({text: [text]}).encode())
    assert found.usable
    json.dumps(found.document, ensure_ascii=False).encode("utf-8")


def test_a_lone_surrogate_is_noted_where_it_stands() -> None:
    text = parse(b'{"a": ["x\\ud800y", "\\ud83d\\ude00"]}')
    assert text.document == {"a": ["x\ufffdy", "\U0001f600"]}
    assert [(p.kind, p.pointer, p.detail) for p in text.problems] == [("surrogate", "/a/0", "\\ud800")]


def test_names_that_differ_in_a_lone_surrogate_only_are_no_doubles() -> None:
    assert kinds(parse(b'{"\\ud800": 1, "\\ud801": 2}')) == ["surrogate", "surrogate"]


@pytest.mark.parametrize(("opening", "closing"), [(b"[", b"]"), (b'{"a":', b"}")])
def test_nesting_is_read_up_to_the_bound_and_not_beyond(opening: bytes, closing: bytes) -> None:
    def nested(depth: int) -> JsonText:
        return parse(opening * depth + b"1" + closing * depth)

    assert nested(JSON_DEPTH).usable
    assert kinds(nested(JSON_DEPTH + 1)) == ["depth"]


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
@pytest.mark.parametrize("inner", ["1", "[]", "{}"])
@pytest.mark.parametrize("padding", [0, 1 << 15])
def test_the_quick_way_vouches_for_no_nesting_beyond_the_bound(
    opening: str, closing: str, inner: str, padding: int
) -> None:
    def nested(depth: int) -> bytes:
        outside = depth - (inner != "1")
        return (opening * outside + inner + " " * padding + closing * outside).encode()

    assert read_quickly(nested(JSON_DEPTH - 1)) is not None
    for beyond in (1, 2, 60, 1000, 100_000):
        with pytest.raises(Doubtful):
            read_quickly(nested(JSON_DEPTH + beyond))


def test_brackets_within_strings_are_no_nesting() -> None:
    assert parse(b'["' + b"[" * 1000 + b'\\"]"]').usable
    assert parse(b'["' + b"[" * 1000 + b'","]"]').usable


def test_brackets_within_strings_hide_no_nesting() -> None:
    assert kinds(parse(b'["]",' * 300 + b"1" + b"]" * 300)) == ["depth"]


def test_a_text_beyond_the_bound_on_bytes_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "JSON_BYTES", 4)
    assert parse(b"[12]").usable
    assert [(p.kind, p.detail) for p in parse(b"[123]").problems] == [("size", "5")]


def test_problems_of_a_kind_are_kept_up_to_the_bound() -> None:
    text = parse(b"{" + b'"a":1,' * 5000 + b'"a":2}')
    assert text.document == {"a": 2}
    assert len(text.problems) == FINDINGS_PER_CASE


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"[" * 100_000, id="open brackets"),
        pytest.param(b"[[]]" * 500_000, id="many small arrays"),
        pytest.param((b"[" * 198 + b"]" * 198) * 5_000, id="pyramids"),
        pytest.param(b'["' + b'\\"' * 500_000, id="string of escapes that never ends"),
        pytest.param(b'[NaN,"' + b'\\"' * 500_000, id="constant before a string that never ends"),
        pytest.param(b'"' + b"a" * 2_000_000, id="string that never ends"),
        pytest.param(b"9" * 2_000_000, id="one long integer"),
        pytest.param(b"[" + b"9" * 307 + b"," * 1 + b"9" * 2_000 + b"]", id="long integers"),
        pytest.param(b'["' + b"\\ud800" * 200_000 + b'"]', id="lone surrogates"),
        pytest.param(b'{"x":1,"x":1,"' + b"n" * 2_000_000 + b'":[' + b"1," * 100_000 + b"1]}", id="long name"),
        pytest.param(b'{"' + b"n" * 1_000_000 + b'":{' + b'"a":1,' * 100_000 + b'"a":1}}', id="doubles in a long name"),
    ],
)
def test_hostile_texts_cost_bounded_time(data: bytes) -> None:
    began = time.process_time()
    parse(data)
    assert time.process_time() - began < SECONDS


def test_a_source_without_a_document_is_blocked_with_the_kind_of_problem() -> None:
    assert read_document(Source("a.json", b"[1]")) == [1]
    with pytest.raises(Blocked) as blocked:
        read_document(Source("a.json", b"[1"))
    assert (blocked.value.key, blocked.value.values) == ("no_json", {})
