"""Where in a JSON text the value of a pointer stands, so that an editor can be opened there."""

from __future__ import annotations

import json
import re
from collections.abc import Collection

from conformance.readers.json import escape

LONGEST_TEXT = 4 << 20
"""A longer text is not searched: its findings have a pointer, but no line."""

_TOKEN = re.compile(rb'\s*(?:("[^"\\]*(?:\\.[^"\\]*)*")|([{}\[\],:])|[^\s{}\[\],:"]+)', re.DOTALL)


def lines_of(text: bytes, pointers: Collection[str]) -> dict[str, int]:
    """Line numbers from 1 of the values at `pointers`; pointers to nothing are absent.

    The last of members with equal names counts. The text must have come through the strict JSON door as usable.
    """
    found = _offsets(text, frozenset(pointers)) if len(text) <= LONGEST_TEXT else {}
    lines, line, seen = {}, 1, 0
    for pointer, offset in sorted(found.items(), key=lambda each: each[1]):
        line += text.count(b"\n", seen, offset)
        seen = offset
        lines[pointer] = line
    return lines


def _offsets(text: bytes, wanted: frozenset[str]) -> dict[str, int]:
    """Byte offset of each wanted value: one pass over the tokens, with a stack of where we are."""
    found: dict[str, int] = {}
    stack: list[tuple[str, int | None]] = []  # pointer of the container, index of the next item or None in an object
    here: str | None = ""  # pointer of the value that comes next; None where a member's name comes
    for token in _TOKEN.finditer(text):
        string, mark = token[1], token[2]
        if mark == b":":
            continue
        if mark == b",":
            container, index = stack[-1]
            here = None if index is None else f"{container}/{index}"
            continue
        if mark in (b"}", b"]"):
            stack.pop()
            continue
        if here is None:
            here = f"{stack[-1][0]}/{escape(json.loads(string))}"
            continue
        if here in wanted:
            found[here] = token.end() - len(token[0].lstrip())
        if mark == b"{":
            stack.append((here, None))
            here = None
        elif mark == b"[":
            stack.append((here, 0))
            here = f"{here}/0"
        if stack and mark is None:
            container, index = stack[-1]
            stack[-1] = (container, None if index is None else index + 1)
        elif mark and len(stack) > 1:
            container, index = stack[-2]
            stack[-2] = (container, None if index is None else index + 1)
    return found
