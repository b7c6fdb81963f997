"""The words used in the views, each section read on first use, and how they write clauses and times."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

from conformance.model.text import LANGUAGES

COLONS = {"en": ": ", "zh": "："}
_BRACKETS = {"en": " ({})", "zh": "（{}）"}
BEIJING = timezone(timedelta(hours=8))
# What the sections of standards are called, by the first pattern that matches: only numbers are clauses.
_SECTIONS = (
    ("clause", re.compile(r"((?:[A-Z]\.)?\d[\d.]*(?: [a-z])?)")),
    ("annex", re.compile(r"Annex (.+)")),
    ("part", re.compile(r"part (\d+)")),
    ("chapter", re.compile(r"(.+)", re.DOTALL)),
)


class _Sections(dict[str, dict[str, dict[str, str]]]):
    """By section: a short check needs a few of them, and to parse them all takes a fiftieth of its time."""

    def __init__(self) -> None:
        text = Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
        self._unread = dict(each.split("]\n", 1) for each in f"\n{text}".split("\n[")[1:])

    def __missing__(self, section: str) -> dict[str, dict[str, str]]:
        self[section] = found = tomllib.loads(self._unread[section])
        return found


@cache
def words() -> dict[str, dict[str, dict[str, str]]]:
    """Every word, by section, key and language."""
    return _Sections()


def word(section: str, key: str, language: str, /, **values: Any) -> str:
    """A word or sentence in a language, with its {values} filled in."""
    template = words()[section][key][language]
    return template.format(**values) if values else template


def clause(title: str, section: str, language: str) -> str:
    """A section of a standard: a numbered clause, an annex, a part or a chapter with a name."""
    key, found = next((key, found) for key, pattern in _SECTIONS if (found := pattern.fullmatch(section)))
    return word("label", key, language, title=title, section=found[1])


def moment(time: str, language: str) -> str:
    """A time of ISO 8601 as people write it: UTC in English, UTC+08:00 in Chinese; any other text unchanged."""
    zone, name = (BEIJING, "（UTC+08:00）") if language == "zh" else (UTC, " UTC")
    try:
        read = datetime.fromisoformat(time)
        local = read.astimezone(zone)
    except (ValueError, OverflowError):  # a journal may come from anyone
        return time
    return time if read.tzinfo is None else f"{local:%Y-%m-%d %H:%M:%S}{name}"


def moments(time: str) -> dict[str, str]:
    """The same time in every language."""
    return {language: moment(time, language) for language in LANGUAGES}


def bracketed(text: str, language: str) -> str:
    """The text in the brackets of the language, to be added to a sentence."""
    return _BRACKETS[language].format(text)
