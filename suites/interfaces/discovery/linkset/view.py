"""The typed view of a set of links in JSON."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conformance.readers.json import json_text
from conformance.readers.json_document import JsonDocument
from conformance.readers.source import Source
from conformance_suites.interfaces.discovery.reader.linkset import ANCHOR, Link, contexts_of, links_of


@dataclass(frozen=True)
class Linkset(JsonDocument):
    """A set of links."""

    @cached_property
    def contexts(self) -> list[tuple[str, dict[str, Any]]]:
        return list(contexts_of(self.document))

    @cached_property
    def links(self) -> list[Link]:
        return list(links_of(self.document))

    @property
    def references(self) -> list[tuple[str, str]]:
        """(pointer, text) of every context and target that is a string."""
        anchors = [(f"{at}/{ANCHOR}", context.get(ANCHOR)) for at, context in self.contexts]
        targets = [(f"{link.pointer}/href", link.href) for link in self.links]
        return [(pointer, text) for pointer, text in (*anchors, *targets) if isinstance(text, str)]


def view(source: Source) -> Linkset:
    """The set of links, whatever its text."""
    return Linkset(source.once(json_text))
