"""The typed view of a haptic experience. Values of the wrong type are skipped here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.readers.json import json_text
from conformance.readers.json_document import JsonDocument
from conformance.readers.json_values import is_number, list_or_empty, object_or_empty, whole
from conformance.readers.source import Source

Members = dict[str, Any]


class At(NamedTuple):
    """An object of the document with its pointer."""

    pointer: str
    members: Members

    def each(self, name: str) -> Iterator[At]:
        """The objects in its list of this name."""
        for at, item in enumerate(list_or_empty(self.members.get(name))):
            if isinstance(item, dict):
                yield At(f"{self.pointer}/{name}/{at}", item)

    def number(self, name: str) -> float | None:
        """Its number of this name."""
        value = self.members.get(name)
        return value if is_number(value) else None


class Reference(NamedTuple):
    """A member that refers to an id, and the ids that there are."""

    pointer: str
    member: str
    id: int
    known: list[int]


class Pair(NamedTuple):
    """Two numbers of an object, of which the first may not exceed the second."""

    where: At
    lower: str
    upper: str


@dataclass(frozen=True)
class Experience(JsonDocument):
    """A haptic experience, and the name of its file."""

    name: str

    @property
    def root(self) -> At:
        return At("", object_or_empty(self.document))

    @property
    def named(self) -> list[str]:
        return [self.name] if self.text.usable else []

    @cached_property
    def perceptions(self) -> list[At]:
        return list(self.root.each("perceptions"))

    @cached_property
    def channels(self) -> list[At]:
        return [channel for perception in self.perceptions for channel in perception.each("channels")]

    @cached_property
    def bands(self) -> list[At]:
        return [band for channel in self.channels for band in channel.each("bands")]

    @cached_property
    def effects(self) -> list[At]:
        """Every effect, those of libraries first."""
        library = [effect for perception in self.perceptions for effect in perception.each("effect_library")]
        return library + [effect for band in self.bands for effect in band.each("effects")]

    @cached_property
    def ids(self) -> list[list[At]]:
        """Objects whose ids have to differ from each other."""
        own = [list(self.root.each(name)) for name in ("perceptions", "avatars")]
        inner = ("channels", "reference_devices", "effect_library")
        groups = own + [list(perception.each(name)) for perception in self.perceptions for name in inner]
        return [group for group in groups if group]

    @cached_property
    def references(self) -> list[Reference]:
        return [each for perception in self.perceptions for each in self._references(perception)]

    @cached_property
    def frequencies(self) -> list[Pair]:
        """The pairs of which both numbers are there."""
        limits = [Pair(band, "lower_frequency_limit", "upper_frequency_limit") for band in self.bands]
        ends = (
            ("minimum_frequency", "resonance_frequency"),
            ("resonance_frequency", "maximum_frequency"),
            ("minimum_frequency", "maximum_frequency"),
        )
        devices = [device for perception in self.perceptions for device in perception.each("reference_devices")]
        pairs = limits + [Pair(device, *names) for device in devices for names in ends]
        return [pair for pair in pairs if None not in (pair.where.number(pair.lower), pair.where.number(pair.upper))]

    @cached_property
    def keyframes(self) -> list[tuple[str, int, int]]:
        """(pointer, relative position, least that it may be) of each keyframe with a position."""
        found = []
        for effect in self.effects:
            least = 0
            for frame in effect.each("keyframes"):
                position = whole(frame.members.get("relative_position"))
                if position is not None:
                    found.append((f"{frame.pointer}/relative_position", position, least))
                    least = max(least, position)
        return found

    def _references(self, perception: At) -> Iterator[Reference]:
        library = _ids(perception, "effect_library")
        devices = _ids(perception, "reference_devices") if "reference_devices" in perception.members else []
        for channel in perception.each("channels"):
            yield from _reference(channel, "reference_device_id", devices)
            for band in channel.each("bands"):
                for effect in band.each("effects"):
                    if effect.members.get("effect_type") == "Reference":
                        yield from _reference(effect, "id", library)
        if perception.members.get("avatar_id") != 0:
            yield from _reference(perception, "avatar_id", _ids(self.root, "avatars"))


def _ids(where: At, name: str) -> list[int] | None:
    """The ids in its list of this name; None if there is no list, or one of its items has no id."""
    items = where.members.get(name)
    if not isinstance(items, list):
        return None
    ids = [whole(object_or_empty(item).get("id")) for item in items]
    return None if None in ids else [number for number in ids if number is not None]


def _reference(where: At, member: str, known: list[int] | None) -> Iterator[Reference]:
    number = whole(where.members.get(member))
    if number is not None and known is not None:
        yield Reference(f"{where.pointer}/{member}", member, number, known)


def view(source: Source) -> Experience:
    """The experience, as far as its text can be read."""
    return Experience(source.once(json_text), source.name)
