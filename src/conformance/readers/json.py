"""The strict JSON door (RFC 8259): what comes through it is safe for every reader behind it.

The document that comes out has bounded depth, finite numbers and no lone surrogate; whatever the text did wrong is
kept as a problem with its place, and parsing goes on where the meaning is beyond doubt.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate, count
from operator import sub
from typing import Any

from conformance.model.finding import Blocked
from conformance.readers.bounds import FINDINGS_PER_CASE, JSON_BYTES, JSON_DEPTH, JSON_DIGITS
from conformance.readers.source import Source

JSON_STARTS = (b"{", b"[")
_UTF8_BOM = b"\xef\xbb\xbf"
_WHITE = b" \t\r\n"
_DIGITS_AS_ZEROS = bytes.maketrans(b"123456789", b"0" * 9)
_LONG_NUMBER = b"0" * (JSON_DIGITS + 1)
_DIGITS_OF_64_BITS = b"0" * 19
_POINT = ord(".")
_LONG_TEXT, _MANY_TEXTS = 1 << 12, 100
"""Bytes of a text, and texts before it, from which on the faster parser is worth its import."""
_texts = count()
_SUSPECT_ESCAPE = re.compile(rb"\\u[dD][89a-fA-F]")
_LONE = re.compile("[\ud800-\udfff]")
# Possessive, and content with a string that never ends: the search cannot fail, so it never starts over.
_STRING = re.compile(rb'"[^"\\]*+(?:\\.?+[^"\\]*+)*+"?+', re.DOTALL)
_CONSTANT = re.compile(r'"[^"\\]*+(?:\\.?+[^"\\]*+)*+"?+|(NaN|-?Infinity)', re.DOTALL)
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_NEITHER_BRACKETS_NOR_QUOTES = bytes(set(range(256)) - set(b'[]{}"'))
_SHALLOW = 16
_STEPS = bytes.maketrans(b"[{]}", b"\2\2\0\0")
_BOUNDS = {"depth": JSON_DEPTH, "size": JSON_BYTES}
LARGEST = 1.7976931348623157e308


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a JSON text, at a byte offset or a pointer.

    `kind` is one of empty, bom, utf16, utf8, syntax, depth, size, surrogate, duplicate, overflow. `detail` is what
    stands there: an excerpt of the text, the name of a member.
    """

    kind: str
    byte: int | None = None
    pointer: str | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class JsonText:
    """A JSON text after the door: `document` may be judged only where `usable`."""

    document: Any = None
    usable: bool = False
    problems: tuple[Problem, ...] = ()

    def of_kind(self, *kinds: str) -> Iterator[Problem]:
        """The problems of these kinds, in the order of the text."""
        return (problem for problem in self.problems if problem.kind in kinds)

    def judged(self) -> Any:
        """The document. Raises Blocked where there is none, and says so if a bound of ours is the reason."""
        if self.usable:
            return self.document
        for problem in self.of_kind(*_BOUNDS):
            raise Blocked(f"json_{problem.kind}", bound=_BOUNDS[problem.kind])
        raise Blocked("no_json")

    def within_bounds(self) -> JsonText:
        """The text itself, readable or not. Raises Blocked where a bound of ours keeps it from being read."""
        if any(self.of_kind(*_BOUNDS)):
            self.judged()
        return self


def escape(name: object) -> str:
    """One reference token of a JSON pointer (RFC 6901)."""
    text = str(name)
    return text.replace("~", "~0").replace("/", "~1") if "~" in text or "/" in text else text


def json_text(source: Source) -> JsonText:
    """The JSON text that the whole source is."""
    return parse(source.data)


def parse(data: bytes | memoryview | Any) -> JsonText:
    """Parse bytes as one JSON text, offsets counted from their start. Never raises."""
    if len(data) > JSON_BYTES:
        return JsonText(problems=(Problem("size", detail=str(len(data))),))
    raw = data if isinstance(data, bytes) else bytes(data)
    try:
        return JsonText(_fast(raw), usable=True)
    except (_Suspect, ValueError, RecursionError):
        return _careful(raw)


class _Suspect(Exception):
    """The fast way cannot vouch for this text."""


def _fast(raw: bytes) -> Any:
    """The document, if nothing in its bytes asks for the careful way. Raises _Suspect, ValueError, RecursionError."""
    long = len(raw) >= _LONG_TEXT
    if (long or raw.count(b"[") + raw.count(b"{") > JSON_DEPTH) and _depth_exceeds(raw, JSON_DEPTH):
        raise _Suspect
    escapes = b"\\" in raw
    worthwhile = long or next(_texts) >= _MANY_TEXTS
    if worthwhile and not (escapes and b"\\u0022" in raw) and not _has_long_integer(raw):
        fastest = _fastest()
        if fastest:
            document = fastest.loads(raw)
            # A name that stands twice in an object is there once in the document, and its quotation marks are missing.
            if fastest.dumps(document).count(b'"') != raw.count(b'"'):
                raise _Suspect
            return document
    if escapes and _SUSPECT_ESCAPE.search(raw):
        raise _Suspect
    if len(raw) > JSON_DIGITS and _LONG_NUMBER in raw.translate(_DIGITS_AS_ZEROS):
        raise _Suspect
    return _STANDARD.decode(raw.decode("utf-8"))


@cache
def _fastest() -> Any:
    """orjson; None where it is not installed."""
    try:
        import orjson
    except ImportError:
        return None
    return orjson


def _has_long_integer(raw: bytes) -> bool:
    """Whether there may be an integer beyond 64 bits, which orjson makes approximate; long fractions are none."""
    zeros = raw.translate(_DIGITS_AS_ZEROS)
    at = zeros.find(_DIGITS_OF_64_BITS)
    while at > 0 and zeros[at - 1] == _POINT:
        at = zeros.find(_DIGITS_OF_64_BITS, at + len(_DIGITS_OF_64_BITS))
    return at >= 0


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _Suspect
    return members


def _finite(digits: str) -> float:
    value = float(digits)
    if value - value != 0.0:  # infinite: cheaper than asking math on every number
        raise _Suspect
    return value


def _suspect(word: str) -> Any:
    raise _Suspect


_STANDARD = json.JSONDecoder(object_pairs_hook=_unique, parse_float=_finite, parse_constant=_suspect)


def _depth_exceeds(raw: bytes, limit: int) -> bool:
    """Whether brackets outside strings nest deeper than `limit`: few passes, whatever the brackets."""
    bare = _bare(raw)
    steps = bare.translate(_STEPS)  # 2 opens and 0 closes, so that count() levels them
    left = steps
    for _ in range(min(limit, _SHALLOW)):  # each time the innermost pairs go: of most texts nothing is left soon
        left = left.replace(b"\2\0", b"")
        if not left:
            return False
    return max(map(sub, accumulate(steps), count(1)), default=0) > limit


def _bare(raw: bytes) -> bytes:
    """The brackets outside strings."""
    if b"\\" in raw:
        return _STRING.sub(b"", raw).translate(None, _NO_BRACKETS)
    # Strings without a bracket leave two quotation marks side by side, and all others at least one.
    bare = raw.translate(None, _NEITHER_BRACKETS_NOR_QUOTES).replace(b'""', b"")
    return bare if b'"' not in bare else b"".join(raw.split(b'"')[::2]).translate(None, _NO_BRACKETS)


@dataclass
class _Reading:
    """The careful way: what is wrong, with its place; of each kind as many problems as a case keeps findings."""

    problems: list[Problem] = field(default_factory=list)
    path: list[object] = field(default_factory=list)  # names and indices down to here, joined only when needed
    noted: Counter[str] = field(default_factory=Counter)

    def note(self, kind: str, byte: int) -> None:
        self.problems.append(Problem(kind, byte))

    def note_here(self, kind: str, detail: str = "") -> None:
        self.noted[kind] += 1
        if self.noted[kind] <= FINDINGS_PER_CASE:
            pointer = "".join(f"/{escape(step)}" for step in self.path)
            self.problems.append(Problem(kind, pointer=pointer, detail=detail))


def _careful(raw: bytes) -> JsonText:
    reading = _Reading()
    start = 0
    if raw.startswith(_UTF8_BOM):
        reading.note("bom", 0)
        start = 3
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or (len(raw) >= 4 and 0 in raw[:2] and raw[:2] != b"\0\0"):
        return JsonText(problems=(Problem("utf16", 0),))
    if not raw[start:].strip(_WHITE):
        return JsonText(problems=(*reading.problems, Problem("empty", start)))
    if _depth_exceeds(raw, JSON_DEPTH):
        return JsonText(problems=(*reading.problems, Problem("depth", detail=str(JSON_DEPTH))))
    try:
        text = raw[start:].decode("utf-8")
    except UnicodeDecodeError as error:
        return JsonText(problems=(*reading.problems, Problem("utf8", start + error.start)))
    try:
        tree = json.loads(
            text, object_pairs_hook=_Members, parse_float=_number, parse_int=_number, parse_constant=_no_constant
        )
    except json.JSONDecodeError as error:
        at = start + len(text[: error.pos].encode("utf-8"))
        return JsonText(problems=(*reading.problems, Problem("syntax", at, detail=_excerpt(text, error.pos))))
    except _Constant:
        position = _first_constant(text)
        at = start + len(text[:position].encode("utf-8"))
        return JsonText(problems=(*reading.problems, Problem("syntax", at, detail=_excerpt(text, position))))
    except RecursionError:
        return JsonText(problems=(*reading.problems, Problem("depth", detail=str(JSON_DEPTH))))
    document = _settle(tree, reading)
    return JsonText(document, True, tuple(reading.problems))


class _Members(list[tuple[str, Any]]):
    """An object as its members stand in the text, doubles included."""


class _Overflow(float):
    """A number beyond the range of a double, held as the largest double of its sign."""


class _Constant(Exception):
    """NaN or Infinity, which Python's parser would accept."""


def _no_constant(word: str) -> Any:
    raise _Constant(word)


def _excerpt(text: str, position: int) -> str:
    """What stands at a position, up to the end of the line; empty at the end of the text."""
    return "".join(text[position : position + 24].strip().splitlines()[:1])


def _number(digits: str) -> float | int:
    if digits.lstrip("-").isdigit() and len(digits) <= JSON_DIGITS:
        return int(digits)
    value = float(digits)
    return value if abs(value) <= LARGEST else _Overflow(LARGEST if value > 0 else -LARGEST)


def _first_constant(text: str) -> int:
    """Where the first NaN or Infinity outside strings stands."""
    return next((found.start() for found in _CONSTANT.finditer(text) if found[1]), 0)


def _settle(value: Any, reading: _Reading) -> Any:
    """The tree as plain objects; the last of several equal names counts, as ECMAScript and Python do it."""
    if isinstance(value, _Members):
        members: dict[str, Any] = {}
        seen: set[str] = set()
        for name, inner in value:
            reading.path.append(_whole(name, None))
            if name in seen:
                reading.note_here("duplicate", _whole(name, None))
            seen.add(name)
            members[_whole(name, reading)] = _settle(inner, reading)
            reading.path.pop()
        return members
    if isinstance(value, list):
        items = []
        for index, item in enumerate(value):
            reading.path.append(index)
            items.append(_settle(item, reading))
            reading.path.pop()
        return items
    if isinstance(value, _Overflow):
        reading.note_here("overflow")
        return float(value)
    return _whole(value, reading) if isinstance(value, str) else value


def _whole(text: str, reading: _Reading | None) -> str:
    """The string with U+FFFD for every surrogate without its partner; noted, if there is a reading."""
    if not (lone := _LONE.search(text)):
        return text
    if reading:
        reading.note_here("surrogate", f"\\u{ord(lone[0]):04x}")
    return _LONE.sub("\ufffd", text)


def read_document(source: Source) -> Any:
    """The document of a source that is one JSON text. Raises Blocked where there is none to judge."""
    return source.once(json_text).judged()
