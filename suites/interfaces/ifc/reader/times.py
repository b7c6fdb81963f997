"""Dates with times in the extended format of ISO 8601, as headers of files have them."""

from __future__ import annotations

import re
from calendar import monthrange

_TIME = re.compile(
    r"(\d{4})-(0[1-9]|1[0-2])-(\d{2})T(?:[01]\d|2[0-3]):[0-5]\d(?::(?:[0-5]\d|60)(?:[.,]\d+)?)?"
    r"(?:Z|[+-](?:[01]\d|2[0-3])(?::[0-5]\d)?)?"
)


def is_time(text: str) -> bool:
    """Whether the text is a time of the format, and there is such a day."""
    found = _TIME.fullmatch(text)
    if found is None or int(found[1]) == 0:
        return False
    return 1 <= int(found[3]) <= monthrange(int(found[1]), int(found[2]))[1]
