"""The cases of a requirement on the HTML page: places, values, evidence, and a text for the supplier."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from conformance.model.journal.records import Located, RequirementRecord
from conformance.model.text import LANGUAGES, Bilingual, capped
from conformance.reporting.cases import Case, RequirementSummary
from conformance.reporting.page import (
    both,
    listed,
    safe,
    visible,
    wording,
)
from conformance.reporting.terminal import PLACES_PER_CASE, heading, place, shown_values, until
from conformance.reporting.words import COLONS, clause, word, words

LONGEST_BLOCK = 50_000
SHOWN_VALUES = ("received", "expected", "corrected", "stimulus", "reproduce")


def standards(record: RequirementRecord) -> Iterator[tuple[str, dict[str, str]]]:
    """The clauses of the standards, each with the key of its label."""
    for basis in record.basis:
        yield "standard", {each: clause(basis.title[each], basis.section, each) for each in LANGUAGES}


def policies(record: RequirementRecord) -> Iterator[tuple[str, dict[str, str]]]:
    """The clauses of the policies, each with the key of its label."""
    quoted = words()["label"]["quoted"]
    for policy in record.policy:
        told = {"phrase": policy.phrase, "document": policy.document, "heading": policy.heading}
        names = {each: {key: text[each] for key, text in told.items()} for each in LANGUAGES}
        yield "policy", {each: f"{policy.key} {quoted[each].format(**names[each])}" for each in LANGUAGES}


def _finding(case: Case, finding: Located, language: str) -> tuple[str, str, dict[str, str]]:
    """Its place, its message without the title it may begin with, and the values to show."""
    message = finding.message[language].removeprefix(case.row.title[language] + COLONS[language])
    where = place(case.subject.name, finding.where, language)
    return where, message, shown_values(finding, language)


def case_block(case: Case, picture: str) -> str:
    told, shown = picture, case.findings[:PLACES_PER_CASE]
    for finding in shown:
        (*english, values), (*chinese, others) = (_finding(case, finding, each) for each in LANGUAGES)
        where, message = (both({"en": one, "zh": other}) for one, other in zip(english, chinese, strict=True))
        labelled = [
            (wording("label", key), f'<code lang="en">{safe(text)}</code><code lang="zh">{safe(others[key])}</code>')
            for key, text in values.items()
        ]
        told += f'<div class="place">{where}</div><p>{message}</p>{listed(labelled, "values")}'
    more = len(case.findings) - len(shown) + case.more
    return f'<div class="case">{told}{more_of("more_places", more)}{_known(case)}{_evidence(case, shown)}</div>'


def _known(case: Case) -> str:
    """Why the findings of the case are accepted, and until when."""
    if not case.known:
        return ""
    return f'<p class="partial">{both({each: until(case.known, each) for each in LANGUAGES})}</p>'


def _evidence(case: Case, shown: tuple[Located, ...]) -> str:
    """A collapsed block with what identifies the subject, and the values not shown elsewhere."""
    identity = {"kind": case.kind, "digest": case.subject.digest, "bytes": case.subject.bytes}
    facts = [(wording("evidence", key), f"<code>{safe(value)}</code>") for key, value in identity.items() if value]
    for finding in shown:
        values = {key: value for key, value in finding.values.items() if key not in SHOWN_VALUES}
        if values:
            text = json.dumps({"file": case.subject.name, **finding.where.as_record(), **values}, ensure_ascii=False)
            facts.append((wording("evidence", "values"), f"<code>{safe(text)}</code>"))
    if not facts:
        return ""
    head = f"<summary>{wording('report', 'evidence')}</summary>"
    return f'<details class="evidence">{head}{listed(facts, "facts")}</details>'


def block(lines: Iterable[str]) -> str:
    """Lines of text that cannot become markup."""
    text = capped("\n".join(map(visible, lines)), LONGEST_BLOCK)
    return "\n".join(map(safe, text.split("\n")))


def supplier_lines(row: RequirementSummary, failures: list[Case], language: str) -> Iterator[str]:
    """A violated requirement as plain text, for sending to the supplier who can fix it."""
    record, colon = row.record, COLONS[language]
    yield heading(record, language)
    labelled: list[tuple[str, Bilingual | None]] = [
        ("statement", record.statement),
        *standards(record),
        *policies(record),
        ("fix", record.fix),
    ]
    yield from (f"{word('label', key, language)}{colon}{texts[language]}" for key, texts in labelled if texts)
    for case, finding in ((each, found) for each in failures for found in each.findings[:PLACES_PER_CASE]):
        where, message, values = _finding(case, finding, language)
        yield from ("", where, f"  {message}")
        yield from (f"  {word('label', key, language)}{colon}{text}" for key, text in values.items())


def more_of(key: str, count: int) -> str:
    return f'<p class="more">{wording("label", key, count=count)}</p>' if count > 0 else ""
