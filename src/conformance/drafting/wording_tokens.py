"""The tokens that both languages of a statement share: numbers, units, code and identifiers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from conformance.drafting.wording_rules import tables

# Each part is optional after its first character or always ends, so no text is scanned twice.
_TOKEN = re.compile(
    r"`(?P<code>[^`]*)`"
    r"|(?P<hex>0[xX][0-9A-Fa-f]+)"
    r"|(?P<number>(?:(?<![A-Za-z0-9)\]])[-−])?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)*(?:[eE][-+]?[0-9]+)?(?:\^-?[0-9]+)?)"
    r"|(?P<name>[A-Za-z][A-Za-z0-9]*(?:[-_.:][A-Za-z0-9]+)*)"
)
# A bare word is an identifier if it cannot be an English word: camelCase, a digit, an inner "_", "." or ":".
_IDENTIFIER = re.compile(r"[a-z][A-Z]|[0-9]|[A-Za-z0-9][_.:][A-Za-z0-9]")
_ABBREVIATIONS = frozenset({"e.g", "i.e"})


def differing_tokens(en: str, zh: str) -> tuple[list[str], list[str]]:
    """The tokens found only in the English and only in the Chinese text, as multisets.

    A numeral in one language that the other spells as a word is not a difference.
    """
    english, chinese = (Counter(token for token, _ in _tokens(text)) for text in (en, zh))
    return _unspelled(english - chinese, zh), _unspelled(chinese - english, en)


def differing_units(en: str, zh: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """(number, only English units, only Chinese units) if each text gives the number a unit that the other does not."""
    english, chinese = _units(en), _units(zh)
    for number in sorted(english.keys() & chinese.keys()):
        only_english, only_chinese = english[number] - chinese[number], chinese[number] - english[number]
        if only_english and only_chinese:
            yield number, sorted(only_english), sorted(only_chinese)


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    """(token, end) in the order of the text; the end is -1 for tokens that cannot have a unit."""
    for found in _TOKEN.finditer(text):
        if found["code"] is not None:
            yield " ".join(found["code"].split()), -1
        elif found["hex"] is not None:
            yield found["hex"].lower(), -1
        elif found["number"] is not None:
            yield found["number"].replace(",", "").replace("−", "-"), found.end()
        elif _IDENTIFIER.search(found["name"]) and found["name"] not in _ABBREVIATIONS:
            yield found["name"], -1


def _units(text: str) -> dict[str, set[str]]:
    pattern, symbols = _unit_words()
    units: dict[str, set[str]] = {}
    for number, end in _tokens(text):
        if end >= 0 and (found := pattern.match(text, end)):
            units.setdefault(number, set()).add(symbols[found[1]])
    return units


def _unspelled(tokens: Counter[str], other: str) -> list[str]:
    """The tokens without those that the other text spells as a word."""
    words = tables()["numbers"]
    kept = [token for token in sorted(tokens) if not any(_spells(word, other) for word in words.get(token, ()))]
    return [token for token in kept for _ in range(tokens[token])]


def _spells(word: str, text: str) -> bool:
    return re.search(rf"\b{word}\b" if word.isascii() else word, text, re.IGNORECASE) is not None


@cache
def _unit_words() -> tuple[re.Pattern[str], dict[str, str]]:
    symbols = {word: symbol for symbol, words in tables()["units"].items() for word in words}
    ordered = "|".join(map(re.escape, sorted(symbols, key=len, reverse=True)))
    return re.compile(rf"[ \u00a0-]?({ordered})(?![A-Za-z/])"), symbols
