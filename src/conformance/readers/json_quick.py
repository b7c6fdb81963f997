"""The quick JSON reader: orjson, guarded against what it would accept or change."""

from __future__ import annotations

from functools import cache
from typing import Any, cast

from conformance.readers.bounds import JSON_DEPTH

_SHORT = 1 << 14
"""Up to this many bytes, counting brackets costs less than putting lists around the document."""
_DEEPEST_TRIED = 2_000
_DIGITS_AS_ZEROS = bytes.maketrans(b"123456789", b"0" * 9)
_DIGITS_OF_64_BITS = b"0" * 19
_BEFORE_A_NUMBER = b"[,:- \t\r\n"


class Doubtful(Exception):
    """The quick reader cannot vouch for the text: it has to be read carefully."""


def read_quickly(raw: bytes) -> Any:
    """The document of a text without problems or anything that orjson changes. Raises Doubtful otherwise."""
    orjson = _orjson()
    if orjson is None:
        raise Doubtful
    try:
        document = orjson.loads(raw)
        lists = 0 if _is_shallow(raw) else _lists()
        written = orjson.dumps(_within_lists(document, lists))
    except (ValueError, TypeError):  # invalid JSON, or nested too deeply to be read or written
        raise Doubtful from None
    if raw.startswith(written[lists : len(written) - lists]):  # most programs write JSON as orjson does
        return document
    if _has_long_integer(raw):
        raise Doubtful
    if b"\\" in raw and b"\\u0022" in raw:  # a quotation mark in a string that the count below would miss
        raise Doubtful
    # A duplicate name appears only once in the document, so its quotation marks are missing there.
    if written.count(b'"') != raw.count(b'"'):
        raise Doubtful
    return document


def _is_shallow(raw: bytes) -> bool:
    """Whether the text is short and has too few brackets to be nested too deeply."""
    return len(raw) <= _SHORT and raw.count(b"[") + raw.count(b"{") <= JSON_DEPTH


def _within_lists(document: Any, lists: int) -> Any:
    """The document within as many lists as make orjson refuse to write it if it is nested too deeply.

    orjson limits the depth of what it writes, so this check costs nothing; counting levels in the bytes takes half as
    long as parsing them.
    """
    for _ in range(lists):
        document = [document]
    return document


@cache
def _lists() -> int:
    """The number of lists that bring orjson's limit down to ours, found by trying. Raises Doubtful if it has none."""
    orjson, nested = _orjson(), cast(Any, 0)
    for depth in range(_DEEPEST_TRIED):
        try:
            orjson.dumps(nested)
        except TypeError:
            return max(0, depth - JSON_DEPTH)
        nested = [nested]
    raise Doubtful


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
