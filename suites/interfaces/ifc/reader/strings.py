r"""Strings of ISO 10303-21 (6.4.3): apostrophes are doubled, other characters in directives such as \X2\4E2D\X0\ ."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

_DIRECTIVE = re.compile(
    r"\\\\|\\S\\[ -~]|\\P[A-I]\\|\\X\\[0-9A-F]{2}|\\X2\\(?:[0-9A-F]{4})+\\X0\\|\\X4\\(?:[0-9A-F]{8})+\\X0\\|\\[NF]\\"
)
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
