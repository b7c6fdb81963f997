"""The grammar of header fields (RFC 9110, RFC 8288), as far as the suites of this family judge it.

Character classes are possessive: no text makes the patterns search for long.
"""

from __future__ import annotations

import re
from calendar import monthrange, weekday
from typing import NamedTuple

TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]++"  # noqa: S105 - not a password
QUOTED = r'"(?:[\t !#-\[\]-~\x80-\xff]|\\[\t -~\x80-\xff])*"'
_PARAMETER = rf"[ \t]*+;[ \t]*+(?:({TOKEN})[ \t]*+(?:=[ \t]*+({TOKEN}|{QUOTED}))?)?"
_TOKEN = re.compile(TOKEN)
_MEDIA_TYPE = re.compile(rf"{TOKEN}/{TOKEN}(?:[ \t]*+;[ \t]*+(?:{TOKEN}=(?:{TOKEN}|{QUOTED}))?)*")
_ENTITY_TAG = re.compile(r'(?:W/)?"[!#-~\x80-\xff]*+"')
_DATE = re.compile(r"([A-Z][a-z]{2}), (\d{2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TARGET = re.compile(r"<([^<>]*+)>")
_PARAM = re.compile(_PARAMETER)
_COMMA = re.compile(r"[ \t]*+(?:,[ \t]*+)?")


def is_media_type(value: str) -> bool:
    """Whether it is a media type with parameters (RFC 9110, 8.3.1)."""
    return _MEDIA_TYPE.fullmatch(value) is not None


def is_entity_tag(value: str) -> bool:
    """Whether it is an entity tag, strong or weak (RFC 9110, 8.8.3)."""
    return _ENTITY_TAG.fullmatch(value) is not None


def is_strong(tag: str) -> bool:
    """Whether it is a strong entity tag."""
    return is_entity_tag(tag) and not tag.startswith("W/")


def imf_fixdate(value: str) -> tuple[int, ...] | None:
    """Year, month, day, hour, minute and second of an IMF-fixdate (RFC 9110, 5.6.7); None if it is not one."""
    found = _DATE.fullmatch(value)
    if not found or found[3] not in _MONTHS:
        return None
    month = _MONTHS.index(found[3]) + 1
    day, year, hour, minute, second = (int(found[each]) for each in (2, 4, 5, 6, 7))
    if not year or not 1 <= day <= monthrange(year, month)[1] or hour > 23 or minute > 59 or second > 60:
        return None
    named = _DAYS[weekday(year, month, day)] == found[1]
    return (year, month, day, hour, minute, second) if named else None


def tokens_of(value: str) -> list[str] | None:
    """The members of a comma-separated list of tokens, empty ones left out; None if one is not a token."""
    found = [each.strip(" \t") for each in value.split(",")]
    found = [each for each in found if each]
    return found if all(_TOKEN.fullmatch(each) for each in found) else None


class Link(NamedTuple):
    """A link of a Link field: its target, and its parameters in their order with quotation marks removed."""

    target: str
    parameters: tuple[tuple[str, str], ...]

    @property
    def relations(self) -> list[str]:
        """The values of its `rel` parameters."""
        return [value for name, value in self.parameters if name == "rel"]


def links_of(value: str) -> list[Link] | None:
    """The links of a Link field (RFC 8288, 3); None if it violates the grammar."""
    found, at, value = [], 0, value.strip(" \t")
    while at < len(value):
        target = _TARGET.match(value, at)
        if target is None:
            return None
        at, parameters = target.end(), []
        while each := _PARAM.match(value, at):
            at = each.end()
            if each[1]:
                parameters.append((each[1].lower(), _unquoted(each[2] or "")))
        found.append(Link(target[1], tuple(parameters)))
        comma = _COMMA.match(value, at)
        if comma is None or (comma.end() < len(value) and "," not in comma[0]):
            return None
        at = comma.end()
    return found


def _unquoted(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value
