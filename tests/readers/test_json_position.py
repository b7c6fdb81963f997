"""The line of a pointer is the line an editor shows."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from conformance.readers.json import escape
from conformance.readers.json_position import LONGEST_TEXT, lines_of

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=20,
)


def pointers(value: Any, pointer: str = "") -> list[tuple[str, Any]]:
    found = [(pointer, value)]
    members = enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
    for key, inner in members:
        found += pointers(inner, f"{pointer}/{escape(key)}")
    return found


@given(values)
def test_the_value_at_the_line_starts_where_the_pointer_says(value: Any) -> None:
    text = json.dumps(value, indent=1, ensure_ascii=False)
    lines = text.split("\n")
    found = lines_of(text.encode(), {pointer for pointer, _ in pointers(value)})
    for pointer, inner in pointers(value):
        start = {dict: "{", list: "["}.get(type(inner)) or json.dumps(inner, ensure_ascii=False).split("\n")[0]
        assert start in lines[found[pointer] - 1]


def test_a_pointer_to_nothing_has_no_line() -> None:
    assert lines_of(b'{"a": [1]}', {"/b", "/a/1"}) == {}


def test_the_last_of_equal_members_counts() -> None:
    assert lines_of(b'{"a": 1,\n"a": 2}', {"/a"}) == {"/a": 2}


def test_a_very_long_text_is_not_searched() -> None:
    assert lines_of(b"[" + b" " * LONGEST_TEXT + b"1]", {"/0"}) == {}


def test_a_byte_order_mark_moves_no_line() -> None:
    assert lines_of(b'\xef\xbb\xbf\n{"a":\n1}', {"", "/a"}) == {"": 2, "/a": 3}
