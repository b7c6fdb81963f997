"""Examples in descriptions: what does not conform to its schema, and what is written in another way than it is sent."""

from __future__ import annotations

import json
from typing import Any

import pytest

from conformance.model.finding import Blocked
from conformance.readers.source import Source
from conformance_suites.interfaces.openapi.connections.examples import violated
from conformance_suites.interfaces.openapi.connections.view import view

NUMBERS = {"type": "array", "items": {"type": "integer"}}
SECRET = {"required": ["id"], "properties": {"id": {"type": "string", "readOnly": True}}}
KEPT = {"required": ["word"], "properties": {"word": {"type": "string", "writeOnly": True}}}


def found(owner: dict[str, Any], version: str = "3.1.0", **root: Any) -> list[str | None]:
    operation = {"responses": {"200": {"description": "", **owner}}}
    document = {"openapi": version, "info": {"title": "", "version": ""}, "paths": {"/a": {"get": operation}}, **root}
    api = view(Source("openapi.json", json.dumps(document).encode()))
    return [violated(api, api.schemas, each) for each in api.examples]


def header(schema: Any, example: Any, **more: Any) -> list[str | None]:
    return found({"headers": {"X-A": {"schema": schema, "example": example}}}, **more)


@pytest.mark.parametrize(
    ("schema", "example", "place"),
    [
        ({"type": "integer"}, 1, None),
        ({"type": "integer"}, 1.5, ""),
        ({"type": "integer"}, "1", None),
        (NUMBERS, [1, "2"], "/1"),
        (NUMBERS, "1,2", None),
        (NUMBERS, "[1, 2]", None),
        ({"type": "string", "enum": ["a"]}, "b", ""),
        ({"type": ["string", "null"], "maxLength": 1}, "ab", ""),
        ({}, None, None),
        (True, {"any": "thing"}, None),
        (SECRET, {}, None),
        (KEPT, {}, None),
        (SECRET, {"id": 7}, "/id"),
    ],
)
def test_a_value_is_judged_by_the_schema_beside_it(schema: Any, example: Any, place: str | None) -> None:
    """A text may be the written form of another value; what goes one way is missing on the other."""
    assert header(schema, example) == [place]


@pytest.mark.parametrize(("version", "place"), [("3.0.3", None), ("3.1.0", "")])
def test_null_is_left_alone_where_versions_disagree_on_it(version: str, place: str | None) -> None:
    assert header({"type": "string"}, None, version=version) == [place]


@pytest.mark.parametrize(
    ("media_type", "judged"),
    [
        ("application/json", True),
        ("application/problem+json", True),
        ("application/json; charset=utf-8", True),
        ("application/jsonl", False),
        ("application/xml", False),
        ("text/plain", False),
        ("*/*", False),
    ],
)
def test_only_examples_of_json_are_judged(media_type: str, judged: bool) -> None:
    content = {media_type: {"schema": {"type": "integer"}, "examples": {"a": {"value": []}}}}
    assert found({"content": content}) == ([""] if judged else [])


@pytest.mark.parametrize("schema", [{"type": []}, {"multipleOf": 0}, {"maxLength": "1"}, {"required": "a"}])
def test_what_is_no_schema_is_judged_by_others(schema: Any) -> None:
    with pytest.raises(Blocked):
        header({"allOf": [{"type": "integer"}, schema]}, 1.5)


def test_a_dialect_that_is_not_known_says_nothing() -> None:
    assert header({"type": "integer"}, 1.5, jsonSchemaDialect="https://dialect.example/") == []
