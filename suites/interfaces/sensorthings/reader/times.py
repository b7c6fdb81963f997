"""Times of ISO 8601 as the SensorThings API writes them: an instant, or an interval of two."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import NamedTuple

_DATE = r"(?P<year>\d{4})-?(?P<month>\d\d)-?(?P<day>\d\d)"
_CLOCK = r"(?P<hour>\d\d)(?::?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,](?P<fraction>\d{1,100}))?)?)?"
_ZONE = r"(?P<zone>Z|[+\-\u2212](?P<hours>\d\d)(?::?(?P<minutes>\d\d))?)?"
_INSTANT = re.compile(rf"{_DATE}(?:T{_CLOCK}{_ZONE})?", re.ASCII)
_END = re.compile(rf"{_CLOCK}{_ZONE}", re.ASCII)
_DURATION = re.compile(r"P(?=[\dT])(?:\d+(?:[.,]\d*)?[YMWD])*(?:T(?:\d+(?:[.,]\d*)?[HMS])+)?", re.ASCII)
_LAST = {"hour": 24, "minute": 59, "second": 60, "hours": 23, "minutes": 59}
"""The largest value of each part of a time: 24:00 is the end of a day, the second 60 a leap second."""
_DIGITS = 6
SECOND = 1_000_000
DAY = 86_400 * SECOND


class Instant(NamedTuple):
    """A moment, in microseconds since 0000-03-01 in UTC; `zoned` if its zone is known, otherwise it is taken for UTC.

    None where only a duration says when it is.
    """

    moment: int | None
    zoned: bool


class Time(NamedTuple):
    """A time: its first instant, and the last one if it is an interval."""

    first: Instant
    last: Instant | None

    @property
    def kind(self) -> str:
        return "instant" if self.last is None else "interval"

    @property
    def zoned(self) -> bool:
        """Whether the zone of each end is known."""
        return self.first.zoned and (self.last is None or self.last.zoned)

    @property
    def is_comparable(self) -> bool:
        """Whether it is an interval whose ends are both known, with their zones or both without."""
        if self.last is None or self.first.moment is None or self.last.moment is None:
            return False
        return self.first.zoned == self.last.zoned

    @property
    def is_reversed(self) -> bool:
        """Whether it is an interval that ends before it begins."""
        first, last = self.first.moment, self.last.moment if self.last else None
        return first is not None and last is not None and last < first


def read_time(text: str) -> Time | None:
    """The time that the text is; None if it is not one of ISO 8601."""
    begin, slash, end = text.partition("/")
    if not slash:
        found = _instant(begin)
        return None if found is None else Time(found, None)
    first = _instant(begin)
    if first is not None and _DURATION.fullmatch(end):
        return Time(first, Instant(None, first.zoned))
    last = _instant(end) or (_shortened(end, first) if first is not None else None)
    if first is None and _DURATION.fullmatch(begin) and last is not None:
        return Time(Instant(None, last.zoned), last)
    return None if first is None or last is None else Time(first, last)


def _instant(text: str) -> Instant | None:
    found = _INSTANT.fullmatch(text)
    if found is None:
        return None
    parts = found.groupdict()
    year, month, day = (int(parts[name]) for name in ("year", "month", "day"))
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year or 4, month)[1] or not _within(parts):
        return None
    return Instant(_moment(year, month, day, parts), parts["zone"] is not None)


def _shortened(text: str, first: Instant) -> Instant | None:
    """The end of an interval that leaves out the date of its begin (ISO 8601, 4.4.5); its zone is that of the begin."""
    found = _END.fullmatch(text)
    if found is None or not _within(found.groupdict()):
        return None
    return Instant(None, first.zoned or found["zone"] is not None)


def _within(parts: dict[str, str | None]) -> bool:
    return all(int(parts[name] or 0) <= most for name, most in _LAST.items())


def written(moment: int, minutes: int = 0) -> str:
    """A moment in ISO 8601, with an offset from UTC of so many minutes, which is not negative."""
    days, rest = divmod(moment + minutes * 60 * SECOND, DAY)
    seconds, fraction = divmod(rest, SECOND)
    clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    digits = f".{fraction:0{_DIGITS}}" if fraction else ""
    zone = f"+{minutes // 60:02}:{minutes % 60:02}" if minutes else "Z"
    return f"{_date(days)}T{clock}{digits}{zone}"


def _moment(year: int, month: int, day: int, parts: dict[str, str | None]) -> int:
    hour, minute, second, hours, minutes = (int(parts[name] or 0) for name in _LAST)
    away = (hours * 60 + minutes) * (1 if (parts["zone"] or "+")[0] in "Z+" else -1)
    fraction = int((parts["fraction"] or "0")[:_DIGITS].ljust(_DIGITS, "0"))
    return _days(year, month, day) * DAY + ((hour * 60 + minute - away) * 60 + second) * SECOND + fraction


def _days(year: int, month: int, day: int) -> int:
    """The days since 0000-03-01: a year that begins in March ends with its leap day."""
    since = year - (month <= 2)
    return since * 365 + since // 4 - since // 100 + since // 400 + (153 * ((month + 9) % 12) + 2) // 5 + day - 1


def _date(days: int) -> str:
    """The date so many days after 0000-03-01."""
    era, of_era = divmod(days, 146_097)
    of_400 = (of_era - of_era // 1_460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * of_400 + of_400 // 4 - of_400 // 100)
    month = (5 * of_year + 2) // 153
    year = era * 400 + of_400 + (month >= 10)
    return f"{year:04}-{(month + 2) % 12 + 1:02}-{of_year - (153 * month + 2) // 5 + 1:02}"
