"""Following the links to next pages: what is visited, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field

from conformance.authoring import Blocked, Where
from conformance.readers.json_values import list_or_empty, object_or_empty
from conformance.transports.address import origin_of
from conformance.transports.exchange import Exchange
from conformance.transports.service import Service
from conformance_suites.interfaces.sensorthings.reader.bounds import PAGES
from conformance_suites.interfaces.sensorthings.reader.entities import ID, NEXT


@dataclass
class Walk:
    """The pages of a collection, of which only the ids are kept, and the first place of each kind of trouble."""

    pages: int = 0
    ids: set[str] = field(default_factory=set)
    twice: tuple[Where, str] | None = None
    loop: tuple[Where, str] | None = None
    empty: Where | None = None
    elsewhere: tuple[Where, str] | None = None
    broken: Exchange | None = None

    @property
    def leads_on(self) -> bool:
        """Whether there was a link to a next page."""
        return self.pages > 1 or any((self.loop, self.elsewhere, self.broken))

    def visit(self, page: Exchange) -> bool:
        """Take the entities of a page; whether any of them is new."""
        self.pages += 1
        before = len(self.ids)
        for at, each in enumerate(list_or_empty(page.member.get("value"))):
            key = json.dumps(object_or_empty(each).get(ID), sort_keys=True)
            if key in self.ids and self.twice is None and key != "null":
                self.twice = page.where(f"/value/{at}"), key
            self.ids.add(key)
        return len(self.ids) > before


def walk_from(service: Service, first: Exchange, absolute: Callable[[str], str]) -> Walk:
    """All pages from the first one on. Raises Blocked where there are more than the harness follows."""
    walk, page = Walk(), first
    seen = {first.request.url}
    walk.visit(first)
    while isinstance(link := page.member.get(NEXT), str):
        url, place = absolute(link), page.where(f"/{NEXT}")
        if origin_of(url) != origin_of(first.request.url):
            walk.elsewhere = place, url
            break
        if url in seen:
            walk.loop = place, url
            break
        if walk.pages >= PAGES:
            raise Blocked("page_bound", bound=PAGES)
        seen.add(url)
        page = service.get(url)
        if page.status != 200 or not isinstance(page.member.get("value"), list):
            walk.broken = page
            break
        if not walk.visit(page):
            walk.empty = None if page.member["value"] else place
            break
    return walk
