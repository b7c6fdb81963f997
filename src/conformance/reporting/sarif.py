"""SARIF 2.1.0 for code scanners and editors: one result per finding, written as the journal is read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import IO, Any
from urllib.parse import quote

from conformance.model.outcome import Outcome
from conformance.reporting.summary import Summary

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LOGICAL = {"pointer": "member", "frame": "frame", "exchange": "exchange"}
LEVELS = {"shall": "error", "should": "warning", "may": "note"}
_OPEN = {"kind": "open", "level": "none"}


def write_sarif(journal: Iterable[dict[str, Any]], out: IO[str], language: str) -> Summary:
    """Write the findings, and as `open` cases without a verdict and unmet needs; the rest stays out.

    The tool with its rules stands behind the results, because suites turn up with the subjects they judge.
    """
    events = iter(journal)
    summary = Summary(next(events))
    out.write(f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{"results": [')
    separator = "\n"
    for event in events:
        summary.add(event)
        for result in event["results"] if event["event"] == "subject" else ():
            if result["requirement"] in summary.requirements:
                for record in _results(result, language):
                    out.write(separator + json.dumps(record, ensure_ascii=False))
                    separator = ",\n"
    summary.close()
    for reason in summary.unmet:
        record = {**_OPEN, "ruleId": reason["ids"][0], "message": {"text": reason[language]}}
        out.write(separator + json.dumps(record, ensure_ascii=False))
        separator = ",\n"
    out.write('\n], "columnKind": "unicodeCodePoints", "tool": ')
    json.dump({"driver": _driver(summary, language)}, out, ensure_ascii=False, indent=1)
    out.write("}]}\n")
    return summary


def _results(result: dict[str, Any], language: str) -> Iterator[dict[str, Any]]:
    head = {"ruleId": result["requirement"]}
    if result["outcome"] == Outcome.FAIL.value:
        for finding in result["findings"]:
            yield {
                **head,
                "kind": "fail",
                "level": LEVELS[result["obligation"]],
                "message": {"text": finding["message"][language]},
                "locations": [_location(finding["where"])],
                "properties": {"en": finding["message"]["en"], "zh": finding["message"]["zh"]},
            }
    elif result["outcome"] != Outcome.NOT_APPLICABLE.value and result["reason"]:
        yield {
            **head,
            **_OPEN,
            "message": {"text": result["reason"][language]},
            "locations": [_location({"file": result["subject"]})],
        }


def _location(where: dict[str, Any]) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(where["file"])}}
    if "line" in where:
        physical["region"] = {"startLine": where["line"]}
    elif "byte" in where:
        physical["region"] = {"byteOffset": where["byte"], "byteLength": 0}
    location: dict[str, Any] = {"physicalLocation": physical}
    logical = [{"fullyQualifiedName": str(where[key]), "kind": kind} for key, kind in LOGICAL.items() if key in where]
    if logical:
        location["logicalLocations"] = logical
    return location


def _uri(name: str) -> str:
    """A file's name as a URI reference; a first step that looks like a scheme is kept from being one."""
    path = quote(name.encode("utf-8", "surrogateescape"), safe="/~")
    return f"file://{path}" if path.startswith("/") else path


def _driver(summary: Summary, language: str) -> dict[str, Any]:
    harness = summary.opening["harness"]
    return {
        "name": harness["name"],
        "semanticVersion": harness["version"],
        "language": "zh-CN" if language == "zh" else "en-US",
        "rules": [_rule(row.record, language) for row in summary.requirements.values()],
    }


def _rule(record: dict[str, Any], language: str) -> dict[str, Any]:
    clauses = ", ".join(f"{basis['title']['en']} {basis['section']}" for basis in record["basis"])
    told = {
        each: " ".join([record["statement"][each], record["fix"][each] if record["fix"] else ""]).strip()
        for each in ("en", "zh")
    }
    return {
        "id": record["id"],
        "shortDescription": {"text": record["title"][language]},
        "fullDescription": {"text": record["statement"][language]},
        "help": {"text": f"{told['en']} ({clauses})\n\n{told['zh']}"},
        "defaultConfiguration": {"level": LEVELS[record["obligation"]]},
        "properties": {
            "obligation": record["obligation"],
            "origin": record["origin"],
            "policy": [clause["key"] for clause in record["policy"]],
        },
    }
