"""An observation in an answer: its value, its time, its unit, and when it was answered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import mktime_tz, parsedate_tz
from math import isclose
from typing import Any

from conformance.readers.json_pointer import value_at
from conformance.transports.exchange import Exchange
from conformance_suites.interfaces.sensorthings.reader.times import SECOND, read_time

from .bounds import NEAR

EPOCH = 62_162_035_200 * SECOND
"""When times of HTTP count from, 1970, as a moment of times of ISO 8601."""


@dataclass(frozen=True)
class Observation:
    """An answer, and the places in it of the value, the time and the unit, of which the last may be empty."""

    answer: Exchange
    places: Mapping[str, str]

    @property
    def _document(self) -> Any:
        text = self.answer.json
        return text.document if self.answer.status == 200 and text.usable else None

    def at(self, name: str) -> Any:
        """What is at one of the places; None if nothing is, or the plan does not name it."""
        place = self.places.get(name)
        return None if place is None else value_at(self._document, place)

    @property
    def value(self) -> Any:
        return self.at("value")

    @property
    def time(self) -> str:
        """The time as text; empty without one."""
        found = self.at("time")
        return found if isinstance(found, str) else ""

    @property
    def is_zoned(self) -> bool:
        """Whether the time is one, and its zone is known."""
        found = read_time(self.time)
        return found is not None and found.zoned and found.first.moment is not None

    @property
    def moment(self) -> int | None:
        """When it was observed, in microseconds; None if that is not known."""
        found = read_time(self.time)
        return found.first.moment if found is not None and found.zoned else None

    @property
    def answered(self) -> int | None:
        """The time of the answer by the clock of who gave it, in microseconds as `moment`; None without it."""
        dates = [value for name, value in self.answer.answer.headers if name.lower() == "date"]
        parts = parsedate_tz(dates[-1] if dates else "")
        if parts is None or parts[9] is None:
            return None
        try:
            return EPOCH + int(mktime_tz(parts)) * SECOND
        except (OverflowError, ValueError):
            return None

    def has(self, marks: Mapping[str, Any]) -> bool:
        """Whether each of these places has this value, of the same type."""
        found = ((value_at(self._document, place), expected) for place, expected in marks.items())
        return all(one == other and isinstance(one, bool) is isinstance(other, bool) for one, other in found)


def marks_of(text: str) -> dict[str, Any]:
    """Places and values from JSON text, such as `{"/quality": "stale"}`. Raises ValueError for anything else."""
    found = json.loads(text)
    if not isinstance(found, dict) or not found or not all(each.startswith("/") for each in found):
        raise ValueError(text)
    return found


def equal(one: Any, other: Any) -> bool:
    """Whether two values are the same, numbers as far as formats keep them; a number may be written as text."""
    first, second = _number(one), _number(other)
    if first is None or second is None:
        return bool(one == other)
    return isclose(first, second, rel_tol=NEAR, abs_tol=0.0)


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except (OverflowError, ValueError):
        return None
