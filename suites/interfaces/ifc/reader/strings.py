r"""Strings of ISO 10303-21 (6.4.3): apostrophes are doubled, other characters in directives such as \X2\4E2D\X0\ ."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

_INSIDE = r"[^'\\]*(?:(?:\\\\|\\S\\[ -~]|\\(?!\\|S\\[ -~]))[^'\\]*)*"
"""What is between two apostrophes: the one in \\S\\' is a character of the text."""
STRING = f"'{_INSIDE}'"
WHOLE = f"'({_INSIDE}(?:''{_INSIDE})*)'"
"""A string with the apostrophes that are doubled in it."""
BINARY = r"\"[^\"';]*\""
"""What is written as a binary, whatever its digits are."""
_BETWEEN = re.compile(rf"{STRING}|{BINARY}|/\*|\\[NF]\\|['\"]")
_DIRECTIVE = re.compile(
    r"\\\\|\\S\\[ -~]|\\P[A-I]\\|\\X\\[0-9A-F]{2}|\\X2\\(?:[0-9A-F]{4})+\\X0\\|\\X4\\(?:[0-9A-F]{8})+\\X0\\|\\[NF]\\"
)
_VISIBLE = re.compile(r"[^\n]")
_UPPER = 0x80
_MOST = 0x10FFFF


def faults(raw: str) -> Iterator[int]:
    """The positions of reverse solidi that begin none of the directives."""
    position = raw.find("\\")
    while position >= 0:
        found = _DIRECTIVE.match(raw, position)
        if found is None:
            yield position
        position = raw.find("\\", found.end() if found else position + 1)


def blanked(text: str) -> str:
    """A text with blanks for its comments and print control directives outside strings, up to what is open."""
    if "/*" not in text and "\\N\\" not in text and "\\F\\" not in text:
        return text
    parts, start, position = [], 0, 0
    while found := _BETWEEN.search(text, position):
        mark, position = found[0], found.end()
        if mark == "/*":
            position = text.find("*/", position) + 2
        if mark in ("'", '"') or position < found.end():
            break
        if mark[0] in "/\\":
            parts += [text[start : found.start()], _VISIBLE.sub(" ", text[found.start() : position])]
            start = position
    return "".join([*parts, text[start:]])


def decoded(raw: str) -> str:
    """The text of a string; directives that are none stay as they are. Bytes beyond ASCII are UTF-8 or Latin-1."""
    if any(ord(each) >= _UPPER for each in raw):
        with suppress(UnicodeDecodeError):
            raw = raw.encode("latin-1").decode("utf-8")
    text = raw.replace("''", "'")
    return _DIRECTIVE.sub(_directive, text) if "\\" in text else text


def _directive(found: re.Match[str]) -> str:
    mark = found[0]
    if mark == "\\\\":
        return "\\"
    if mark[1] == "S":
        return chr(ord(mark[3]) + _UPPER)
    if mark.startswith("\\X\\"):
        return chr(int(mark[3:], 16))
    if mark[1] == "X":
        width = 4 if mark[2] == "2" else 8
        digits = mark[4:-4]
        codes = [int(digits[at : at + width], 16) for at in range(0, len(digits), width)]
        if width == 4:
            return b"".join(code.to_bytes(2, "big") for code in codes).decode("utf-16-be", "replace")
        return "".join(chr(code) if code <= _MOST else "\ufffd" for code in codes)
    return ""
