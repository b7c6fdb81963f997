"""The standards that a document refers to: its normative references, and the source of each requirement."""

from __future__ import annotations

import re
from collections.abc import Iterable

from conformance.catalogue import Catalogue
from conformance.catalogue.traces import split_reference
from conformance.model.requirement import Requirement
from conformance.model.trace import Standard
from conformance.reporting.words import clause, word


def standards_of(catalogue: Catalogue, rows: Iterable[Requirement]) -> list[Standard]:
    """The standards that the rows are based on: Chinese ones first, each kind by designation or title."""
    keys = {split_reference(basis)[0] for row in rows for basis in row.basis}
    return sorted((catalogue.standards[key] for key in keys), key=_order)


def _order(standard: Standard) -> tuple[bool, list[tuple[bool, int, str]]]:
    named = standard.edition if re.match("[A-Z]", standard.edition) and standard.country == "CN" else standard.title.en
    pieces = re.findall(r"\d+|[^\d\s]+", named)
    return standard.country != "CN", [(each.isdigit(), int(each) if each.isdigit() else 0, each) for each in pieces]


def reference_line(standard: Standard, language: str) -> str:
    """Edition, title and publisher; in Chinese with the original title of a foreign document."""
    title = standard.title[language]
    if language == "zh" and standard.country != "CN" and standard.title.en != title:
        title = word("draft", "original", language, title=title, original=standard.title.en)
    issued = ("，" if language == "zh" else ", ").join(filter(None, (standard.edition, standard.publisher)))
    return word("draft", "reference", language, title=title, issued=issued)


def sources(catalogue: Catalogue, row: Requirement, language: str) -> str:
    """The clauses that the row is based on, in one sentence."""
    return ("；" if language == "zh" else "; ").join(cited(catalogue, row, language))


def cited(catalogue: Catalogue, row: Requirement, language: str) -> list[str]:
    """The standards that the row is based on, each with all its clauses."""
    sections: dict[str, list[str]] = {}
    for key, section in map(split_reference, row.basis):
        sections.setdefault(key, []).append(section)
    titles = {key: catalogue.standards[key].title[language] for key in sections}
    return [
        clause(titles[key], first, language) + "".join(clause("", each, language) for each in more)
        for key, (first, *more) in sections.items()
    ]
