"""Dates and times in the header: dd.mm.yy from 1985 to 2084 (EDF+ 2.1.3, item 2) and dd-MMM-yyyy (items 3 and 4)."""

from __future__ import annotations

import re
from calendar import monthrange

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
CLIPPING = 85
"""Two-digit years from this one on belong to the 20th century."""

_SHORT = re.compile(r"([0-9]{2})\.([0-9]{2})\.([0-9]{2}|yy)")
_LONG = re.compile(r"([0-9]{2})-([A-Z]{3})-([0-9]{4})")
_TIME = re.compile(r"([01][0-9]|2[0-3])\.[0-5][0-9]\.[0-5][0-9]")


def dated(text: str) -> bool:
    """Whether it is a date as dd.mm.yy that exists; in a year yy that is not stated here, 29 February does."""
    match = _SHORT.fullmatch(text)
    if match is None:
        return False
    year = 2000 if match[3] == "yy" else int(match[3]) + (1900 if int(match[3]) >= CLIPPING else 2000)
    return _exists(year, int(match[2]), int(match[1]))


def timed(text: str) -> bool:
    """Whether it is a time of day as hh.mm.ss."""
    return _TIME.fullmatch(text) is not None


def named(text: str) -> bool:
    """Whether it is a date as dd-MMM-yyyy that exists."""
    match = _LONG.fullmatch(text)
    return (
        match is not None and match[2] in MONTHS and _exists(int(match[3]), MONTHS.index(match[2]) + 1, int(match[1]))
    )


def written(text: str) -> str | None:
    """A date as dd-MMM-yyyy in the form of the start date; None for anything else."""
    if not named(text):
        return None
    day, month, year = text.split("-")
    short = "yy" if int(year) > 2000 + CLIPPING - 1 else year[2:]
    return f"{day}.{MONTHS.index(month) + 1:02d}.{short}"


def _exists(year: int, month: int, day: int) -> bool:
    return year >= 1 and 1 <= month <= len(MONTHS) and 1 <= day <= monthrange(year, month)[1]
