"""The grammar of attribute values: timestamps (RFC 3339, 5.6), media types (RFC 2045, 5.1), base64 (RFC 4648, 4)."""

from __future__ import annotations

import re
from calendar import monthrange

_TIME = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.\d{1,100})?(?:[Zz]|[+-](\d\d):(\d\d))", re.ASCII
)
_WORD = r"[!#$%&'*+\-.^_`{|}~0-9A-Za-z]+"
_VALUE = rf'(?:{_WORD}|"(?:[^"\\\r\n]|\\.)*")'
_MEDIA_TYPE = re.compile(rf"{_WORD}/{_WORD}(?:[ \t]*;[ \t]*{_WORD}={_VALUE})*")
_NO_BASE64 = re.compile(r"[^A-Za-z0-9+/]")
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_SPARE = {2: 16, 3: 4}
"""By the number of digits in the last group: what its last digit is a multiple of if its unused bits are zero."""
_FORBIDDEN = re.compile(
    "[\0-\x1f\x7f-\x9f\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)


def is_timestamp(text: str) -> bool:
    """Whether the text is a date and time of RFC 3339; the T may be a space, a second a leap second."""
    found = _TIME.fullmatch(text)
    if not found:
        return False
    year, month, day, hour, minute, second, *offset = (int(part or 0) for part in found.groups())
    within = 1 <= month <= 12 and 1 <= day <= _days(year, month)
    return within and hour <= 23 and minute <= 59 and second <= 60 and offset[0] <= 23 and offset[1] <= 59


def _days(year: int, month: int) -> int:
    return monthrange(year or 4, month)[1]  # the year 0000 is a leap year, which the calendar module does not know


def is_media_type(text: str) -> bool:
    """Whether the text is a media type with its parameters, such as `text/plain; charset=utf-8`."""
    return _MEDIA_TYPE.fullmatch(text) is not None


def declares_json(media_type: str) -> bool:
    """Whether the subtype is `json` or ends with `+json` (JSON event format, 3.1.1)."""
    subtype = media_type.partition(";")[0].strip().lower().partition("/")[2]
    return subtype == "json" or subtype.endswith("+json")


def base64_error(text: str) -> tuple[str, int] | None:
    """What is wrong with text in base64 with padding, and the character where: alphabet, length or bits; or None."""
    data = text.rstrip("=") if len(text) - len(text.rstrip("=")) <= 2 else text
    if found := _NO_BASE64.search(data):
        return "alphabet", found.start()
    last = len(data) % 4
    if last == 1 or len(text) % 4 or (last == 0 and len(text) > len(data)):
        return "length", len(text)
    if last and _DIGITS.index(data[-1]) % _SPARE[last]:
        return "bits", len(data) - 1
    return None


def forbidden_character(text: str) -> int | None:
    """The place of the first control character or noncharacter; None if there is none."""
    found = _FORBIDDEN.search(text)
    return found.start() if found else None
