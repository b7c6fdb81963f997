"""What the journal says of a judged subject: plain JSON values, complete in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conformance.catalogue import Catalogue
from conformance.catalogue.messages import reason_sentence
from conformance.catalogue.traces import split_reference
from conformance.engine.case import Case
from conformance.model.change import Change
from conformance.model.profile import Profile
from conformance.model.requirement import Requirement, Suite
from conformance.model.text import Text, capped


def case_record(case: Case, suite: Suite, subject: str) -> dict[str, Any]:
    """One entry of `results`: a case that is not a pass."""
    return {
        "requirement": case.requirement.id,
        "obligation": case.requirement.obligation.value,
        "origin": case.requirement.origin.value,
        "subject": subject,
        "outcome": case.outcome.value,
        "cause": case.cause.value if case.cause else None,
        "reason": None if case.reason is None else reason(*case.reason, suite.reasons),
        "findings": [
            {
                "where": {"file": subject, **found.where.as_record()},
                "message": text(found.message),
                "values": {key: _json_value(value) for key, value in found.values.items()},
            }
            for found in case.findings
        ],
        **({"more_findings": case.more} if case.more else {}),
    }


def change_record(change: Change) -> dict[str, Any]:
    """A place that a repair changed, with what stood there before and after."""
    return {"where": change.where.as_record(), **{key: _json_value(value) for key, value in change.values.items()}}


def reason(key: str, values: Mapping[str, Any], own: Mapping[str, Text] | None = None) -> dict[str, Any]:
    """A reason for not judging: its key, both sentences and the ids it names."""
    ids = values.get("ids")
    return {"key": key, **text(reason_sentence(key, values, own or {})), **({"ids": list(ids)} if ids else {})}


def text(value: Text) -> dict[str, str]:
    """Both languages."""
    return {"en": value.en, "zh": value.zh}


def suite_record(suite: Suite, catalogue: Catalogue, selected: frozenset[str] | None) -> dict[str, Any]:
    """A suite with all that a view needs to tell of its rows, so that a journal can be read without the catalogue.

    `rows` are the ids in the order of the outcome letters; `requirements` only those the run counts.
    """
    rows = [row for row in suite.requirements if selected is None or row.id in selected]
    return {
        "id": suite.id,
        "version": suite.version,
        "digest": suite.digest,
        "owner": suite.owner,
        "title": text(suite.title),
        "rows": [row.id for row in suite.requirements],
        "requirements": [requirement_record(row, catalogue) for row in rows],
    }


def requirement_record(row: Requirement, catalogue: Catalogue) -> dict[str, Any]:
    """A row with the sentences of its two traces."""
    return {
        "id": row.id,
        "obligation": row.obligation.value,
        "origin": row.origin.value,
        "title": text(row.title),
        "statement": text(row.statement),
        "at": list(row.at),
        "basis": [_basis(reference, catalogue) for reference in row.basis],
        "policy": [_clause(key, catalogue) for key in row.policy],
        "fix": text(row.fix) if row.fix else None,
        "excluded": text(row.excluded) if row.excluded else None,
    }


def profile_record(profile: Profile) -> dict[str, Any]:
    """The profile a run was asked for."""
    return {
        "id": profile.id,
        "version": profile.version,
        "digest": profile.digest,
        "title": text(profile.title),
        "parameters": dict(profile.parameters),
        "needs": [list(need) for need in profile.needs],
    }


def _basis(reference: str, catalogue: Catalogue) -> dict[str, Any]:
    key, section = split_reference(reference)
    return {"key": key, "section": section, "title": text(catalogue.standards[key].title)}


def _clause(key: str, catalogue: Catalogue) -> dict[str, Any]:
    clause = catalogue.clauses[key]
    return {
        "key": key,
        "document": text(clause.document_title),
        "heading": text(clause.place),
        "phrase": {"en": clause.gloss, "zh": clause.phrase},
    }


def _json_value(value: Any) -> Any:
    if isinstance(value, str):
        return capped(value, 500)
    if isinstance(value, float) and value - value != 0.0:
        return repr(value)  # JSON has no NaN and no infinity
    if isinstance(value, bool | int | float) or value is None:
        return value
    if isinstance(value, dict):
        return {str(key): _json_value(inner) for key, inner in list(value.items())[:50]}
    if isinstance(value, list | tuple):
        return [_json_value(inner) for inner in value[:50]]
    if isinstance(value, set | frozenset):
        return [_json_value(inner) for inner in sorted(value, key=str)[:50]]
    return capped(str(value), 500)
