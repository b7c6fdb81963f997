"""The view of the suite: the events of a file, and those of their attributes that have a grammar."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conformance.readers.source import Source
from conformance_suites.interfaces.events.reader.events import CORE, Attribute, Event, Events, read_events
from conformance_suites.interfaces.events.reader.values import declares_json


@dataclass(frozen=True)
class CloudEvents(Events):
    """The events, by what the rows judge. Values of the wrong type are skipped: exactly one row reports them."""

    @cached_property
    def ids(self) -> list[Attribute]:
        return self.named("id")

    @cached_property
    def sources(self) -> list[Attribute]:
        return self.named("source")

    @cached_property
    def absolute_candidates(self) -> list[Attribute]:
        """The sources that are not empty."""
        return [each for each in self.sources if each.value]

    @cached_property
    def versions(self) -> list[Attribute]:
        return self.named("specversion")

    @cached_property
    def types(self) -> list[Attribute]:
        return self.named("type")

    @cached_property
    def named_types(self) -> list[Attribute]:
        """The types that are not empty."""
        return [each for each in self.types if each.value]

    @cached_property
    def subjects(self) -> list[Attribute]:
        return self.named("subject")

    @cached_property
    def times(self) -> list[Attribute]:
        return self.named("time")

    @cached_property
    def content_types(self) -> list[Attribute]:
        return self.named("datacontenttype")

    @cached_property
    def schemas(self) -> list[Attribute]:
        return self.named("dataschema")

    @cached_property
    def extensions(self) -> list[Attribute]:
        """The attributes that the specification does not define."""
        return [each for each in self.attributes if each.name not in CORE]

    @cached_property
    def integers(self) -> list[Attribute]:
        """The extension attributes that are integers."""
        return [each for each in self.extensions if type(each.value) is int]

    @cached_property
    def texts(self) -> list[Attribute]:
        """The attributes that are strings."""
        return [each for each in self.attributes if isinstance(each.value, str)]

    @cached_property
    def carriers(self) -> list[Event]:
        """The events with data."""
        return [each for each in self.events if "data" in each.members or each.has("data_base64")]

    @cached_property
    def encoded(self) -> list[Event]:
        """The events with data in base64."""
        return [each for each in self.events if each.has("data_base64")]

    @cached_property
    def plain(self) -> list[tuple[Event, Any]]:
        """(event, data) of the events with data of a content type other than JSON; null is left alone."""
        return [
            (each, data)
            for each in self.events
            if (data := each.members.get("data")) is not None
            and isinstance(kind := each.members.get("datacontenttype"), str)
            and "/" in kind
            and not declares_json(kind)
        ]

    @cached_property
    def comparable(self) -> list[Event]:
        """The events with an id and a source, if they are several."""
        found = [each for each in self.events if _has_text(each, "id") and _has_text(each, "source")]
        return found if len(found) > 1 else []


def _has_text(event: Event, name: str) -> bool:
    return isinstance(event.members.get(name), str)


def view(source: Source) -> CloudEvents:
    """The events in the source. Raises Blocked where it exceeds a bound of the harness."""
    events = source.once(read_events)
    for part in events.parts:
        part.text.within_bounds()
    return CloudEvents(events.parts)
