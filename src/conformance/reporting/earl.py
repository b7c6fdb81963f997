"""EARL 1.0 as JSON-LD, for tools that collect the results of many testers: one assertion per case.

Evaluation and Report Language 1.0 Schema, W3C Working Group Note of 2 February 2017; places by Pointers in RDF 1.0.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, Any

from conformance.model.journal import to_json
from conformance.model.journal.records import Event, Located, Reason, SubjectJudged
from conformance.model.outcome import EARL, Outcome
from conformance.model.text import LANGUAGES
from conformance.reporting.cases import Case
from conformance.reporting.frozen import errata
from conformance.reporting.neutral import json_line
from conformance.reporting.summary import Summary, begun
from conformance.reporting.terminal import place_inside
from conformance.reporting.words import word

CONTEXT = {
    "earl": "http://www.w3.org/ns/earl#",
    "dct": "http://purl.org/dc/terms/",
    "ptr": "http://www.w3.org/2009/pointers#",
    "assertedBy": {"@id": "earl:assertedBy", "@type": "@id"},
    "description": {"@id": "dct:description", "@container": "@language"},
    "mode": {"@id": "earl:mode", "@type": "@id"},
    "outcome": {"@id": "earl:outcome", "@type": "@id"},
    "pointer": "earl:pointer",
    "result": "earl:result",
    "subject": {"@id": "earl:subject", "@type": "@id"},
    "test": {"@id": "earl:test", "@type": "@id"},
    "title": {"@id": "dct:title", "@container": "@language"},
}
HARNESS, PRODUCT = "#harness", "#product"

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _encode(value: Any) -> str:
    return json_line(_ENCODER.encode(value))


def write_earl(journal: Iterable[Event], out: IO[str], language: str) -> Summary:
    """Write every case and unmet need in both languages, whatever `language` is, then what was tested by whom.

    Requirements, subjects and the harness are named by fragments of the document, so it needs no base URI.
    """
    summary, events = begun(journal)
    out.write(f'{{"@context": {_encode(CONTEXT)},\n"@graph": [')
    separator, number = "\n", 0
    for event in events:
        cases = {case.row.id: case for case in summary.add(event)}
        if isinstance(event, SubjectJudged):
            number += 1
            for node in _of_subject(event, f"#subject-{number}", cases, summary):
                out.write(separator + _encode(node))
                separator = ",\n"
    summary.close()
    for node in _of_run(summary):
        out.write(separator + _encode(node))
        separator = ",\n"
    out.write("\n]}\n")
    return summary


def _of_subject(
    event: SubjectJudged, name: str, cases: Mapping[str, Case], summary: Summary
) -> Iterator[dict[str, Any]]:
    subject, verdict = event.subject, event.verdict
    facts: dict[str, Any] = {"dct:title": subject.name, "dct:isPartOf": {"@id": PRODUCT}}
    if subject.digest:
        facts["dct:identifier"] = subject.digest
    if verdict.problem:
        facts["description"] = to_json.text(verdict.problem.reason.text)
    yield {"@id": name, "@type": "earl:TestSubject", **facts}
    reasons = {row: reason for row, _, reason in (*verdict.open, *verdict.inapplicable)}
    for row, outcome in summary.rows.all(verdict.outcomes).items():
        if row in summary.requirements:
            findings = cases[row].findings if row in cases else ()
            yield _assertion(name, row, outcome, reasons.get(row), findings)


def _assertion(
    subject: str, row: str, outcome: Outcome, reason: Reason | None, findings: Sequence[Located] = ()
) -> dict[str, Any]:
    result: dict[str, Any] = {"@type": "earl:TestResult", "outcome": f"earl:{EARL[outcome]}"}
    if findings:
        result["description"] = {each: [finding.message[each] for finding in findings] for each in LANGUAGES}
        places = (place_inside(finding.where, "en") for finding in findings)
        result["pointer"] = [{"@type": "ptr:ExpressionPointer", "ptr:expression": place} for place in places if place]
    elif reason:
        result["description"] = to_json.text(reason.text)
    return {
        "@type": "earl:Assertion",
        "assertedBy": HARNESS,
        "subject": subject,
        "test": f"#{row}",
        "mode": "earl:automatic",
        "result": result,
    }


def _of_run(summary: Summary) -> Iterator[dict[str, Any]]:
    """The unmet needs of the profile, then who tested what against which requirements."""
    for reason in summary.unmet:
        yield _assertion(PRODUCT, (reason.ids or (reason.key,))[0], Outcome.NOT_RUN, reason)
    harness, product = summary.opening.harness, summary.opening.product
    yield {
        "@id": HARNESS,
        "@type": ["earl:Assertor", "earl:Software"],
        "dct:title": harness.name,
        "dct:hasVersion": harness.version,
    }
    known = {"dct:title": "name", "dct:hasVersion": "version", "dct:publisher": "producer"}
    facts = {term: product[member] for term, member in known.items() if product.get(member)}
    yield {"@id": PRODUCT, "@type": "earl:TestSubject", **facts}
    told = dict(errata(summary))
    for each in summary.requirements.values():
        record = each.record
        more: dict[str, Any] = {} if record.scored else {"dct:type": word("frozen", "not_scored", "en")}
        if record.id in told:
            more["dct:provenance"] = [told[record.id].en, told[record.id].zh]
        yield {
            "@id": f"#{record.id}",
            "@type": "earl:TestRequirement",
            "dct:identifier": record.id,
            "title": to_json.text(record.title),
            "description": to_json.text(record.statement),
            "dct:isPartOf": each.suite,
            "dct:source": [f"{basis.title.en} {basis.section}" for basis in record.basis],
            **more,
        }
