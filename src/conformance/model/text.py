"""Sentences in both languages of the project, and the values that fill them."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

LANGUAGES = ("en", "zh")
LONGEST_VALUE = 120
EMPTY = '""'
"""How an empty string is shown."""


class JsonType(StrEnum):
    """A JSON type: a plain string among the values of a finding, translated where a sentence names it."""

    NULL = "null"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    NUMBER = "number"
    STRING = "string"
    ARRAY = "array"
    OBJECT = "object"


_TYPES_IN_CHINESE = dict(zip(JsonType, ("空值", "布尔值", "整数", "数值", "字符串", "数组", "对象"), strict=True))


class Bilingual(Protocol):
    """A sentence by language: a Text, or a record that holds both versions."""

    def __getitem__(self, language: str, /) -> str: ...


@dataclass(frozen=True, slots=True)
class Text:
    """The same sentence in English and Chinese, possibly a template with {named} values."""

    en: str
    zh: str

    def __getitem__(self, language: str) -> str:
        return self.zh if language == "zh" else self.en

    def filled(self, values: Mapping[str, Any]) -> Text:
        """Both sentences with their {named} values filled in; a missing value leaves its {name} visible."""
        return Text(_fill(self.en, values, "en"), _fill(self.zh, values, "zh"))

    def fields(self) -> tuple[frozenset[str], frozenset[str]]:
        """The names of the values used in the English and in the Chinese template."""
        return _names(self.en), _names(self.zh)


def in_words(value: Any, language: str = "en") -> str:
    """A value as it appears in a sentence: lists joined as the language does, long values cut in the middle."""
    if isinstance(value, Text):
        return value[language]
    if isinstance(value, JsonType):
        return _TYPES_IN_CHINESE[value] if language == "zh" else value.value
    if isinstance(value, str):
        return capped(value)
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, list | tuple | set | frozenset):
        items = sorted(value, key=str) if isinstance(value, set | frozenset) else list(value)
        shown = [EMPTY if item == "" else in_words(item, language) for item in items[:8]]
        if len(items) > 8:
            shown.append(f"… ({len(items)})")
        return ("、" if language == "zh" else ", ").join(shown)
    return capped(str(value))


def legible(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a finding for its sentence, in which an empty string would read like a missing word."""
    return {name: EMPTY if isinstance(value, str) and not value else value for name, value in values.items()}


def capped(text: str, longest: int = LONGEST_VALUE) -> str:
    """`text`, with its middle replaced by an ellipsis if it is longer than `longest` characters."""
    if len(text) <= longest:
        return text
    half = (longest - 1) // 2
    return f"{text[:half]}…{text[-half:]}"


class _Words(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def _fill(template: str, values: Mapping[str, Any], language: str) -> str:
    if "{" not in template:
        return template
    return template.format_map(_Words({name: in_words(value, language) for name, value in values.items()}))


def _names(template: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name)
