"""The forms of values in statements: UUIDs, timestamps and durations (xAPI 1.0.3, Part Two, 4.4 to 4.6)."""

from __future__ import annotations

import re
from datetime import date, timedelta

UUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
SHA1 = re.compile(r"[0-9A-Fa-f]{40}")
_DATE = r"(?P<y>\d{4})-(?:(?P<m>\d{2})-(?P<d>\d{2})|W(?P<w>\d{2})-(?P<wd>[1-7])|(?P<n>\d{3}))"
_TIME = r"(?P<H>\d{2})(?::(?P<M>\d{2})(?::(?P<S>\d{2}))?)?(?:[.,]\d+)?"
_BASIC_DATE = r"(?P<y>\d{4})(?:(?P<m>\d{2})(?P<d>\d{2})|W(?P<w>\d{2})(?P<wd>[1-7])|(?P<n>\d{3}))"
_BASIC_TIME = r"(?P<H>\d{2})(?:(?P<M>\d{2})(?P<S>\d{2})?)?(?:[.,]\d+)?"
_ZONE = r"(?P<zone>Z|[+-]\d{2}(?::?\d{2})?)?"
_FORMS = (re.compile(f"{_DATE}T{_TIME}{_ZONE}"), re.compile(f"{_BASIC_DATE}T{_BASIC_TIME}{_ZONE}"))
"""ISO 8601 has calendar, week and ordinal dates, in extended and basic format."""
_NUMBER = r"\d+(?:[.,]\d+)?"
_WHOLE = r"\d+"
_DURATION = re.compile(
    rf"P(?:{_WHOLE}W|(?=[\dT])(?:{_NUMBER}Y)?(?:{_NUMBER}M)?(?:{_NUMBER}D)?(?:T(?=\d)(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?)"
)
_SECONDS = re.compile(rf"P{_NUMBER}S")
"""An example of the standard, though ISO 8601 has a T before it."""
_PARTS = re.compile(r"\d+([.,]\d+)?")
HOURS, MINUTES, SECONDS, MONTHS, WEEKS, ZONE_MINUTES = 24, 59, 60, 12, 53, 1439


def is_timestamp(text: str) -> bool:
    """Whether a text is a date and time of ISO 8601 that exists."""
    found = next((match for form in _FORMS if (match := form.fullmatch(text))), None)
    if found is None:
        return False
    hour, minute, second = (int(found[name] or 0) for name in "HMS")
    late = hour == HOURS and (minute or second)
    if hour > HOURS or late or minute > MINUTES or second > SECONDS:
        return False
    zone = found["zone"] or "Z"
    digits = zone.lstrip("Z+-").replace(":", "")
    if digits and (not 0 <= int(digits[:2]) < HOURS or int(digits[2:] or 0) > MINUTES):
        return False
    return not (zone.startswith("-") and not digits.strip("0")) and _is_day(found)


def _is_day(found: re.Match[str]) -> bool:
    """ISO 8601 has no day 0; a minus sign is for zones west of UTC alone."""
    year = int(found["y"])
    try:
        if found["w"]:
            date.fromisocalendar(year, int(found["w"]), int(found["wd"]))
        elif found["n"]:
            day = date(year, 1, 1) + timedelta(days=int(found["n"]) - 1)
            return int(found["n"]) > 0 and day.year == year
        else:
            date(year, int(found["m"]), int(found["d"]))
    except (ValueError, OverflowError):
        return False
    return True


def has_zone(text: str) -> bool:
    """Whether a timestamp names its zone."""
    found = next((match for form in _FORMS if (match := form.fullmatch(text))), None)
    return found is not None and found["zone"] is not None


def is_duration(text: str) -> bool:
    """Whether a text is a duration with designators; only its last number has a fraction."""
    if not _DURATION.fullmatch(text) and not _SECONDS.fullmatch(text):
        return False
    return not any(found[1] for found in list(_PARTS.finditer(text))[:-1])
