"""Biovision hierarchy files (BVH): a skeleton and the motion of its joints, read as far as possible.

The format defines a header section HIERARCHY with one recursive definition per root, then a section
MOTION with the number of frames, the time between them and one line of numbers for each, in the order in which the
channels were declared. Channel orders may differ between the joints of a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.readers.source import Source
from conformance_suites.terminals.bvh.reader.bounds import BVH_BYTES, BVH_HEADER_BYTES, BVH_LINE_BYTES, BVH_LINES
from conformance_suites.terminals.bvh.reader.motion import Frames, Head, read_frames, read_head
from conformance_suites.terminals.bvh.reader.skeleton import Node, Problem, Skeleton, read_skeleton

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

__all__ = ["Bvh", "Node", "Problem", "read_bvh"]

_BOM = b"\xef\xbb\xbf"
_MOTION = re.compile(rb"^[ \t]*MOTION[ \t]*\r?$", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True)
class Bvh:
    """A BVH file. Lines count from 1.

    `nodes` are roots, joints and end sites in file order, parents before children; where `problems` contains one of
    the kind "structure", they end at its line. `frames` is the declared number of frames and
    `frame_time` the declared seconds between two; None where the file has no such number. `rows` are the lines that
    contain motion, valid or not, and `motion` their numbers: float64 of shape (rows, channels), NaN where a
    line has no finite number. `motion` is None where the channels are not known.

    The kinds of `problems` are: structure, offset, channels, channel, motion, frames, frame_time, width, number, and
    bound where the file exceeds a limit of the test system.
    """

    nodes: tuple[Node, ...]
    motion_line: int | None
    frames: int | None
    frame_time: float | None
    rows: tuple[int, ...]
    motion: NDArray[float64] | None
    problems: tuple[Problem, ...]

    def of_kind(self, *kinds: str) -> Iterator[Problem]:
        """The problems of these kinds, in file order."""
        return (problem for problem in self.problems if problem.kind in kinds)

    @property
    def joints(self) -> tuple[Node, ...]:
        """Roots and joints, without end sites."""
        return tuple(node for node in self.nodes if node.kind != "end")

    @property
    def channels(self) -> tuple[tuple[int, str], ...]:
        """(index in `nodes`, name) of every channel in the order of the columns of `motion`."""
        return tuple((at, name) for at, node in enumerate(self.nodes) for name in node.channels)


def read_bvh(source: Source) -> Bvh:
    """Read the whole file. Never raises: everything wrong with it is in `problems`."""
    if source.size > BVH_BYTES:
        return _nothing(Problem("bound", 1, str(source.size), str(BVH_BYTES)))
    data = bytes(source.data).removeprefix(_BOM)
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    section = _MOTION.search(data)
    header = data[: section.start()] if section else data
    for size, bound in ((len(header), BVH_HEADER_BYTES), (data.count(b"\n"), BVH_LINES)):
        if size > bound:
            return _nothing(Problem("bound", 1, str(size), str(bound)))
    skeleton = read_skeleton(header)
    if section is None:
        missing = Problem("motion", 1 + data.count(b"\n"), "", "MOTION")
        return Bvh(skeleton.nodes, None, None, None, (), None, (*skeleton.problems, missing))
    line = 1 + data.count(b"\n", 0, section.start())
    lines = data[section.end() :].split(b"\n")[1:]
    if (longest := max(map(len, lines), default=0)) > BVH_LINE_BYTES:
        return _nothing(Problem("bound", line, str(longest), str(BVH_LINE_BYTES)))
    head = read_head(lines, line + 1)
    frames = read_frames(lines[head.taken :], line + 1 + head.taken, _width(skeleton))
    return _whole(skeleton, line, head, frames)


def _width(skeleton: Skeleton) -> int | None:
    """The count of numbers in a motion line; None unless all channels are known."""
    if any(problem.kind in ("structure", "channels", "bound") for problem in skeleton.problems):
        return None
    return sum(len(node.channels) for node in skeleton.nodes)


def _whole(skeleton: Skeleton, line: int, head: Head, frames: Frames) -> Bvh:
    problems = (*skeleton.problems, *head.problems, *frames.problems)
    return Bvh(skeleton.nodes, line, head.frames, head.frame_time, frames.rows, frames.values, problems)


def _nothing(problem: Problem) -> Bvh:
    return Bvh((), None, None, None, (), None, (problem,))
