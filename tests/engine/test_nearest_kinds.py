"""What a JSON text that no kind recognises was probably meant for."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.engine.recognise import nearest_kinds
from conformance.model.requirement import Kind
from conformance.model.text import Text
from conformance.readers.source import Source

TITLE = Text("Kind", "种类")
KINDS = [
    Kind("four", TITLE, json=("/a", "/b", "/c=1", "/d/e")),
    Kind("two", TITLE, json=("/x", "/y")),
    Kind("part", TITLE, of="two", json=("/x",)),
    Kind("binary", TITLE),
]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ('{"a": 1, "b": 2, "c": 3}', ["four"]),
        ('{"a": 1, "b": 2,,', ["four"]),
        ('{"a": 1}', []),
        ('{"a": 1, "b": 2, "x": 3}', ["four", "two"]),
        ('{"x": 1, "y": 2, "a": 3, "b": 4}', ["two"]),
        ('{"a": 1, "d": {"e": 2}}', ["four"]),
        ('{"a": 1, "d": {}}', []),
        ('\ufeff \n["a", "b"]', ["four"]),
        ('"a" "b"', []),
        ("", []),
    ],
)
def test_the_kinds_with_most_members_in_the_text_and_at_least_half_are_near(text: str, kinds: list[Any]) -> None:
    assert nearest_kinds(Source("a.json", text.encode()), KINDS) == kinds
