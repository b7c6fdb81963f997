"""Links in documents of the OGC API (Features 1.0, 7.2 and 7.15)."""

from __future__ import annotations

from typing import Any, NamedTuple

from conformance.readers.json_values import list_or_empty, object_or_empty


class Link(NamedTuple):
    """A link: its place, its relation, its target and its media type, which may be missing."""

    pointer: str
    rel: str
    href: str
    type: str | None


def links_of(document: Any) -> list[Link]:
    """The links in the member `links` that have a relation and a target."""
    found = []
    for at, each in enumerate(list_or_empty(object_or_empty(document).get("links"))):
        members = object_or_empty(each)
        rel, href, kind = members.get("rel"), members.get("href"), members.get("type")
        if isinstance(rel, str) and isinstance(href, str):
            found.append(Link(f"/links/{at}", rel, href, kind if isinstance(kind, str) else None))
    return found


def link_to(document: Any, rel: str) -> Link | None:
    """The first link with a relation."""
    return next((each for each in links_of(document) if each.rel == rel), None)
