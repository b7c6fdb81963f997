"""The JSON encodings of GeoPose 1.0 (9.2): by class of the logical model its members, as the schemas have them.

A type is `number`, `integer`, `string` or the name of a class; `[T]2` is an array of at least 2 items. A `!` marks a
mandatory member, a `?` a value that may be null as well. The schemas allow any other members.
"""

from __future__ import annotations

from typing import NamedTuple

_FRAME = {"authority": "string !", "id": "string !", "parameters": "string !"}
_HEADER = {
    "poseCount": "integer !",
    "integrityCheck": "string?",
    "startInstant": "integer !",
    "stopInstant": "integer !",
    "transitionModel": "TransitionModel !",
}
_POSITION = {"position": "Position !"}
_OUTER = {"outerFrame": "FrameSpecification !"}
_SERIES = {"header": "SeriesHeader !", **_OUTER, "trailer": "SeriesTrailer !"}
_TRANSITION = {"transitionModel": "TransitionModel !"}

TARGETS = {
    "Stream Record": {"header": "StreamHeader !", "streamElements": "[StreamElement?]1? !"},
    "Regular Series": {
        **_SERIES,
        "interPoseDuration": "integer !",
        "innerFrameSeries": "[FrameSpecification?]1 !",
    },
    "Irregular Series": {**_SERIES, "innerFrameAndTimeSeries": "[FrameAndTime?]1 !"},
    "Stream Element": {"streamElement": "FrameAndTime !"},
    "Stream Header": {**_TRANSITION, **_OUTER},
    "Graph": {
        "validTime": "integer !",
        "frameList": "[FrameSpecification?]2 !",
        "transformList": "[FrameTransformPair?]1 !",
    },
    "Chain": {"validTime": "integer !", **_OUTER, "frameChain": "[FrameSpecification?]2 !"},
    "Advanced": {
        "frameSpecification": "FrameSpecification !",
        "quaternion": "Quaternion !",
        "validTime": "integer",
    },
    "Basic-Quaternion": {**_POSITION, "quaternion": "Quaternion !"},
    "Basic-YPR": {**_POSITION, "angles": "Angles !"},
}
"""By standardization target: its members. A document is of the first one of which it has most."""

_CLASSES = {
    **TARGETS,
    "Position": {"lat": "number !", "lon": "number !", "h": "number !"},
    "Angles": {"yaw": "number !", "pitch": "number !", "roll": "number !"},
    "Quaternion": {"x": "number !", "y": "number !", "z": "number !", "w": "number !"},
    "FrameSpecification": _FRAME,
    "TransitionModel": _FRAME,
    "SeriesHeader": _HEADER,
    "SeriesTrailer": {"poseCount": "integer !", "integrityCheck": "string?"},
    "StreamHeader": {**_TRANSITION, **_OUTER},
    "StreamElement": {"streamElement": "FrameAndTime !"},
    "FrameAndTime": {"frame": "FrameSpecification !", "validTime": "integer"},
    "FrameTransformPair": {"link": "[integer]0? !"},
}


class Type(NamedTuple):
    """The type of a value: of one JSON type or class; of an array, the type of its items and their least number."""

    name: str
    nullable: bool
    items: Type | None = None
    least: int = 0


class Member(NamedTuple):
    """A member of a class."""

    type: Type
    mandatory: bool


def _type(text: str) -> Type:
    name, nullable = text.removesuffix("?"), text.endswith("?")
    if not name.startswith("["):
        return Type(name, nullable)
    inner, _, least = name[1:].partition("]")
    return Type("array", nullable, _type(inner), int(least))


def _member(text: str) -> Member:
    name, mark, _ = text.partition(" !")
    return Member(_type(name), bool(mark))


CLASSES = {name: {member: _member(text) for member, text in members.items()} for name, members in _CLASSES.items()}
"""By class: its members."""
