"""A live server of health data: what it says that it offers, and whether it does."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote

from conformance.authoring import Blocked
from conformance.readers.json_values import list_or_empty, object_or_empty
from conformance.transports.exchange import Exchange
from conformance.transports.service import Service
from conformance_suites.interfaces.fhir.reader.bounds import TYPES

JSON, FHIR_JSON, FHIR_XML = "application/json", "application/fhir+json", "application/fhir+xml"
UNKNOWN_ID = "conformance-unknown"
UNKNOWN_TYPE = "ConformanceUnknown"
NOT_ASKED = (400, 403, 422)
"""How a server refuses a search that it wants to be narrower, or not from this client."""
Resource = dict[str, Any]


@dataclass(frozen=True)
class HealthServer:
    """The server whose base is the endpoint of the plan."""

    service: Service

    def read(self, path: str, accept: str = FHIR_JSON) -> Exchange:
        """The answer to a request below the base."""
        return self.service.get(f"{self.service.url.rstrip('/')}/{path}", headers=(("accept", accept),), follow=True)

    def _shared(self, path: str) -> Exchange:
        """The same, asked once for all rows."""
        found: Exchange = self.service.shared(path, lambda _: self.read(path))
        return found

    # What it says

    @property
    def metadata(self) -> Exchange:
        return self._shared("metadata")

    @property
    def described(self) -> Exchange:
        """The same. Raises Blocked if it is not a capability statement: then nothing is known of what it offers."""
        if not is_of(self.metadata, "CapabilityStatement"):
            raise Blocked("blocked_by", ids=["IFC-FHS-001"])
        return self.metadata

    @cached_property
    def offered(self) -> dict[str, set[str]]:
        """By type of resource: the codes of its interactions, of the interfaces of a server."""
        found: dict[str, set[str]] = {}
        for rest in map(object_or_empty, list_or_empty(self.described.member.get("rest"))):
            for each in map(object_or_empty, list_or_empty(rest.get("resource"))):
                codes = (object_or_empty(one).get("code") for one in list_or_empty(each.get("interaction")))
                if rest.get("mode") == "server" and isinstance(name := each.get("type"), str):
                    found.setdefault(name, set()).update(code for code in codes if isinstance(code, str))
        return found

    @property
    def readable(self) -> list[str]:
        """The types whose resources can be read."""
        return [name for name, codes in self.offered.items() if "read" in codes][:TYPES]

    @property
    def searchable(self) -> list[str]:
        """The types whose resources can be searched."""
        return [name for name, codes in self.offered.items() if "search-type" in codes][:TYPES]

    # What it does

    def search(self, name: str) -> Exchange:
        """The answer to a search of all resources of a type, of which one is enough."""
        return self._shared(f"{quote(name)}?_count=1")

    @property
    def tried(self) -> list[str]:
        """The types whose search the server does not want to be narrower."""
        return [name for name in self.searchable if self.search(name).status not in NOT_ASKED]

    @property
    def results(self) -> list[tuple[str, Exchange]]:
        """(type, answer) of the searches that were executed."""
        found = [(name, self.search(name)) for name in self.searchable]
        return [(name, each) for name, each in found if each.status == 200]

    @property
    def found(self) -> list[tuple[str, str]]:
        """(type, id) of a resource of each type that can be searched and read."""
        pairs = []
        for name, answer in self.results:
            entries = map(object_or_empty, list_or_empty(answer.member.get("entry")))
            held = (object_or_empty(each.get("resource")) for each in entries)
            ids = [one["id"] for one in held if one.get("resourceType") == name and isinstance(one.get("id"), str)]
            pairs += [(name, each) for each in ids[:1] if name in self.readable]
        return pairs

    def single(self, name: str, identifier: str) -> Exchange:
        """The answer to a request for a resource."""
        return self._shared(f"{quote(name)}/{quote(identifier, safe='')}")

    @property
    def reads(self) -> list[Exchange]:
        """The resources that were read."""
        return [each for name, identifier in self.found if (each := self.single(name, identifier)).status == 200]

    @property
    def resources(self) -> list[Exchange]:
        """What was returned: the capability statement, results of searches, and resources."""
        return [self.described, *(each for _, each in self.results), *self.reads]

    @property
    def unknown(self) -> list[tuple[str, Exchange]]:
        """(type, answer) of requests for resources that are not there."""
        return [(name, self.single(name, UNKNOWN_ID)) for name in self.readable]

    @property
    def refused(self) -> list[Exchange]:
        """The answers that refuse a request."""
        asked = [self.single(UNKNOWN_TYPE, UNKNOWN_ID), *(each for _, each in self.unknown)] if self.offered else []
        return [each for each in asked if 400 <= each.status < 500]

    @property
    def documents(self) -> list[tuple[str, bytes]]:
        """The capability statement, as a file."""
        return [("metadata.capability.json", self.metadata.body)] if is_of(self.metadata, "CapabilityStatement") else []


def is_of(answer: Exchange, name: str) -> bool:
    """Whether it is a resource of a type."""
    return answer.status == 200 and answer.member.get("resourceType") == name


def view(service: Service) -> HealthServer:
    """The server behind the endpoint."""
    return HealthServer(service)
