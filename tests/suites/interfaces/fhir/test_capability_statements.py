"""Capability statements of other releases, and hostile ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from doubles.ours import PLAN

from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source

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


@pytest.mark.parametrize("version", ["4.0.0", "4.0.1", "4.1.0", "4.3.0", "4.3.0-cibuild", "5.0.0", "5.0.0-ballot"])
def test_versions_of_both_releases_are_known(version: str) -> None:
    assert with_outcome(judged({**PLAIN, "fhirVersion": version}), Outcome.FAIL) == set()


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
