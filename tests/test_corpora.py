"""Files nobody here wrote: the published expectations of the official glTF validator, and models of real vendors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from conformance.engine.case import Case
from conformance.engine.judge import judge
from conformance.engine.plan import Plan, Selection
from conformance.media.source import open_source
from conformance.model.outcome import Outcome

PLAN = Plan(Selection())
ROWS = PLAN.catalogue.requirements
COVERED = {code for row in ROWS.values() for code in row.covers}
FAMILIES = ("glb", "json", "asset", "root", "node", "scene", "buffer", "buffer_view", "accessor", "mesh")


def judged(path: Path) -> list[Case]:
    source = open_source(str(path), path.name)
    return [case for _, _, cases in judge(source, PLAN.suites_for("gltf")) for case in cases]


def expectations(corpora: Path) -> Iterator[tuple[Path, list[dict[str, Any]]]]:
    """(file, its errors) for every file of the families whose error codes are all covered by rows of ours."""
    for family in FAMILIES:
        folder = corpora / "assets" / "gltf-validator" / "test" / "base" / "data" / family
        for report in sorted(folder.rglob("*.report.json")):
            messages = json.loads(report.read_text(encoding="utf-8"))["issues"]["messages"]
            errors = [message for message in messages if message["severity"] == 0]
            if all(error["code"] in COVERED for error in errors):
                yield report.with_name(report.name.removesuffix(".report.json")), errors


def violates_the_standard(cases: list[Case]) -> bool:
    violated = [case.requirement for case in cases if case.outcome is Outcome.FAIL]
    return any(row.obligation == "shall" and row.origin == "inherited" for row in violated)


def place_of(error: dict[str, Any]) -> tuple[str, object]:
    """An official place; a lone slash there means the document, as the empty pointer does (RFC 6901)."""
    if "offset" in error:
        return "byte", error["offset"]
    return "pointer", error["pointer"].removesuffix("/") if error["pointer"] == "/" else error["pointer"]


def test_valid_and_invalid_agree_with_every_published_report_whose_errors_are_covered(corpora: Path) -> None:
    found = list(expectations(corpora))
    assert len(found) >= 80
    disagreeing = [path.name for path, errors in found if violates_the_standard(judged(path)) != bool(errors)]
    assert disagreeing == []


def test_the_findings_stand_at_the_official_places(corpora: Path) -> None:
    hits, missed = 0, []
    for path, errors in expectations(corpora):
        places = {
            (case.requirement.id, kind, getattr(found.where, kind))
            for case in judged(path)
            for found in case.findings
            for kind in ("pointer", "byte")
        }
        for error in errors:
            kind, place = place_of(error)
            rows = [row.id for row in ROWS.values() if error["code"] in row.covers]
            if any((row, kind, place) in places for row in rows):
                hits += 1
            else:
                missed.append((path.name, error["code"], place))
    assert hits / (hits + len(missed)) >= 0.95, missed


def test_models_of_real_vendors_violate_nothing(corpora: Path) -> None:
    models = sorted((corpora / "assets" / "controllers").rglob("*.glb"))
    assert models
    troubled = {
        path.name: [case.requirement.id for case in cases]
        for path in models
        if (cases := [case for case in judged(path) if case.outcome in (Outcome.FAIL, Outcome.ERROR)])
    }
    assert troubled == {}
