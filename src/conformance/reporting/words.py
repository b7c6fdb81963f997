"""The words of the views, each section read once, when it is asked for."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

COLONS = {"en": ": ", "zh": "："}


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
    """Section, key and language of every word."""
    return _Sections()


def word(section: str, key: str, language: str, /, **values: Any) -> str:
    """A word or sentence in a language, with its {values} filled in."""
    template = words()[section][key][language]
    return template.format(**values) if values else template
