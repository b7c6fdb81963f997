"""Hand-made events of a run, small enough to be read at a glance."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from conformance.engine.journal import Journal, entry
from conformance.model.finding import Where
from conformance.model.journal.records import (
    Basis,
    Ending,
    Event,
    Failure,
    Harness,
    Located,
    Opening,
    Policy,
    Problem,
    ProfileRecord,
    Reason,
    RequirementRecord,
    Subject,
    SubjectJudged,
    SuiteRecord,
    Unjudged,
    VerdictClass,
)
from conformance.model.outcome import Cause, Outcome
from conformance.model.text import Text

TEXT = Text("Thing", "事物")
BLOCKED = Reason("blocked_by", Text("not judged: blocked by T-1", "因 T-1 存在问题而未判定"), ("T-1",), Cause.PRODUCT)


def requirement(id_: str, obligation: str = "shall", *, excluded: bool = False) -> RequirementRecord:
    """The record of a row."""
    return RequirementRecord(
        id=id_,
        obligation=obligation,
        origin="added",
        title=Text(f"Title of {id_}", f"{id_} 的标题"),
        statement=TEXT,
        at=("/thing",),
        basis=(Basis("rfc8259", "4", Text("JSON", "JSON 格式")),),
        policy=(Policy("S1-1", TEXT, Text("1", "一"), TEXT),),
        fix=Text("fix it", "修好它"),
        excluded=TEXT if excluded else None,
    )


def suite(*rows: RequirementRecord, id_: str = "t/t", digest: str = "sha256:0") -> SuiteRecord:
    """A suite with these rows."""
    return SuiteRecord(id_, "1", digest, "Toy", TEXT, tuple(row.id for row in rows), rows)


def profile(*needs: tuple[str, ...]) -> ProfileRecord:
    """A profile with these needs."""
    return ProfileRecord("maker", "2", "sha256:1", Text("Maker", "制造者"), {}, needs)


def opening(*rows: RequirementRecord, **members: Any) -> Opening:
    """The opening of a run by one suite `t/t` with these rows."""
    told = {
        "run": {"id": "1", "started": "2024-01-01T00:00:00+00:00"},
        "harness": Harness("h", "0", "e"),
        "laboratory": {"name": None},
        "product": {"name": None},
        "statement": None,
        "decision_rule": TEXT,
        "profile": None,
        "level": None,
        "suites": (suite(*rows),),
    }
    return Opening(**{**told, **members})


def subject(
    letters: str, *cases: Failure | Unjudged, name: str = "a.json", kind: str = "thing", digest: str | None = None
) -> SubjectJudged:
    """A judged file."""
    failures = tuple(case for case in cases if isinstance(case, Failure))
    open_ = tuple(case for case in cases if isinstance(case, Unjudged))
    verdict = VerdictClass(kind, "content", (("t/t", letters),), open_)
    return SubjectJudged(Subject(name, digest or f"sha256:{name}", 1), verdict, failures)


def unjudged(key: str, *, named: bool, name: str = "a.txt") -> SubjectJudged:
    """A file that was not judged."""
    problem = Problem(Reason(key, TEXT, (), Cause.CONFIGURATION), named)
    return SubjectJudged(Subject(name, None, None), VerdictClass(problem=problem))


def failed(id_: str, *findings: Located, more: int = 0) -> Failure:
    """A row that is violated."""
    return Failure(id_, findings, more)


def blocked(id_: str, outcome: str = "inconclusive", reason: Reason = BLOCKED) -> Unjudged:
    """A row without a verdict."""
    return Unjudged(id_, Outcome(outcome), reason)


def finding(
    pointer: str | None = "/thing", en: str = "wrong", zh: str = "不对", *, where: Where | None = None, **values: Any
) -> Located:
    """A place that breaks a row."""
    return Located(where or Where(pointer), Text(en, zh), values)


def end(status: str = "complete") -> Ending:
    """The end of a run."""
    return Ending(status, "2024-01-01T00:00:01+00:00", 1.0)


def write(path: Path, *events: Event) -> Path:
    """The events as a journal file, written the way a run writes them."""
    with Journal(path) as out:
        for event in events:
            if isinstance(event, SubjectJudged):
                out.add([entry(event)])
            else:
                out.write(event)
    return path
