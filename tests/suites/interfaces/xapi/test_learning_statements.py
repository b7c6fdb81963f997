"""Forms of values in statements, statements of other editions, and hostile ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from doubles.ours import PLAN

from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source
from conformance_suites.interfaces.xapi.reader.forms import has_zone, is_duration, is_timestamp
from conformance_suites.interfaces.xapi.statement.facts import facts

KIND = "xapi"
PLAIN: dict[str, Any] = {
    "actor": {"mbox": "mailto:a@example.org"},
    "verb": {"id": "https://example.org/v"},
    "object": {"id": "https://example.org/o"},
}


def judged(document: Any) -> dict[str, Outcome]:
    """The outcomes of all rows on a document, or on a text."""
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    return {
        row.id: BY_LETTER[each]
        for loaded, letters, _ in PLAN.judge(Source("a.xapi.json", data), KIND).verdicts
        for row, each in zip(loaded.suite.requirements, letters, strict=True)
    }


def with_outcome(found: dict[str, Outcome], outcome: Outcome) -> set[str]:
    return {name for name, each in found.items() if each is outcome}


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("2015-11-18T12:17:00+00:00", True),
        ("2013-05-18T05:32:34.804Z", True),
        ("2013-05-18T05:32:34,804-0330", True),
        ("2013-05-18T05:32", False),
        ("20130518T053234Z", True),
        ("2013-W20-6T05:32:34Z", True),
        ("2013-138T24:00:00Z", True),
        ("2016-12-31T23:59:60Z", True),
        ("2015-11-18T12:17:00-00:00", True),
        ("2015-11-18t12:17:00z", True),
    ],
)
def test_timestamps_have_all_forms_of_the_standard(text: str, zone: bool) -> None:
    assert is_timestamp(text)
    assert has_zone(text) is zone


@pytest.mark.parametrize("text", ["", "now", "2013-05-18", "2013-05-18T", "2013-0518T05:32Z", "13-05-18T05:32:34Z"])
def test_other_texts_are_no_timestamps(text: str) -> None:
    assert not is_timestamp(text)
    assert not has_zone(text)


@pytest.mark.parametrize(
    "text", ["PT4H35M59.14S", "P16559.14S", "P3Y1M29DT4H35M59.14S", "P3Y", "P4W", "PT1H0M0S", "PT1234S", "PT0,5H"]
)
def test_durations_are_those_of_the_standard(text: str) -> None:
    assert is_duration(text)


@pytest.mark.parametrize("text", ["P4W1D", "PT", "P", "1H", "PT1M1H", "P-1D", "PT1.5H1M", "P1S2D"])
def test_other_texts_are_no_durations(text: str) -> None:
    assert not is_duration(text)


def test_statements_of_version_2_are_not_judged() -> None:
    found = judged({**PLAIN, "version": "2.0.0", "context": {"contextAgents": []}})
    assert set(found.values()) == {Outcome.INCONCLUSIVE}


def test_a_statement_of_version_2_does_not_hide_the_others() -> None:
    found = judged([{**PLAIN, "version": "2.0.0", "actor": {}}, {**PLAIN, "timestamp": "now"}])
    assert with_outcome(found, Outcome.FAIL) == {"IFC-XAP-017", "IFC-XAP-025"}
    assert with_outcome(found, Outcome.INCONCLUSIVE) == set()


@pytest.mark.parametrize(
    ("document", "null"),
    [
        ({**PLAIN, "mood": {"today": [{"now": None}]}}, True),
        ({**PLAIN, "object": {"objectType": "Thing", "parts": [None]}}, True),
        ({**PLAIN, "mood": {"extensions": {"https://example.org/e": None}, "level": 0}}, False),
        ({**PLAIN, "context": {"extensions": {"https://example.org/e": None}}}, False),
    ],
)
def test_nulls_are_seen_in_members_that_are_not_defined(document: Any, null: bool) -> None:
    assert (judged(document)["IFC-XAP-005"] is Outcome.FAIL) is null


@pytest.mark.parametrize(
    ("document", "statements"),
    [
        (PLAIN, 1),
        ([PLAIN, {**PLAIN, "actor": None}, {**PLAIN, "actor": {}}, {"verb": {"id": "v"}}], 2),
        ({"statements": [{**PLAIN, "result": {"score": {"raw": "1"}}}, PLAIN, {**PLAIN, "version": "2.0.0"}]}, 1),
        ([PLAIN] * 9 + [{**PLAIN, "verb": {}}] + [PLAIN] * 2, 11),
        ([], 0),
    ],
)
def test_whole_statements_are_counted(document: Any, statements: int) -> None:
    assert facts(Source("a.xapi.json", json.dumps(document).encode()))["statements"] == statements


def test_many_broken_statements_are_counted_in_one_pass() -> None:
    broken = {name: value for name, value in PLAIN.items() if name != "actor"}
    assert facts(Source("a.xapi.json", json.dumps([broken] * 10_000).encode())) == {"statements": 0, "told": 0}


@pytest.mark.parametrize(
    ("document", "kinds"),
    [
        (PLAIN, [KIND]),
        ([PLAIN], [KIND]),
        ({"statements": [PLAIN]}, [KIND]),
        ({"actor": {}, "verb": "post", "object": {}}, []),  # an activity of Activity Streams
        ({"verb": {"id": "v"}}, []),
    ],
)
def test_statements_are_recognised_by_their_members(document: Any, kinds: list[str]) -> None:
    assert PLAN.recognise(Source("a.json", json.dumps(document).encode()))[0] == kinds


@pytest.mark.parametrize(
    "member",
    [
        {"authority": {"objectType": "Group", "member": 7}},
        {"authority": {"objectType": "Group", "mbox": "mailto:a@example.org", "member": [7, None]}},
        {"context": {"contextActivities": [{"id": "https://example.org/o"}]}},
        {
            "object": {
                "id": "https://example.org/o",
                "definition": {"choices": [{}, {}, {"id": 1}, {"id": 1}, [], None]},
            }
        },
    ],
)
def test_what_is_of_another_type_is_the_matter_of_one_row(member: Any) -> None:
    found = with_outcome(judged({**PLAIN, **member}), Outcome.FAIL)
    assert not any(name.startswith("IFC-XAC") for name in found)
    assert "IFC-XAP-004" in found or "IFC-XAP-005" in found


def test_keys_of_context_activities_are_judged_as_written() -> None:
    context = {"contextActivities": {"Parent": {"id": "https://example.org/o"}, "sibling": None}}
    found = with_outcome(judged({**PLAIN, "context": context}), Outcome.FAIL)
    assert found == {"IFC-XAC-001", "IFC-XAP-005", "IFC-XAP-006"}


def nested(depth: int) -> dict[str, Any]:
    """A statement about a statement about a statement ..."""
    inner = PLAIN
    for _ in range(depth):
        inner = {**PLAIN, "object": {**inner, "objectType": "SubStatement"}}
    return inner


WRONG = (None, True, 7, 1e308, "text", [], [None], {}, {"": None})
HOSTILE: dict[str, Callable[[], Any]] = {
    "deep": lambda: b'{"verb": ' + b"[" * 100_000,
    "statements in statements": lambda: nested(150),
    "groups in groups": lambda: (
        b'{"verb": {"id": "v"}, "actor": ' + b'{"objectType": "Group", "member": [' * 90 + b"]}" * 90 + b"}"
    ),
    "many statements": lambda: [PLAIN] * 20_000,
    "wrong types": lambda: [
        {"actor": one, "verb": one, "object": one, "result": one, "context": one, "attachments": one} for one in WRONG
    ],
    "wrong types inside": lambda: [
        {
            **PLAIN,
            "result": dict.fromkeys(("score", "success", "duration", "extensions"), one),
            "context": dict.fromkeys(("instructor", "contextActivities", "statement", "language", "extensions"), one),
            "object": {"objectType": one, "id": one, "definition": {"choices": one, "name": one}},
        }
        for one in WRONG
    ],
    "a score beyond all numbers": lambda: b'{"verb": {"id": "v"}, "result": {"score": {"scaled": 1e999}}}',
    "no statements": lambda: {"statements": []},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_statement_is_no_error_of_ours(name: str) -> None:
    assert with_outcome(judged(HOSTILE[name]()), Outcome.ERROR) == set()


def test_an_empty_answer_satisfies_nothing_about_statements() -> None:
    assert with_outcome(judged({"statements": []}), Outcome.PASS) <= {"IFC-XAP-001", "IFC-XAP-002"}
