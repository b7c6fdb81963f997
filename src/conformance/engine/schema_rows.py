"""The rows that a schema judges: each violated keyword becomes a finding of its row."""

from __future__ import annotations

from typing import Any

from conformance.catalogue.messages import keyword_sentence
from conformance.engine.case import Case, Cuts, cut
from conformance.engine.loaded import LoadedSuite
from conformance.model.finding import Where
from conformance.model.journal.records import Located
from conformance.model.outcome import Outcome
from conformance.model.text import Text
from conformance.readers.bounds import FINDINGS_PER_CASE
from conformance.readers.json_schema import RowSchema


def run_schema(loaded: LoadedSuite, schema: RowSchema, document: Any, cases: dict[str, Case], cuts: Cuts) -> None:
    """The cases of the rows that the document violates by the schema."""
    if schema.accepts(document):
        return
    for violation in schema.violations(document):
        requirement = loaded.suite[schema.rows[violation.row]]
        case = cases.setdefault(requirement.id, Case(requirement, Outcome.FAIL))
        if violation.cuts is not None:
            cut(cuts, (violation.cuts,), requirement.id)
        if len(case.findings) >= FINDINGS_PER_CASE:
            case.more += 1
            continue
        sentence = keyword_sentence(violation.keyword, violation.values)
        title = requirement.title
        message = Text(f"{title.en}: {sentence.en}", f"{title.zh}：{sentence.zh}")
        case.findings.append(Located(Where(violation.pointer), message, violation.values, violation.location))
