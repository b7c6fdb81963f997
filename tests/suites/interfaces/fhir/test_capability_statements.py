"""Capability statements of other releases, and hostile ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from doubles.ours import PLAN

from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source
from conformance_suites.interfaces.fhir.reader import capabilities
from conformance_suites.interfaces.fhir.reader.dates import is_date_time

KIND = "fhir_capabilities"
PLAIN: dict[str, Any] = {
    "resourceType": "CapabilityStatement",
    "status": "active",
    "date": "2026",
    "kind": "requirements",
    "description": "What is asked for.",
    "fhirVersion": "4.0.1",
    "format": ["json"],
    "rest": [{"mode": "client"}],
}


def judged(document: Any) -> dict[str, Outcome]:
    """The outcomes of all rows on a document, or on a text."""
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    ((loaded, letters, _),) = PLAN.judge(Source("a.capability.json", data), KIND).verdicts
    return {row.id: BY_LETTER[each] for row, each in zip(loaded.suite.requirements, letters, strict=True)}


def with_outcome(found: dict[str, Outcome], outcome: Outcome) -> set[str]:
    return {name for name, each in found.items() if each is outcome}


@pytest.mark.parametrize("version", ["1.0.2", "3.0.2", "6.0.0-ballot3"])
def test_statements_of_other_releases_are_not_judged(version: str) -> None:
    assert set(judged({**PLAIN, "fhirVersion": version}).values()) == {Outcome.INCONCLUSIVE}


@pytest.mark.parametrize("version", ["4.0.0", "4.0.1", "4.1.0", "4.3.0", "4.3.0-cibuild", "5.0.0", "4.5.0", "5.0"])
def test_versions_of_both_releases_are_known(version: str) -> None:
    assert with_outcome(judged({**PLAIN, "fhirVersion": version}), Outcome.FAIL) == set()


@pytest.mark.parametrize(
    "text",
    ["2026", "2026-12", "2026-01-31", "2024-02-29", "2026-11-01T00:00:00Z", "2016-12-31T23:59:60.125-13:59", "0001"],
)
def test_dates_may_be_partial(text: str) -> None:
    assert is_date_time(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "26",
        "0000",
        "2026-00",
        "2026-13",
        "2026-11-00",
        "2026-11-31",
        "2025-02-29",
        "2026-11-24T08:30:00+14:01",
        "２０20",
    ],
)
def test_other_texts_are_not_dates(text: str) -> None:
    assert not is_date_time(text)


EXTENSION = {"extension": [{"url": "https://example.org/why", "valueCode": "unknown"}]}


def test_extensions_take_the_place_of_a_mandatory_value() -> None:
    without = {name: value for name, value in PLAIN.items() if name not in ("date", "format")}
    found = judged({**without, "_date": EXTENSION, "_format": [EXTENSION]})
    assert with_outcome(found, Outcome.FAIL) == set()


@pytest.mark.parametrize("beside", [None, {}, [], {"id": "a"}, {"extension": []}, "text", True, [EXTENSION]])
def test_nothing_else_takes_its_place(beside: Any) -> None:
    without = {name: value for name, value in PLAIN.items() if name != "date"}
    assert "IFC-FHC-003" in with_outcome(judged({**without, "_date": beside}), Outcome.FAIL)


def test_nulls_fill_arrays_of_different_lengths() -> None:
    values = {"format": ["json", None, "xml"], "_format": [None, EXTENSION]}
    assert with_outcome(judged({**PLAIN, **values}), Outcome.FAIL) == set()


def test_an_empty_object_is_not_a_statement() -> None:
    assert {"IFC-FHC-003", "IFC-FHC-005"} <= with_outcome(judged({}), Outcome.FAIL)


@pytest.mark.parametrize(("version", "known"), [("4.0.1", False), ("4.3.0", False), ("5.0.0", False), ("4.1.0", True)])
def test_previews_have_resources_that_no_release_has(version: str, known: bool) -> None:
    rest = [{"mode": "client", "resource": [{"type": "ClinicalUseIssue", "interaction": [{"code": "read"}]}]}]
    found = judged({**PLAIN, "fhirVersion": version, "rest": rest})
    assert (found["IFC-FHC-007"] is Outcome.PASS) is known


def test_rules_may_be_relative_and_json_has_three_names() -> None:
    found = judged({**PLAIN, "implicitRules": "rules/1", "format": ["application/json"]})
    assert with_outcome(found, Outcome.FAIL) == set()


def test_what_is_too_much_to_look_through_is_not_satisfied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capabilities, "VALUES", 5)
    assert with_outcome(judged(PLAIN), Outcome.INCONCLUSIVE) == {"IFC-FHC-005"}


def test_other_resources_are_not_recognised() -> None:
    assert PLAN.recognise(Source("a.json", b'{"resourceType": "Patient"}'))[0] == []
    assert PLAN.recognise(Source("a.json", json.dumps(PLAIN).encode()))[0] == [KIND]


WRONG = (None, True, 7, -1, 1e308, "", "text", [], [None], [[]], {}, {"": None})
HOSTILE: dict[str, Callable[[], Any]] = {
    "deep": lambda: b'{"resourceType": "CapabilityStatement", "rest": ' + b"[" * 100_000,
    "many resources": lambda: {**PLAIN, "rest": [{"mode": "server", "resource": [{"type": "Patient"}] * 50_000}]},
    "no members": lambda: {"resourceType": "CapabilityStatement"},
    **{f"everything is {one!r}": lambda one=one: dict.fromkeys(PLAIN, one) for one in WRONG},  # type: ignore[misc]
    **{
        f"everything inside is {one!r}": lambda one=one: {  # type: ignore[misc]
            **PLAIN,
            "rest": [
                dict.fromkeys(("mode", "resource", "security", "interaction"), one),
                {"resource": [one, {"searchParam": one}]},
            ],
            "messaging": [dict.fromkeys(("endpoint", "reliableCache", "supportedMessage"), one)],
            "document": [dict.fromkeys(("mode", "profile"), one)] * 2,
        }
        for one in WRONG
    },
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_statement_is_no_error_of_ours(name: str) -> None:
    assert with_outcome(judged(HOSTILE[name]()), Outcome.ERROR) == set()
