"""Which language the command speaks, known before its options are read."""

from __future__ import annotations

import os
from collections.abc import Sequence

LANGUAGES = ("en", "zh")


def language_of(argv: Sequence[str]) -> str:
    """What --lang says, else the language of the environment."""
    for at, word in enumerate(argv):
        value = argv[at + 1] if word == "--lang" and at + 1 < len(argv) else word.removeprefix("--lang=")
        if word.startswith("--lang") and value in LANGUAGES:
            return value
    return default_language()


def default_language() -> str:
    """zh where the environment speaks Chinese, else en."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"
