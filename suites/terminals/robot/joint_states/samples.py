"""Samples of joint states: an arm that waves, and what may be wrong with its recording."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from conformance_suites.terminals.robot.writer import Wave

Change = Callable[[Wave], None]


def good() -> dict[str, bytes]:
    """The wave as lines and as a table, with joints left out, and one that is held still."""
    partial, held, twice = Wave(), Wave(), Wave()
    twice.messages.insert(9, twice.messages[8])
    for each in partial.messages:
        each |= {"name": ["shoulder", "elbow"], "position": each["position"][:2], "velocity": [], "effort": []}
    for each in held.messages:
        each |= {"position": [0.2, 3, 0.02, 0.02], "velocity": [0.001, -0.001, 0, 0]}
    return {
        "wave.joints.jsonl": Wave().json_lines(),
        "wave.joints.csv": Wave().table(),
        "partial.joints.jsonl": partial.json_lines(),
        "twice.joints.jsonl": twice.json_lines(),
        "held.joints.jsonl": held.json_lines(),
    }


def bad() -> dict[str, bytes]:
    """The wave with one mistake each."""
    made = {}
    for name, change in CHANGES.items():
        wave = Wave()
        change(wave)
        made[f"{name}.joints.jsonl"] = wave.json_lines()
    lines, table = Wave().json_lines(), Wave().table()
    return made | {
        "TRM-JST-001_cut.joints.jsonl": lines[:-100],
        "TRM-JST-001_list.joints.jsonl": lines + b"[1, 2]\n",
        "TRM-JST-001_no_list.joints.jsonl": lines + b'{"name": ["shoulder"], "position": 1}\n',
        "TRM-JST-001_narrow.joints.csv": table.rpartition(b",")[0],
        "TRM-JST-001_header.joints.csv": table.replace(b"{", b"", 1),
        "TRM-JST-001_latin.joints.csv": table.replace(b"position.left", b"position.l\xe9ft"),
    }


def _each(name: str, at: int, change: Callable[[float], Any], *, first: int = 0, last: int | None = None) -> Change:
    def made(wave: Wave) -> None:
        for message in wave.messages[first:last]:
            message[name][at] = change(message[name][at])

    return made


def _header(**members: Any) -> Change:
    def made(wave: Wave) -> None:
        wave.header |= members
        wave.header = {name: value for name, value in wave.header.items() if value is not None}

    return made


def _of(at: int, name: str, value: Any) -> Change:
    return lambda wave: wave.messages[at].update({name: value})


def _stamp(at: int, **parts: Any) -> Change:
    return lambda wave: wave.messages[at]["header"]["stamp"].update(parts)


def _gap(wave: Wave) -> None:
    del wave.messages[5:18]
    for message in wave.messages:
        message["velocity"] = []
    for message in wave.messages[5:]:
        message["position"][0] = 0.1


def _slow_clock(wave: Wave) -> None:
    for at, message in enumerate(wave.messages):
        message["header"]["stamp"] = {"sec": 100, "nanosec": at * 1_000_000}
        message["velocity"] = []


def _stuck(wave: Wave) -> None:
    for message in wave.messages:
        message["position"][3] = message["velocity"][3] = 0.0


CHANGES: dict[str, Change] = {
    "TRM-JST-001_version": _header(joint_states="2.0"),
    "TRM-JST-002_unnamed": _header(robot_description=None),
    "TRM-JST-002_missing": _header(robot_description=None, robot="other.urdf"),
    "TRM-JST-002_no_robot": _header(robot_description="<sdf/>"),
    "TRM-JST-003_short": _of(7, "velocity", [0.1, 0.1]),
    "TRM-JST-003_long": _of(7, "effort", [1.0] * 5),
    "TRM-JST-004_twice": _of(0, "name", ["shoulder", "elbow", "left", "left"]),
    "TRM-JST-005_back": _stamp(24, sec=99),
    "TRM-JST-005_none": lambda wave: wave.messages[24].pop("header"),
    "TRM-JST-005_nanoseconds": _stamp(24, sec=99, nanosec=1_480_000_000),
    "TRM-JST-005_negative": _stamp(24, nanosec=-1, sec=100.48),
    "TRM-JST-005_billion": _stamp(24, sec=99, nanosec=1_000_000_000),
    "TRM-JST-006_null": _each("effort", 1, lambda _: None, first=3, last=5),
    "TRM-JST-007_unknown": lambda wave: [each["name"].__setitem__(1, "elbow_joint") for each in wave.messages],
    "TRM-JST-007_fixed": lambda wave: [each["name"].__setitem__(1, "flange") for each in wave.messages],
    "TRM-JST-008_high": _each("position", 0, lambda value: value + 1),
    "TRM-JST-008_low": _each("position", 0, lambda value: value - 1.02),
    "TRM-JST-009_fast": _of(24, "velocity", [2.5, 0.0, 0.0, 0.0]),
    "TRM-JST-010_clock": _slow_clock,
    "TRM-JST-011_strong": _each("effort", 0, lambda value: -4 * value),
    "TRM-JST-012_degrees": _each("velocity", 1, lambda value: value * 180 / math.pi / 20),
    "TRM-JST-013_stuck": _stuck,
    "TRM-JST-014_lost": _gap,
    "TRM-JST-015_none": _header(emergency_stop=None),
    "TRM-JST-015_nobody": _header(emergency_stop={"actuator": " ", "stops_within": 0.5}),
    "TRM-JST-015_never": _header(emergency_stop={"actuator": "button", "stops_within": 0}),
}
