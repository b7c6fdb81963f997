"""Following the links to next pages of features: what is visited, and how it ends."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from conformance.authoring import Blocked, Where
from conformance.readers.json_values import list_or_empty, object_or_empty
from conformance.transports.address import absolute, origin_of
from conformance.transports.exchange import Exchange
from conformance.transports.service import Service
from conformance_suites.interfaces.ogc_api.reader.bounds import PAGES
from conformance_suites.interfaces.ogc_api.reader.links import link_to


@dataclass
class Walk:
    """The pages of a collection, of which only the ids are kept, and the first place of each kind of trouble."""

    pages: int = 0
    ids: set[str] = field(default_factory=set)
    features: int = 0
    twice: tuple[Where, str] | None = None
    trouble: tuple[Where, str, Any] | None = None
    """The place, what kind of trouble, and what was received there."""

    @property
    def leads_on(self) -> bool:
        """Whether there was a link to a next page."""
        return self.pages > 1 or self.trouble is not None

    def visit(self, page: Exchange) -> bool:
        """Take the features of a page; whether any of them is new, or there is none."""
        self.pages += 1
        before, listed = len(self.ids), list_or_empty(page.member.get("features"))
        for at, each in enumerate(listed):
            key = json.dumps(object_or_empty(each).get("id"), sort_keys=True)
            if key in self.ids and self.twice is None and key != "null":
                self.twice = page.where(f"/features/{at}"), key
            self.ids.add(key)
        self.features += len(listed)
        return len(self.ids) > before or not listed


def walk_from(service: Service, first: Exchange) -> Walk:
    """All pages from the first one on. Raises Blocked where there are more than the harness follows."""
    walk, page, seen = Walk(), first, {first.request.url}
    walk.visit(first)
    while link := link_to(page.member, "next"):
        url, place = absolute(page.request.url, link.href), page.where(f"{link.pointer}/href")
        if origin_of(url) != origin_of(first.request.url):
            walk.trouble = place, "elsewhere", url
            break
        if url in seen:
            walk.trouble = place, "loop", url
            break
        if walk.pages >= PAGES:
            raise Blocked("page_bound", bound=PAGES)
        seen.add(url)
        page = service.get(url, headers=first.request.headers)
        if page.status != 200 or not isinstance(page.member.get("features"), list):
            walk.trouble = page.where(), "broken", page.status
            break
        if not walk.visit(page):
            break
    return walk
