"""Words and Markdown of the generated pages."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from conformance.reporting.words import COLONS


@cache
def labels() -> dict[str, dict[str, str]]:
    """The words of the generated pages, by key and language."""
    return tomllib.loads(Path(__file__).with_name("labels.toml").read_text(encoding="utf-8"))


def label(key: str, language: str, **values: Any) -> str:
    """One of those words, with its values filled in."""
    return labels()[key][language].format(**values)


def literal(text: str) -> str:
    """Text that is not Markdown: only what is in backticks is markup."""
    parts = re.split(r"(`[^`]+`)", text)
    return "".join(re.sub(r"([\\*_\[\]<>{}|#$~^])", r"\\\1", part) if part[:1] != "`" else part for part in parts)


def code(text: str) -> str:
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def field(key: str, language: str, text: str) -> str:
    return f"* **{label(key, language)}**{COLONS[language]}{text}"
