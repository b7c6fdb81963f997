"""Times as texts (RFC 3339)."""

from __future__ import annotations

import re
from collections.abc import Callable

from conformance.drafting.mutation.operators.operator import ValueOperator, group

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)")


def _time(pattern: re.Pattern[str], replacement: str) -> Callable[[str], str | None]:
    return lambda text: pattern.sub(replacement, text, count=1) if _TIME.fullmatch(text) else None


OPERATORS: tuple[ValueOperator, ...] = group(
    "date",
    (str,),
    {
        "no_zone": _time(re.compile(r"(Z|[+-]\d\d:\d\d)$"), ""),
        "other_zone": _time(re.compile(r"(Z|[+-]\d\d:\d\d)$"), "+08:00"),
        "zone_name": _time(re.compile(r"(Z|[+-]\d\d:\d\d)$"), " UTC"),
        "no_time": _time(re.compile(r"T.*"), ""),
        "fraction": _time(re.compile(r"(:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$"), r"\1.5\3"),
        "no_seconds": _time(re.compile(r"(T\d\d:\d\d):\d\d(\.\d+)?"), r"\1"),
        "lower": lambda text: text.lower() if _TIME.fullmatch(text) else None,
        "blank": _time(re.compile("T"), " "),
        "hour": _time(re.compile(r"T\d\d"), "T25"),
        "month": lambda text: text[:5] + "13" + text[7:] if _DATE.match(text) else None,
        "day": lambda text: text[:5] + "02-30" + text[10:] if _DATE.match(text) else None,
        "year": lambda text: f"1{text}" if _DATE.match(text) else None,
        "order": lambda text: f"{text[8:10]}-{text[5:7]}-{text[:4]}{text[10:]}" if _DATE.match(text) else None,
    },
)
