"""The forms of values in statements: UUIDs, timestamps and durations (xAPI 1.0.3, Part Two, 4.4 to 4.6)."""

from __future__ import annotations

import re
from calendar import isleap, monthrange, weekday

UUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
SHA1 = re.compile(r"[0-9A-Fa-f]{40}")
_DATE = r"(?P<y>\d{4})-(?:(?P<m>\d{2})-(?P<d>\d{2})|W(?P<w>\d{2})-(?P<wd>[1-7])|(?P<n>\d{3}))"
_TIME = r"(?P<H>\d{2})(?::(?P<M>\d{2})(?::(?P<S>\d{2}))?)?(?:[.,]\d+)?"
_BASIC_DATE = r"(?P<y>\d{4})(?:(?P<m>\d{2})(?P<d>\d{2})|W(?P<w>\d{2})(?P<wd>[1-7])|(?P<n>\d{3}))"
_BASIC_TIME = r"(?P<H>\d{2})(?:(?P<M>\d{2})(?P<S>\d{2})?)?(?:[.,]\d+)?"
_ZONE = r"(?P<zone>[Zz]|[+-]\d{2}(?::?\d{2})?)?"
_FORMS = (
    re.compile(f"{_DATE}[Tt]{_TIME}{_ZONE}", re.ASCII),
    re.compile(f"{_BASIC_DATE}[Tt]{_BASIC_TIME}{_ZONE}", re.ASCII),
)
"""ISO 8601 has calendar, week and ordinal dates, in extended and basic format; RFC 3339 has small letters as well."""
_NUMBER = r"\d+(?:[.,]\d+)?"
_WHOLE = r"\d+"
_DURATION = re.compile(
    rf"P(?:{_WHOLE}W|(?=[\dT])(?:{_NUMBER}Y)?(?:{_NUMBER}M)?(?:{_NUMBER}D)?(?:T(?=\d)(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?)",
    re.ASCII,
)
_SECONDS = re.compile(rf"P{_NUMBER}S", re.ASCII)
"""An example of the standard, though ISO 8601 has a T before it."""
_PARTS = re.compile(r"\d+([.,]\d+)?")
HOURS, MINUTES, SECONDS, MONTHS, DAYS, WEEKS = 24, 59, 60, 12, 365, 52
THURSDAY = 3


def is_timestamp(text: str) -> bool:
    """Whether a text is a date and time of ISO 8601 that exists."""
    found = next((match for form in _FORMS if (match := form.fullmatch(text))), None)
    if found is None:
        return False
    hour, minute, second = (int(found[name] or 0) for name in "HMS")
    late = hour == HOURS and (minute or second)
    if hour > HOURS or late or minute > MINUTES or second > SECONDS:
        return False
    digits = (found["zone"] or "").lstrip("Zz+-").replace(":", "")
    if digits and (not 0 <= int(digits[:2]) < HOURS or int(digits[2:] or 0) > MINUTES):
        return False
    return _is_day(found)


def _is_day(found: re.Match[str]) -> bool:
    """ISO 8601 has no day 0, and no year 0 is meant here."""
    year = int(found["y"])
    if year == 0:
        return False
    if found["w"]:
        return 1 <= int(found["w"]) <= _weeks(year)
    if found["n"]:
        return 1 <= int(found["n"]) <= DAYS + isleap(year)
    month, day = int(found["m"]), int(found["d"])
    return 1 <= month <= MONTHS and 1 <= day <= monthrange(year, month)[1]


def _weeks(year: int) -> int:
    """How many weeks a year has: one more if it begins, or in a leap year ends, on a Thursday."""
    first = weekday(year, 1, 1)
    return WEEKS + (first == THURSDAY or (isleap(year) and first == THURSDAY - 1))


def has_zone(text: str) -> bool:
    """Whether a timestamp names its zone."""
    found = next((match for form in _FORMS if (match := form.fullmatch(text))), None)
    return found is not None and found["zone"] is not None


def is_duration(text: str) -> bool:
    """Whether a text is a duration with designators; only its last number has a fraction."""
    if not _DURATION.fullmatch(text) and not _SECONDS.fullmatch(text):
        return False
    return not any(found[1] for found in list(_PARTS.finditer(text))[:-1])
