"""Records as JSON values, for the journal and for report.json."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from conformance.model.journal.records import (
    FORMAT,
    Basis,
    Ending,
    ErratumRecord,
    Failure,
    FloorRecord,
    Opening,
    PartTold,
    ProfileRecord,
    Reason,
    RequirementRecord,
    SubjectJudged,
    SuiteRecord,
    SuitesTold,
    VerdictClass,
)
from conformance.model.text import Text

Json = dict[str, Any]
MOST_NUMBERED = 4096


def event(told: Opening | SuitesTold | PartTold | Ending) -> Json:
    """A line of the journal."""
    match told:
        case Opening():
            return {"event": "run", "format": FORMAT, **opening(told), "suites": [suite(each) for each in told.suites]}
        case SuitesTold():
            return {"event": "suites", "suites": [suite(each) for each in told.suites]}
        case PartTold():
            return {"event": "part", **part(told), "named": told.named}
        case Ending():
            return {"event": "end", "run": ending(told)}


def opening(told: Opening) -> Json:
    """The opening without its suites."""
    harness = told.harness
    return {
        "run": dict(told.run),
        "harness": {"name": harness.name, "version": harness.version, "schema_engine": harness.schema_engine},
        "laboratory": dict(told.laboratory),
        "product": dict(told.product),
        "order": dict(told.order),
        "persons": dict(told.persons),
        **({"authorisation": allowed} if any((allowed := dict(told.authorisation)).values()) else {}),
        "statement": told.statement,
        "decision_rule": text(told.decision_rule),
        "profile": profile(told.profile) if told.profile else None,
        "level": told.level,
    }


def part(told: PartTold) -> Json:
    return {"name": told.name, "of": told.of}


def ending(told: Ending) -> Json:
    return {"status": told.status, "finished": told.finished, "seconds": told.seconds}


def suite(told: SuiteRecord) -> Json:
    return {
        "id": told.id,
        "version": told.version,
        "digest": told.digest,
        "owner": told.owner,
        "title": text(told.title),
        "rows": list(told.rows),
        "requirements": [requirement(row) for row in told.requirements],
    }


def requirement(row: RequirementRecord) -> Json:
    return {
        "id": row.id,
        "obligation": row.obligation,
        "origin": row.origin,
        "title": text(row.title),
        "statement": text(row.statement),
        "at": list(row.at),
        "basis": [_basis(each) for each in row.basis],
        "policy": [
            {
                "key": each.key,
                "document": text(each.document),
                "heading": text(each.heading),
                "phrase": text(each.phrase),
            }
            for each in row.policy
        ],
        "fix": text(row.fix) if row.fix else None,
        "excluded": text(row.excluded) if row.excluded else None,
        **({"raised": text(row.raised)} if row.raised else {}),
        **({} if row.scored else {"scored": False}),
        **({"disclosure": "restricted"} if row.restricted else {}),
    }


def _basis(told: Basis) -> Json:
    found = {"key": told.key, "section": told.section, "title": text(told.title)}
    return {**found, "url": told.url} if told.url else found


def profile(told: ProfileRecord) -> Json:
    return {
        "id": told.id,
        "version": told.version,
        "digest": told.digest,
        "title": text(told.title),
        "parameters": dict(told.parameters),
        "needs": [list(need) for need in told.needs],
        "evidence": [floor(each) for each in told.evidence],
        "kinds": list(told.kinds),
        "includes": [[profile(each) for each in some] for some in told.includes],
        **({"errata": [_erratum(each) for each in told.errata]} if told.errata else {}),
    }


def _erratum(told: ErratumRecord) -> Json:
    return {"requirement": told.requirement, "date": told.date, "reason": text(told.reason)}


def floor(told: FloorRecord) -> Json:
    least = [{"fact": each.fact, "title": text(each.title), "value": each.value} for each in told.least]
    return {"kinds": list(told.kinds), "title": text(told.title), "least": least}


def subject(told: SubjectJudged) -> Json:
    """A subject without its verdict and findings."""
    found: Json = {"name": told.subject.name, "digest": told.subject.digest, "bytes": told.subject.bytes}
    if told.plots:
        found["plots"] = told.plots
    if told.leftovers:
        found["leftovers"] = list(told.leftovers)
    if told.facts is not None:
        found["facts"] = dict(told.facts)
    return found


def failure(told: Failure) -> Json:
    more = {"more_findings": told.more} if told.more else {}
    return {"requirement": told.requirement, "findings": findings(told.findings), **more}


def findings(told: tuple[Any, ...], **where: str) -> list[Json]:
    """Findings; the members of `where` are put first in each place."""
    return [
        {
            "where": {**where, **each.where.as_record()},
            "message": {"en": each.message.en, "zh": each.message.zh},
            "values": each.values,
        }
        for each in told
    ]


def reason(told: Reason) -> Json:
    """The key, both sentences and the ids, without who has to act; see `caused`."""
    return {"key": told.key, **text(told.text), **({"ids": list(told.ids)} if told.ids else {})}


def caused(told: Reason) -> Json:
    """A reason with its cause, if it has one."""
    return {**reason(told), **({"cause": told.cause.value} if told.cause else {})}


def text(told: Text) -> dict[str, str]:
    """Both languages."""
    return {"en": told.en, "zh": told.zh}


class Numbered:
    """Verdict classes and reasons by number, so that what many subjects share is written once.

    `define` is called with each before its number is first used: what it is ("reason" or "class"), its number, its
    JSON. Beyond the first 4,096 of either they are written out in place; so is the class of a subject with findings,
    which other subjects hardly ever share.
    """

    def __init__(self, define: Callable[[str, int, Json], None]) -> None:
        self._define = define
        self._classes: dict[VerdictClass, int] = {}
        self._reasons: dict[Reason, int] = {}

    def verdict(self, verdict: VerdictClass, *, shared: bool) -> int | Json:
        """The number of a class, or its JSON if there are too many or it is not `shared` with other subjects."""
        number = self._classes.get(verdict) if shared else None
        if number is not None:
            return number
        told = self._class(verdict)
        if not shared or len(self._classes) == MOST_NUMBERED:
            return told
        number = self._classes[verdict] = len(self._classes)
        self._define("class", number, told)
        return number

    def _class(self, verdict: VerdictClass) -> Json:
        found: Json = {
            "kind": verdict.kind,
            "recognised_by": verdict.recognised_by,
            "outcomes": dict(verdict.outcomes),
        }
        if reasons := {each.requirement: self._reason(each.reason) for each in (*verdict.open, *verdict.inapplicable)}:
            found["reasons"] = reasons
        if verdict.problem:
            found["problem"] = {**caused(verdict.problem.reason), "named": verdict.problem.named}
        return found

    def _reason(self, told: Reason) -> int | Json:
        number = self._reasons.get(told)
        if number is None:
            if len(self._reasons) == MOST_NUMBERED:
                return caused(told)
            number = self._reasons[told] = len(self._reasons)
            self._define("reason", number, caused(told))
        return number
