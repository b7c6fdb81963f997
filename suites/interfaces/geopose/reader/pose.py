"""The view of a GeoPose that the suites of the family share.

Values of the wrong type are skipped here: exactly one row reports them, and cuts off the parts that lack them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.readers.json import json_text
from conformance.readers.json_document import JsonDocument
from conformance.readers.json_values import is_number, list_or_empty, object_or_empty, whole
from conformance.readers.source import Source

from .grammar import CLASSES, TARGETS
from .walk import Found, Listed, Walk

PAIR = 2
_OWN = {name: [each for each in CLASSES[name] if each != "validTime"] for name in TARGETS}
"""By target: the members that tell it from others."""
_FRAMES = {"Regular Series": "innerFrameSeries", "Irregular Series": "innerFrameAndTimeSeries"}
"""By target: the member with the frames of a series."""


class Value(NamedTuple):
    """A value with its place."""

    pointer: str
    value: Any


class Link(NamedTuple):
    """The indices of a transform, with their place."""

    pointer: str
    indices: list[int]


class Span(NamedTuple):
    """The first and the last instant of a series, in ms."""

    start: int
    stop: int


@dataclass(frozen=True)
class GeoPose(JsonDocument):
    """A GeoPose of one of the standardization targets."""

    @cached_property
    def target(self) -> str:
        """The target of whose members the document has the largest share; empty if it has none."""
        members = object_or_empty(self.document)
        shares = {name: sum(each in members for each in own) / len(own) for name, own in _OWN.items()}
        most = max(shares.values())
        return next(name for name, share in shares.items() if share == most) if most else ""

    @cached_property
    def walk(self) -> Walk:
        """All that is in the GeoPose."""
        walk = Walk()
        if self.target:
            walk.enter(self.target, self.document, "")
        return walk

    @property
    def objects(self) -> list[Found]:
        """The document and every object in it whose class is known; the document alone if it is of no target."""
        if self.target or not isinstance(self.document, dict):
            return self.walk.objects
        return [Found("", "", self.document)]

    def of(self, *kinds: str) -> list[Found]:
        """The objects of these classes."""
        return [each for each in self.walk.objects if each.kind in kinds]

    def _numbers(self, kind: str, member: str) -> list[Value]:
        found = ((each.pointer, each.value.get(member)) for each in self.of(kind))
        return [Value(f"{at}/{member}", value) for at, value in found if is_number(value)]

    # What the rows judge

    @property
    def latitudes(self) -> list[Value]:
        return self._numbers("Position", "lat")

    @property
    def longitudes(self) -> list[Value]:
        return self._numbers("Position", "lon")

    @property
    def quaternions(self) -> list[Value]:
        """The four numbers of each quaternion that has them."""
        found = ((each.pointer, [each.value.get(name) for name in "xyzw"]) for each in self.of("Quaternion"))
        return [Value(pointer, parts) for pointer, parts in found if all(map(is_number, parts))]

    @cached_property
    def frame_names(self) -> list[Value]:
        """The authority and the id of each frame."""
        return [
            Value(f"{each.pointer}/{name}", each.value[name])
            for each in self.of("FrameSpecification")
            for name in ("authority", "id")
            if isinstance(each.value.get(name), str)
        ]

    @property
    def lists(self) -> list[Listed]:
        """The arrays that have to have items."""
        return self.walk.lists

    @cached_property
    def links(self) -> list[Link]:
        """The indices of each transform of a graph, where all of them are integers."""
        lists = ((f"{each.pointer}/link", each.value.get("link")) for each in self.of("FrameTransformPair"))
        wholes = ((at, [whole(each) for each in given]) for at, given in lists if isinstance(given, list))
        return [Link(at, [each for each in given if each is not None]) for at, given in wholes if None not in given]

    @property
    def pairs(self) -> list[Link]:
        """The links of two frames."""
        return [each for each in self.links if len(each.indices) == PAIR]

    @property
    def frames(self) -> int:
        """How many frames a graph lists."""
        return len(list_or_empty(object_or_empty(self.document).get("frameList")))

    @property
    def inner_frames(self) -> list[Any]:
        """The frames of a series."""
        return list_or_empty(object_or_empty(self.document).get(_FRAMES.get(self.target, "")))

    @property
    def pose_counts(self) -> list[Value]:
        """The numbers of poses that a series states, where its frames are known."""
        name = _FRAMES.get(self.target, "")
        if not isinstance(object_or_empty(self.document).get(name), list):
            return []
        found = (
            (each.pointer, whole(each.value.get("poseCount"))) for each in self.of("SeriesHeader", "SeriesTrailer")
        )
        return [Value(f"{at}/poseCount", count) for at, count in found if count is not None]

    @property
    def spans(self) -> list[Span]:
        """The first and the last instant of a series."""
        return [
            Span(start, stop)
            for each in self.of("SeriesHeader")
            if (start := whole(each.value.get("startInstant"))) is not None
            and (stop := whole(each.value.get("stopInstant"))) is not None
        ]

    @cached_property
    def times(self) -> list[Value]:
        """The times of the frames of an irregular series or a recorded stream."""
        found = ((each.pointer, whole(each.value.get("validTime"))) for each in self.of("FrameAndTime"))
        times = [Value(f"{at}/validTime", time) for at, time in found if time is not None]
        return times if self.target in ("Irregular Series", "Stream Record") else []

    @property
    def timed(self) -> list[tuple[Value, Span]]:
        """The times of the frames of a series, with its first and its last instant."""
        return [(time, span) for span in self.spans for time in self.times]

    @property
    def durations(self) -> list[int]:
        """The duration between the poses of a regular series."""
        given = whole(object_or_empty(self.document).get("interPoseDuration"))
        return [given] if self.target == "Regular Series" and given is not None else []

    @property
    def steps(self) -> list[tuple[Span, int]]:
        """The first and the last instant of a regular series, with that of its last pose by a duration above 0."""
        last = len(self.inner_frames) - 1
        return [(span, span.start + each * last) for span in self.spans for each in self.durations if last >= 0 < each]


def view(source: Source) -> GeoPose:
    """The GeoPose in the source. Raises Blocked where it exceeds a limit of the harness."""
    return GeoPose(source.once(json_text).within_bounds())
