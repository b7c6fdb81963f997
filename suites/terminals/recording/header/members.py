"""The members that the recording format defines for each object of the header."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from conformance.readers.json import escape

HEADER = (
    *("recording", "device", "clock", "rate", "frames", "decimals", "sequence", "space", "session", "conventions"),
    *("subject", "source", "streams"),
)
INSIDE = {
    "device": ("name", "vendor", "software"),
    "clock": ("unit",),
    "sequence": ("modulus",),
    "session": ("mode", "features", "consent", "frameRate"),
    "conventions": ("length", "orientation", "angle"),
}
STREAM = (
    *("kind", "handedness", "targetRayMode", "mapping", "set", "profiles", "poses", "fields", "buttons", "axes"),
    *("weights", "channels"),
)
CHANNEL = ("label", "unit", "type", "minimum", "maximum")


def unknown_members(
    header: dict[str, Any], defined: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """(pointer, name, members of this object) of every member that neither the format nor a suite defines.

    `defined` are the members that suites define for streams, by their kind.
    """
    yield from _unknown("", header, HEADER)
    for name, known in INSIDE.items():
        yield from _unknown(f"/{name}", header.get(name), known)
    for place, stream in objects_in(header, "streams"):
        yield from _unknown(place, stream, (*STREAM, *defined.get(str(stream.get("kind")), ())))
        channels = stream.get("channels")
        for at, channel in enumerate(channels if isinstance(channels, list) else ()):
            yield from _unknown(f"{place}/channels/{at}", channel, CHANNEL)


def _unknown(place: str, value: Any, known: tuple[str, ...]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for name in value if isinstance(value, dict) else ():
        if name not in known:
            yield f"{place}/{escape(name)}", name, known


def objects_in(owner: Any, member: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """(pointer, object) of every object that an object contains as this member, by name."""
    there = owner.get(member) if isinstance(owner, dict) else None
    for name, value in there.items() if isinstance(there, dict) else ():
        if isinstance(value, dict):
            yield f"/{member}/{escape(name)}", value


def texts_in(owner: dict[str, Any], member: str) -> Iterator[tuple[int, str]]:
    """(index, text) of every string in a list."""
    there = owner.get(member)
    for at, value in enumerate(there if isinstance(there, list) else ()):
        if isinstance(value, str):
            yield at, value
