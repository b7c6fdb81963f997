"""JSON Schema: the schema of all rows together accepts what the rows accept, one by one."""

from __future__ import annotations

from typing import Any

import jsonschema_rs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conformance.readers.json_schema_merged import merged

NAMES = st.sampled_from(["a", "b"])
NUMBERS = st.sampled_from([0, 1, 1.0, True, 2.5])
DEFS: dict[str, Any] = {
    "integer": {"$comment": "a number without fraction", "type": "integer"},
    "pair": {"type": "array", "minItems": 2, "items": {"$ref": "#/$defs/integer"}},
    "tree": {"type": "object", "required": ["a"], "properties": {"b": {"$ref": "#/$defs/tree"}}},
}
PLAIN = st.one_of(
    st.booleans(),
    st.sampled_from(sorted(DEFS)).map(lambda name: {"$ref": f"#/$defs/{name}"}),
    st.fixed_dictionaries({"type": st.sampled_from(["object", "array", "integer", "number"])}),
    st.fixed_dictionaries({"const": NUMBERS}),
    st.fixed_dictionaries({"required": st.lists(NAMES, unique=True)}),
    st.sampled_from([{"minimum": 1}, {"maxItems": 1}, {"uniqueItems": True}, {"minProperties": 2}]),
)


def larger(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    properties = st.dictionaries(NAMES, inner, max_size=2)
    return st.fixed_dictionaries(
        {},
        optional={
            "properties": properties,
            "items": inner,
            "allOf": st.lists(inner, min_size=1, max_size=2),
            "if": inner,
            "then": inner,
            "dependentSchemas": properties,
            "required": st.just(["a"]),
            "additionalProperties": inner,
            "prefixItems": st.lists(inner, min_size=1, max_size=1),
            "unevaluatedProperties": st.just(False),
            "$ref": st.just("#/$defs/tree"),
        },
    )


SCHEMAS = st.recursive(PLAIN, larger, max_leaves=6)
DOCUMENTS = st.recursive(
    NUMBERS | st.just("a"), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner), max_leaves=6
)


def accepts(schema: dict[str, Any], document: Any) -> bool:
    return jsonschema_rs.Draft202012Validator(schema).is_valid(document)


@given(st.lists(SCHEMAS, min_size=1, max_size=3), st.lists(DOCUMENTS, min_size=1, max_size=8))
@example([{"dependentSchemas": {"a": False}}, {"required": ["a"]}], ["a"])  # only objects have members
def test_both_accept_the_same(rows: list[Any], documents: list[Any]) -> None:
    schema = {"allOf": rows, "$defs": DEFS}
    joined = merged(schema)
    for document in documents:
        assert accepts(joined, document) == accepts(schema, document)


INTEGER = {"type": "integer"}


@pytest.mark.parametrize(
    ("rows", "joined"),
    [
        (
            [{"properties": {"a": INTEGER}}, {"required": ["a"]}, {"properties": {"a": {"minimum": 1}}}],
            {"required": ["a"], "properties": {"a": {"type": "integer", "minimum": 1}}},
        ),
        ([INTEGER, {"if": {"$ref": "#/$defs/integer"}, "then": {"minimum": 1}}], {"type": "integer", "minimum": 1}),
        (
            [{"type": "object", "required": ["a"]}, {"dependentSchemas": {"a": {"maxProperties": 1}}}],
            {"type": "object", "required": ["a"], "maxProperties": 1},
        ),
        ([{"const": 1}, {"const": True}], {"const": 1, "allOf": [{"const": True}]}),
        (
            [{"$ref": "#/$defs/tree"}],
            {"type": "object", "required": ["a"], "properties": {"b": {"allOf": [{"$ref": "#/$defs/tree"}]}}},
        ),
        (
            [{"properties": {"a": True}}, {"additionalProperties": False}],
            {"properties": {"a": {}}, "allOf": [{"additionalProperties": False}]},
        ),
    ],
)
def test_what_is_joined(rows: list[Any], joined: dict[str, Any]) -> None:
    assert merged({"allOf": rows, "$defs": DEFS}) == {"$defs": DEFS, **joined}
