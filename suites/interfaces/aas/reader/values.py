"""Whether texts are values of data types: those of XML Schema that the metamodel uses, and its own."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable

from conformance.readers.uri import IRI, reference_error
from conformance_suites.interfaces.events.reader.values import is_media_type

_ZONE = r"(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?"
_YEAR = r"-?(?:[1-9]\d{3,17}|0\d{3})"
_MONTH, _DAY = r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01])"
_CLOCK = r"(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)"
_DIGITS = r"(?:\d+(?:\.\d*)?|\.\d+)"
_DURATION = re.compile(r"-?P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?", re.ASCII)
_INTEGER = re.compile(r"[+-]?\d+", re.ASCII)
_BASE64 = re.compile(r"[A-Za-z0-9+/]*(?:(?<=[AEIMQUYcgkosw048])=|(?<=[AQgw])==)?")
_PATTERNS = {
    name: re.compile(text, re.ASCII)
    for name, text in {
        "boolean": "true|false|0|1",
        "decimal": rf"[+-]?{_DIGITS}",
        "double": rf"[+-]?{_DIGITS}(?:[eE][+-]?\d+)?|[+-]?INF|NaN",
        "hexBinary": "(?:[0-9A-Fa-f]{2})*",
        "date": rf"({_YEAR})-({_MONTH})-({_DAY}){_ZONE}",
        "dateTime": rf"({_YEAR})-({_MONTH})-({_DAY})T{_CLOCK}{_ZONE}",
        "time": f"{_CLOCK}{_ZONE}",
        "gDay": f"---{_DAY}{_ZONE}",
        "gMonth": f"--{_MONTH}{_ZONE}",
        "gMonthDay": f"--({_MONTH})-({_DAY}){_ZONE}",
        "gYear": f"{_YEAR}{_ZONE}",
        "gYearMonth": f"{_YEAR}-{_MONTH}{_ZONE}",
    }.items()
}
_PATTERNS["float"] = _PATTERNS["double"]
_BITS = {"byte": 8, "short": 16, "int": 32, "long": 64}
_RANGES: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "negativeInteger": (None, -1),
    "nonPositiveInteger": (None, 0),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    **{name: (-(1 << bits - 1), (1 << bits - 1) - 1) for name, bits in _BITS.items()},
    **{f"unsigned{name.title()}": (0, (1 << bits) - 1) for name, bits in _BITS.items()},
}
_LEAP = 2000
_LONGEST = 4000
"""Digits of an integer whose value is looked at; a longer one is beyond every limit on its side."""
_SPACE = " \t\r\n"
_WITHOUT_SPACE = str.maketrans("", "", _SPACE)
_ZONED = re.compile("(?:Z|[+-][0-9]{2}:[0-9]{2})$")
_NUMBER = re.compile("0|[1-9][0-9]*", re.ASCII)


def is_value(text: str, type_: str) -> bool:
    """Whether the text is a literal of a type of XML Schema; space around it does not count, except in strings."""
    name = type_.removeprefix("xs:")
    if name in ("string", "anyURI"):  # any text can be escaped to a URI
        return True
    text = text.strip(_SPACE)
    if name in _RANGES:
        return _is_in_range(text, *_RANGES[name])
    if name == "duration":
        return _is_duration(text)
    if name == "base64Binary":
        digits = text.translate(_WITHOUT_SPACE)
        return len(digits) % 4 == 0 and _BASE64.fullmatch(digits) is not None
    found = _PATTERNS[name].fullmatch(text)
    return found is not None and _is_day(found)


def _is_in_range(text: str, least: int | None, most: int | None) -> bool:
    if not _INTEGER.fullmatch(text):
        return False
    if len(text.lstrip("+-0")) > _LONGEST:
        return (least if text.startswith("-") else most) is None
    value = int(text.lstrip("+-0") or 0) * (-1 if text.startswith("-") else 1)
    return (least is None or value >= least) and (most is None or value <= most)


def _is_duration(text: str) -> bool:
    return _DURATION.fullmatch(text) is not None


def _is_day(found: re.Match[str]) -> bool:
    """Whether the month has the day, where the pattern has both."""
    groups = found.groups()
    if not groups:
        return True
    *year, month, day = groups
    cycle = int(year[0][-4:]) or _LEAP if year else _LEAP  # the calendar repeats after 400 years
    return int(day) <= monthrange(cycle, int(month))[1]


def _is_path(text: str) -> bool:
    return reference_error(text, IRI) is None


def _is_zoned(text: str) -> bool:
    """The specification calls the type a time in UTC, and its example has another time zone: any zone is right."""
    return is_value(text, "xs:dateTime") and _ZONED.search(text.strip(_SPACE)) is not None


FORMATS: dict[str, Callable[[str], bool]] = {
    "VersionType": lambda text: _NUMBER.fullmatch(text) is not None,
    "RevisionType": lambda text: _NUMBER.fullmatch(text) is not None,
    "ContentType": is_media_type,
    "PathType": _is_path,
    "BlobType": lambda text: is_value(text, "xs:base64Binary"),
    "DateTimeUtc": _is_zoned,
    "Duration": lambda text: is_value(text, "xs:duration"),
}
"""By data type of the metamodel: whether a text is one of its values, beyond the number of its characters."""
