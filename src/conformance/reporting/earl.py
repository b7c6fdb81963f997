"""EARL 1.0 as JSON-LD, for tools that gather the results of many testers: an assertion per case, written as it is read.

Evaluation and Report Language 1.0 Schema, W3C Working Group Note of 2 February 2017; places by Pointers in RDF 1.0.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import IO, Any

from conformance.model.outcome import BY_LETTER, EARL, Outcome
from conformance.model.text import LANGUAGES
from conformance.reporting.summary import Summary
from conformance.reporting.terminal import place_inside

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


def write_earl(journal: Iterable[dict[str, Any]], out: IO[str], language: str) -> Summary:
    """Write every case in both languages, whatever `language` is, then what was tested by whom; needs unmet as well.

    Requirements, subjects and the harness are named by fragments of the document, so it needs no base of its own.
    """
    events = iter(journal)
    summary = Summary(next(events))
    out.write(f'{{"@context": {_ENCODER.encode(CONTEXT)},\n"@graph": [')
    separator, number = "\n", 0
    for event in events:
        summary.add(event)
        if event["event"] == "subject":
            number += 1
            for node in _of_subject(event, f"#subject-{number}", summary):
                out.write(separator + _ENCODER.encode(node))
                separator = ",\n"
    summary.close()
    for node in _of_run(summary):
        out.write(separator + _ENCODER.encode(node))
        separator = ",\n"
    out.write("\n]}\n")
    return summary


def _of_subject(event: dict[str, Any], name: str, summary: Summary) -> Iterator[dict[str, Any]]:
    subject = event["subject"] if "name" in event["subject"] else json.loads(event["text"])
    facts = {"dct:title": subject["name"], "dct:isPartOf": {"@id": PRODUCT}}
    if subject["digest"]:
        facts["dct:identifier"] = subject["digest"]
    if problem := subject.get("problem"):
        facts["description"] = {each: problem[each] for each in LANGUAGES}
    yield {
        "@id": name,
        "@type": "earl:TestSubject",
        "dct:title": subject["name"],
        "dct:isPartOf": {"@id": PRODUCT},
    } | facts
    told = {result["requirement"]: result for result in event["results"]}
    for suite, letters in event["subject"]["outcomes"].items():
        for row, letter in zip(summary.rows[suite], letters, strict=True):
            if row in summary.requirements:
                yield _assertion(name, row, BY_LETTER[letter], told.get(row))


def _assertion(subject: str, row: str, outcome: Outcome, told: dict[str, Any] | None) -> dict[str, Any]:
    result: dict[str, Any] = {"@type": "earl:TestResult", "outcome": f"earl:{EARL[outcome]}"}
    findings = told["findings"] if told else []
    if findings:
        result["description"] = {each: [finding["message"][each] for finding in findings] for each in LANGUAGES}
        places = (place_inside(finding["where"], "en") for finding in findings)
        result["pointer"] = [{"@type": "ptr:ExpressionPointer", "ptr:expression": place} for place in places if place]
    elif told and told["reason"]:
        result["description"] = {each: told["reason"][each] for each in LANGUAGES}
    return {
        "@type": "earl:Assertion",
        "assertedBy": HARNESS,
        "subject": subject,
        "test": f"#{row}",
        "mode": "earl:automatic",
        "result": result,
    }


def _of_run(summary: Summary) -> Iterator[dict[str, Any]]:
    """The needs of the profile that nothing met, then who tested what by which requirements."""
    for reason in summary.unmet:
        yield _assertion(PRODUCT, reason["ids"][0], Outcome.NOT_RUN, {"findings": [], "reason": reason})
    harness, product = summary.opening["harness"], summary.opening["product"]
    yield {
        "@id": HARNESS,
        "@type": ["earl:Assertor", "earl:Software"],
        "dct:title": harness["name"],
        "dct:hasVersion": harness["version"],
    }
    known = {"dct:title": "name", "dct:hasVersion": "version", "dct:publisher": "producer"}
    facts = {term: product[member] for term, member in known.items() if product.get(member)}
    yield {"@id": PRODUCT, "@type": "earl:TestSubject", **facts}
    for each in summary.requirements.values():
        record = each.record
        yield {
            "@id": f"#{record['id']}",
            "@type": "earl:TestRequirement",
            "dct:identifier": record["id"],
            "title": record["title"],
            "description": record["statement"],
            "dct:isPartOf": each.suite,
            "dct:source": [f"{basis['title']['en']} {basis['section']}" for basis in record["basis"]],
        }
