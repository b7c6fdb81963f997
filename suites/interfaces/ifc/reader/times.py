"""Dates with times in the extended format of ISO 8601, as headers of files have them."""

from __future__ import annotations

import re
from calendar import monthrange

_TIME = re.compile(
    r"([0-9]{4})-(0[1-9]|1[0-2])-([0-9]{2})T(?:(?:[01][0-9]|2[0-3]):[0-5][0-9](?::(?:[0-5][0-9]|60)(?:[.,][0-9]+)?)?"
    r"|24:00(?::00(?:[.,]0+)?)?)"
    r"(?:Z|[+-](?:[01][0-9]|2[0-3])(?::[0-5][0-9])?)?"
)


def is_time(text: str) -> bool:
    """Whether the text is a time of the format, and there is such a day."""
    found = _TIME.fullmatch(text)
    if found is None or int(found[1]) == 0:
        return False
    return 1 <= int(found[3]) <= monthrange(int(found[1]), int(found[2]))[1]
