"""The parts of the view that lack something where a value is missing or has another type."""

from __future__ import annotations

from conformance_suites.interfaces.geopose.reader.grammar import CLASSES, Type

PARTS = {
    "lat": ("latitudes",),
    "lon": ("longitudes",),
    **dict.fromkeys("xyzw", ("quaternions",)),
    **dict.fromkeys(("authority", "id"), ("frame_names",)),
    "link": ("links", "pairs"),
    **dict.fromkeys(("startInstant", "stopInstant"), ("spans", "timed", "steps")),
    "poseCount": ("pose_counts",),
    "validTime": ("times", "timed"),
    "interPoseDuration": ("durations", "steps"),
    "innerFrameSeries": ("lists", "pose_counts", "steps"),
    "innerFrameAndTimeSeries": ("lists", "pose_counts"),
    "frameList": ("lists", "pairs"),
    **dict.fromkeys(("frameChain", "transformList", "streamElements"), ("lists",)),
}
"""By member: the parts of the view that are incomplete where its value is missing or has another type."""
ALL = ("objects", *dict.fromkeys(part for parts in PARTS.values() for part in parts))
"""The parts that lack something where there is no pose at all."""


def lost(kind: str, member: str, type_: Type) -> tuple[str, ...]:
    """The parts that lack something without a member of a class, which would have a value of this type."""
    if member == "validTime" and kind != "FrameAndTime":
        return ()
    parts = [*PARTS.get(member, ())]
    inner = type_.items or type_
    for name, each in CLASSES.get(inner.name, {}).items():
        parts += lost(inner.name, name, each.type)
    return tuple(dict.fromkeys(parts))
