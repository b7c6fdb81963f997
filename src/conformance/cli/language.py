"""Which language the command speaks, known before its options are read.

Simple enough to run on Python versions too old for the rest, and to say so.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

LANGUAGES = ("en", "zh")
PRIMARY, CHINESE = 0x3FF, 0x04
"""The bits of a language in an identifier of Windows that leave out its region, and what they are for Chinese."""


def language_of(argv: Sequence[str]) -> str:
    """What --lang says, else the language of the environment."""
    for word, following in zip(argv, [*argv[1:], ""]):  # noqa: B905 - `strict` is not known to Python 3.9
        name, _, value = word.partition("=")
        if name == "--lang" and (value or following) in LANGUAGES:
            return value or following
    return default_language()


def default_language() -> str:
    """zh where the environment, or else Windows, speaks Chinese; else en."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    if sys.platform == "win32":  # where the environment seldom says it
        from ctypes import windll

        return "zh" if windll.kernel32.GetUserDefaultUILanguage() & PRIMARY == CHINESE else "en"
    return "en"
