"""The parameters of an instance (ISO 10303-21, clause 12) as values, and the sort of parameters they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, NamedTuple

from .bounds import DEPTH
from .strings import STRING, WHOLE

_DIGITS = 300
"""Of a number that is read; a longer one exceeds a double."""
_TOKEN = re.compile(
    rf"""\s*(?:
        ([(),])
        | \#(\d{{1,18}})
        | {WHOLE}
        | ([-+]?\d+\.\d*(?:E[-+]?\d+)?)
        | ([-+]?\d+)
        | \.([A-Z_][A-Z0-9_]*)\.
        | ([$*])
        | "([0-3][0-9A-F]*)"
        | ([A-Z!][A-Z0-9_]*)\s*(?=\()
    )""",
    re.VERBOSE,
)
_SORTS = (
    (re.compile(STRING), "''"),
    (re.compile(r'"[0-3][0-9A-F]*"'), '"0"'),
    (re.compile(r"#\d+"), "#0"),
    (re.compile(r"(?<=[(,])[-+]?\d+\.\d*(?:E[-+]?\d+)?"), "0."),
    (re.compile(r"(?<=[(,])[-+]?\d+(?=[,)])"), "0"),
)
_PUNCTUATION = tuple((f" {each}", each) for each in "(),") + tuple((f"{each} ", each) for each in "(),")


class Ref(int):
    """The name of an instance that is referred to."""


class Enumerated(str):
    """An item of an enumeration, without its points."""

    __slots__ = ()


class Raw(str):
    """A string as it is between its apostrophes, with its escapes."""

    __slots__ = ()


class Binary(str):
    """A binary value in hexadecimal digits."""

    __slots__ = ()


class Typed(NamedTuple):
    """A value with the name of its type."""

    name: str
    values: list[Any]


class Derived:
    """An asterisk: the value follows from others."""


DERIVED = Derived()


@dataclass(frozen=True)
class Malformed(Exception):
    """A list of parameters that is malformed from this character on."""

    position: int


def sort_of(text: str) -> str:
    """The parameters with every string, number and reference replaced by the same one."""
    text = _SORTS[0][0].sub(_SORTS[0][1], text)
    text = " ".join(text.split())
    if " " in text:
        for old, new in _PUNCTUATION:
            text = text.replace(old, new)
    text = f"({text})"  # the last patterns ask what is around a number
    for pattern, plain in _SORTS[1:]:
        text = pattern.sub(plain, text)
    return text[1:-1]


def parse(text: str) -> list[Any]:
    """The values between the parentheses of an instance. Raises Malformed."""
    values: list[Any] = []
    way: list[tuple[list[Any], bool]] = []
    """The lists around the present one, and whether that is of a typed value."""
    position, ready = 0, True
    """Whether a value may come next."""
    named = ""
    while position < len(text):
        found = _TOKEN.match(text, position)
        if found is None:
            if not text[position:].strip():
                break
            raise Malformed(position)
        kind = found.lastindex or 0
        word = found[kind]
        if named and word != "(":
            raise Malformed(position)
        position = found.end()
        if kind == 1 and word != "(":
            # A comma follows a value; a list may be empty, but does not end with a comma.
            if (word == "," and (ready or not values)) or (word == ")" and (not way or (ready and values))):
                raise Malformed(position)
            if word == ",":
                ready = True
                continue
            inner = values
            values, typed = way.pop()
            values.append(Typed(values.pop(), inner) if typed else inner)
            ready = False
            continue
        if not ready:
            raise Malformed(position)
        if word == "(" and kind == 1:
            if len(way) >= DEPTH:
                raise Malformed(position)
            way.append((values, bool(named)))
            values, named = [], ""
        elif kind == 9:
            named = word
            values.append(word)
        else:
            values.append(_value(kind, word))
            ready = False
    if way or named or (ready and values):
        raise Malformed(len(text))
    return values


def _value(kind: int, word: str) -> Any:
    if kind in (2, 5) and len(word) > _DIGITS:
        return float(word)
    if kind == 4:
        return float(word)
    if kind == 7:
        return DERIVED if word == "*" else None
    if kind in (2, 5):
        return Ref(int(word)) if kind == 2 else int(word)
    return (Raw if kind == 3 else Enumerated if kind == 6 else Binary)(word)
