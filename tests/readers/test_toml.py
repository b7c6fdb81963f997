"""The strict TOML reader, and the lines of what it reads."""

from __future__ import annotations

import pytest

from conformance.model.finding import Blocked
from conformance.readers.bounds import TOML_BYTES
from conformance.readers.source import Source
from conformance.readers.toml import json_or_toml, parse
from conformance.readers.toml_position import lines_of

DEEP = b"a = " + b"[" * 150 + b"]" * 150
DOTTED = b".".join([b"a"] * 300) + b" = 1"


def test_dates_are_the_texts_that_were_written() -> None:
    text = parse(b"day = 2026-11-20\nat = 2026-11-20T08:30:00+08:00\nclock = 08:30:00\nn = 1.5\nyes = true\n")
    assert text.document == {
        "day": "2026-11-20",
        "at": "2026-11-20T08:30:00+08:00",
        "clock": "08:30:00",
        "n": 1.5,
        "yes": True,
    }
    assert text.usable
    assert text.problems == ()


@pytest.mark.parametrize(
    ("data", "kind", "line"),
    [
        (b"a = 1\nb = \n", "syntax", 2),
        (b"a = 1\na = 2\n", "syntax", 2),
        (b"a = 1\nb = [1,", "syntax", 2),
        (b"a = 2026-02-30", "syntax", None),
        (b"a = 1\nb = '\xff'", "utf8", 2),
        (b"\xef\xbb\xbfa = 1", "bom", 1),
        (b"# nothing\n", "empty", 1),
        (b"a = " + b"1" * 5000, "syntax", None),
        (DOTTED, "depth", None),
        (b".a" * 400_000 + b" = 1", "syntax", 1),
        (b"a" + b" .a" * 300_000 + b" = 1", "depth", None),
        (b"x = { 'a'" + b'."a"' * 200_000 + b" = 1 }", "depth", None),
        (b"a = " + b"[" * 20_000, "depth", None),
        (b"a" * (TOML_BYTES + 1), "size", None),
    ],
    ids=range(14),
)
def test_a_text_that_cannot_be_read_says_why(data: bytes, kind: str, line: int | None) -> None:
    text = parse(data)
    assert (text.usable, [problem.kind for problem in text.problems]) == (False, [kind])
    if line:
        assert text.problems[0].line == line


def test_full_stops_in_a_string_are_no_deep_key() -> None:
    assert parse(b'a = "' + DOTTED + b'"\n').usable


def test_the_limits_of_the_harness_do_not_count_against_the_file() -> None:
    with pytest.raises(Blocked, match="toml_depth"):
        parse(DOTTED).within_bounds()
    assert parse(DEEP).usable


def test_what_json_cannot_hold_is_a_problem_with_a_place() -> None:
    text = parse(b"[[a]]\nb = nan\n[[a]]\nb = -inf\nc = " + b"1" * 400)
    assert text.document == {"a": [{"b": None}, {"b": None, "c": None}]}
    assert [(each.kind, each.pointer) for each in text.problems] == [
        ("value", "/a/0/b"),
        ("value", "/a/1/b"),
        ("value", "/a/1/c"),
    ]
    assert text.problems[1].detail == "-inf"


def test_json_is_read_as_json() -> None:
    assert Source("a", b' {"a": 1}').once(json_or_toml).document == {"a": 1}
    assert Source("a", b"[a]\nb = 1").once(json_or_toml).document == {"a": {"b": 1}}


TEXT = b"""# a record
[head]
name.first = "x"
text = \"\"\"
[[item]]
value = 1
\"\"\"
[[item]]   # the first
value = 2
[[item]]
"odd name" = [
  1,
  2,
]
[item.inner]
deep = 3
"""


def test_lines_are_those_of_the_names() -> None:
    assert parse(TEXT).usable
    found = {
        "/head/name/first": 3,
        "/head/text": 4,
        "/item/0/value": 9,
        "/item/1/odd name/1": 11,
        "/item/1/inner/deep": 16,
        "/item/1/value": 10,
        "/other": 1,
        "": 1,
    }
    assert lines_of(TEXT, found) == found
