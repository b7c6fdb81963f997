"""The view of a BVH file: each property holds the places that one kind of row judges."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from conformance.authoring import Blocked
from conformance.readers.source import Source
from conformance_suites.terminals.bvh.reader.bvh import Bvh, Node, read_bvh


class Channel(NamedTuple):
    """A channel and its joint."""

    joint: Node
    name: str


@dataclass(frozen=True)
class BodyMotion:
    """A BVH file within the limits of the test system."""

    bvh: Bvh

    @property
    def text(self) -> list[Bvh]:
        """The file, whatever it contains."""
        return [self.bvh]

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Roots, joints and end sites."""
        return self.bvh.nodes

    @property
    def joints(self) -> tuple[Node, ...]:
        """Roots and joints."""
        return self.bvh.joints

    @cached_property
    def channels(self) -> list[Channel]:
        """Every channel, in the order of the numbers in a motion line."""
        return [Channel(self.bvh.nodes[at], name) for at, name in self.bvh.channels]

    @property
    def motion_section(self) -> list[int]:
        """The line of `MOTION`, if there is one."""
        return [] if self.bvh.motion_line is None else [self.bvh.motion_line]

    @property
    def frames(self) -> list[int]:
        """The declared number of frames, if there is one."""
        return [] if self.bvh.frames is None else [self.bvh.frames]

    @property
    def lines(self) -> tuple[int, ...]:
        """The lines that contain motion."""
        return self.bvh.rows

    @cached_property
    def frame_at(self) -> dict[int, int]:
        """Line -> frame number, counted from 0."""
        return {line: frame for frame, line in enumerate(self.bvh.rows)}


def view(source: Source) -> BodyMotion:
    """The skeleton and its motion. Raises Blocked for a file beyond the limits of the test system."""
    bvh = source.once(read_bvh)
    for problem in bvh.of_kind("bound"):
        raise Blocked("bvh_bound", received=int(problem.received), bound=int(problem.expected))
    return BodyMotion(bvh)
