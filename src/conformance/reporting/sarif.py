"""SARIF 2.1.0 for code scanners and editors: one result per finding, written as the journal is read."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import IO, Any
from urllib.parse import quote

from conformance.model.baseline import Known
from conformance.model.digest import digest_of_parts
from conformance.model.finding import Where
from conformance.model.journal.records import Event, Located, RequirementRecord
from conformance.model.text import LANGUAGES
from conformance.reporting.cases import Case
from conformance.reporting.frozen import labelled_notes
from conformance.reporting.neutral import json_line
from conformance.reporting.neutral import sarif as message
from conformance.reporting.record import title_block
from conformance.reporting.summary import Summary, begun

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LOGICAL = {"pointer": "member", "frame": "frame", "exchange": "exchange"}
LEVELS = {"shall": "error", "should": "warning", "may": "note"}
_OPEN = {"kind": "open", "level": "none"}


FINGERPRINT_LETTERS = 16
WEB = ("https://", "http://")
FINGERPRINTS = ("conformance/v1", "primaryLocationLineHash")
"""Ours, and the name by which GitHub matches the alerts of two runs."""


def write_sarif(journal: Iterable[Event], out: IO[str], language: str) -> Summary:
    """Write the findings, and cases without a verdict and unmet needs as `open`; leave out the rest.

    The tool with its rules comes after the results, because suites become known with the subjects they judge.
    """
    summary, events = begun(journal)
    out.write(f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{"results": [')
    separator = "\n"
    for event in events:
        for case in summary.add(event):
            for record in _results(case, language):
                out.write(separator + json_line(json.dumps(record, ensure_ascii=False)))
                separator = ",\n"
    summary.close()
    for reason in summary.unmet:
        rule = (reason.ids or (reason.key,))[0]
        record = {**_OPEN, "ruleId": rule, "message": {"text": message(reason.text[language])}}
        out.write(separator + json_line(json.dumps(record, ensure_ascii=False)))
        separator = ",\n"
    out.write('\n], "columnKind": "unicodeCodePoints", "tool": ')
    out.write(json_line(json.dumps({"driver": _driver(summary, language)}, ensure_ascii=False, indent=1)))
    told = [*title_block(summary, language), *labelled_notes(summary, language)]
    head = json_line(json.dumps(dict(told), ensure_ascii=False))
    out.write(f', "properties": {head}}}]}}\n')
    return summary


def _results(case: Case, language: str) -> Iterator[dict[str, Any]]:
    name = case.subject.name
    times: Counter[str] = Counter()
    for finding in case.findings:
        mark = _fingerprint(case, finding)
        times[mark] += 1
        yield {
            "ruleId": case.row.id,
            "kind": "fail",
            "level": _level(case.row),
            "message": {"text": message(finding.message[language])},
            "locations": [_location(name, finding.where)],
            "partialFingerprints": dict.fromkeys(FINGERPRINTS, f"{mark}:{times[mark]}"),
            "properties": {"en": finding.message.en, "zh": finding.message.zh},
            **({"suppressions": [_suppression(case.known)]} if case.known else {}),
        }
    if case.reason:
        yield {
            "ruleId": case.row.id,
            **_OPEN,
            "message": {"text": message(case.reason.text[language])},
            "locations": [_location(name, Where())],
        }


def _fingerprint(case: Case, finding: Located) -> str:
    """What a finding keeps while other parts of its file change: requirement, and the place or else the sentence."""
    where = finding.where
    place = where.pointer or where.exchange or finding.message.en
    return digest_of_parts(
        [("requirement", case.row.id.encode()), ("place", place.encode("utf-8", "backslashreplace"))]
    )[-FINGERPRINT_LETTERS:]


def _suppression(known: Known) -> dict[str, Any]:
    """SARIF 2.1.0, 3.35: a known finding."""
    told = {"expires": str(known.expires), **({"author": known.author} if known.author else {})}
    return {"kind": "external", "justification": message(known.reason), "properties": told}


def _location(file: str, where: Where) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(file)}}
    if where.line is not None:
        physical["region"] = {"startLine": where.line}
    elif where.byte is not None:
        physical["region"] = {"byteOffset": where.byte, "byteLength": 0}
    location: dict[str, Any] = {"physicalLocation": physical}
    known = where.as_record()
    logical = [{"fullyQualifiedName": str(known[key]), "kind": kind} for key, kind in LOGICAL.items() if key in known]
    if logical:
        location["logicalLocations"] = logical
    return location


def _uri(name: str) -> str:
    """A file's name as a URI reference; a first segment that looks like a scheme is escaped."""
    path = quote(name.encode("utf-8", "surrogateescape"), safe="/~")
    return f"file://{path}" if path.startswith("/") else path


def _driver(summary: Summary, language: str) -> dict[str, Any]:
    harness = summary.opening.harness
    return {
        "name": harness.name,
        "semanticVersion": harness.version,
        "language": "zh-CN" if language == "zh" else "en-US",
        "rules": [_rule(row.record, language) for row in summary.requirements.values()],
    }


def _level(record: RequirementRecord) -> str:
    """What decides is an error, whatever its obligation; what is not scored is a note."""
    if not record.scored:
        return LEVELS["may"]
    return LEVELS["shall" if record.decides else record.obligation]


def _rule(record: RequirementRecord, language: str) -> dict[str, Any]:
    clauses = ", ".join(f"{basis.title.en} {basis.section}" for basis in record.basis)
    url = next((each.url for each in record.basis if each.url and each.url.startswith(WEB)), None)
    told = {each: f"{record.statement[each]} {record.fix[each] if record.fix else ''}".strip() for each in LANGUAGES}
    return {
        "id": record.id,
        "shortDescription": {"text": record.title[language]},
        "fullDescription": {"text": record.statement[language]},
        "help": {"text": f"{told['en']} ({clauses})\n\n{told['zh']}"},
        **({"helpUri": url} if url else {}),
        "defaultConfiguration": {"level": _level(record)},
        "properties": {
            "obligation": record.obligation,
            "origin": record.origin,
            **({} if record.scored else {"scored": False}),
            "policy": [clause.key for clause in record.policy],
        },
    }
