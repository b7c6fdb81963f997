"""OpenAPI documents: what may vary, what is not judged, and hostile input."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from doubles.judging import judge
from doubles.ours import PLAN

import conformance
from conformance.catalogue.samples import samples
from conformance.engine.case import Case
from conformance.model.outcome import Outcome
from conformance.readers.source import Source

SUITES = PLAN.suites_for("openapi_document")
GOOD = {each.name: each.data for each in samples(SUITES[0].suite) if not each.requirement}
HEAD = 'openapi: 3.1.0\ninfo: {title: Doors, version: "2"}\n'


def cases(data: bytes | str, name: str = "openapi.yaml") -> list[Case]:
    source = Source(name, data.encode() if isinstance(data, str) else data)
    return [case for _, _, found in judge(source, SUITES) for case in found]


def violated(data: bytes | str, name: str = "openapi.yaml") -> set[str]:
    return {case.requirement.id for case in cases(data, name) if case.outcome is Outcome.FAIL}


def reasons(data: bytes | str, name: str = "openapi.yaml") -> set[Any]:
    return {case.reason[0] for case in cases(data, name) if case.reason}


def objects(value: Any, free: bool = False) -> Iterator[dict[str, Any]]:
    """The objects of a document in which any name may be an extension: not maps of names, nor values of users."""
    maps = {"properties", "schemas", "responses", "parameters", "examples", "requestBodies", "headers", "variables"}
    maps |= {
        "securitySchemes",
        "links",
        "callbacks",
        "pathItems",
        "webhooks",
        "content",
        "encoding",
        "mapping",
        "scopes",
    }
    if isinstance(value, dict):
        if not free:
            yield value
        for name, inner in value.items():
            if name not in ("example", "default", "const", "value", "security"):
                yield from objects(inner, name in maps and not free)
    for item in value if isinstance(value, list) else ():
        yield from objects(item)


@pytest.mark.parametrize("name", ["rooms.json", "rooms-3.0.json"])
@pytest.mark.parametrize("value", [None, {"$ref": "nowhere"}, [], {"openapi": 2}])
def test_extensions_never_violate_anything(name: str, value: Any) -> None:
    document = json.loads(GOOD[name])
    for each in list(objects(document)):
        each["x-more"] = copy.deepcopy(value)
    assert document["x-more"] == value
    assert violated(json.dumps(document), "openapi.json") == set()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('swagger: "2.0"\ninfo: {title: a, version: "1"}\npaths: {}', "swagger"),
        ("openapi: 3.2.0\ninfo: {title: a, version: '1'}\npaths: {}", "other_version"),
        ("openapi: 4.0.0\ninfo: {}", "other_version"),
        (HEAD + "x: " + "[" * 300, "yaml_depth"),
        (
            HEAD
            + "a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
            + "".join(
                f"{after}: &{after} [{', '.join([f'*{each}'] * 10)}]\n"
                for each, after in zip("abcdefg", "bcdefgh", strict=True)
            ),
            "yaml_values",
        ),
    ],
)
def test_what_is_not_judged_violates_nothing(text: str, reason: str) -> None:
    found = cases(text)
    assert {case.outcome for case in found} <= {Outcome.INCONCLUSIVE}
    passed = {row.requirement.id for each in SUITES for row in each.judged} - {case.requirement.id for case in found}
    assert passed <= {"IFC-OAD-001", "IFC-OAD-002", "IFC-OAD-003", "IFC-OAD-024"}  # of the text itself
    assert reason in reasons(text)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('<html lang="en"><title>API</title></html>', {"IFC-OAD-001"}),
        ("openapi: 3.1.0\ninfo: {title: [\n", {"IFC-OAD-001"}),
        ("openapi: 3.1\ninfo: {title: a, version: '1'}\npaths: {}", {"IFC-OAD-004"}),
        ("openapi: '3.1'\ninfo: {title: a, version: '1'}\npaths: {}", {"IFC-OAD-004"}),
        ("openapi: true\ninfo: {title: a, version: '1'}\npaths: {}", {"IFC-OAD-004"}),
        (HEAD + "paths: []", {"IFC-OAD-005"}),
        (HEAD + "paths: {/a: {get: 1}}", {"IFC-OAD-005"}),
        (HEAD + "paths: {}\ncomponents: {schemas: {A: {$ref: '#/components/schemas/A'}}}", {"IFC-OAC-001"}),
        (HEAD + "paths: {}\ncomponents: {schemas: {A: {$ref: '#/components/schemas/A/'}}}", {"IFC-OAC-001"}),
        (HEAD + "paths: {'/a/{b}': {get: {parameters: [7, {$ref: other.yaml}]}}}", {"IFC-OAD-005"}),
        (HEAD + "paths: {'/a/{b}': {$ref: other.yaml}}", set()),
        (HEAD + "paths: {'/a/{b*}': {get: {parameters: [{name: b, in: path, required: true, schema: {}}]}}}", set()),
        (
            HEAD + "paths: {}\ncomponents: {schemas: {A: {$id: 'https://a.example/', properties: {b: {$ref: '#/x'}}}}}",
            set(),
        ),
    ],
)
def test_rows_speak_of_their_own_faults_only(text: str, rows: set[str]) -> None:
    assert violated(text) == rows


def test_a_finding_in_yaml_has_its_line() -> None:
    text = HEAD + "paths:\n  /a:\n    get:\n      responses:\n        '20': {description: b}"
    report = conformance.judge(contents={"a.yaml": text.encode()})
    assert [(each.requirement, each.where.line) for each in report.findings] == [("IFC-OAD-019", 7)]


STRICTER = {
    "link-object-examples.yaml": {"IFC-OAC-012"},
    "operation-object-example.yaml": {"IFC-OAC-003", "IFC-OAC-004", "IFC-OAC-009"},
    "parameter-object-examples.yaml": {"IFC-OAC-004"},
    "path_item_servers_parameters.yaml": {"IFC-OAC-012"},
    "security-scheme-object-examples.yaml": {"IFC-OAC-002"},
}
"""Samples of the specification's JSON Schema that it accepts, and the requirements of its text that they violate."""


def test_published_descriptions_are_judged_as_their_names_say(corpora: Path) -> None:
    folder = corpora / "interfaces"
    for path in sorted((*folder.glob("openapi-3.1/pass/*.yaml"), *folder.glob("learn-openapis/examples/v3.[01]/*.*"))):
        if path.suffix in (".json", ".yaml"):
            assert violated(path.read_bytes(), path.name) == STRICTER.get(path.name, set()), path
    for path in sorted(folder.glob("openapi-3.1/fail/*.yaml")):
        assert violated(path.read_bytes(), path.name), path


def places(value: Any, pointer: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield pointer
    for step, inner in (
        value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ())
    ):
        yield from places(inner, (*pointer, step))


OTHERS = [None, True, 1.5, "a", [], [[]], {}, {"a": {}}, {"$ref": []}, {"$ref": "#/info"}]


@pytest.mark.parametrize(("name", "first"), [("rooms.json", 1), ("rooms-3.0.json", 2)])
def test_no_value_of_another_type_breaks_a_check(name: str, first: int) -> None:
    """Every other place of each document: the two are much the same."""
    whole = json.loads(GOOD[name])
    broken = []
    for number, (*way, last) in enumerate(list(places(whole))[first::2]):
        document = copy.deepcopy(whole)
        owner = document
        for step in way:
            owner = owner[step]
        owner[last] = OTHERS[number % len(OTHERS)]
        broken += [way for case in cases(json.dumps(document), "openapi.json") if case.outcome is Outcome.ERROR]
    assert broken == []
