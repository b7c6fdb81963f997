"""The nesting depth of a JSON text, computed from its bytes before a recursive parser starts."""

from __future__ import annotations

from itertools import accumulate, count
from operator import sub

_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_NEITHER_BRACKETS_NOR_QUOTES = bytes(set(range(256)) - set(b'[]{}"'))
_STEPS = bytes.maketrans(b"[{]}", b"\2\2\0\0")
"""2 opens and 0 closes, so that subtracting 1 per step balances them."""
_SHALLOW = 16


def depth_exceeds(raw: bytes, limit: int) -> bool:
    """Whether brackets outside strings nest deeper than `limit`, in a few passes whatever the brackets.

    For a text with a backslash outside its strings, which is not JSON, either answer will do.
    """
    if raw.count(b"[") + raw.count(b"{") <= limit:
        return False
    steps = _brackets_outside_strings(raw).translate(_STEPS)
    left = steps
    for _ in range(min(limit, _SHALLOW)):  # each pass removes the innermost pairs: soon all of most texts
        left = left.replace(b"\2\0", b"")
        if not left:
            return False
    return max(map(sub, accumulate(steps), count(1)), default=0) > limit


def _brackets_outside_strings(raw: bytes) -> bytes:
    if b"\\" in raw:  # remove escaped quotation marks, after escaped backslashes, since one may precede the end
        raw = raw.replace(b"\\\\", b"").replace(b'\\"', b"")
    # Strings without a bracket leave two adjacent quotation marks, all others at least one.
    bare = raw.translate(None, _NEITHER_BRACKETS_NOR_QUOTES).replace(b'""', b"")
    return bare if b'"' not in bare else b"".join(raw.split(b'"')[::2]).translate(None, _NO_BRACKETS)
