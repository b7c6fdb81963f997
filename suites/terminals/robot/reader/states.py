"""The states of a robot's joints over time, whatever they were recorded in."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.json_values import list_or_empty, object_or_empty
from conformance_suites.terminals.robot.reader.bounds import STATES, VALUES

SECOND = 1_000_000_000
LISTS = ("position", "velocity", "effort")


class Problem(NamedTuple):
    """Something that keeps a part of the recording from being read: its kind, its line, and what was found.

    The kinds are syntax, shape and width for lines; container, cut, crc and message for MCAP.
    """

    kind: str
    line: int | None = None
    detail: str = ""


class State(NamedTuple):
    """One message: when it was recorded, and the values of the joints that it names. NaN is what is not a number.

    Values are in rad or m, rad/s or m/s, N m or N. `nanosec` is what is stated beside whole seconds.
    """

    line: int | None
    sec: float
    nanosec: float
    names: tuple[str, ...]
    position: tuple[float, ...]
    velocity: tuple[float, ...]
    effort: tuple[float, ...]

    @property
    def stamp(self) -> float:
        """Seconds of the recording's clock."""
        return self.sec + self.nanosec / SECOND

    @property
    def lists(self) -> dict[str, tuple[float, ...]]:
        return dict(zip(LISTS, (self.position, self.velocity, self.effort), strict=True))


@dataclass
class States:
    """What a recording declares of itself, and its states in their order."""

    header: dict[str, Any] = field(default_factory=dict)
    states: list[State] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    counted: tuple[int, int] | None = None
    """Messages that MCAP statistics count, and those there are."""
    is_container: bool = False
    _values: int = 0

    def add(self, state: State) -> None:
        """Add a state. Raises Blocked where there are more than the harness reads."""
        self._values += len(state.names) + sum(map(len, state.lists.values()))
        for received, bound in ((len(self.states) + 1, STATES), (self._values, VALUES)):
            if received > bound:
                raise Blocked("states_bound", bound=bound)
        self.states.append(state)


def state_of(message: Any, line: int | None) -> State | None:
    """The state that a sensor_msgs/JointState in JSON holds; None if it is none."""
    if not isinstance(message, dict) or not isinstance(message.get("name"), list):
        return None
    if any(not isinstance(message.get(name, []), list) for name in LISTS):
        return None
    stamp = object_or_empty(object_or_empty(message.get("header")).get("stamp"))
    names = tuple(each if isinstance(each, str) else "" for each in message["name"])
    values = [tuple(map(_number, list_or_empty(message.get(name)))) for name in LISTS]
    return State(line, _number(stamp.get("sec")), _number(stamp.get("nanosec", 0)), names, *values)


def _number(value: Any) -> float:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return float(value) if is_number else math.nan
