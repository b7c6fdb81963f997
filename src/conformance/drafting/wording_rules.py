"""The wording lint's lists, compiled once.

Sources: modal verbs and their equivalents after GB/T 1.1-2020 Annex C and the ISO/IEC Directives, Part 2; the weak
words after the unverifiable language that ISO/IEC/IEEE 29148 names, with classes V quality, T time, N number,
E escape, O open end, K weak duty, P reference, C comparison.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from conformance.model.text import Text

# Quotations and code are mentioned, not used. No character class contains its own opening mark: an unclosed quotation
# must not be scanned again from each of its characters.
CODE = re.compile("`[^`]*`")
QUOTED = re.compile('`[^`]*`|"[^"]*"|“[^“”]*”|「[^「」]*」|『[^『』]*』|《[^《》]*》')
_ENDS = {
    "en": re.compile(r"[.!?][\"”)\]]?\s+(?=[A-Z\"“(\x00])"),
    "zh": re.compile(r"[。！？]|(?<=[一-鿿])\.(?=\s{0,3}[一-鿿])"),
}
_NOTHING = "\x00"
_SAYING = re.compile(r"[\w\x00]")


@dataclass(frozen=True, slots=True)
class ModalWord:
    """How one modal word counts. The obligation "" agrees with any; `instead` is set if the word is banned."""

    obligation: str
    negative: bool = False
    rank: int = 0
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """The lists of one language, as patterns that run in linear time."""

    name: str
    modal: re.Pattern[str]
    modal_words: Mapping[str, ModalWord]
    not_modal: re.Pattern[str]
    negative_after: re.Pattern[str]
    open_polarity: re.Pattern[str]
    weak: re.Pattern[str]
    weak_class: Mapping[str, str]
    weak_harmless: re.Pattern[str]
    bounded_by_number: frozenset[str]
    and_or: re.Pattern[str]
    actor: re.Pattern[str]
    negation: re.Pattern[str]
    marks: re.Pattern[str]
    abbreviations: tuple[str, ...]
    longest: int
    unit: Text

    def sentences(self, text: str) -> list[tuple[int, int]]:
        """The spans of the sentences of a text whose quotations are already hidden."""
        spans, start = [], 0
        for end in _ENDS[self.name].finditer(text):
            if not text.endswith(self.abbreviations, start, end.start() + 1):
                spans.append((start, end.end()))
                start = end.end()
        spans.append((start, len(text)))
        return [span for span in spans if _SAYING.search(text, *span)]

    def first_modal(self, obligation: str) -> str:
        """The word for `obligation` in this language; an unknown obligation is its own name."""
        return next((word for word, how in self.modal_words.items() if how.obligation == obligation), obligation)


def normal(word: str) -> str:
    """A word as spelled in the lists: lower case, single spaces, straight apostrophe."""
    return " ".join(word.lower().replace("’", "'").split())


def hidden(pattern: re.Pattern[str], text: str) -> str:
    """The text with its length unchanged and everything that the pattern matches blanked out."""
    return pattern.sub(lambda found: _NOTHING * len(found[0]), text)


@cache
def tables() -> dict[str, Any]:
    """The data file, unprocessed."""
    return tomllib.loads(files(__package__).joinpath("wording.toml").read_text(encoding="utf-8"))


@cache
def rules(language: str) -> Rules:
    """The rules of "en" or "zh"."""
    table = tables()[language]
    spelled = language == "en"
    ignore = re.IGNORECASE if spelled else re.NOFLAG
    modal_words = {
        word: ModalWord(row["obligation"], row.get("negative", False), row.get("rank", 0), row.get("instead", ""))
        for row in table["modal"]
        for word in row["words"]
    }
    weak_class = {normal(word): letter for letter, words in table["weak"].items() for word in words}
    return Rules(
        name=language,
        modal=_any_word(modal_words, spelled),
        modal_words=modal_words,
        not_modal=_any_pattern(table["not_modal"]),
        negative_after=re.compile(table["negative_after"], ignore),
        open_polarity=_any_pattern(table["open_polarity"], ignore),
        weak=_any_word(weak_class, spelled),
        weak_class=weak_class,
        weak_harmless=_any_pattern(table["weak_harmless"]["patterns"], ignore),
        bounded_by_number=frozenset(table["bounded_by_number"]),
        and_or=_any_word(table["and_or"], spelled),
        actor=_any_pattern(table["actor"]["patterns"], ignore),
        negation=_any_pattern(table["negation"]["patterns"], ignore),
        marks=_any_pattern(table["marks"]["patterns"]),
        abbreviations=tuple(table["abbreviations"]),
        longest=table["longest"],
        unit=Text(**table["unit"]),
    )


def _any_word(words: Iterable[str], spelled: bool) -> re.Pattern[str]:
    """A pattern for any of the words, longest first, and only whole words in a language that separates them."""
    ordered = sorted(words, key=len, reverse=True)
    if not spelled:
        return re.compile("|".join(map(re.escape, ordered)))
    phrases = (r"\s+".join(map(re.escape, word.split())).replace("'", "['’]") for word in ordered)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(phrases)})(?![\w-])", re.IGNORECASE)


def _any_pattern(patterns: Iterable[str], flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), flags)
