"""Events nobody here wrote, hostile ones, and texts that only look like events."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from doubles.ours import PLAN

from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source
from conformance.readers.yaml import parse
from conformance_suites.interfaces.events.reader.bounds import EVENT_LINES

EVENT = {"specversion": "1.0", "id": "1", "source": "urn:example:room", "type": "com.example.room.entered"}


def judged(data: bytes) -> dict[str, Outcome]:
    """The outcomes of all rows on a file of events."""
    source = Source("given.cloudevents.json", data)
    ((loaded, letters, _),) = PLAN.judge(source, "cloudevent").verdicts
    return {row.id: BY_LETTER[each] for row, each in zip(loaded.suite.requirements, letters, strict=True)}


def not_passed(data: bytes) -> dict[str, Outcome]:
    """Those that neither pass nor are not applicable."""
    return {name: each for name, each in judged(data).items() if each not in (Outcome.PASS, Outcome.NOT_APPLICABLE)}


def described(text: str) -> Iterator[dict[str, Any]]:
    """The events that a description in YAML of the conformance tests of CloudEvents asks for, in structured mode."""
    for part in text.split("\n---\n"):
        given = parse(part.encode()).document
        attributes = {name: value for name, value in given["ContextAttributes"].items() if name != "Extensions"}
        attributes["specversion"] = str(attributes["specversion"])
        if "json" in attributes.get("datacontenttype", ""):
            attributes["data"] = json.loads(given["Data"])
        else:
            attributes["data"] = given["Data"]
        yield {**attributes, **given["ContextAttributes"].get("Extensions", {})}


def test_the_events_of_the_conformance_tests_are_right_and_those_of_version_0_3_are_not(corpora: Path) -> None:
    folder = corpora / "interfaces" / "cloudevents-conformance" / "yaml"
    recommended = {"IFC-CEV-012"}  # an absolute source
    found = {
        path.name: [
            set(not_passed(json.dumps(each).encode())) - recommended for each in described(path.read_text("utf-8"))
        ]
        for path in sorted(folder.rglob("*.yaml"))
    }
    # Its second extension is text that ends in a line feed, which no attribute may contain.
    line_feed = {"IFC-CEV-020"}
    assert found == {
        "v03.yaml": [{"IFC-CEV-013", *line_feed}],
        "v1.yaml": [line_feed, line_feed],
        "v1_minimum.yaml": [set()] * 6,
    }


HOSTILE: dict[str, Callable[[], bytes]] = {
    "deep": lambda: b'{"specversion":"1.0","data":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "deep line": lambda: json.dumps(EVENT).encode() + b'\n{"data":' + b"[" * 100_000 + b"\n",
    "too many lines": lambda: b'{"specversion":"1.0"}\n' * (EVENT_LINES + 1),
    "wrapped": lambda: json.dumps({"event": EVENT}).encode(),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_the_harness_does_not_read_is_nobodys_failure(name: str) -> None:
    found = judged(HOSTILE[name]())
    assert Outcome.FAIL not in found.values()
    assert Outcome.ERROR not in found.values()
    assert found["IFC-CEV-004"] is Outcome.INCONCLUSIVE


@pytest.mark.parametrize(
    ("data", "kinds"),
    [
        (json.dumps(EVENT), ["cloudevent"]),
        (json.dumps(EVENT, indent=1), ["cloudevent"]),
        (json.dumps([EVENT]), ["cloudevent"]),
        (json.dumps(EVENT) + "\n" + json.dumps(EVENT) + "\n", ["cloudevent"]),
        (json.dumps([{"data": EVENT}]), []),
        (json.dumps({"type": "example", "source": "urn:x", "id": "1"}), []),
    ],
)
def test_events_are_recognised_by_their_version(data: str, kinds: list[str]) -> None:
    assert PLAN.recognise(Source("given.json", data.encode()))[0] == kinds


def test_a_finding_on_a_line_names_the_line() -> None:
    data = "\n".join(json.dumps(each) for each in (EVENT, {**EVENT, "id": ""})) + "\n"
    (cases,) = [cases for _, _, cases in PLAN.judge(Source("a.jsonl", data.encode()), "cloudevent").verdicts]
    found = {case.requirement.id: case.findings[0].where.as_record() for case in cases if case.findings}
    assert found == {"IFC-CEV-010": {"pointer": "/id", "line": 2}}


def test_what_is_missing_or_wrong_blocks_the_rows_that_would_judge_it() -> None:
    found = judged(json.dumps({**EVENT, "type": 7, "source": None}).encode())
    assert found["IFC-CEV-004"] is found["IFC-CEV-005"] is Outcome.FAIL
    blocked = {"IFC-CEV-011", "IFC-CEV-012", "IFC-CEV-014", "IFC-CEV-015", "IFC-CEV-024"}
    assert {name for name, each in found.items() if each is Outcome.INCONCLUSIVE} == blocked
