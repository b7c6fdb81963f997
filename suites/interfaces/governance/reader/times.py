"""Times of RFC 3339 and of HTTP as seconds since 1970."""

from __future__ import annotations

import re
from calendar import monthrange, timegm
from email.utils import mktime_tz, parsedate_tz
from typing import Any

# RFC 3339 5.6.
_TIME = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d))", re.ASCII
)


def seconds_of(value: Any) -> int | None:
    """The time in a text, without fractions of a second; None if it is not one of RFC 3339."""
    found = _TIME.fullmatch(value) if isinstance(value, str) else None
    if not found:
        return None
    year, month, day, hour, minute, second = map(int, found.groups()[:6])
    if not (1 <= month <= 12 and year and 1 <= day <= monthrange(year, month)[1]):
        return None
    if hour > 23 or minute > 59 or second > 60:  # a leap second
        return None
    ahead = (int(found[8]) * 3600 + int(found[9]) * 60) * (-1 if found[7] == "-" else 1) if found[7] else 0
    return timegm((year, month, day, hour, minute, second)) - ahead


def seconds_of_date(header: str | None) -> int | None:
    """The time in a header `Date` (RFC 9110 5.6.7); None without one that says its zone."""
    parts = parsedate_tz(header or "")
    if parts is None or parts[9] is None:
        return None
    try:
        return mktime_tz(parts)
    except (ValueError, OverflowError):
        return None
