"""Poses nobody here wrote, and hostile ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from doubles.ours import PLAN

from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source

KIND = "geopose"
ENU = {"authority": "/geopose/1.0", "id": "LTP-ENU", "parameters": "longitude=-122.3&latitude=47.7&height=11.0"}
MOVE = {
    "authority": "/geopose/1.0",
    "id": "RotateTranslate",
    "parameters": "translation=[0.0, 0.0, 0.0]&rotation=[1.0, 0.0, 0.0, 0.5]",
}
NONE = {"authority": "/geopose/1.0", "id": "none", "parameters": ""}
START = 1629069964392
REGULAR: dict[str, Any] = {
    "header": {"poseCount": 2, "startInstant": START, "stopInstant": START + 45000, "transitionModel": NONE},
    "interPoseDuration": 1000,
    "outerFrame": ENU,
    "innerFrameSeries": [MOVE, MOVE, MOVE],
    "trailer": {"poseCount": 2},
}
"""The example of the standard: 3 poses that are counted as 2, at 1 s from each other, in 45 s."""


def judged(document: Any) -> dict[str, Outcome]:
    """The outcomes of all rows on a document, or on a text."""
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    ((loaded, letters, _),) = PLAN.judge(Source("a.geopose.json", data), KIND).verdicts
    return {row.id: BY_LETTER[each] for row, each in zip(loaded.suite.requirements, letters, strict=True)}


def with_outcome(found: dict[str, Outcome], outcome: Outcome) -> set[str]:
    return {name for name, each in found.items() if each is outcome}


def test_the_example_of_the_standard_violates_recommendations_only() -> None:
    assert with_outcome(judged(REGULAR), Outcome.FAIL) == {"IFC-GPO-012", "IFC-GPO-017"}


def test_a_draft_of_the_standard_is_refused() -> None:
    """In drafts the position was a location, the quaternion an array and the transition model a text."""
    draft = {"location": {"lat": 47.7, "lon": -122.3, "h": 11.5}, "angles": {"yaw": 5.9, "pitch": -0.4, "roll": 0}}
    assert with_outcome(judged(draft), Outcome.FAIL) == {"IFC-GPO-002"}
    array = {"frameSpecification": ENU, "quaternion": [0, 0, 0, 1]}
    assert with_outcome(judged(array), Outcome.FAIL) == {"IFC-GPO-003"}
    text = {"transitionModel": "Interpolate", "outerFrame": ENU}
    assert with_outcome(judged(text), Outcome.FAIL) == {"IFC-GPO-003"}


@pytest.mark.parametrize(
    ("document", "kinds"),
    [
        (REGULAR, [KIND]),
        ({"position": {"lat": 1, "lon": 2, "h": 3}, "quaternion": {"x": 0, "y": 0, "z": 0, "w": 1}}, [KIND]),
        ({"position": {"lat": 1, "lon": 2}, "quaternion": [0, 0, 0, 1]}, [KIND]),  # so that rows say what is wrong
        ({"position": [1, 2, 3], "quaternion": [0, 0, 0, 1]}, []),
        ({"streamElement": {"frame": MOVE}}, [KIND]),
        ({"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2]}, "properties": {}}, []),
    ],
)
def test_poses_are_recognised_by_their_members(document: Any, kinds: list[str]) -> None:
    assert PLAN.recognise(Source("a.json", json.dumps(document).encode()))[0] == kinds


HOSTILE: dict[str, Callable[[], Any]] = {
    "deep": lambda: b'{"position": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "null everywhere": lambda: {
        "position": None,
        "quaternion": None,
        "header": None,
        "frameList": None,
        "angles": None,
    },
    "null in lists": lambda: {"validTime": 1, "frameList": [None, None], "transformList": [None, {"link": None}]},
    "huge numbers": lambda: (
        b'{"position": {"lat": 1e999, "lon": -1e308, "h": 1e-999}, "quaternion": {"x": 1'
        + b"0" * 300
        + b', "y": 1e308, "z": 1e308, "w": 1e308}}'
    ),
    "a long cycle": lambda: {
        "validTime": 0,
        "frameList": [MOVE] * 20_000,
        "transformList": [{"link": [at, (at + 1) % 20_000]} for at in range(20_000)],
    },
    "indices of all types": lambda: {
        "validTime": 0,
        "frameList": [ENU, MOVE],
        "transformList": [{"link": [10**300, -1]}, {"link": [0.5, True]}, {"link": [[], {}]}, {"link": []}, [], 7],
    },
    "times of all types": lambda: {**REGULAR, "header": {"startInstant": 10**308, "stopInstant": -(10**308)}},
    "many poses": lambda: {**REGULAR, "innerFrameSeries": [MOVE] * 50_000},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_pose_is_no_error_of_ours(name: str) -> None:
    assert with_outcome(judged(HOSTILE[name]()), Outcome.ERROR) == set()


def test_a_long_cycle_is_found_once() -> None:
    assert with_outcome(judged(HOSTILE["a long cycle"]()), Outcome.FAIL) == {"IFC-GPO-011"}
