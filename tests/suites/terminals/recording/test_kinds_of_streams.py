"""Kinds of streams that another family defines: read, known by their name, and judged by its rows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from doubles.small_suites import TEXT, row, write_suite

from conformance.catalogue import CatalogueError
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source

JOINTS = '[streams]\njoints = ["model"]\nface = ["speaker"]\n\n[facts]\njoints = ' + TEXT
CHECK = """from conformance.recordings import Block

@check("TNY-THG-001", each=Block)
def joints_are_below_one(block):
    for stream in block.having("channels", kinds=("joints",)):
        yield stream.hits(~(stream.now("channels")[..., 0] < 1), "channels", received=stream.now("channels")[..., 0])
"""
ARM = {"kind": "joints", "model": "arm", "channels": [{"label": "elbow", "unit": "rad"}]}


def plan(root: Path, rest: str = JOINTS, kind: str = "recording") -> Plan:
    rows = [row(at='"streams_of_joints"')]
    write_suite(root, rows, name="tiny/arms/arm", kind=kind, recognise="", checks=CHECK, rest=rest)
    return Plan(Selection(folders=(str(root),)))


def outcomes(chosen: Plan, stream: dict[str, object], values: list[list[float]]) -> dict[str, Outcome]:
    """Of all rows that judge recordings."""
    header = {"recording": "1.0", "device": {"name": "A"}, "clock": {"unit": "s"}, "streams": {"arm": stream}}
    lines = [header, *({"t": at / 10, "arm": value} for at, value in enumerate(values))]
    data = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    return {
        each.id: BY_LETTER[letter]
        for loaded, letters, _ in chosen.judge(Source("a.jsonl", data), "recording").verdicts
        for each, letter in zip(loaded.suite.requirements, letters, strict=True)
    }


def test_a_suite_defines_a_kind_and_judges_its_streams(tmp_path: Path) -> None:
    chosen = plan(tmp_path)
    assert "joints" in chosen.catalogue.kinds["recording"].facts
    found = outcomes(chosen, ARM, [[0.1], [0.2]])
    assert [found[name] for name in ("TRM-STR-008", "TRM-HDR-005", "TNY-THG-001")] == [Outcome.PASS] * 3
    assert outcomes(chosen, ARM, [[0.1], [2.0]])["TNY-THG-001"] is Outcome.FAIL


def test_streams_of_other_kinds_are_nothing_to_its_rows(tmp_path: Path) -> None:
    found = outcomes(plan(tmp_path), ARM | {"kind": "channels"}, [[0.1], [2.0]])
    assert found["TNY-THG-001"] is Outcome.NOT_APPLICABLE
    assert found["TRM-HDR-005"] is Outcome.FAIL


def test_a_kind_that_nobody_defines_is_reported_and_not_read(tmp_path: Path) -> None:
    found = outcomes(plan(tmp_path), ARM | {"kind": "elbows"}, [[0.1], [2.0]])
    assert (found["TRM-STR-008"], found["TRM-STR-013"]) == (Outcome.FAIL, Outcome.INCONCLUSIVE)


def test_what_cuts_a_stream_off_cuts_the_rows_of_its_kind(tmp_path: Path) -> None:
    found = outcomes(plan(tmp_path), ARM, [[0.1], [0.1, 0.2]])
    assert found["TNY-THG-001"] is Outcome.INCONCLUSIVE


def test_only_suites_of_recordings_define_streams(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="has \\[streams\\], but its kind is not judged as a recording"):
        plan(tmp_path, '[streams]\nface = ["speaker"]\n', kind="bvh").suites_for("bvh")


def test_a_kind_has_a_name_that_can_be_part_of_that_of_a_part(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"suite\.toml:9: streams: the kind of streams 'Arm-joints'"):
        plan(tmp_path, "[streams]\nArm-joints = []\n")


def test_facts_are_counted_in_files(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="has \\[facts\\], but judges a live service"):
        plan(tmp_path, f"[facts]\nthings = {TEXT}\n", kind="did_resolver").suites_for("did_resolver")
