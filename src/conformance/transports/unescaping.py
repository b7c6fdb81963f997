"""A text without its escapes, in which every byte knows where it comes from.

Percent-encoding, escapes of JSON and other languages, and HTML entities are undone, also where they are mixed or were
applied several times; quoted-printable as well. Line breaks are left out at the end: base64 may be broken into lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from html.entities import html5

_ROUNDS = 4  # each undoes any number of repetitions of the same escape, so that only mixtures need further ones


def _escapes(run: str) -> re.Pattern[bytes]:
    """The escapes; `run` are the backslashes that one with a number may begin with.

    Every way begins with a plain character, so that the search skips to the next of the three.
    """
    pattern = rf"""
        %(?:25)*(?P<percent>[0-9a-f]{{2}})
        | %(?:25)*u(?P<first>d[89ab][0-9a-f]{{2}})%(?:25)*u(?P<second>d[c-f][0-9a-f]{{2}})
        | %(?:25)*u(?P<script>[0-9a-f]{{4}})
        | {run}(?-i:U)(?P<long>[0-9a-f]{{8}})
        | {run}u(?P<high>d[89ab][0-9a-f]{{2}}){run}u(?P<low>d[c-f][0-9a-f]{{2}})
        | {run}u(?P<unit>[0-9a-f]{{4}})
        | {run}u\{{0*(?P<point>[0-9a-f]{{1,6}})\}}
        | {run}x(?P<octet>[0-9a-f]{{2}})
        | {run}(?P<octal>[0-3][0-7]{{2}})
        | \\(?P<sign>["'\\/bfnrt])
        | &(?:amp;)*(?:
            \#0*(?P<decimal>[0-9]{{1,7}});?
            | \#x0*(?P<hexadecimal>[0-9a-f]{{1,6}});?
            | (?P<name>[a-z][a-z0-9]{{1,30}};)
        )
    """
    return re.compile(pattern.encode(), re.IGNORECASE | re.VERBOSE)


# A run that leads to no escape is tried from its beginning alone, or it would cost the square of its length.
_REPEATED = _escapes(r"\\(?<!\\\\)\\*")
_ONCE = _escapes(r"\\")  # a text may itself have a backslash before what is escaped
_QUOTED_PRINTABLE = re.compile(rb"=(?P<octet>[0-9a-f]{2})|=\r?\n", re.IGNORECASE)
_BREAKS = re.compile(rb"[\r\n]+")
_CONTROLS = {b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t"}


class Unescaped:
    """`text` is the data without its escapes; `place` gives the range of the data from which a range of it comes."""

    def __init__(self, text: bytes, rounds: tuple[_Round, ...] = ()) -> None:
        self.text, self._rounds = text, rounds

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where in the data the bytes from `start` to before `end` come from."""
        for each in reversed(self._rounds):
            start, end = each.start(start), each.end(end)
        return start, end

    def without(self, escapes: re.Pattern[bytes], meaning: Callable[[re.Match[bytes]], bytes]) -> Unescaped:
        """The text with these escapes undone as well."""
        done = _Round()
        text = escapes.sub(lambda found: done.noted(found, meaning(found)), self.text)
        return Unescaped(text, (*self._rounds, done)) if done.at else self


def unescaped(data: bytes) -> list[Unescaped]:
    """The data as it is, and after each round of undoing escapes: with one too many, a text may no longer be itself."""
    found = [Unescaped(data)]
    if b"=" in data:
        found.append(found[0].without(_QUOTED_PRINTABLE, _octet))
    for start in found[:]:
        rounds = _rounds(start, _REPEATED)
        found += rounds
        if any(b"\\\\" in each.text for each in (start, *rounds)):
            found += _rounds(start, _ONCE)
    return list(dict.fromkeys(found))


def _rounds(start: Unescaped, escapes: re.Pattern[bytes]) -> list[Unescaped]:
    """The text after each round, and without line breaks at the end."""
    found = [start]
    while len(found) <= _ROUNDS and (following := found[-1].without(escapes, _character)) is not found[-1]:
        found.append(following)
    return [*found[1:], found[-1].without(_BREAKS, lambda _: b"")]


class _Round:
    """For every escape undone at once: where it was (`start`, `end`), and where its meaning now is."""

    def __init__(self) -> None:
        self.at: list[int] = []
        self._escapes: list[tuple[int, int, int]] = []
        self._shorter = 0

    def noted(self, found: re.Match[bytes], meaning: bytes) -> bytes:
        start, end = found.span()
        self.at.append(start - self._shorter)
        self._escapes.append((start, end, len(meaning)))
        self._shorter += end - start - len(meaning)
        return meaning

    def start(self, position: int) -> int:
        """Where the byte at the position begins."""
        return self._range(position)[0]

    def end(self, position: int) -> int:
        """Where the byte before the position ends."""
        return self._range(position - 1)[1]

    def _range(self, position: int) -> tuple[int, int]:
        last = bisect_right(self.at, position) - 1
        if last < 0:
            return position, position + 1
        start, end, length = self._escapes[last]
        past = position - self.at[last] - length
        return (start, end) if past < 0 else (end + past, end + past + 1)


def _octet(found: re.Match[bytes]) -> bytes:
    return bytes.fromhex(found["octet"].decode()) if found["octet"] else b""


def _character(found: re.Match[bytes]) -> bytes:
    """What an escape means; itself if it means nothing."""
    kind = found.lastgroup or ""
    value = found[kind]
    match kind:
        case "percent" | "octet":
            return bytes.fromhex(value.decode())
        case "low" | "second":
            half = found["high" if kind == "low" else "first"]
            pair = bytes.fromhex((half + value).decode())
            return pair.decode("utf-16-be").encode()
        case "octal":
            return bytes([int(value, 8)])
        case "unit" | "script" | "long" | "point" | "hexadecimal":
            return _coded(int(value, 16), found[0])
        case "decimal":
            return _coded(int(value), found[0])
        case "name":
            return html5[value.decode()].encode() if value.decode() in html5 else found[0]
    return _CONTROLS.get(value.lower(), value)


def _coded(point: int, otherwise: bytes) -> bytes:
    return chr(point).encode("utf-8", "surrogatepass") if point <= 0x10FFFF else otherwise
