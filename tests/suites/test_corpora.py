"""Files nobody here wrote: the published expectations of the official glTF validator, and models of real vendors."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from doubles.judging import judge
from doubles.ours import PLAN

from conformance.engine.case import Case
from conformance.model.outcome import Outcome
from conformance.readers.source import open_source

SUITES = [loaded for loaded in PLAN.suites_for("gltf") if "/gltf/" in loaded.suite.id]
ROWS = {row.id: row for loaded in SUITES for row in loaded.suite.requirements}
COVERED = {code for row in ROWS.values() for code in row.covers}
Message = dict[str, Any]


def judged(path: Path) -> list[Case]:
    source = open_source(str(path), path.name)
    return [case for _, _, cases in judge(source, SUITES) for case in cases]


def published(corpora: Path) -> Iterator[tuple[Path, list[Message]]]:
    """(file, its messages) for every published report, whatever family it belongs to."""
    for report in sorted((corpora / "assets" / "gltf-validator" / "test").rglob("*.report.json")):
        messages = json.loads(report.read_text(encoding="utf-8"))["issues"]["messages"]
        yield report.with_name(report.name.removesuffix(".report.json")), messages


def violates_the_standard(cases: list[Case]) -> bool:
    """Whether a SHALL is violated that the standard says, or that its own tool judges as an error."""
    violated = [case.requirement for case in cases if case.outcome is Outcome.FAIL]
    return any(row.obligation == "shall" and (row.origin == "inherited" or row.covers) for row in violated)


def ours(case: Case) -> bool:
    """Whether the row is our addition: one of the models came without one of its files."""
    return case.requirement.origin == "added"


def place_of(message: Message) -> tuple[str, object]:
    """An official place; a lone slash there means the document, as the empty pointer does (RFC 6901)."""
    if "offset" in message:
        return "byte", message["offset"]
    return "pointer", message["pointer"].removesuffix("/") if message["pointer"] == "/" else message["pointer"]


@pytest.fixture(scope="module")
def expectations(corpora: Path) -> list[tuple[Path, list[Message], list[Case]]]:
    return [(path, messages, judged(path)) for path, messages in published(corpora)]


def test_valid_and_invalid_agree_with_the_published_reports(expectations) -> None:
    assert len(expectations) >= 150
    disagreeing = [
        path.name
        for path, messages, cases in expectations
        if violates_the_standard(cases) != any(each["severity"] == 0 for each in messages)
    ]
    assert len(disagreeing) <= 0.02 * len(expectations), disagreeing


def test_the_findings_of_every_covered_code_stand_at_the_official_places(expectations) -> None:
    told: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for _, messages, cases in expectations:
        places = {
            (case.requirement.id, kind, getattr(found.where, kind))
            for case in cases
            for found in case.findings
            for kind in ("pointer", "byte")
        }
        for message in messages:
            code = message["code"]
            if code in COVERED:
                told[code] += 1
                missed[code] += not any(
                    (row.id, *place_of(message)) in places for row in ROWS.values() if code in row.covers
                )
    assert told.total() >= 200
    assert {code: (missed[code], told[code]) for code in told if missed[code] > 0.05 * told[code]} == {}


def test_no_check_fails_over_an_official_file(expectations) -> None:
    failed = [
        (path.name, case.reason) for path, _, cases in expectations for case in cases if case.outcome is Outcome.ERROR
    ]
    assert failed == []


def test_models_of_real_vendors_violate_no_shall_of_the_standard(corpora: Path) -> None:
    models = [
        path
        for folder in ("controllers", "three-vrm", "vrm-specification", "omi-extensions")
        for path in sorted((corpora / "assets" / folder).rglob("*"))
        if path.suffix in (".glb", ".gltf", ".vrm", ".vrma")
    ]
    assert len(models) >= 20
    troubled = {
        path.name: found
        for path in models
        if (
            found := [
                (case.requirement.id, case.outcome.name)
                for case in judged(path)
                if case.outcome is Outcome.ERROR
                or (case.outcome is Outcome.FAIL and case.requirement.obligation == "shall" and not ours(case))
            ]
        )
    }
    assert troubled == {}
