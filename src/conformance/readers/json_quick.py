"""The quick JSON reader: orjson, guarded against what it would accept or change."""

from __future__ import annotations

from functools import cache
from typing import Any

from conformance.readers.bounds import JSON_DEPTH
from conformance.readers.json_depth import depth_exceeds

_DIGITS_AS_ZEROS = bytes.maketrans(b"123456789", b"0" * 9)
_DIGITS_OF_64_BITS = b"0" * 19
_BEFORE_A_NUMBER = b"[,:- \t\r\n"


class Doubtful(Exception):
    """The quick reader cannot vouch for the text: it has to be read carefully."""


def read_quickly(raw: bytes) -> Any:
    """The document of a text without problems or anything that orjson changes. Raises Doubtful otherwise."""
    orjson = _orjson()
    if orjson is None or depth_exceeds(raw, JSON_DEPTH) or _has_long_integer(raw):
        raise Doubtful
    if b"\\" in raw and b"\\u0022" in raw:  # a quotation mark in a string that the count below would miss
        raise Doubtful
    try:
        document = orjson.loads(raw)
    except ValueError:
        raise Doubtful from None
    # A duplicate name appears only once in the document, so its quotation marks are missing there.
    if orjson.dumps(document).count(b'"') != raw.count(b'"'):
        raise Doubtful
    return document


def _has_long_integer(raw: bytes) -> bool:
    """Whether there may be an integer beyond 64 bits, which orjson would approximate.

    Looks for long runs of digits and checks that what precedes them may precede a number, unlike in hashes and long
    fractions.
    """
    zeros = raw.translate(_DIGITS_AS_ZEROS)
    at = zeros.find(_DIGITS_OF_64_BITS)
    while at > 0 and zeros[at - 1] not in _BEFORE_A_NUMBER:
        at = zeros.find(_DIGITS_OF_64_BITS, at + len(_DIGITS_OF_64_BITS))
    return at >= 0


@cache
def _orjson() -> Any:
    """None if it is not installed: every text is then read carefully, about ten times as slowly."""
    try:
        import orjson
    except ImportError:
        return None
    return orjson
