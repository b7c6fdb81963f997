"""The type dateTime of FHIR: a year, a month, a day, or a day with a time, its seconds and its zone."""

from __future__ import annotations

import re
from calendar import monthrange

_DATE = re.compile(
    r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d{2})"
    r"(?:T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00)))?)?)?",
    re.ASCII,
)


def is_date_time(text: str) -> bool:
    """Whether the text is a date of the form, and there is such a day."""
    found = _DATE.fullmatch(text)
    if found is None or int(found[1]) == 0:
        return False
    return found[3] is None or 1 <= int(found[3]) <= monthrange(int(found[1]), int(found[2]))[1]
