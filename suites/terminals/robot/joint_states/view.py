"""What the rows judge in a recording of joint states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from conformance.authoring import Where
from conformance.readers.source import Source
from conformance_suites.terminals.robot.reader.recording import read_robot, read_states
from conformance_suites.terminals.robot.reader.states import Problem, State, States
from conformance_suites.terminals.urdf.reader.joints import Joint


class Sampled(NamedTuple):
    """A value of a joint in the state of this number."""

    number: int
    stamp: float
    value: float


@dataclass(frozen=True)
class JointStates:
    """A recording and its robot; `robot` is the reason where there is none."""

    recording: States
    robot: dict[str, Joint] | str

    @property
    def text(self) -> list[States]:
        """The recording, whatever it holds."""
        return [self.recording]

    @property
    def header(self) -> list[dict[str, object]]:
        """What the recording says of itself, if it says anything."""
        return [self.recording.header] if self.recording.header else []

    @property
    def states(self) -> list[State]:
        return self.recording.states

    @property
    def containers(self) -> list[States]:
        """The recording, if it is in a container with checksums."""
        return [self.recording] if self.recording.is_container else []

    @property
    def counts(self) -> list[tuple[int, int]]:
        """The messages that the container counts, and those there are."""
        return [self.recording.counted] if self.recording.counted else []

    @property
    def joints(self) -> dict[str, Joint]:
        """The joints of the robot by name."""
        return self.robot if isinstance(self.robot, dict) else {}

    @cached_property
    def tracks(self) -> dict[str, dict[str, list[Sampled]]]:
        """Kind of value -> joint -> its values in the order of the recording."""
        found: dict[str, dict[str, list[Sampled]]] = {}
        for number, state in enumerate(self.states):
            for kind, values in state.lists.items():
                by_joint = found.setdefault(kind, {})
                for name, value in zip(state.names, values, strict=False):
                    by_joint.setdefault(name, []).append(Sampled(number, state.stamp, value))
        return found

    def known(self, kind: str) -> Iterator[tuple[Joint, list[Sampled]]]:
        """The values of this kind of each joint that the robot has."""
        for name, track in self.tracks.get(kind, {}).items():
            if name in self.joints:
                yield self.joints[name], track

    def of_kind(self, *kinds: str) -> Iterator[Problem]:
        return (problem for problem in self.recording.problems if problem.kind in kinds)

    def where(self, number: int) -> Where:
        """The place of a state: its line, or its number in a container."""
        return Where(line=self.states[number].line, frame=number)


def view(source: Source) -> JointStates:
    """The recording. Raises Blocked beyond the limits of the harness, NotRun without the library for MCAP."""
    return JointStates(source.once(read_states), source.once(read_robot))
