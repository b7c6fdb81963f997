"""JSON Schema: both engines give the same violations, none of them touches the network."""

from __future__ import annotations

import json
import socket
from typing import Any, NoReturn

import pytest
from doubles.schema_engines import ENGINES, both

from conformance.readers.json_schema import RowSchema, kind_of

pytestmark = pytest.mark.versions


def rows(*schemas: dict[str, Any], **helpers: Any) -> dict[str, Any]:
    """A schema with these rows, called R-0, R-1 and so on."""
    named = {f"R-{number}": schema for number, schema in enumerate(schemas)}
    return {"allOf": [{"$ref": f"#/$defs/{name}"} for name in named], "$defs": {**named, **helpers}}


def told(schema: dict[str, Any], document: Any) -> list[tuple[str, str, dict[str, Any], str | None]]:
    return [(each.pointer, each.keyword, each.values, each.cuts) for each in both(schema, document)]


def test_each_missing_member_is_one_violation_that_cuts_it_off() -> None:
    schema = rows({"properties": {"a": {"required": ["x", "y/z", "w"]}}})
    assert told(schema, {"a": {"w": 1}}) == [
        ("/a", "required", {"name": "x"}, "/a/x"),
        ("/a", "required", {"name": "y/z"}, "/a/y~1z"),
    ]


def test_a_wrong_type_cuts_off_all_below() -> None:
    schema = rows({"items": {"type": ["string", "null"]}})
    assert told(schema, [None, "", 1]) == [
        ("/2", "type", {"received": "integer", "expected": ["string", "null"]}, "/2")
    ]


@pytest.mark.parametrize("value", [1.0, -0.0, 1e300])
def test_a_number_without_fraction_is_an_integer(value: float) -> None:
    assert told(rows({"type": "integer"}), value) == []


def test_one_and_true_are_not_equal_but_1_and_1_0_are() -> None:
    schema = rows({"properties": {"a": {"uniqueItems": True}}})
    assert told(schema, {"a": [1, True, 0, False, "1", None]}) == []
    assert told(schema, {"a": [1, 2, 1.0]}) == [("/a/2", "uniqueItems", {"received": 1.0, "first": 0}, None)]
    assert told(schema, {"a": [{"b": 1}, [True], {"b": 1.0}, [1]]}) == [
        ("/a/2", "uniqueItems", {"received": {"b": 1.0}, "first": 0}, None)
    ]
    assert [each[0] for each in told(schema, {"a": [1, 1, 1]})] == ["/a/1", "/a/2"]


def test_members_that_need_others() -> None:
    schema = rows({"dependentRequired": {"a": ["b", "c"], "d": ["a"]}})
    assert told(schema, {"a": 1}) == [("/a", "dependentRequired", {"name": "a", "missing": ["b", "c"]}, None)]
    assert told(schema, {"d": 1}) == [("/d", "dependentRequired", {"name": "d", "missing": ["a"]}, None)]
    assert told(schema, {"b": 1, "c": 1}) == []


def test_references_in_references_name_the_row_and_the_place() -> None:
    inner = {"properties": {"b": {"$ref": "#/$defs/leaf"}}, "required": ["c"]}
    outer = {"properties": {"a": {"items": {"$ref": "#/$defs/inner"}}}}
    schema = rows({}, outer, inner=inner, leaf={"type": "string", "minLength": 2})
    found = both(schema, {"a": [{"c": 1, "b": 7}, {"b": "x"}]})
    assert [(each.row, each.pointer, each.keyword) for each in found] == [
        (1, "/a/0/b", "type"),
        (1, "/a/1", "required"),
        (1, "/a/1/b", "minLength"),
    ]


def test_one_place_wrong_for_two_rows_is_told_for_both() -> None:
    found = both(rows({"items": {"type": "string"}}, {"items": {"minimum": 3}}), [1])
    assert [(each.row, each.keyword) for each in found] == [(0, "type"), (1, "minimum")]


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("^a$", "a", True),
        ("^a$", "a\n", False),
        ("a$|b", "a\n", False),
        (r"^\$$", "$", True),
        ("^[$]$", "$", True),
        ("^[$]$", "\\Z", False),
        (r"^[\]$]$", "$", True),
        (r"^\d$", "٣", False),
        (r"^\w$", "汉", False),
        ("^.$", "😀", True),
    ],
)
def test_patterns_mean_what_ecmascript_means(pattern: str, text: str, matches: bool) -> None:
    assert told(rows({"pattern": pattern}), text) == (
        [] if matches else [("", "pattern", {"received": text, "expected": pattern}, None)]
    )


KEYWORDS = [
    ({"enum": ["a", 1]}, "b", {"received": "b", "expected": ["a", 1]}),
    ({"const": 3}, 4, {"received": 4, "expected": 3}),
    ({"const": False}, 0, {"received": 0, "expected": False}),
    ({"minimum": 3}, 2, {"received": 2, "expected": 3}),
    ({"exclusiveMaximum": 3}, 3, {"received": 3, "expected": 3}),
    ({"multipleOf": 4}, 6, {"received": 6, "expected": 4}),
    ({"minLength": 2}, "😀", {"received": 1, "expected": 2}),
    ({"maxItems": 1}, [1, 2], {"received": 2, "expected": 1}),
    ({"minProperties": 1}, {}, {"received": 0, "expected": 1}),
    ({"pattern": "^a"}, "b", {"received": "b", "expected": "^a"}),
    ({"additionalProperties": False}, {"a": 1}, {"received": "object", "expected": False}),
    ({"contains": {"const": 1}}, [2], {"received": "array", "expected": {"const": 1}}),
    ({"if": {"required": ["a"]}, "then": {"minProperties": 2}}, {"a": 1}, {"received": 1, "expected": 2}),
]


@pytest.mark.parametrize(("schema", "document", "values"), KEYWORDS, ids=lambda value: json.dumps(value)[:40])
def test_the_values_a_sentence_needs(schema: dict[str, Any], document: Any, values: dict[str, Any]) -> None:
    ((pointer, _, found, cuts),) = told(rows(schema), document)
    assert (pointer, found, cuts) == ("", values, None)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("reference", ["https://example.com/schema.json", "http://127.0.0.1:9/s", "file:///etc/passwd"])
def test_a_remote_reference_fails_without_touching_the_network(
    engine: str, reference: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise AssertionError("the network was asked")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)
    with pytest.raises(Exception, match=r"example\.com|127\.0\.0\.1|passwd") as caught:
        RowSchema(rows({"$ref": reference}), engine).accepts({})
    assert not isinstance(caught.value, AssertionError)


@pytest.mark.parametrize(
    ("value", "kind"),
    [(None, "null"), (True, "boolean"), (1, "integer"), (1.5, "number"), ("", "string"), ([], "array"), ({}, "object")],
)
def test_the_kind_of_a_value(value: Any, kind: str) -> None:
    assert kind_of(value) == kind


def test_a_heavy_document_is_judged_without_copies_and_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    schema = rows({"properties": {"a": {"required": ["x"], "properties": {"a": {"required": ["y"]}}}}})
    document = {"a": {"a": {"text": "long" * 100}}}
    light = told(schema, document)
    assert len(light) == 2

    def refused(*_: object) -> NoReturn:
        raise AssertionError

    monkeypatch.setattr("conformance.readers.json_weight.HEAVY_COPIES", 1000)
    monkeypatch.setattr("conformance.readers.json_schema_rust.RustEngine.errors", refused)
    assert told(schema, document) == light


def test_of_a_document_of_very_many_values_the_first_violation_of_each_row_is_told_and_nothing_else_is_judged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    schema = rows(
        {"properties": {"a": {"items": {"type": "object"}}}},
        {"properties": {"b": {"items": {"minimum": 1}}}},
        {"properties": {"b": {"maxItems": 9}}},
    )
    monkeypatch.setattr("conformance.readers.json_schema.MANY_VALUES", 5)
    found = list(RowSchema(schema, "jsonschema-rs").violations({"a": [{}, 1, 1, 1], "b": [1, 0, 0]}))
    assert [(each.row, each.pointer, each.cuts) for each in found] == [(0, "/a/1", "/a/1"), (1, "/b/1", "")]
