"""Records from the JSON of a journal's lines. Invalid ones raise ValueError, KeyError, TypeError or IndexError.

A journal may come from anyone, so the type of every member that a view takes for a text or a number is checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from conformance.model.finding import Where
from conformance.model.journal.letters import Rows
from conformance.model.journal.records import (
    Basis,
    Ending,
    ErratumRecord,
    Event,
    Failure,
    FloorRecord,
    Harness,
    Least,
    Located,
    Opening,
    PartTold,
    Policy,
    Problem,
    ProfileRecord,
    Reason,
    RequirementRecord,
    Subject,
    SubjectJudged,
    SuiteRecord,
    SuitesTold,
    Unjudged,
    VerdictClass,
)
from conformance.model.outcome import Cause, Outcome
from conformance.model.profile import LEVELS
from conformance.model.text import Text

Json = Mapping[str, Any]
Value = TypeVar("Value")
_PLAIN = len(("event", "name", "digest", "bytes", "class"))
"""The members of a subject on which nothing was found: nearly all of them."""
DISCLOSURES = ("public", "restricted")
OBLIGATIONS, ORIGINS, STATUSES = ("shall", "should", "may"), ("inherited", "added"), ("complete", "interrupted")


class Decoder:
    """Decodes the JSON objects of one journal in order and keeps what later lines refer to by number."""

    def __init__(self) -> None:
        self.rows = Rows()
        self._reasons: list[Reason] = []
        self._classes: list[VerdictClass] = []

    def event(self, line: Json) -> Event | None:
        """The event of a line; None for a line that defines a number."""
        kind = line["event"]
        if kind == "subject":
            return self._judged(line)
        if kind == "run":
            return _opening(line, self._suites(line["suites"]))
        if kind == "suites":
            return SuitesTold(self._suites(line["suites"]))
        if kind == "part":
            return PartTold(_is(line["name"], str), _is(line["of"], str), _is(line["named"], bool))
        if kind == "end":
            return _ending(line["run"])
        if kind == "reason":
            self._reasons.append(_reason(line, len(self._reasons)))
        elif kind == "class":
            self._classes.append(self._class(line, len(self._classes)))
        else:
            raise ValueError(kind)
        return None

    def _suites(self, told: list[Json]) -> tuple[SuiteRecord, ...]:
        """The suites among them that are new: a journal may name one twice."""
        found = []
        for each in told:
            suite = _suite(each)
            if self.rows.add(suite):
                found.append(suite)
        return tuple(found)

    def _judged(self, line: Json) -> SubjectJudged:
        verdict, digest = line["class"], line["digest"]
        subject = Subject(_is(line["name"], str), None if digest is None else _is(digest, str), _number(line["bytes"]))
        said = self._classes[_index(verdict)] if isinstance(verdict, int) else self._class(verdict)
        if len(line) == _PLAIN:
            return SubjectJudged(subject, said)
        return SubjectJudged(
            subject,
            said,
            tuple(map(_failure, line.get("failures") or ())),
            _is(line["plots"], dict) if "plots" in line else None,
            _strings(line.get("leftovers", [])),
            _mapping(line["facts"], int, float) if "facts" in line else None,
        )

    def _class(self, told: Json, number: int | None = None) -> VerdictClass:
        if told.get("number") != number:
            raise ValueError("numbers are given in turn")
        outcomes = tuple(told["outcomes"].items())
        for suite, letters in outcomes:
            self.rows.of(suite, letters)
        inapplicable, open_ = list[Unjudged](), list[Unjudged]()
        for row, reason in told.get("reasons", {}).items():
            outcome = self.rows.outcome(outcomes, row)
            group = inapplicable if outcome is Outcome.NOT_APPLICABLE else open_
            group.append(Unjudged(row, outcome, self._reason(reason)))
        kind, by = told["kind"], told["recognised_by"]
        problem = told.get("problem")
        return VerdictClass(
            None if kind is None else _is(kind, str),
            None if by is None else _is(by, str),
            outcomes,
            tuple(open_),
            tuple(inapplicable),
            None if problem is None else Problem(_reason(problem), _is(problem["named"], bool)),
        )

    def _reason(self, told: int | Json) -> Reason:
        return self._reasons[_index(told)] if isinstance(told, int) else _reason(told)


def _opening(line: Json, suites: tuple[SuiteRecord, ...]) -> Opening:
    harness, statement, profile, level = (line[key] for key in ("harness", "statement", "profile", "level"))
    return Opening(
        run=_mapping(line["run"], str),
        harness=Harness(*(_is(harness[key], str) for key in ("name", "version", "schema_engine"))),
        laboratory=_mapping(line["laboratory"], str, type(None)),
        product=_mapping(line["product"], str, type(None)),
        statement=None if statement is None else _is(statement, dict),
        decision_rule=_text(line["decision_rule"]),
        profile=None if profile is None else _profile(profile),
        level=None if level is None else _one_of(level, LEVELS),
        suites=suites,
        order=_mapping(line.get("order", {}), str, type(None)),
        persons=_mapping(line.get("persons", {}), str, type(None)),
        authorisation=_mapping(line.get("authorisation", {}), str, type(None)),
    )


def _ending(run: Json) -> Ending:
    return Ending(_one_of(run["status"], STATUSES), _is(run["finished"], str), _is(run["seconds"], int, float))


def _profile(told: Json) -> ProfileRecord:
    return ProfileRecord(
        id=_is(told["id"], str),
        version=_is(told["version"], str),
        digest=_is(told["digest"], str),
        title=_text(told["title"]),
        parameters=_is(told["parameters"], dict),
        needs=tuple(map(_strings, told.get("needs", []))),
        evidence=tuple(map(_floor, told.get("evidence", []))),
        kinds=_strings(told.get("kinds", [])),
        includes=tuple(tuple(map(_profile, _is(some, list))) for some in told.get("includes", [])),
        errata=tuple(
            ErratumRecord(_is(each["requirement"], str), _is(each["date"], str), _text(each["reason"]))
            for each in told.get("errata", [])
        ),
    )


def _floor(told: Json) -> FloorRecord:
    least = tuple(
        Least(_is(each["fact"], str), _text(each["title"]), _is(each["value"], int, float)) for each in told["least"]
    )
    return FloorRecord(_strings(told["kinds"]), _text(told["title"]), least)


def _suite(told: Json) -> SuiteRecord:
    return SuiteRecord(
        id=_is(told["id"], str),
        version=_is(told["version"], str),
        digest=_is(told["digest"], str),
        owner=_is(told["owner"], str),
        title=_text(told["title"]),
        rows=_strings(told["rows"]),
        requirements=tuple(map(_requirement, told["requirements"])),
    )


def _requirement(told: Json) -> RequirementRecord:
    fix, excluded = told["fix"], told["excluded"]
    return RequirementRecord(
        id=_is(told["id"], str),
        obligation=_one_of(told["obligation"], OBLIGATIONS),
        origin=_one_of(told["origin"], ORIGINS),
        title=_text(told["title"]),
        statement=_text(told["statement"]),
        at=_strings(told["at"]),
        basis=tuple(map(_basis, told["basis"])),
        policy=tuple(map(_policy, told["policy"])),
        fix=None if fix is None else _text(fix),
        excluded=None if excluded is None else _text(excluded),
        raised=_text(told["raised"]) if "raised" in told else None,
        scored=_is(told.get("scored", True), bool),
        restricted=_one_of(told.get("disclosure", "public"), DISCLOSURES) == "restricted",
    )


def _basis(told: Json) -> Basis:
    url = told.get("url")
    return Basis(
        _is(told["key"], str), _is(told["section"], str), _text(told["title"]), None if url is None else _is(url, str)
    )


def _policy(told: Json) -> Policy:
    document, heading, phrase = _text(told["document"]), _text(told["heading"]), _text(told["phrase"])
    return Policy(_is(told["key"], str), document, heading, phrase)


def _reason(told: Json, number: int | None = None) -> Reason:
    if told.get("number") != number:
        raise ValueError("numbers are given in turn")
    cause = told.get("cause")
    key, ids = _is(told["key"], str), _strings(told.get("ids", []))
    return Reason(key, _text(told), ids, None if cause is None else Cause(cause))


def _failure(told: Json) -> Failure:
    more = told.get("more_findings", 0)
    return Failure(_is(told["requirement"], str), tuple(map(_located, told["findings"])), _is(more, int))


def _located(told: Json) -> Located:
    return Located(_where(told["where"]), _text(told["message"]), _is(told["values"], dict))


def _where(told: Json) -> Where:
    pointer, exchange = told.get("pointer"), told.get("exchange")
    if not (pointer is None or type(pointer) is str) or not (exchange is None or type(exchange) is str):
        raise TypeError
    byte, line, frame = _number(told.get("byte")), _number(told.get("line")), _number(told.get("frame"))
    return Where(pointer, byte, line, frame, exchange)


def _text(told: Json) -> Text:
    english, chinese = told["en"], told["zh"]
    if type(english) is not str or type(chinese) is not str:
        raise TypeError
    return Text(english, chinese)


def _is(value: Any, *types: type[Value]) -> Value:
    if type(value) not in types:
        raise TypeError
    return value  # type: ignore[no-any-return]  # checked just above


def _one_of(value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise ValueError(value)
    return value


def _number(value: Any) -> int | None:
    if value is not None and type(value) is not int:
        raise TypeError
    return value


def _index(value: int) -> int:
    if value < 0 or value is True:
        raise IndexError
    return value


def _strings(told: Any) -> tuple[str, ...]:
    return tuple(_is(each, str) for each in _is(told, list))


def _mapping(told: Any, *types: type) -> dict[str, Any]:
    return {key: _is(value, *types) for key, value in _is(told, dict).items()}
