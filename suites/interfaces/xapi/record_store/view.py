"""A live record store: what it says of itself, what it returns, and what it does with odd requests."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from conformance.authoring import Blocked
from conformance.readers.json_values import list_or_empty, object_or_empty
from conformance.transports.exchange import Exchange, Request
from conformance.transports.service import Service
from conformance_suites.interfaces.xapi.reader.bounds import PAGES

VERSION = "1.0.3"
UNKNOWN = "4d617279-2068-4164-8120-6c6974746c65"
"""The id of a statement that is not there."""
NO_VERB = "https://w3id.org/conformance/verbs/unheard-of"
LIST_ROW = "IFC-LRS-006"
LEAST = 2
Statement = dict[str, Any]


@dataclass(frozen=True)
class RecordStore:
    """The record store whose resources are below the endpoint of the plan."""

    service: Service

    def read(self, path: str, *, version: str = VERSION, method: str = "GET", **query: str) -> Exchange:
        """The answer to a request below the endpoint."""
        url = f"{self.service.url.rstrip('/')}{path}"
        return self.turn(f"{url}?{urlencode(query)}" if query else url, version, method)

    def turn(self, url: str, version: str = VERSION, method: str = "GET") -> Exchange:
        """The answer at a URL, which may be the one of further statements."""
        headers = (("x-experience-api-version", version), ("accept", "application/json"))
        return self.service.send(Request(method, self.service.absolute(url), headers))

    def _shared(self, name: str, path: str, **query: str) -> Exchange:
        """The same, asked once for all rows."""
        found: Exchange = self.service.shared(name, lambda _: self.read(path, **query))
        return found

    # What it says of itself

    @property
    def about(self) -> Exchange:
        return self._shared("about", "/about")

    @property
    def versions(self) -> list[Any]:
        """The versions that it says it supports."""
        return list_or_empty(self.about.member.get("version"))

    @property
    def described(self) -> list[Exchange]:
        """What it says of itself, if that is an object. Raises Blocked if it does not answer."""
        if self.about.status != 200:
            raise Blocked("blocked_by", ids=["IFC-LRS-001"])
        return [self.about] if self.about.member else []

    @property
    def answers(self) -> list[Exchange]:
        """Answers of several resources, one of them to a request that is refused."""
        return [self.about, self.page, self.unknown]

    # What it returns

    @property
    def page(self) -> Exchange:
        """The first page of the statements."""
        return self._shared("statements", "/statements")

    @property
    def listed(self) -> Exchange:
        """The same. Raises Blocked if it is not a list: then nothing is known of what the store does with a request."""
        if not is_list(self.page):
            raise Blocked("blocked_by", ids=[LIST_ROW])
        return self.page

    @cached_property
    def statements(self) -> list[Statement]:
        """The statements of the first page."""
        return statements_of(self.listed)

    @property
    def first(self) -> list[Statement]:
        """The first statement with an id."""
        return [each for each in self.statements if isinstance(each.get("id"), str)][:1]

    @property
    def several(self) -> list[Statement]:
        """The statements, if there are at least two."""
        return self.statements if len(self.statements) >= LEAST else []

    @property
    def unknown(self) -> Exchange:
        """The answer to a request for a statement that is not there."""
        return self._shared("unknown", "/statements", statementId=UNKNOWN)

    @property
    def found(self) -> list[Statement]:
        """The first statement, if it is at its id. Raises Blocked if it is not."""
        for each in self.first:
            if self.single(each).member.get("id") != each["id"]:
                raise Blocked("blocked_by", ids=["IFC-LRS-012"])
        return self.first

    def single(self, statement: Statement) -> Exchange:
        """The answer to a request for a statement by its id."""
        return self._shared("single", "/statements", statementId=statement["id"])

    @property
    def ascending(self) -> Exchange:
        """The first page of the statements in the order in which they were stored."""
        return self._shared("ascending", "/statements", ascending="true")

    @property
    def told_apart(self) -> list[str]:
        """The verb of the first statement that another one does not have."""
        verbs = [verb_of(each) for each in self.statements]
        return [each for each in verbs if each and any(other != each for other in verbs)][:1]

    # Pages

    @cached_property
    def walked(self) -> list[tuple[Exchange, list[str]]]:
        """(page, ids) of some small pages, in the order in which the statements were stored."""
        if not self.several:
            return []
        limit = str(max(1, len(self.statements) // 3))
        page = self._shared("page 1", "/statements", ascending="true", limit=limit)
        pages = []
        while True:
            pages.append((page, [str(each.get("id")) for each in statements_of(page)]))
            more = page.member.get("more")
            if not is_list(page) or not isinstance(more, str) or not more or len(pages) >= PAGES:
                return pages
            page = self._next(more, len(pages) + 1)

    def _next(self, url: str, number: int) -> Exchange:
        """The page to which `more` leads, asked for once for all rows."""
        found: Exchange = self.service.shared(f"page {number}", lambda _: self.turn(url))
        return found

    @property
    def documents(self) -> list[tuple[str, bytes]]:
        """The statements of the first page, as a file."""
        if not is_list(self.page) or not statements_of(self.page):
            return []
        return [("returned.xapi.json", json.dumps(statements_of(self.page), ensure_ascii=False).encode())]


def is_list(page: Exchange) -> bool:
    """Whether it is a page of statements."""
    return page.status == 200 and isinstance(page.member.get("statements"), list)


def statements_of(page: Exchange) -> list[Statement]:
    """The statements of a page that are objects."""
    return [each for each in list_or_empty(page.member.get("statements")) if isinstance(each, dict)]


def verb_of(statement: Statement) -> str:
    """The id of the verb; empty without one."""
    found = object_or_empty(statement.get("verb")).get("id")
    return found if isinstance(found, str) else ""


def view(service: Service) -> RecordStore:
    """The record store behind the endpoint."""
    return RecordStore(service)
