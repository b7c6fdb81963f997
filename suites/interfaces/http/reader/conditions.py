"""Values of conditional requests and ranges (RFC 9110, 13 and 14)."""

from __future__ import annotations

import re
from typing import NamedTuple

# Nobody has registered this range unit, and no product makes this tag.
OTHER_TAG = '"conformance-no-such-tag"'
OTHER_UNIT = "conformance"
_CONTENT_RANGE = re.compile(r"bytes (\d{1,15})-(\d{1,15})/(\d{1,15}|\*)")


class Range(NamedTuple):
    """The octets that a Content-Range names, both ends included, and the length of the whole."""

    first: int
    last: int
    size: int | None


def range_of(value: str) -> Range | None:
    """The range that a Content-Range states; None if it is invalid (RFC 9110, 14.4)."""
    found = _CONTENT_RANGE.fullmatch(value)
    if not found:
        return None
    size = None if found[3] == "*" else int(found[3])
    named = Range(int(found[1]), int(found[2]), size)
    return named if named.first <= named.last and (size is None or named.last < size) else None
