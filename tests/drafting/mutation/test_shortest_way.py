"""The way from a good sample to a bad one is found however its items are shifted, and not where it is long."""

from __future__ import annotations

import json
from typing import Any

import pytest

from conformance.drafting.mutation.learned import learned
from conformance.model.sample import Sample

FRAMES = [{"at": at, "shape": [at, at + 1, at + 2]} for at in range(8)]
GOOD = {"title": "a", "frames": FRAMES, "held": {"a": 1, "b": 2}}


def operations(bad: Any) -> str:
    """The step that is learned from it; empty where the way is longer than a single fault."""
    good, other = (json.dumps(each).encode() for each in (GOOD, bad))
    steps = learned([Sample("good.json", good, None, None)], [Sample("bad.json", other, None, "TNY-THG-001")], 1)
    return next((str(step.after) for step in steps), "")


@pytest.mark.parametrize(
    ("bad", "step"),
    [
        ({**GOOD, "frames": FRAMES[1:]}, "remove /0"),
        ({**GOOD, "frames": [*FRAMES[1:], FRAMES[0]]}, "move /7"),
        ({**GOOD, "frames": [{"shape": [0, 1, 2], "at": 0}, *FRAMES[2:]]}, "remove /1"),
        ({**GOOD, "frames": [{**FRAMES[0], "at": float("nan")}, *FRAMES[1:]]}, "replace /at"),
        ({"name": "a", "frames": FRAMES, "held": {"a": 1, "b": 2}}, "move /name"),
        ({**GOOD, "title": {}, "held": {"a": 3, "b": 4}}, "replace /title; replace /held/a; replace /held/b"),
    ],
)
def test_a_short_way_is_found(bad: Any, step: str) -> None:
    found = operations(bad)
    assert sorted(found.split("; ")) == sorted(step.split("; "))


def test_a_long_way_is_none() -> None:
    assert operations({**GOOD, "frames": [{**each, "at": -1} for each in FRAMES]}) == ""
