"""Days and moments: all are UTC, and written as in ISO 8601."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, timedelta

from conformance.model.problem import Problem
from conformance.model.text import Text

CLOCKS_DIFFER = timedelta(days=1)
"""What is dated later than this after now was dated by a wrong clock, or by somebody who wants it to last."""
FIRST_YEAR, LAST_YEAR = 1970, 9000
NO_DATE = Text(
    "{given} is not a date: write it as 2027-01-31, or as 2027-01-31T08:00:00Z",
    "{given} 不是日期：请写成 2027-01-31 或 2027-01-31T08:00:00Z",
)


def now() -> datetime:
    """This moment, in whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def written(moment: datetime) -> str:
    """A moment such as 2027-01-31T08:00:00Z."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def moment(text: object) -> datetime:
    """The moment in a text, in UTC; a day begins at midnight. Raises ValueError."""
    found = datetime.fromisoformat(str(text))
    if not FIRST_YEAR <= found.year <= LAST_YEAR:  # days are added to it, and taken from it
        raise ValueError(text)
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def is_moment(text: str) -> bool:
    """Whether a text is a moment."""
    try:
        moment(text)
    except ValueError:
        return False
    return True


def asked_for(text: str | None) -> datetime:
    """The moment that an option names, else now. Raises Problem."""
    try:
        return moment(text) if text else now()
    except ValueError:
        raise Problem(NO_DATE.filled({"given": text})) from None


def start_of(day: date) -> datetime:
    """Midnight at the beginning of a day."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def months_later(start: datetime, months: int) -> datetime:
    """The same day so many months later, or the last day of that month."""
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    day = min(start.day, calendar.monthrange(year, month)[1])
    return start.astimezone(UTC).replace(year=year, month=month, day=day)
