"""What a suite says, as a document in the form of GB/T 1.1-2020."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from conformance.catalogue import Catalogue
from conformance.catalogue.samples import samples
from conformance.drafting.draft.proforma import add_proforma
from conformance.drafting.draft.references import cited, reference_line, sources, standards_of
from conformance.drafting.expected import Expected
from conformance.drafting.terms import terms_in
from conformance.model.requirement import Requirement, Suite
from conformance.paper.blocks import Cover, Document
from conformance.reporting.words import COLONS, bracketed, word


def compose(catalogue: Catalogue, suite: Suite, language: str, *, ics: bool) -> Document:
    """The document of a suite, with the proforma of the vendor's statement if `ics`.

    Withdrawn requirements are left out; those that are not judged are there, with the reason.
    """
    other = "en" if language == "zh" else "zh"
    made = Document(language, Cover((), suite.title[language], suite.title[other], ()))
    made.cover = Cover(
        tuple(made.word(key) for key in ("class_codes", "designation")),
        suite.title[language],
        suite.title[other],
        (made.word("edition", suite=suite.id, version=suite.version), suite.digest, made.word("not_issued")),
    )
    rows = [row for row in suite.requirements if not row.withdrawn]
    _scope(made, catalogue, suite)
    made.chapter("references")
    made.say("references_lead")
    for standard in standards_of(catalogue, rows):
        made.paragraph(reference_line(standard, language))
    _terms(made, rows)
    _requirements(made, catalogue, suite, rows)
    _methods(made, catalogue, suite, rows)
    if ics:
        add_proforma(made, catalogue, suite, rows)
    _traces(made, catalogue, rows)
    return made


def _scope(made: Document, catalogue: Catalogue, suite: Suite) -> None:
    made.chapter("scope")
    made.say("scope_of", title=suite.title[made.language])
    made.say("scope_for", kind=catalogue.kinds[suite.kind].title[made.language])


def _terms(made: Document, rows: list[Requirement]) -> None:
    made.chapter("terms")
    found = terms_in(row.statement.en for row in rows)
    if not found:
        made.say("no_terms")
        return
    made.say("terms_lead", table=made.next_table)
    made.table("terms_table", [("term_en", 50), ("term_zh", 50)], ((each.en, "、".join(each.zh)) for each in found))


def _requirements(made: Document, catalogue: Catalogue, suite: Suite, rows: list[Requirement]) -> None:
    language = made.language
    made.chapter("requirements")
    for row in rows:
        made.subclause(row.title[language])
        made.paragraph(row.statement[language])
        said = {
            "id": row.id,
            "obligation": word("obligation", row.obligation, language),
            "origin": word("origin", row.origin, language),
            "source": sources(catalogue, row, language),
        }
        made.say("row_source", **said)
        if row.when:
            made.say("row_when", when=row.when)
    if suite.parameters:
        made.subclause(made.word("parameters"))
        made.say("parameters_lead", table=made.next_table)
        columns = [("parameter", 30), ("meaning", 50), ("default", 20)]
        made.table("parameters_table", columns, _parameters(suite, language))


def _parameters(suite: Suite, language: str) -> Iterator[tuple[str, str, str]]:
    comma = "、" if language == "zh" else ", "
    for each in suite.parameters.values():
        value = comma.join(each.default) if isinstance(each.default, list) else f"{each.default:g} {each.unit}".strip()
        yield f"`{each.name}`", each.title[language], value


def _methods(made: Document, catalogue: Catalogue, suite: Suite, rows: list[Requirement]) -> None:
    judge = catalogue.kinds[suite.kind].judge
    made.chapter("methods")
    made.say("methods_lead", table=made.next_table)
    made.say(f"evidence_{judge}")
    satisfying = sum(sample.requirement is None for sample in samples(suite))
    if judge != "services":
        made.say("samples_lead", count=satisfying)
    expected, in_schema = Expected.of(suite), _in_schema(suite)
    columns = [("requirement", 15), ("method", 22), ("place", 40), ("violating", 23)]
    made.table("methods_table", columns, (_method(made, row, judge, expected, in_schema) for row in rows))


def _method(
    made: Document, row: Requirement, judge: str, expected: Expected, in_schema: frozenset[str]
) -> tuple[str, str, str, str]:
    language = made.language
    if row.excluded:
        return row.id, made.word("not_judged", reason=row.excluded[language].rstrip("。.")), "—", "—"
    how = made.word(f"by_{'schema' if row.id in in_schema else judge}")
    whole = word("label", "root", language)
    places = "\n".join(f"`{at}`" if at else whole for at in row.at)
    return row.id, how, places, _violating(row, expected, language)


def _violating(row: Requirement, expected: Expected, language: str) -> str:
    """How many samples, or faults of the reference product, show each sentence of the row."""
    names = [name for name in expected.entries if name.startswith((f"{row.id}_", f"{row.id}."))]
    shown = [{each["sentence"].rpartition("/")[2] for each in expected.findings(name)} for name in names]
    counted = Counter(sentence for each in shown for sentence in each)
    return "\n".join(f"`{sentence}`{COLONS[language]}{count}" for sentence, count in sorted(counted.items()))


def _in_schema(suite: Suite) -> frozenset[str]:
    """The rows that the schema of the suite judges."""
    if suite.schema is None:
        return frozenset()
    return frozenset(json.loads(suite.schema.read_text(encoding="utf-8")).get("$defs", {}))


def _traces(made: Document, catalogue: Catalogue, rows: list[Requirement]) -> None:
    made.annex("traces", "informative")
    made.say("traces_lead", table=made.next_table)
    columns = [("policy", 40), ("requirement", 18), ("basis", 42)]
    made.table("traces_table", columns, _trace_rows(catalogue, rows, made.language))


def _trace_rows(catalogue: Catalogue, rows: list[Requirement], language: str) -> Iterator[tuple[str, str, str]]:
    """A row for each policy clause and each requirement that it motivates; a clause is quoted once."""
    motivated: dict[str, list[Requirement]] = {}
    for row in rows:
        for key in row.policy:
            motivated.setdefault(key, []).append(row)
    for key in sorted(motivated):
        for number, row in enumerate(motivated[key]):
            yield (
                ("" if number else _policy(catalogue, key, language)),
                row.id,
                "\n".join(cited(catalogue, row, language)),
            )


def _policy(catalogue: Catalogue, key: str, language: str) -> str:
    found = catalogue.clauses[key]
    phrase = found.phrase if language == "zh" else found.gloss
    return f"{key}{COLONS[language]}{phrase}{bracketed(found.place[language], language)}"
