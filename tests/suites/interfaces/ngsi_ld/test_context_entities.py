"""Entities as brokers and models write them, and hostile ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from doubles.ours import PLAN

from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source

KIND = "ngsi_ld"
CORE = "https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context.jsonld"
ENTITY: dict[str, Any] = {"@context": CORE, "id": "urn:ngsi-ld:Building:1", "type": "Building"}
RING = [[100, 0], [101, 0], [101, 1], [100, 1], [100, 0]]


def judged(document: Any) -> dict[str, Outcome]:
    """The outcomes of all rows on a document, or on a text."""
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    ((loaded, letters, _),) = PLAN.judge(Source("a.ngsi-ld.json", data), KIND).verdicts
    return {row.id: BY_LETTER[each] for row, each in zip(loaded.suite.requirements, letters, strict=True)}


def with_outcome(found: dict[str, Outcome], outcome: Outcome) -> set[str]:
    return {name for name, each in found.items() if each is outcome}


@pytest.mark.parametrize(
    ("members", "violated"),
    [
        # As a published model of buildings has it: the type misspelt, and a time of the system as a property.
        (
            {
                "floors": {"type": "Property", "value": 7},
                "location": {"type": "Geoproperty", "value": {"type": "Polygon", "coordinates": [RING]}},
                "createdAt": {"type": "Property", "value": "2016-08-08T10:18:16Z"},
            },
            {"IFC-NGE-006", "IFC-NGE-017"},
        ),
        # As a service that generates observations writes them: a time with an offset.
        (
            {
                "dateObserved": {
                    "type": "Property",
                    "value": {"@type": "DateTime", "@value": "2025-11-29T14:30:58+00:00"},
                }
            },
            {"IFC-NGE-017"},
        ),
        # The same building for readers that want values alone: an object may have its own type.
        ({"address": {"type": "PostalAddress", "postalCode": "EC4N 8AF"}, "floors": 7, "owner": ["urn:a:1"]}, set()),
    ],
)
def test_entities_of_others(members: dict[str, Any], violated: set[str]) -> None:
    assert with_outcome(judged({**ENTITY, **members}), Outcome.FAIL) == violated


@pytest.mark.parametrize(
    ("document", "kinds"),
    [
        ({"id": "urn:ngsi-ld:A:1", "type": "A"}, [KIND]),
        ([{"id": "urn:x:1", "type": "A", "p": {"type": "Property", "value": 1}}], [KIND]),
        ({"@context": CORE, "id": "urn:x:1", "type": "A"}, [KIND]),
        ({"id": "urn:x:1", "type": "A", "p": {"type": "Property"}}, []),
        ({"id": "urn:x:1", "type": "Feature"}, []),
        ({"@context": CORE, "id": "urn:ngsi-ld:Subscription:1", "type": "Subscription", "isActive": True}, []),
        ({"id": 1, "type": "message", "content": [{"type": "text"}]}, []),
    ],
)
def test_entities_are_told_from_other_objects_with_a_type(document: Any, kinds: list[str]) -> None:
    assert PLAN.recognise(Source("a.json", json.dumps(document).encode()))[0] == kinds


HOSTILE: dict[str, Callable[[], Any]] = {
    "deep": lambda: b'{"id": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "deep attributes": lambda: (
        b'{"id": "urn:a:b", "type": "A", "p": ' + b'{"value": 1, "p": ' * 190 + b"1" + b"}" * 191
    ),
    "null everywhere": lambda: {"id": None, "type": None, "scope": None, "location": None, "p": {"type": None}},
    "types of all types": lambda: [
        {"id": [], "type": {}, "p": {"type": [], "value": 1}, "q": {"type": {}, "coordinates": 7}, "r": [{}, []]},
        {"id": {}, "type": [[]], "scope": [[{}]], "l": {"type": "LanguageProperty", "languageMap": {"": [[]]}}},
    ],
    "a ring of nothing": lambda: {**ENTITY, "a": {"type": "Polygon", "coordinates": [[], [[]], {}, None]}},
    "a huge number": lambda: (
        b'{"id": "urn:a:b", "type": "A", "a": {"type": "Point", "coordinates": [1e999, 1' + b"0" * 300 + b"]}}"
    ),
    "a geometry in a text": lambda: {**ENTITY, "a": {"type": "GeoProperty", "value": "[" * 100_000}},
    "many instances": lambda: {**ENTITY, "p": [{"type": "Property", "value": 1, "datasetId": "urn:a:b"}] * 20_000},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_entity_is_no_error_of_ours(name: str) -> None:
    assert with_outcome(judged(HOSTILE[name]()), Outcome.ERROR) == set()


def test_more_attributes_than_the_limit_are_not_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("conformance_suites.interfaces.ngsi_ld.reader.walk.ATTRIBUTES", 3)
    found = judged({**ENTITY, "a": 1, "b": 2, "c": 3, "d": 4})
    assert found["IFC-NGE-007"] is Outcome.INCONCLUSIVE
    assert with_outcome(found, Outcome.FAIL) == set()
