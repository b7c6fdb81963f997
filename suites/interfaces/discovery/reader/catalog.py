"""A catalogue of interfaces at its well-known path (RFC 9727); everything here is read with GET or HEAD."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from conformance.authoring import Blocked
from conformance.readers.json_values import object_or_empty
from conformance.readers.uri import has_scheme
from conformance.transports.address import origin_of
from conformance.transports.exchange import Exchange, Request
from conformance.transports.service import Service
from conformance_suites.interfaces.discovery.reader.linkset import Link, contexts_of, links_of

PATH = "/.well-known/api-catalog"
MEDIA_TYPE = "application/linkset+json"
PROFILE = "https://www.rfc-editor.org/info/rfc9727"
CATALOG = "api-catalog"
DESCRIPTIONS = ("service-desc", "service-doc", "service-meta")
MOST = 50
"""Links of a catalogue that are followed: enough to see whether it is looked after."""


@dataclass(frozen=True)
class ApiCatalog:
    """The catalogue of the origin in the plan."""

    service: Service

    @property
    def url(self) -> str:
        return self.service.absolute(PATH)

    @property
    def found(self) -> Exchange:
        """The answer at the well-known path, after redirects. Raises Blocked without one."""

        def fetch(service: Service) -> Exchange:
            return service.get(self.url, headers=(("accept", MEDIA_TYPE),), follow=True)

        return self.service.shared("catalog", fetch)

    @property
    def exchange(self) -> Exchange:
        return self.found

    @property
    def published(self) -> list[Exchange]:
        """The same answer, if it is a successful one."""
        return [self.found] if self.found.status == 200 else []

    @property
    def labelled(self) -> list[Exchange]:
        """The same, if it has the media type of a set of links."""
        return [each for each in self.published if each.media_type == MEDIA_TYPE]

    @property
    def document(self) -> Any:
        """The set of links; None where the answer is not one."""
        return self.linkset[0].json.document if self.linkset else None

    @property
    def linkset(self) -> list[Exchange]:
        """The same answer, if its body is a set of links. Raises Blocked if it exceeds the limits of the harness."""
        found = [each for each in self.published if each.json.within_bounds().usable]
        return [each for each in found if isinstance(object_or_empty(each.json.document).get("linkset"), list)]

    @property
    def documents(self) -> list[tuple[str, bytes]]:
        """The set of links as a document."""
        return [(each.request.url, each.body) for each in self.linkset]

    @property
    def links(self) -> list[Link]:
        """The links whose target is given. Raises Blocked without a set of links."""
        if not self.linkset:
            raise Blocked("blocked_by", ids=["IFC-CAT-004" if self.published else "IFC-CAT-001"])
        return [link for link in links_of(self.document) if link.href is not None]

    @property
    def interfaces(self) -> list[str]:
        """Where the catalogue names interfaces, or catalogues: targets of links, and contexts that are described."""
        described = [
            pointer for pointer, context in contexts_of(self.document) if {*DESCRIPTIONS, "status"} & context.keys()
        ]
        return [*described, *(link.pointer for link in self.links if link.relation in ("item", CATALOG))]

    @property
    def own(self) -> list[tuple[Link, str]]:
        """The links to the origin of the catalogue, with their URLs, each URL once."""
        base = self.found.request.url
        first: dict[str, Link] = {}
        for link in self.links:
            url = str(link.href) if has_scheme(str(link.href)) else self.service.absolute(str(link.href))
            if _same_origin(url, base):
                first.setdefault(url.partition("#")[0], link)
        return [(link, url) for url, link in list(first.items())[:MOST]]

    @property
    def head(self) -> Exchange:
        """The answer to a HEAD request at the well-known path. Raises Blocked without one."""
        return self.service.shared("head", lambda service: service.send(Request("HEAD", self.url)))


def view(service: Service) -> ApiCatalog:
    """The catalogue, read lazily."""
    return ApiCatalog(service)


def _same_origin(url: str, base: str) -> bool:
    try:
        return origin_of(url) == origin_of(base)
    except Blocked:
        return False
