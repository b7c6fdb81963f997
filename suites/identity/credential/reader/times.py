"""Points in time as XML Schema 1.1 writes them (`dateTimeStamp`, 3.4.28): with a time zone, without leap seconds."""

from __future__ import annotations

import re
from calendar import monthrange
from fractions import Fraction

_STAMP = re.compile(
    r"(-?(?:[1-9][0-9]{3,8}|0[0-9]{3}))-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(\.[0-9]+)?"
    r"(?:(Z)|([+-])([0-9]{2}):([0-9]{2}))"
)
FRACTION = 40  # characters of a fraction of a second that are compared
_DAY, _HOUR, _MINUTE = 86_400, 3_600, 60
_ERA, _YEARS = 146_097, 400  # days and years after which the calendar repeats itself


def instant(text: str) -> Fraction | None:
    """The seconds since the beginning of the year 0 in UTC; None if the text is not a `dateTimeStamp`."""
    found = _STAMP.fullmatch(text)
    if not found:
        return None
    year, month, day, hour, minute, second = (int(each) for each in found.groups()[:6])
    fraction = Fraction((found[7] or "0")[:FRACTION])
    offset_hour, offset_minute = int(found[10] or 0), int(found[11] or 0)
    if not 1 <= month <= 12 or not 1 <= day <= _days(year, month):
        return None
    end_of_day = hour == 24 and not minute and not second and not fraction
    if not (hour <= 23 or end_of_day) or minute > 59 or second > 59:
        return None
    if offset_minute > 59 or offset_hour * 60 + offset_minute > 14 * 60:
        return None
    seconds = _day_number(year, month, day) * _DAY + hour * _HOUR + minute * _MINUTE + second + fraction
    offset = offset_hour * _HOUR + offset_minute * _MINUTE
    return seconds + offset if found[9] == "-" else seconds - offset


def _days(year: int, month: int) -> int:
    return monthrange(year % _YEARS + _YEARS, month)[1]


def _day_number(year: int, month: int, day: int) -> int:
    """Days since 0000-01-01, whatever the year."""
    eras, within = divmod(year, _YEARS)
    before = within * 365 + (within + 3) // 4 - (within + 99) // 100 + (within > 0)
    return eras * _ERA + before + sum(_days(year, each) for each in range(1, month)) + day - 1
