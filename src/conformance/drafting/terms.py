"""The terms of the rows in both languages, from suites/terms.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from conformance.catalogue.folders import folder
from conformance.catalogue.tables import Table, read_toml
from conformance.model.requirement import Requirement
from conformance.model.text import Text

_CODE = re.compile("`[^`]*+`")
_WORD = re.compile(r"\w+|[^\w\s]")
MISSING = Text("“{term}” in English, but not {expected} in Chinese", "英文有“{term}”，而中文没有 {expected}")


class Term(NamedTuple):
    """A term: the English word and its Chinese, any of several. In the rows of `other` the word means another thing."""

    en: str
    zh: tuple[str, ...]
    plural: str
    other: tuple[str, ...]

    def used_in(self, english: str) -> bool:
        """Whether the text has the word, in the singular or plural, outside code."""
        words = f" {' '.join(_WORD.findall(_CODE.sub('.', english)))} "
        return f" {self.en} " in words or f" {self.plural} " in words


@cache
def terms() -> tuple[Term, ...]:
    """All terms. Raises CatalogueError."""
    path = folder("suites") / "terms.toml"
    found = []
    for row in Table(path, read_toml(path)).tables("term", "en"):
        english = row.get("en", str)
        plural = row.get("plural", str, f"{english}s")
        found.append(Term(english, row.strings("zh", required=True), plural, row.strings("other")))
        row.done()
    return tuple(found)


def terms_in(texts: Iterable[str]) -> list[Term]:
    """The terms that English texts use."""
    whole = "\n".join(texts)
    return [term for term in terms() if term.used_in(whole)]


def missing_terms(row: Requirement) -> Iterator[tuple[Term, Text]]:
    """The terms in the English statement whose Chinese is not in the Chinese one, with a sentence that says so."""
    for term in terms():
        if row.id in term.other or not term.used_in(row.statement.en):
            continue
        if not any(each in row.statement.zh for each in term.zh):
            yield term, MISSING.filled({"term": term.en, "expected": "、".join(term.zh)})
