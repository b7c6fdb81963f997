"""The parts of a recording that the `at` of a row may name, and which streams have them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from conformance.recordings.header import Stream

Chooses = Callable[[Stream], bool]


def _kind(kind: str) -> Chooses:
    return lambda stream: stream.kind == kind


def _part(*parts: str) -> Chooses:
    return lambda stream: all(part in stream.layout.parts for part in parts)


def _items(stream: Stream) -> tuple[str, ...]:
    """The names of the poses that have a position."""
    part = stream.layout.parts.get("position")
    return part.items if part else ()


PARTS: Mapping[str, Chooses] = {
    "values": lambda stream: True,
    "positions": _part("position"),
    "orientations": _part("orientation"),
    "heads": _kind("head"),
    "hands": _kind("hand"),
    "gazes": _kind("gaze"),
    "bodies": _kind("body"),
    "radii": _part("radius"),
    "emulations": _part("emulated"),
    "velocities": _part("linearVelocity"),
    "eyes": lambda stream: bool({"left-eye", "right-eye"} <= set(_items(stream))),
    "buttons": _part("buttons"),
    "axes": _part("axes"),
    "weights": _part("weights"),
    "channels": _part("channels"),
}
"""Parts of streams, each with the test whether a stream has it."""

OF_FRAMES = ("frames", "steps", "sequence")
"""Parts of every recording besides its lines: readable frames, pairs of frames, sequence numbers."""


OF_KIND = "streams_of_"
"""Before the name of a kind: the streams of that kind, also one that only a suite defines."""


def chooses(name: str) -> Chooses | None:
    """Whether a stream has the part of this name; None for what is not a part of streams."""
    kind = name.removeprefix(OF_KIND)
    return PARTS.get(name) if kind == name else _kind(kind)


def parts_of(streams: Iterable[Stream], *, everything: bool = False) -> tuple[str, ...]:
    """The parts that cannot be judged completely if these streams cannot."""
    known = list(streams)
    found = [name for name, chosen in PARTS.items() if any(map(chosen, known))]
    found += dict.fromkeys(f"{OF_KIND}{stream.kind}" for stream in known)
    return (*OF_FRAMES, *found) if everything else tuple(found)
