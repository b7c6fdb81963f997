"""The careful JSON reader: everything wrong with a text, with its place, and the document if there is one."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from conformance.readers.bounds import FINDINGS_PER_CASE, JSON_DEPTH, JSON_DIGITS
from conformance.readers.json_depth import depth_exceeds
from conformance.readers.json_pointer import pointer_to
from conformance.readers.json_text import LARGEST, JsonText, Problem

_UTF8_BOM = b"\xef\xbb\xbf"
_WHITE = b" \t\r\n"
_LONE = re.compile("[\ud800-\udfff]")
# Possessive, and an unterminated string matches too: the search cannot fail and never backtracks.
_CONSTANT = re.compile(r'"[^"\\]*+(?:\\.?+[^"\\]*+)*+"?+|(NaN|-?Infinity)', re.DOTALL)


def read_carefully(raw: bytes) -> JsonText:
    """The text with its problems; of each kind with pointers, at most as many as a case keeps findings."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or (len(raw) >= 4 and 0 in raw[:2] and raw[:2] != b"\0\0"):
        return JsonText(problems=(Problem("utf16", 0),))
    start = len(_UTF8_BOM) if raw.startswith(_UTF8_BOM) else 0
    bom = [Problem("bom", 0)] if start else []
    tree = _tree(raw, start)
    if isinstance(tree, Problem):
        return JsonText(problems=(*bom, tree))
    settling = _Settling()
    document = settling.settle(tree)
    return JsonText(document, True, (*bom, *settling.problems))


def _tree(raw: bytes, start: int) -> Any:
    """The text from `start` on as _Members, lists and scalars; a Problem if it cannot be read."""
    if not raw[start:].strip(_WHITE):
        return Problem("empty", start)
    if depth_exceeds(raw, JSON_DEPTH):
        return Problem("depth", detail=str(JSON_DEPTH))
    try:
        text = raw[start:].decode("utf-8")
    except UnicodeDecodeError as error:
        return Problem("utf8", start + error.start)
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        return _syntax(text, error.pos, start)
    except _Constant:
        position = next((found.start() for found in _CONSTANT.finditer(text) if found[1]), 0)
        return _syntax(text, position, start)
    except RecursionError:
        return Problem("depth", detail=str(JSON_DEPTH))


def _syntax(text: str, position: int, start: int) -> Problem:
    """The problem of invalid JSON at a character: its byte offset, and the rest of the line there."""
    excerpt = "".join(text[position : position + 24].strip().splitlines()[:1])
    return Problem("syntax", start + len(text[:position].encode("utf-8")), detail=excerpt)


class _Members(list[tuple[str, Any]]):
    """An object with its members as in the text, including duplicates."""


class _Overflow(float):
    """A number beyond the range of a double, replaced by the largest double with its sign."""


class _Constant(Exception):
    """NaN or Infinity, which Python's parser accepts."""


def _number(digits: str) -> float | int:
    if digits.lstrip("-").isdigit() and len(digits) <= JSON_DIGITS:
        return int(digits)
    value = float(digits)
    return value if abs(value) <= LARGEST else _Overflow(LARGEST if value > 0 else -LARGEST)


def _no_constant(word: str) -> Any:
    raise _Constant(word)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_Members, parse_float=_number, parse_int=_number, parse_constant=_no_constant
)


@dataclass
class _Settling:
    """Turns a tree into plain objects and records what they cannot hold; `path` leads to the current value."""

    problems: list[Problem] = field(default_factory=list)
    path: list[object] = field(default_factory=list)
    noted: Counter[str] = field(default_factory=Counter)

    def settle(self, value: Any) -> Any:
        """The plain value; the last of several equal names counts, as in ECMAScript and Python."""
        if isinstance(value, _Members):
            return self._object(value)
        if isinstance(value, list):
            return [self._at(index, item) for index, item in enumerate(value)]
        if isinstance(value, _Overflow):
            self._note("overflow")
            return float(value)
        return self._whole(value) if isinstance(value, str) else value

    def _object(self, given: _Members) -> dict[str, Any]:
        members: dict[str, Any] = {}
        seen: set[str] = set()
        for name, inner in given:
            whole = _LONE.sub("\ufffd", name)
            self.path.append(whole)
            if name in seen:
                self._note("duplicate", whole)
            seen.add(name)
            self._whole(name)
            members[whole] = self.settle(inner)
            self.path.pop()
        return members

    def _at(self, index: int, item: Any) -> Any:
        self.path.append(index)
        settled = self.settle(item)
        self.path.pop()
        return settled

    def _whole(self, text: str) -> str:
        """The string with U+FFFD for every unpaired surrogate."""
        if not (lone := _LONE.search(text)):
            return text
        self._note("surrogate", f"\\u{ord(lone[0]):04x}")
        return _LONE.sub("\ufffd", text)

    def _note(self, kind: str, detail: str = "") -> None:
        self.noted[kind] += 1
        if self.noted[kind] <= FINDINGS_PER_CASE:
            self.problems.append(Problem(kind, pointer=pointer_to(self.path), detail=detail))
