"""A text without its escapes, in which every byte knows where it comes from.

Percent-encoding, escapes of JSON and other languages, and HTML entities are undone, also where they are mixed or were
applied several times; those of other_escapes.py as well. At the end characters become plain ones (see spelling.py), and
line breaks are left out: base64 may be broken into lines.
"""

from __future__ import annotations

import html
import re
from html.entities import html5

from conformance.transports.other_escapes import otherwise_escaped
from conformance.transports.positions import Unescaped
from conformance.transports.spelling import plainly_spelled

_LEGACY = [name for name in html5 if name[-1] != ";"]
_ENTITIES = "|".join(sorted(_LEGACY, key=lambda name: -len(name)))
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
            | (?P<name>[a-z][a-z0-9]{{1,30}}; | {_ENTITIES})
        )
    """
    return re.compile(pattern.encode(), re.IGNORECASE | re.VERBOSE)


# A run that leads to no escape is tried from its beginning alone, or it would cost the square of its length.
_REPEATED = _escapes(r"\\(?<!\\\\)\\*")
_ONCE = _escapes(r"\\")  # a text may itself have a backslash before what is escaped
_OF_JSON = re.compile(
    rb"""\\(?:(?P<sign>["\\/bfnrt])|u(?P<high>d[89ab][0-9a-f]{2})\\u(?P<low>d[c-f][0-9a-f]{2})|u(?P<unit>[0-9a-f]{4}))""",
    re.IGNORECASE,
)
_SIGNS = re.compile(rb"[%\\&=+\r\n]")
"""What every escape here and in other_escapes.py begins with, and line breaks."""
_ESCAPED = re.compile(r"[bfnrtux0-7][a-z0-9]{0,3}", re.ASCII | re.IGNORECASE)
"""The beginning of a text that could be what a backslash escapes, as far as no writer escapes it."""
_BREAKS = re.compile(rb"[\r\n]+")
_CONTROLS = {b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t"}


def unescaped(data: bytes) -> list[Unescaped]:
    """The data as it is, and after each round of undoing escapes: with one too many, a text may no longer be itself."""
    return _unescaped(Unescaped(data))


def after_backslashes(data: bytes, text: str) -> list[Unescaped]:
    """The same where a backslash comes before the beginning of a text, with which it would be taken for an escape."""
    begins = _ESCAPED.match(text)
    if begins is None:
        return []
    plain = Unescaped(data)
    before = re.compile(rb"\\(?=%b)" % begins[0].encode(), re.IGNORECASE)
    apart = plain.without(before, lambda _: b"\0")
    return [] if apart is plain else _unescaped(apart)


def _unescaped(plain: Unescaped) -> list[Unescaped]:
    if plain.text.isascii() and not _SIGNS.search(plain.text):
        return [plain]
    alone = plain.without(_OF_JSON, _character)  # a text that only seems to have other escapes
    starts = [plain, *otherwise_escaped(plain)]
    if alone is not plain:
        starts += otherwise_escaped(alone)
    found = [*starts, alone, *(each.without(_BREAKS, lambda _: b"") for each in (plain, alone))]
    for start in starts:
        rounds = _rounds(start, _REPEATED)
        found += rounds
        if any(b"\\\\" in each.text for each in (start, *rounds)):
            found += _rounds(start, _ONCE)
    return list({each.text: each for each in reversed(found)}.values())[::-1]


def _rounds(start: Unescaped, escapes: re.Pattern[bytes]) -> list[Unescaped]:
    """The text after each round, and at the end in plain characters and without line breaks."""
    found = [start]
    while len(found) <= _ROUNDS and (following := found[-1].without(escapes, _character)) is not found[-1]:
        found.append(following)
    plain = plainly_spelled(found[-1])
    return [*found[1:], plain, plain.without(_BREAKS, lambda _: b"")]


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
            return html.unescape(f"&{value.decode()}").encode()  # of `&lt0;`, only the beginning is a name
    return _CONTROLS.get(value.lower(), value)


def _coded(point: int, otherwise: bytes) -> bytes:
    return chr(point).encode("utf-8", "surrogatepass") if point <= 0x10FFFF else otherwise
