"""A requirement as a section of its family's page."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.catalogue import Catalogue
from conformance.catalogue.traces import split_reference
from conformance.model.profile import LEVEL_TITLES
from conformance.model.requirement import Requirement
from conformance.reporting.words import word
from markup import code, field, label, literal


def requirement_section(row: Requirement, catalogue: Catalogue, language: str) -> Iterator[str]:
    """One requirement, under a heading that its id is the anchor of."""
    obligation, origin = word("obligation", row.obligation, language), word("origin", row.origin, language)
    yield f"({row.id.lower()})="
    yield f"### {row.id} {literal(row.title[language])}"
    yield ""
    yield f"**{obligation}** · {origin}"
    yield ""
    yield literal(row.statement[language])
    yield ""
    if row.excluded:
        yield field("excluded", language, literal(row.excluded[language]))
    places = [code(at) if at else label("root", language) for at in row.at]
    yield field("at", language, ", ".join(places))
    if row.when:
        yield field("when", language, code(row.when))
    for name in ("writes", "probes", "restricted"):
        if getattr(row, name):
            yield f"* {label(name, language)}"
    yield field("basis", language, _cited(row.basis, catalogue, language))
    if row.related:
        yield field("related", language, _cited(row.related, catalogue, language))
    for key in row.policy:
        clause = catalogue.clauses[key]
        phrase = clause.phrase if language == "zh" else clause.gloss
        names = {"phrase": phrase, "document": clause.document_title[language], "heading": clause.place[language]}
        yield field("policy", language, f"`{key}` {literal(word('label', 'quoted', language, **names))}")
    if row.findings:
        yield field("findings", language, "")
        yield from (f"    * {literal(text[language])}" for text in row.findings.values())
    elif not row.excluded:
        yield field("findings", language, label("by_schema", language))
    if row.fix:
        yield field("fix", language, literal(row.fix[language]))
    if row.repair:
        yield field("repair", language, literal(row.repair[language]))
    if row.covers:
        yield field("covers", language, ", ".join(code(each) for each in row.covers))
    if asking := _asking(row, catalogue, language):
        yield field("profiles", language, ("；" if language == "zh" else "; ").join(asking))
    yield ""


def _cited(references: tuple[str, ...], catalogue: Catalogue, language: str) -> str:
    found = []
    for reference in references:
        key, section = (reference, "") if reference in catalogue.standards else split_reference(reference)
        title = catalogue.standards[key].title[language]
        found.append(word("label", "clause", language, title=title, section=section) if section else title)
    return literal(("；" if language == "zh" else "; ").join(found))


def _asking(row: Requirement, catalogue: Catalogue, language: str) -> list[str]:
    return [
        f"`{name}` ({LEVEL_TITLES[level][language]})"
        for name, profile in catalogue.profiles()
        for level, rows in profile.levels.items()
        if row.id in rows
    ]
