"""The strict YAML reader: YAML 1.2 as far as JSON can hold it, within bounds, with the lines of what is wrong."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from conformance.model.finding import Blocked
from conformance.readers.bounds import JSON_DEPTH, YAML_BYTES, YAML_VALUES
from conformance.readers.source import Source
from conformance.readers.yaml import json_or_yaml, parse
from conformance.readers.yaml_position import lines_of

LAUGHS = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9)
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on", "on"),
        ("yes", "yes"),
        ("No", "No"),
        ("2026-11-23", "2026-11-23"),
        ("12:30:45", "12:30:45"),
        ("1_000", "1_000"),
        ("010", 10),
        ("0o10", 8),
        ("0xfF", 255),
        ("-7", -7),
        ("3.1", 3.1),
        ("3.1.0", "3.1.0"),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("~", None),
        ("null", None),
        ("", None),
        ("True", True),
        ("false", False),
        ("'true'", "true"),
        ('"1"', "1"),
        ("!!str 1", "1"),
        ("! 1", "1"),
        ("!!int '1'", 1),
        ("=", "="),
    ],
)
def test_scalars_follow_the_core_schema_of_yaml_1_2(text: str, value: Any) -> None:
    found = parse(f"a: {text}".encode())
    assert found.usable
    assert not found.problems
    assert found.document == {"a": value}
    assert type(found.document["a"]) is type(value)


def test_names_are_strings_whatever_they_would_be_as_values() -> None:
    assert parse(b"200: a\ntrue: b\n~: c\n1.5: d\n").document == {"200": "a", "true": "b", "~": "c", "1.5": "d"}


@pytest.mark.parametrize(
    ("text", "kind", "line"),
    [
        ("", "empty", 1),
        ("# nothing\n", "empty", 1),
        ("a: 1\nb: [1,\n", "syntax", 3),
        ("a: 1\n\tb: 2", "syntax", 2),
        ("a: b: c", "syntax", 1),
        ("a: 1\nb: \x07", "syntax", 2),
        ('a: "\\UFFFFFFFF"', "syntax", None),
        ("a: 1\n---\nb: 2", "documents", 2),
        ("a: 1\n? [b]\n: 2", "key", 2),
        ("a: &x {b: 1}\n*x : 2", "key", 2),
        ("a: *x", "alias", 1),
        ("a: &x\n  b: *x", "cycle", 2),
        ("- " * (JSON_DEPTH + 1) + "1", "depth", 1),
        ("[" * 100_000, "depth", 1),
        (LAUGHS, "values", 6),
    ],
)
def test_what_cannot_be_read_has_a_reason_and_a_line(text: str, kind: str, line: int | None) -> None:
    found = parse(text.encode())
    assert not found.usable
    assert [each.kind for each in found.problems] == [kind]
    assert line is None or found.problems[0].line == line


@pytest.mark.parametrize(
    ("text", "problem", "document"),
    [
        ("a: 1\na: 2", ("duplicate", "/a", 2), {"a": 2}),
        ("a:\n  - b: 1\n    b: 2", ("duplicate", "/a/0/b", 3), {"a": [{"b": 2}]}),
        ("a: .nan", ("value", "/a", 1), {"a": ".nan"}),
        ("a: 1e999", ("overflow", "/a", 1), {"a": 1.7976931348623157e308}),
        ("a: !thing 1", ("tag", "/a", 1), {"a": "1"}),
        ("a: !!python/name:os.system x", ("tag", "/a", 1), {"a": "x"}),
        ("a: !!set {b}", ("tag", "/a", 1), {"a": {"b": None}}),
        ("a: !!int x", ("tag", "/a", 1), {"a": "x"}),
        (
            "a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  c: 3",
            ("merge", "/d/<<", 3),
            {"a": {"b": 1, "c": 2}, "d": {"c": 3, "b": 1}},
        ),
    ],
)
def test_what_json_cannot_hold_is_told_and_the_rest_is_read(text: str, problem: Any, document: Any) -> None:
    found = parse(text.encode())
    assert found.usable
    assert found.document == document
    assert [(each.kind, each.pointer, each.line) for each in found.problems] == [problem]


def test_a_limit_is_never_held_against_the_text() -> None:
    for text, key in (
        (b"[" * 1000, "yaml_depth"),
        (LAUGHS.encode(), "yaml_values"),
        (b" " * (YAML_BYTES + 1), "yaml_size"),
    ):
        with pytest.raises(Blocked) as blocked:
            parse(text).judged()
        assert blocked.value.key == key


def test_an_alias_nests_as_deeply_as_what_it_stands_for() -> None:
    deep = "a: &x " + "[" * (JSON_DEPTH - 2) + "]" * (JSON_DEPTH - 2)
    assert parse(f"{deep}\nb: *x".encode()).usable
    assert parse(f"{deep}\nb: [[*x]]".encode()).problems[0].kind == "depth"


def test_many_values_are_too_many_without_aliases_too() -> None:
    assert parse(b"- 1\n" * (YAML_VALUES + 1)).problems[0].kind == "values"


def test_encodings() -> None:
    assert parse("﻿a: 上".encode()).document == {"a": "上"}
    assert parse(b"a: 1\nb: \xff").problems[0]._replace(byte=None) == ("utf8", None, None, "", 2)
    assert parse("a: 1".encode("utf-16")).problems[0].kind == "utf16"


@pytest.mark.parametrize(
    ("name", "text", "language", "usable"),
    [
        ("a.json", '{"a": 1,}', "json", False),
        ("a.yaml", '{"a": 1,}', "yaml", True),
        ("a.yaml", '{"a": 1}', "json", True),
        ("a.txt", "a: 1", "yaml", True),
        ("a.json", "a: 1", "yaml", True),
    ],
)
def test_what_begins_like_json_is_read_as_json(name: str, text: str, language: str, usable: bool) -> None:
    found = json_or_yaml(Source(name, text.encode()))
    assert (found.language, found.usable) == (language, usable)


def test_lines_of_values_behind_aliases_merges_and_in_flow_style() -> None:
    text = b"a: &x\n  b: 1\nc:\n- 2\n- {d: 3,\n   e/f: 4}\ng: *x\nh:\n  <<: *x\n"
    wanted = ["", "/a", "/a/b", "/c/0", "/c/1/d", "/c/1/e~1f", "/g", "/g/b", "/h/b", "/nothing"]
    assert list(lines_of(text, wanted).values()) == [1, 1, 2, 4, 5, 6, 7, 7, 8, 1]


NUMBER_OF_1_2 = re.compile(r"[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?|0o[0-7]+|0x[0-9a-fA-F]+")
"""PyYAML, which writes YAML 1.1, leaves some of them without quotes."""
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text().filter(lambda text: not NUMBER_OF_1_2.fullmatch(text)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_what_is_written_as_yaml_is_read_back(value: Any) -> None:
    written = yaml.safe_dump(value)
    found = parse(written.encode("utf-8", "surrogatepass"))
    assert found.usable, written
    assert found.document == value or "<<" in written


@given(st.binary() | st.text().map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    found = parse(data)
    assert found.usable or found.problems
    if found.usable:
        lines_of(data, ["", "/a"])
        json.dumps(found.document)
