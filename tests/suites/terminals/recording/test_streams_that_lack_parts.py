"""Streams that lack what their kind usually has: a head without a position, a hand without joints' orientations."""

from __future__ import annotations

import json
from itertools import product

import pytest
from doubles.judging import judge
from doubles.ours import PLAN

from conformance.model.outcome import Outcome
from conformance.readers.source import Source
from conformance.recordings.layout import FIELDS, KINDS

SUITES = PLAN.suites_for("recording")


def recording(kind: str, fields: tuple[str, ...]) -> bytes:
    poses = ["viewer"] if kind == "head" else ["wrist", "thumb-tip"]
    stream = {"kind": kind, "handedness": "left", "set": "webxr-25", "poses": poses, "fields": fields}
    header = {"recording": "1.0", "device": {"name": "A"}, "clock": {"unit": "ms"}, "space": "local-floor"}
    header |= {"session": {"mode": "immersive-vr", "features": ["local-floor"]}, "streams": {"one": stream}}
    numbers = [0.5] * (len(poses) * sum(FIELDS[each] for each in fields))
    lines = [header, *({"t": 11.1 * at, "one": numbers} for at in range(12))]
    return b"".join(json.dumps(line).encode() + b"\n" for line in lines)


def outcomes(data: bytes) -> dict[str, Outcome]:
    """Of the rows that did not pass."""
    verdicts = judge(Source("a.jsonl", data), SUITES)
    return {case.requirement.id: case.outcome for _, _, cases in verdicts for case in cases}


@pytest.mark.parametrize("kind", [each for each in KINDS if "position" in KINDS[each]])
def test_no_row_fails_for_want_of_a_part(kind: str) -> None:
    for fields in {(), *((each,) for each in FIELDS), *product(("position", "orientation"), ("emulated", "radius"))}:
        assert Outcome.ERROR not in outcomes(recording(kind, fields)).values(), fields


@pytest.mark.parametrize(
    ("kind", "fields", "row"),
    [
        ("head", ("orientation",), "TRM-POS-006"),
        ("head", ("position",), "TRM-POS-007"),
        ("hand", ("orientation",), "TRM-HND-013"),
    ],
)
def test_where_the_part_is_missing_nothing_is_judged_by_it(kind: str, fields: tuple[str, ...], row: str) -> None:
    assert outcomes(recording(kind, fields))[row] in (Outcome.NOT_APPLICABLE, Outcome.INCONCLUSIVE)
