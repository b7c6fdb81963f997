"""The words of the views, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

COLONS = {"en": ": ", "zh": "："}


@cache
def words() -> dict[str, dict[str, dict[str, str]]]:
    """Section, key and language of every word."""
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def word(section: str, key: str, language: str, /, **values: Any) -> str:
    """A word or sentence in a language, with its {values} filled in."""
    template = words()[section][key][language]
    return template.format(**values) if values else template
