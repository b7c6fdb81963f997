"""The layout of a stream's flat array of numbers: its parts, and the positions of their numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from conformance.readers.bounds import RECORDING_NUMBERS

# The fields that a pose may have, in their default order, and the number of numbers in each.
FIELDS = {
    "position": 3,
    "orientation": 4,
    "radius": 1,
    "emulated": 1,
    "linearVelocity": 3,
    "angularVelocity": 3,
}
KINDS = {
    "head": ("position", "orientation"),
    "controller": ("position", "orientation"),
    "hand": ("position", "orientation", "radius"),
    "gaze": ("position", "orientation"),
    "body": ("position", "orientation"),
    "face": (),
    "channels": (),
}
"""The kinds of streams of the format, and the default fields of their poses; suites may define others."""
POSE = ("position", "orientation")
"""The default fields of the poses of any other kind."""

BUTTON = ("value", "pressed", "touched")


@dataclass(frozen=True, slots=True)
class Part:
    """Numbers with one meaning: `size` for each of `items`, the first at `start`, each next one `stride` later."""

    name: str
    items: tuple[str, ...]
    start: int
    stride: int
    size: int

    def offset(self, item: int) -> int:
        """The index in the array at which the numbers of the item begin."""
        return self.start + item * self.stride


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a stream by name, and the length of its array."""

    parts: Mapping[str, Part]
    width: int


class _Malformed(Exception):
    """The declaration does not define a layout."""


def layout_of(declaration: Any) -> Layout | None:
    """The layout of a declared stream; None if the declaration is not sufficient to read its numbers."""
    kind = declaration.get("kind") if isinstance(declaration, dict) else None
    if not isinstance(kind, str):
        return None
    try:
        return _layout(declaration)
    except _Malformed:
        return None


def _layout(declaration: Mapping[str, Any]) -> Layout:
    poses = _names(declaration.get("poses", []))
    fields = _names(declaration.get("fields", list(KINDS.get(declaration["kind"], POSE))))
    if any(field not in FIELDS for field in fields) or len(set(fields)) != len(fields):
        raise _Malformed
    parts: dict[str, Part] = {}
    inner, stride = 0, sum(FIELDS[field] for field in fields)
    for field in fields if poses else ():
        parts[field] = Part(field, poses, inner, stride, FIELDS[field])
        inner += FIELDS[field]
    end = len(poses) * stride
    others = {name: _names(declaration.get(name, [])) for name in ("buttons", "axes", "weights")}
    for name, items in {**others, "channels": _labels(declaration.get("channels", []))}.items():
        if items:
            size = len(BUTTON) if name == "buttons" else 1
            parts[name] = Part(name, items, end, size, size)
            end += len(items) * size
    if not 0 < end <= RECORDING_NUMBERS:
        raise _Malformed
    return Layout(parts, end)


def _names(value: Any) -> tuple[str, ...]:
    """A list of names; an item without a name, such as a placeholder button, is null."""
    if not isinstance(value, list) or not all(isinstance(name, str) or name is None for name in value):
        raise _Malformed
    return tuple(name or "" for name in value)


def _labels(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(channel, dict) for channel in value):
        raise _Malformed
    return tuple(label if isinstance(label := channel.get("label"), str) else "" for channel in value)
