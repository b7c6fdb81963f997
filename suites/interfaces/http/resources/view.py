"""What becomes of resources that are created, replaced and removed through a collection (RFC 9110, 9.3)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from conformance.authoring import Blocked, NotApplicable
from conformance.transports.address import absolute
from conformance.transports.exchange import Exchange, Headers, Request
from conformance.transports.service import Service
from conformance_suites.interfaces.http.reader.api import HttpApi
from conformance_suites.interfaces.http.reader.fields import links_of
from conformance_suites.interfaces.http.reader.writing import JSON, created, example_of, posted

# More pages than a collection has that is as good as empty.
PAGES = 200
NOT_OFFERED = frozenset({404, 405, 501})
DEPTH = 5_000


@dataclass(frozen=True)
class Made:
    """A resource that a row has created: its URL, and the members that were sent."""

    api: Resources
    url: str
    members: dict[str, Any]

    def read(self) -> Exchange:
        """The answer to a GET request for it."""
        return self.api.service.get(self.url)

    def members_read(self) -> tuple[Exchange, dict[str, Any]]:
        """The same, with its members. Raises Blocked where it is not a JSON object."""
        found = self.read()
        if found.status != 200 or not found.member:
            raise Blocked("control_refused", exchange=found.key)
        return found, dict(found.member)

    def put(self, members: dict[str, Any], *headers: tuple[str, str]) -> Exchange:
        """The answer to a PUT request with these members. Raises NotApplicable where the method is not offered."""
        found = self._sent("PUT", members, headers)
        if found.status in NOT_OFFERED:
            raise NotApplicable("method_not_offered", method="PUT", exchange=found.key)
        return found

    def replaced(self) -> dict[str, Any]:
        """The members that it has been replaced with. Raises Blocked where that is refused."""
        members = {**self.api.own_of(self), **self.api.changed()}
        found = self.put(members)
        if not 200 <= found.status < 300:
            raise Blocked("control_refused", exchange=found.key)
        return members

    def deleted(self) -> Exchange:
        """The answer to a DELETE request. Raises NotApplicable where the method is not offered, Blocked if refused."""
        found = self.api.service.send(Request("DELETE", self.url))
        if found.status in (405, 501):
            raise NotApplicable("method_not_offered", method="DELETE", exchange=found.key)
        if found.status == 202:
            raise NotApplicable("not_yet", exchange=found.key)
        if not 200 <= found.status < 300:
            raise Blocked("control_refused", exchange=found.key)
        self.api.service.removed(self.url)
        return found

    def _sent(self, method: str, members: dict[str, Any], headers: Headers) -> Exchange:
        body = json.dumps(members, ensure_ascii=False).encode()
        return self.api.service.send(Request(method, self.url, (("content-type", JSON), *headers), body))


class Resources(HttpApi):
    """The collection of the plan."""

    @property
    def collection(self) -> str:
        """Its URL. Raises NotRun where the plan names none."""
        return self.url("collection")

    def example(self) -> Exchange:
        """The answer to the example of the plan."""
        return posted(self, json.dumps(example_of(self), ensure_ascii=False).encode())

    def make(self, **changes: Any) -> Made:
        """A new resource. Raises Blocked if it is refused, NotApplicable if the answer does not say where it is."""
        _, url = created(self, **changes)
        return Made(self, url, {**example_of(self), **changes})

    def changed(self, text: str = "") -> dict[str, str]:
        """The first member of the example whose value is a text, with another one. Raises NotApplicable without one."""
        for name, value in example_of(self).items():
            if isinstance(value, str):
                return {name: text or f"{value} 2"}
        raise NotApplicable("no_text")

    def own_of(self, made: Made) -> dict[str, Any]:
        """The members of a resource as it is: a replacement has those that the product has added."""
        return made.members_read()[1]

    def content(self, body: bytes, media_type: str = JSON) -> Exchange:
        """The answer to this content, after one to the example that is accepted. Raises Blocked otherwise."""
        example = self.example()
        if not 200 <= example.status < 300:
            raise Blocked("control_refused", exchange=example.key)
        return posted(self, body, media_type)

    def twice(self) -> bytes:
        """The example with its first member a second time."""
        text = json.dumps(example_of(self), ensure_ascii=False)
        first = json.dumps(dict([next(iter(example_of(self).items()))]), ensure_ascii=False)
        return f"{first[:-1]}, {text[1:]}".encode()

    def nested(self) -> bytes:
        """The example with a member that is nested deeply, and cut off so that no product keeps it."""
        text = json.dumps(example_of(self), ensure_ascii=False)
        return f'{text[:-1]}, "conformance": {"[" * DEPTH}'.encode()

    def pages(self) -> list[Exchange]:
        """The pages of the collection, one link `next` after the other, up to one that was there before.

        At most PAGES. Raises Blocked.
        """
        found: dict[str, Exchange] = {}
        url = self.collection
        while url not in found and len(found) < PAGES:
            found[url] = page = self.service.get(url)
            if page.status != 200:
                raise Blocked("control_refused", exchange=page.key)
            if not (url := next_of(page)):
                break
        return list(found.values())


def next_of(page: Exchange) -> str:
    """The URL of the next page; "" after the last one."""
    for link in links_of(page.header("link") or "") or ():
        if "next" in " ".join(link.relations).lower().split():
            return absolute(page.request.url, link.target)
    return ""


def items_of(page: Exchange) -> list[str]:
    """The items of a page, each as a text; empty unless the page is an array."""
    document = page.json.document if page.json.usable else None
    return [json.dumps(each, sort_keys=True) for each in document] if isinstance(document, list) else []


def are_identified(made: list[Made], pages: list[Exchange]) -> bool:
    """Whether what was made is on the pages with its URL, or the last part of it, as a member: items may be equal."""
    documents = [page.json.document for page in pages if page.json.usable]
    items = [item for each in documents if isinstance(each, list) for item in each if isinstance(item, dict)]
    said = {str(value) for item in items for value in item.values() if isinstance(value, str | int)}
    names = [unquote(each.url.rstrip("/").rpartition("/")[2]) for each in made]
    return all(any(text.rstrip("/").endswith(f"/{name}") or text == name for text in said) for name in names)


def view(service: Service) -> Resources:
    """The interface behind the service."""
    return Resources(service)
