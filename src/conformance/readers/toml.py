"""The strict TOML reader: one document of TOML 1.0, as far as JSON can hold it.

Dates and times become the texts of RFC 3339 that they are written as. Its documents are as safe for what follows as
those of the JSON reader: limited depth and number of values, and finite numbers.
"""

from __future__ import annotations

import datetime
import math
import re
import tomllib
from typing import Any

from conformance.readers.bounds import JSON_DEPTH, JSON_DIGITS, TOML_BYTES
from conformance.readers.json import json_text
from conformance.readers.json_pointer import pointer_to
from conformance.readers.json_text import JsonText, Problem
from conformance.readers.source import Source

NAMES = (".toml",)
_KEY = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')"""
_DEEP_KEY = re.compile(rf"(?:^|[\[{{,])[ \t]*+{_KEY}(?:[ \t]*+\.[ \t]*+{_KEY}){{{JSON_DEPTH}}}", re.MULTILINE)
"""A dotted key of more names than documents may be deep: tomllib takes time in the square of their number."""
_PLACE = re.compile(r"^(.*) \(at (?:line (\d+), column \d+|end of document)\)$", re.DOTALL)


class _Unfit(Exception):
    """A value that JSON cannot hold, or that lies too deep."""


def toml_text(source: Source) -> JsonText:
    """The whole source as a TOML text."""
    return parse(source.data)


def json_or_toml(source: Source) -> JsonText:
    """The whole source as JSON if it begins like an object, otherwise as TOML."""
    head = bytes(source.data[:64]).removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
    return source.once(json_text if head.startswith(b"{") else toml_text)


def parse(data: Any) -> JsonText:
    """Parse a buffer of bytes as one TOML text. Never raises."""
    if len(data) > TOML_BYTES:
        return _not_read(Problem("size", detail=str(len(data))))
    raw = bytes(data)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_read(Problem("utf8", error.start, line=raw.count(b"\n", 0, error.start) + 1))
    if text.startswith("\ufeff"):
        return _not_read(Problem("bom", 0, line=1))
    return _read(text)


def _read(text: str) -> JsonText:
    if _DEEP_KEY.search(text):
        return _not_read(Problem("depth"))
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _PLACE.match(str(error))
        line = int(found[2]) if found and found[2] else text.count("\n") + 1
        return _not_read(Problem("syntax", line=line, detail=found[1] if found else str(error)))
    except (ValueError, OverflowError) as error:  # a date that does not exist, an integer of too many digits
        return _not_read(Problem("syntax", detail=str(error)))
    except RecursionError:
        return _not_read(Problem("depth"))
    if not document:
        return _not_read(Problem("empty", line=1))
    problems: list[Problem] = []
    try:
        held = _as_json(document, (), problems)
    except _Unfit:
        return _not_read(Problem("depth"))
    return JsonText(held, True, tuple(problems), "toml")


def _as_json(value: Any, steps: tuple[str | int, ...], problems: list[Problem]) -> Any:
    """The value with dates as texts; what JSON cannot hold becomes null, with a problem."""
    if len(steps) > JSON_DEPTH:
        raise _Unfit
    if isinstance(value, dict):
        return {name: _as_json(each, (*steps, name), problems) for name, each in value.items()}
    if isinstance(value, list):
        return [_as_json(each, (*steps, index), problems) for index, each in enumerate(value)]
    if isinstance(value, (datetime.date, datetime.time)):  # datetime.datetime is a date as well
        return value.isoformat()
    too_long = isinstance(value, int) and abs(value) >= 10**JSON_DIGITS
    if too_long or (isinstance(value, float) and not math.isfinite(value)):
        problems.append(Problem("value", pointer=pointer_to(steps), detail=_shown(value)))
        return None
    return value


def _shown(value: float) -> str:
    return str(value) if isinstance(value, float) else f"{str(value)[:20]}…"


def _not_read(*problems: Problem) -> JsonText:
    return JsonText(problems=problems, language="toml")
