"""Dates and times of XML Schema in four datatypes: whether a text is one, and which of two comes first."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import NamedTuple

_ZONE = r"(?P<zone>Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?"
_YEAR = r"(?P<year>-?(?:[1-9]\d{3,8}|0\d{3}))"
_TIME = r"T(?P<hour>\d\d):(?P<minute>[0-5]\d):(?P<second>[0-5]\d(?:\.\d{1,100})?)"
DATATYPES = {
    "gYear": re.compile(_YEAR + _ZONE, re.ASCII),
    "gYearMonth": re.compile(rf"{_YEAR}-(?P<month>\d\d){_ZONE}", re.ASCII),
    "date": re.compile(rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d){_ZONE}", re.ASCII),
    "dateTime": re.compile(rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d){_TIME}{_ZONE}", re.ASCII),
}
"""By the name of the datatype in the namespace of XML Schema, the texts that may belong to it."""


class Moment(NamedTuple):
    """The parts of a date that are given, from the year on, and the offset of its zone as written."""

    parts: tuple[float, ...]
    zone: str


def moment(text: str, datatype: str) -> Moment | None:
    """What a text means in one of the four datatypes; None if that datatype has no such value."""
    found = DATATYPES[datatype].fullmatch(text)
    if not found:
        return None
    groups = found.groupdict()
    names = [name for name in ("year", "month", "day", "hour", "minute", "second") if groups.get(name) is not None]
    parts = tuple(float(groups[name]) if name == "second" else int(groups[name]) for name in names)
    if len(parts) > 1 and not 1 <= parts[1] <= 12:
        return None
    # The calendar repeats every 400 years, and the year 0000 is a leap year.
    if len(parts) > 2 and not 1 <= parts[2] <= monthrange(int(parts[0]) % 400 + 400, int(parts[1]))[1]:
        return None
    if len(parts) > 3 and not (parts[3] < 24 or parts[3:] == (24, 0, 0)):
        return None
    return Moment(parts, groups["zone"] or "")


def is_after(first: Moment, second: Moment) -> bool:
    """Whether the first is certainly later, as far as both are given; with different zones only years tell."""
    if first.zone != second.zone:
        return first.parts[0] > second.parts[0] + 1
    common = min(len(first.parts), len(second.parts))
    return first.parts[:common] > second.parts[:common]
