"""Following the cursors of a list: which identifiables come, in which order, and how it ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from conformance.authoring import Blocked, Where
from conformance.transports.exchange import Exchange
from conformance_suites.interfaces.aas.reader.bounds import PAGES

Turn = Callable[[str], Exchange]
"""What returns the page at a cursor, of which the empty one is the beginning."""


@dataclass
class Walk:
    """The pages of a list, of which only the identifiers and their places are kept."""

    pages: int = 0
    ids: list[Any] = field(default_factory=list)
    places: list[Where] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    trouble: tuple[Where, str, Any] | None = None
    """The place, what kind of trouble, and what was received there."""

    def visit(self, page: Exchange) -> bool:
        """Take the identifiables of a page; whether one of them is new, or there is none."""
        self.pages += 1
        before, listed = len(self.known), page.member["result"]
        for at, each in enumerate(listed):
            self.ids.append(each.get("id") if isinstance(each, dict) else None)
            self.places.append(page.where(f"/result/{at}"))
            self.known.add(str(self.ids[-1]))
        return not listed or len(self.known) > before


def is_list(page: Exchange) -> bool:
    """Whether it is a page of a list: an array of results, with an object about paging."""
    paging, listed = page.member.get("paging_metadata"), page.member.get("result")
    return page.status == 200 and isinstance(paging, dict) and isinstance(listed, list)


def cursor_of(page: Exchange) -> Any:
    """The cursor of the next page; None without one."""
    return page.member["paging_metadata"].get("cursor")


def walk_through(turn: Turn) -> Walk:
    """All pages from the first one on. Raises Blocked for a wrong cursor, or more pages than the harness turns."""
    walk, cursor, seen = Walk(), "", {""}
    while True:
        page = turn(cursor)
        if not is_list(page):
            walk.trouble = page.where(), "broken", page.status
            return walk
        new, cursor = walk.visit(page), cursor_of(page)
        if cursor is None:
            return walk
        if not isinstance(cursor, str) or not cursor:
            raise Blocked("blocked_by", ids=["IFC-AAR-011"])
        if cursor in seen or not new:
            walk.trouble = page.where("/paging_metadata/cursor"), "loop", cursor
            return walk
        if walk.pages >= PAGES:
            raise Blocked("page_bound", bound=PAGES)
        seen.add(cursor)
