"""Journals of format 1, as version 0.1.0 wrote them, say in every view what they said."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from doubles.journals import end, failed, finding, opening, profile, requirement, subject, unjudged, write

from conformance.engine.rejudge import compare
from conformance.model.finding import Where
from conformance.model.journal import to_json
from conformance.model.journal.records import Event, Reason, Unjudged
from conformance.model.outcome import Cause, Outcome
from conformance.model.text import Text
from conformance.reporting.journal import NotAJournal, events
from conformance.reporting.views import VIEWS, Run

ROWS = [requirement("T-1"), requirement("T-2"), requirement("T-3", "should"), requirement("T-4", excluded=True)]
BLOCKED = Unjudged(
    "T-2", Outcome.INCONCLUSIVE, Reason("blocked_by", Text("cut off", "被阻断"), ("T-1",), Cause.PRODUCT)
)
SILENT = Unjudged("T-3", Outcome.NOT_APPLICABLE, Reason("no_reading", Text("nothing to read", "无可读内容")))
FOUND = finding("/a", where=Where("/a", line=3), received=[1, None])
VIOLATED = subject("FI--", failed("T-1", FOUND, more=4), BLOCKED, name="一.json")
VIOLATED = VIOLATED._replace(verdict=VIOLATED.verdict._replace(inapplicable=(SILENT,)), plots={"frames": 3})
EVENTS: list[Event] = [
    opening(*ROWS, profile=profile(("T-2",)), level="basic"),
    VIOLATED,
    subject("PPP-", name="\udcff.json")._replace(leftovers=("cup",)),
    unjudged("unknown_kind", named=True),
    end(),
]


def result(row: str, outcome: str, told: Reason | None, **members: Any) -> dict[str, Any]:
    """A case as format 1 had it."""
    head = {"requirement": row, "obligation": "shall", "origin": "added", "subject": "一.json", "outcome": outcome}
    cause = told.cause.value if told and told.cause else None
    return {**head, "cause": cause, "reason": to_json.reason(told) if told else None, "findings": [], **members}


def judged(name: str, letters: str, *results: dict[str, Any], **members: Any) -> dict[str, Any]:
    told = {"name": name, "kind": "thing", "recognised_by": "content", "digest": f"sha256:{name}", "bytes": 1}
    return {"event": "subject", "results": list(results), "subject": {**told, "outcomes": {"t/t": letters}, **members}}


def lines() -> list[dict[str, Any]]:
    """The same run in format 1: a suite that comes twice, subjects that hold all themselves."""
    first = {**to_json.event(EVENTS[0]), "format": 1}  # type: ignore[arg-type]
    found = {
        "where": {"file": "一.json", "pointer": "/a", "line": 3},
        "message": to_json.text(FOUND.message),
        "values": FOUND.values,
    }
    results = [
        result("T-1", "fail", None, findings=[found], more_findings=4),
        result("T-2", "inconclusive", BLOCKED.reason),
        result("T-3", "not_applicable", SILENT.reason),
    ]
    problem = {"key": "unknown_kind", "en": "Thing", "zh": "事物", "cause": "configuration", "named": True}
    nothing = {"name": "a.txt", "kind": None, "recognised_by": None, "digest": None, "bytes": None}
    return [
        first,
        judged("一.json", "FI--", *results, plots={"frames": 3}),
        {"event": "suites", "suites": first["suites"]},
        judged("\udcff.json", "PPP-", leftovers=["cup"]),
        {"event": "subject", "results": [], "subject": {**nothing, "problem": problem, "outcomes": {}}},
        to_json.event(EVENTS[-1]),  # type: ignore[arg-type]
    ]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "old.jsonl"
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as out:
        out.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines())
    return path


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return write(tmp_path / "new.jsonl", *EVENTS)


def test_it_becomes_the_same_events_and_a_suite_told_twice_counts_once(old: Path) -> None:
    first, one, again, *rest = events(old)
    assert again.suites == ()  # type: ignore[union-attr]
    assert [first, one, *rest] == EVENTS


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "name", [name for name, view in VIEWS.items() if view.needs != "exchanges" and not view.binary]
)
def test_every_view_shows_it_as_one_of_today(name: str, language: str, old: Path, new: Path) -> None:
    shown = []
    for path in (old, new):
        out = io.StringIO()
        VIEWS[name].show(Run(path), out, language)
        shown.append(out.getvalue())
    assert shown[0] == shown[1]
    assert "T-1" in shown[0]


@pytest.mark.parametrize("member", ["results", "subject"])
def test_a_line_that_lacks_a_part_is_refused_in_a_sentence(old: Path, member: str) -> None:
    told = lines()
    del told[1][member]
    old.write_text("".join(json.dumps(line) + "\n" for line in told), encoding="utf-8")
    with pytest.raises(NotAJournal, match="line 2 is not an event of a run"):
        list(events(old))


class Held:
    """A bundle of which only the journal matters."""

    def __init__(self, journal: Path) -> None:
        self.journal = journal

    def read(self, name: str) -> bytes:
        return self.journal.read_bytes()


def test_judging_again_compares_what_was_said_and_not_how_it_was_written(old: Path, new: Path, tmp_path: Path) -> None:
    found = compare(Held(old), new)  # type: ignore[arg-type]
    assert (found.same_bytes, found.differing) == (False, [])
    changed = write(tmp_path / "changed.jsonl", EVENTS[0], subject("PI--", BLOCKED, name="一.json"), *EVENTS[2:])
    found = compare(Held(old), changed)  # type: ignore[arg-type]
    assert found.differing == [("一.json T-1", "fail", "pass")]
