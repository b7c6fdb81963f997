"""The quick way through the JSON door: orjson, behind guards for what it would let pass or read in its own way."""

from __future__ import annotations

from functools import cache
from typing import Any

from conformance.readers.bounds import JSON_DEPTH
from conformance.readers.json_depth import depth_exceeds

_DIGITS_AS_ZEROS = bytes.maketrans(b"123456789", b"0" * 9)
_DIGITS_OF_64_BITS = b"0" * 19
_BEFORE_A_NUMBER = b"[,:- \t\r\n"


class Doubtful(Exception):
    """Nothing the quick way can vouch for: the text is to be read the careful way."""


def read_quickly(raw: bytes) -> Any:
    """The document of a text that does nothing wrong and holds nothing orjson changes. Raises Doubtful otherwise."""
    orjson = _orjson()
    if orjson is None or depth_exceeds(raw, JSON_DEPTH) or _has_long_integer(raw):
        raise Doubtful
    if b"\\" in raw and b"\\u0022" in raw:  # a quotation mark in a string that is not counted as one below
        raise Doubtful
    try:
        document = orjson.loads(raw)
    except ValueError:
        raise Doubtful from None
    # A name that stands twice in an object is there once in the document, and its quotation marks are missing.
    if orjson.dumps(document).count(b'"') != raw.count(b'"'):
        raise Doubtful
    return document


def _has_long_integer(raw: bytes) -> bool:
    """Whether there may be an integer beyond 64 bits, which orjson makes approximate.

    Runs of so many digits are looked for, and before each what may precede a number: in hashes and in long fractions
    something else does.
    """
    zeros = raw.translate(_DIGITS_AS_ZEROS)
    at = zeros.find(_DIGITS_OF_64_BITS)
    while at > 0 and zeros[at - 1] not in _BEFORE_A_NUMBER:
        at = zeros.find(_DIGITS_OF_64_BITS, at + len(_DIGITS_OF_64_BITS))
    return at >= 0


@cache
def _orjson() -> Any:
    """None where it is not installed: every text is then read the careful way, some ten times as slowly."""
    try:
        import orjson
    except ImportError:
        return None
    return orjson
