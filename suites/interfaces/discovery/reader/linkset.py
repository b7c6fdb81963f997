"""A set of links in JSON (RFC 9264 4.2). Values of the wrong type are skipped here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from conformance.readers.json import escape
from conformance.readers.json_values import object_or_empty

ANCHOR = "anchor"


class Link(NamedTuple):
    """A link: its place, its context (None if that is not said), its relation, and the members of its target."""

    pointer: str
    anchor: str | None
    relation: str
    target: dict[str, Any]

    @property
    def href(self) -> str | None:
        """The URI reference of the target."""
        href = self.target.get("href")
        return href if isinstance(href, str) else None


def contexts_of(document: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """(pointer, members) of every link context object."""
    items = object_or_empty(document).get("linkset")
    for at, context in enumerate(items if isinstance(items, list) else ()):
        if isinstance(context, dict):
            yield f"/linkset/{at}", context


def links_of(document: Any) -> Iterator[Link]:
    """Every link whose target is an object."""
    for pointer, context in contexts_of(document):
        anchor = context.get(ANCHOR)
        for relation, targets in context.items():
            if relation == ANCHOR or not isinstance(targets, list):
                continue
            for at, target in enumerate(targets):
                if isinstance(target, dict):
                    place = f"{pointer}/{escape(relation)}/{at}"
                    yield Link(place, anchor if isinstance(anchor, str) else None, relation, target)
