"""Events in a file: one event, a batch of them in an array, or one event on each line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.authoring import Blocked, Where
from conformance.readers.json import JsonText, escape, json_text, parse
from conformance.readers.json_text import Problem
from conformance.readers.source import Source

from .bounds import EVENT_LINES, EVENT_LINES_BYTES

REQUIRED = ("id", "source", "specversion", "type")
OPTIONAL = ("datacontenttype", "dataschema", "subject", "time")
CORE = (*REQUIRED, *OPTIONAL)
DATA = ("data", "data_base64")
_WHITE = b" \t\r\n"
_HEAD_BYTES = 1 << 16


class Part(NamedTuple):
    """A JSON text in the file: the whole file, or one of its lines, which begins at the byte `start`."""

    text: JsonText
    line: int | None = None
    start: int = 0

    def where(self, pointer: str = "", byte: int | None = None) -> Where:
        """The place of something in the text."""
        return Where(pointer=pointer, line=self.line, byte=None if byte is None else byte + self.start)

    def of(self, problem: Problem) -> Where:
        """The place of a problem of the text."""
        return self.where(problem.pointer or "", problem.byte)


class Item(NamedTuple):
    """What is at the place of an event, whatever it is."""

    part: Part
    pointer: str
    value: Any

    def where(self, *names: str) -> Where:
        """The place of the item or of something inside it."""
        return self.part.where(self.pointer + "".join(f"/{escape(name)}" for name in names))


class Event(NamedTuple):
    """An event and its members."""

    item: Item
    members: dict[str, Any]

    @property
    def attributes(self) -> Iterator[tuple[str, Any]]:
        """(name, value) of the attributes that are set: null counts as omitted (JSON event format, 2.2)."""
        return ((name, value) for name, value in self.members.items() if name not in DATA and value is not None)

    def has(self, name: str) -> bool:
        """Whether the event has the member, with a value other than null."""
        return self.members.get(name) is not None


class Attribute(NamedTuple):
    """The value of an attribute, and where it is."""

    where: Where
    name: str
    value: Any


@dataclass(frozen=True)
class Events:
    """The events of a file."""

    parts: tuple[Part, ...]

    @property
    def json_text(self) -> list[Part]:
        """The texts, readable or not."""
        return list(self.parts)

    @property
    def json_members(self) -> list[Part]:
        """The texts that could be parsed."""
        return [part for part in self.parts if part.text.usable]

    @cached_property
    def items(self) -> list[Item]:
        """What is at the place of every event."""
        found = []
        for part in self.json_members:
            document = part.text.document
            if isinstance(document, list) and part.line is None:
                found += [Item(part, f"/{at}", value) for at, value in enumerate(document)]
            else:
                found.append(Item(part, "", document))
        return found

    @cached_property
    def events(self) -> list[Event]:
        """Every event. Raises Blocked where the file holds an event inside an object of another kind."""
        found = [Event(item, item.value) for item in self.items if isinstance(item.value, dict)]
        for event in found:
            if event.members.keys().isdisjoint(REQUIRED) and any(map(_is_event, event.members.values())):
                raise Blocked("event_inside")
        return found

    @cached_property
    def attributes(self) -> list[Attribute]:
        """Every attribute that is set."""
        return [
            Attribute(event.item.where(name), name, value) for event in self.events for name, value in event.attributes
        ]

    def named(self, name: str) -> list[Attribute]:
        """The attributes of one name that are strings."""
        return [each for each in self.attributes if each.name == name and isinstance(each.value, str)]


def _is_event(value: Any) -> bool:
    return isinstance(value, dict) and "specversion" in value


def read_events(source: Source) -> Events:
    """The events in the source. Raises Blocked where it exceeds a bound of the harness."""
    if _has_lines(source):
        return Events(tuple(_lines(source)))
    return Events((Part(source.once(json_text)),))


def _has_lines(source: Source) -> bool:
    """Whether the first line is an object by itself, and others follow."""
    head = bytes(source.data[:_HEAD_BYTES])
    first, end, rest = head.partition(b"\n")
    more = bool(rest.strip(_WHITE)) or source.size > _HEAD_BYTES
    return bool(end) and more and first.strip(_WHITE).endswith(b"}") and isinstance(parse(first).document, dict)


def _lines(source: Source) -> Iterator[Part]:
    if source.size > EVENT_LINES_BYTES:
        raise Blocked("events_bound", bound=EVENT_LINES_BYTES)
    start = 0
    for number, line in enumerate(bytes(source.data).split(b"\n"), 1):
        if line.strip(_WHITE):
            if number > EVENT_LINES:
                raise Blocked("lines_bound", bound=EVENT_LINES)
            yield Part(parse(line), number, start)
        start += len(line) + 1
