"""Search in Chinese without a dictionary: each pair of neighbouring characters is a word."""

from __future__ import annotations

import re

from sphinx.search import SearchLanguage

RUNS = re.compile(r"[㐀-鿿]+|[^\W㐀-鿿]+(?:-[^\W㐀-鿿]+)*")


def words_of(text: str) -> list[str]:
    """The pairs of Chinese characters in a text, a lone character as it is, and its words in other scripts."""
    found = []
    for run in RUNS.findall(text):
        chinese = "㐀" <= run[0] <= "鿿"
        found += [run[at : at + 2] for at in range(len(run) - 1)] if chinese and len(run) > 1 else [run]
    return found


class PairsOfCharacters(SearchLanguage):
    """What `words_of` does, at build time and, in JavaScript, in the browser."""

    lang = "zh"
    language_name = "Chinese"
    js_splitter_code = r"""
var splitQuery = query => (query.match(/[㐀-鿿]+|[\p{L}\p{N}_]+(?:-[\p{L}\p{N}_]+)*/gu) || []).flatMap(
  run => /^[㐀-鿿]{2,}$/.test(run) ? Array.from({length: run.length - 1}, (_, at) => run.slice(at, at + 2)) : [run]
);
"""

    def split(self, input: str) -> list[str]:  # noqa: A002 - the name Sphinx gives it
        return words_of(input)

    def word_filter(self, word: str) -> bool:
        return bool(word)

    def stem(self, word: str) -> str:
        return word.lower()
