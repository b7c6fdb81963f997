"""Escapes that would be taken for others if all were undone at once: quoted-printable, CSS and UTF-7."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from contextlib import suppress

from conformance.transports.positions import Unescaped

_QUOTED_PRINTABLE = re.compile(rb"=([0-9a-f]{2})|=\r?\n", re.IGNORECASE)
# A run of backslashes is tried from its beginning alone. Before any other sign it is how shells, patterns, Markdown
# and CSS escape it.
_CSS = re.compile(rb"\\(?<!\\\\)\\*(?:([0-9a-f]{1,6})(?:\r\n|[ \t\r\n\f])?|([ -/:-@G-[\]-`g-\x7f]))", re.IGNORECASE)
# The same by one backslash alone, which is a sign as well; a text without two of them would not differ.
_SIGNS = re.compile(rb"\\([ -/:-@[-`{-~])")
_UTF_7 = re.compile(rb"\+([A-Za-z0-9+/]*)-?")
_UTF_7_OF_MAIL = re.compile(rb"&([A-Za-z0-9+,]*)-")
_STANDARD = bytes.maketrans(b",", b"/")


def otherwise_escaped(text: Unescaped) -> Iterator[Unescaped]:
    """The text with the escapes of each of these undone, where it has any."""
    for sign, escapes, meaning in _KINDS:
        if sign in text.text and (found := text.without(escapes, meaning)) is not text:
            yield found


def _octet(found: re.Match[bytes]) -> bytes:
    return bytes.fromhex(found[1].decode()) if found[1] else b""


def _css(found: re.Match[bytes]) -> bytes:
    if found[2]:
        return found[2]
    point = int(found[1], 16)
    return chr(point).encode("utf-8", "surrogatepass") if point <= 0x10FFFF else found[0]


def _utf_7(found: re.Match[bytes]) -> bytes:
    """What a run of base64 means: UTF-16; the sign before it if it is empty; itself if it means nothing."""
    coded = found[1].translate(_STANDARD)
    if not coded:
        return found[0][:1] if found[0].endswith(b"-") else found[0]
    whole = coded[: len(coded) - (len(coded) % 4 == 1)]
    wide = base64.b64decode(whole + b"=" * (-len(whole) % 4))
    with suppress(UnicodeDecodeError):
        return wide[: len(wide) // 2 * 2].decode("utf-16-be").encode() or found[0]
    return found[0]


_KINDS: tuple[tuple[bytes, re.Pattern[bytes], Callable[[re.Match[bytes]], bytes]], ...] = (
    (b"=", _QUOTED_PRINTABLE, _octet),
    (b"\\", _CSS, _css),
    (b"\\\\", _SIGNS, lambda found: found[1]),
    (b"+", _UTF_7, _utf_7),
    (b"&", _UTF_7_OF_MAIL, _utf_7),
)
