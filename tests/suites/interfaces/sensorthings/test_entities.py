"""Entities nobody here wrote, and hostile ones."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from doubles.ours import PLAN

from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source
from conformance_suites.interfaces.sensorthings.entities.facts import facts
from conformance_suites.interfaces.sensorthings.reader.grammar import TYPES
from conformance_suites.interfaces.sensorthings.reader.times import read_time

KIND = "sensorthings_entities"
FOLDERS = {
    "datastreams": "Datastream",
    "foi": "FeatureOfInterest",
    "locations": "Location",
    "observations": "Observation",
    "observedproperties": "ObservedProperty",
    "sensors": "Sensor",
    "thing": "Thing",
}
"""By folder of the official test suite: the type of the entities in it."""
WRONG = {
    "foi/missingEncodingType.json": {"IFC-STE-010"},
    "locations/2.json": {"IFC-STE-011"},  # things whose properties are texts
    "thing/5.json": {"IFC-STE-013", "IFC-STE-015"},  # "n/a" for a definition, an instant for all result times
    "thing/6.json": {"IFC-STE-015"},
    "thing/7.json": {"IFC-STE-013", "IFC-STE-015"},
}
"""By body: what is wrong with it besides its age."""


def judged(data: bytes, name: str = "a.sta.json") -> dict[str, Outcome]:
    """The outcomes of all rows on a document."""
    ((loaded, letters, _),) = PLAN.judge(Source(name, data), KIND).verdicts
    return {row.id: BY_LETTER[each] for row, each in zip(loaded.suite.requirements, letters, strict=True)}


def of(found: dict[str, Outcome], outcome: Outcome) -> set[str]:
    return {name for name, each in found.items() if each is outcome}


def returned(text: str, kind: str) -> dict[str, Any]:
    """What a service returns for the body of a request of the draft: with names, links and the id of today."""
    members = json.loads(re.sub(r"\$[A-Z_-]+", "1", text).replace('"id"', '"@iot.id"'))
    grammar = TYPES[kind]
    url = f"https://sensors.example/v1.0/{grammar.entity_set}(1)"
    links = {f"{each.partition('|')[0]}@iot.navigationLink": f"{url}/x" for each in grammar.relations}
    absent = {"name": "-"} if "name" in grammar.mandatory else {}
    if kind == "Observation":
        absent = {"phenomenonTime": "2015-03-01T00:00:00Z", "resultTime": None}
    return {"@iot.id": 1, "@iot.selfLink": url, **links, **absent, **members}


def test_bodies_of_the_official_tests_are_right_once_they_have_what_came_later(corpora: Path) -> None:
    root = corpora / "interfaces" / "ets-sta10" / "src" / "main" / "resources" / "JSON entities"
    tried = 0
    for path in sorted(each for folder in FOLDERS for each in (root / folder).glob("*.json")):
        if path.name == "dataArray.json":  # an extension, whose times have two zones
            continue
        document = returned(path.read_text(encoding="utf-8"), FOLDERS[path.parent.name])
        found = judged(json.dumps(document).encode())
        assert of(found, Outcome.FAIL) == WRONG.get(f"{path.parent.name}/{path.name}", set()), path
        assert not of(found, Outcome.ERROR), path
        tried += 1
    assert tried == 70


@pytest.mark.parametrize(
    "data",
    [
        b'{"value": [{"@iot.id": 1, "Datastreams": ' + b"[" * 100_000 + b"]" * 100_000 + b"}]}",
        b'{"@iot.id": {"a": [1]}, "@iot.selfLink": "' + b"/Things(" * 20_000 + b'"}',
        b'{"@iot.id": null, "@iot.selfLink": 1e999, "x@iot.navigationLink": [], "@iot.count": {}}',
        b'{"value": [[], null, {"@iot.selfLink": []}], "@iot.nextLink": {}, "@iot.count": 1e300}',
        b"{}",
        b"[]",
        b"\xff",
    ],
)
def test_a_hostile_document_is_no_error_of_ours(data: bytes) -> None:
    found = judged(data)
    assert of(found, Outcome.ERROR) == set()
    assert facts(Source("a.sta.json", data)) == {"entities": 0, "observations": 0}


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("value", [None, True, 0, "", "\0", [], {}, [[]], {"": {}}, 1e308])
def test_values_of_any_type_are_no_error_of_ours(kind: str, value: Any) -> None:
    grammar = TYPES[kind]
    names = [*grammar.properties, "Datastream", "Observations", "@iot.id", "x@iot.count", "x@iot.nextLink"]
    url = f"https://sensors.example/v1.1/{grammar.entity_set}(1)"
    document = {"@iot.selfLink": url, **dict.fromkeys(names, value)}
    for each in (document, {"value": [document, {**document, "encodingType": "application/geo+json"}]}):
        assert of(judged(json.dumps(each).encode()), Outcome.ERROR) == set()


@pytest.mark.parametrize(
    ("text", "zoned"),
    [
        ("2026-04-01T09:30:00.123456789+08:00", True),
        ("2026-04-01T24:00Z", True),
        ("0000-02-29T00:00:00Z", True),
        ("9999-12-31T23:59:60-23:59", True),
        ("2026-04-01T09", False),
        ("20260401", False),
        ("2026-04-01T09:30:00Z/10:30:00", True),
        ("P1D/2026-04-01T09:30:00Z", True),
    ],
)
def test_times_of_iso_8601_are_read(text: str, zoned: bool) -> None:
    found = read_time(text)
    assert found is not None
    assert found.zoned is zoned


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/",
        "P/P",
        "P1D/",
        "/2026-04-01",
        "2026-04-01T",
        "2026-04-01T25:00Z",
        "2026-04-01Z",
        "2026-4-1",
        "٢٠٢٦-04-01",
    ],
)
def test_what_is_no_time_of_iso_8601(text: str) -> None:
    assert read_time(text) is None


def test_the_same_observation_counts_once() -> None:
    one = {"@iot.id": 1, "@iot.selfLink": "https://a.example/v1.1/Observations(1)", "result": 1}
    one |= {"phenomenonTime": "2026-04-01T09:30:00Z", "resultTime": None}
    page = {"value": [one, one, {**one, "@iot.id": 2}, {**one, "@iot.id": 3, "result": None}]}
    assert facts(Source("a.json", json.dumps(page).encode())) == {"entities": 3, "observations": 2}
