"""A live repository of Asset Administration Shells and submodels: what it lists, and what is tried of that."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote, urlencode

from conformance.authoring import Blocked
from conformance.readers.json_values import list_or_empty, object_or_empty
from conformance.transports.exchange import Exchange
from conformance.transports.service import Service
from conformance_suites.interfaces.aas.reader.serving import Placed, elements_below, elements_of, encoded

from .walk import Walk, is_list, walk_through

JSON = (("accept", "application/json"),)
NO_VALUE = ("Capability", "Operation")
"""Classes whose elements have no value: `$value` is not defined for them."""
READING = (
    "AssetAdministrationShellRepositoryServiceSpecification/SSP-001",
    "AssetAdministrationShellRepositoryServiceSpecification/SSP-002",
    "SubmodelRepositoryServiceSpecification/SSP-001",
    "SubmodelRepositoryServiceSpecification/SSP-002",
)
"""The profiles with every operation for reading that is tried."""
UNKNOWN = "urn:conformance:unknown"
Identifiable = dict[str, Any]


@dataclass(frozen=True)
class ShellRepository:
    """The repository whose API has its root at the endpoint of the plan."""

    service: Service

    def read(self, path: str, **query: str) -> Exchange:
        """The answer to a request below the root."""
        url = f"{self.service.url.rstrip('/')}{path}"
        return self.service.get(f"{url}?{urlencode(query)}" if query else url, headers=JSON, follow=True)

    def _shared(self, name: str, path: str, **query: str) -> Exchange:
        """The same, asked once for all rows."""
        found: Exchange = self.service.shared(name, lambda _: self.read(path, **query))
        return found

    # What the repository says of itself, and what it lists

    @property
    def description(self) -> Exchange:
        return self._shared("description", "/description")

    @property
    def profiles(self) -> list[Any]:
        """The profiles that the repository says it implements."""
        return list_or_empty(self.description.member.get("profiles"))

    @property
    def claims_reading(self) -> bool:
        """Whether it says that it implements every operation for reading."""
        return any(isinstance(each, str) and each.endswith(READING) for each in self.profiles)

    @property
    def lists(self) -> list[tuple[str, Exchange]]:
        """(path, page) of the shells, and of the submodels where the vendor says that they are listed."""
        names = ("shells", "submodels") if self.service.statement["submodels"] else ("shells",)
        return [(f"/{name}", self._list(name)) for name in names]

    @property
    def submodels_offered(self) -> bool:
        """Whether there is a list of submodels."""
        return is_list(self._list("submodels"))

    def _list(self, name: str) -> Exchange:
        return self._shared(name, f"/{name}")

    def _listed(self, name: str) -> list[Identifiable]:
        """What a list has with an identifier. Raises Blocked if it is none."""
        page = self._list(name)
        if not is_list(page):
            raise Blocked("blocked_by", ids=["IFC-AAR-003"])
        return [each for each in map(object_or_empty, page.member["result"]) if isinstance(each.get("id"), str)]

    # Shells

    @cached_property
    def shells(self) -> list[Identifiable]:
        return self._listed("shells")

    @property
    def shell(self) -> list[Identifiable]:
        """The first shell."""
        return self.shells[:1]

    @property
    def assets(self) -> list[Identifiable]:
        """The first shell that says something of its asset."""
        return [each for each in self.shells if isinstance(each.get("assetInformation"), dict)][:1]

    @property
    def distinct(self) -> list[Identifiable]:
        """The first shell whose asset another one does not have."""
        return _distinct([(each, _asset(each)) for each in self.shells])

    # Submodels and their elements

    @cached_property
    def submodels(self) -> list[Identifiable]:
        return self._listed("submodels")

    @property
    def submodel(self) -> list[Identifiable]:
        """The first submodel."""
        return self.submodels[:1]

    @property
    def meant(self) -> list[Identifiable]:
        """The first submodel whose meaning another one does not have."""
        return _distinct([(each, meaning_of(each)) for each in self.submodels])

    @cached_property
    def nested(self) -> list[tuple[Identifiable, Placed]]:
        """The first element below another element that is not in a list."""
        return self._first(lambda each: "." in each.path and "[" not in each.path)

    @cached_property
    def items(self) -> list[tuple[Identifiable, Placed]]:
        """The first element that is in a list."""
        return self._first(lambda each: each.path.endswith("]"))

    @cached_property
    def without_value(self) -> list[tuple[Identifiable, Placed]]:
        """The first element of a class without a value."""
        return self._first(lambda each: each.kind in NO_VALUE and "[" not in each.path)

    @cached_property
    def blobs(self) -> list[tuple[Identifiable, Placed]]:
        """The first binary element."""
        return self._first(lambda each: each.kind == "Blob" and "[" not in each.path)

    def _first(self, wanted: Any) -> list[tuple[Identifiable, Placed]]:
        found = ((submodel, each) for submodel in self.submodels for each in elements_of(submodel) if wanted(each))
        return [first] if (first := next(found, None)) is not None else []

    @property
    def deep(self) -> list[Identifiable]:
        """The first submodel with elements below its elements."""
        return [each for each in self.submodels if any(_below(one) for one in elements_below(each))][:1]

    @property
    def valued(self) -> list[Identifiable]:
        """The first submodel with a property that has a value."""
        return [each for each in self.submodels if properties_of(each)][:1]

    # Pages

    @property
    def long(self) -> list[str]:
        """The paths of the lists with at least two entries."""
        return [path for path, page in self._filled if len(page.member["result"]) > 1]

    @property
    def paged(self) -> list[Exchange]:
        """The lists, and the same in small pages."""
        return [each for path, page in self._filled for each in (page, self.turned(path, page, ""))]

    @cached_property
    def walked(self) -> list[tuple[list[Any], Walk]]:
        """(identifiers in the list, walk through it in small pages) of each list with entries."""
        return [(ids_of(page), self._walk(path, page)) for path, page in self._filled]

    @property
    def _filled(self) -> list[tuple[str, Exchange]]:
        """The lists that have entries. Raises Blocked if none is a list."""
        found = [(path, page) for path, page in self.lists if is_list(page)]
        if not found:
            raise Blocked("blocked_by", ids=["IFC-AAR-003"])
        return [(path, page) for path, page in found if page.member["result"]]

    def turned(self, path: str, page: Exchange, cursor: str) -> Exchange:
        """The page of a list at a cursor, a third as long as the list."""
        limit = {"limit": str(max(1, len(page.member["result"]) // 3))}
        return self._shared(f"{path} {cursor}", path, **limit, **({"cursor": cursor} if cursor else {}))

    def _walk(self, path: str, page: Exchange) -> Walk:
        return walk_through(lambda cursor: self.turned(path, page, cursor))

    # What is not there

    @cached_property
    def unknown(self) -> list[Exchange]:
        """Requests for what is not there, once what is there was read."""
        found = [self._shared("unknown shell", f"/shells/{encoded(UNKNOWN)}") for _ in self.shell]
        if self.service.statement["submodels"]:
            for each in self.submodel:
                found.append(self._shared("unknown submodel", f"/submodels/{encoded(UNKNOWN)}"))
                found.append(self._shared("unknown element", self.element(each, "conformanceUnknown")))
        return found

    @cached_property
    def malformed(self) -> list[tuple[str, Exchange]]:
        """(what is wrong, answer) of requests that are malformed."""
        found = []
        for _ in self.shell:
            found.append(("identifier", self._shared("malformed identifier", "/shells/not!base64url")))
            found.append(("limit", self._shared("malformed limit", "/shells", limit="many")))
        if self.service.statement["submodels"]:
            level = (self._shared("malformed level", self.at(each), level="unknown") for each in self.submodel)
            found += [("level", each) for each in level]
        return found

    @property
    def refused(self) -> list[Exchange]:
        """The answers that refuse a request."""
        asked = [*self.unknown, *(each for _, each in self.malformed)]
        return [each for each in asked if 400 <= each.status < 500]

    def element(self, submodel: Identifiable, path: str, modifier: str = "") -> str:
        """The path of an element of a submodel."""
        return f"{self.at(submodel)}/submodel-elements/{quote(path, safe='')}{modifier}"

    def at(self, submodel: Identifiable) -> str:
        """The path of a submodel."""
        return f"/submodels/{encoded(submodel['id'])}"

    @property
    def documents(self) -> list[tuple[str, bytes]]:
        """What the lists have, as an environment: of the shells those whose submodels are there."""
        try:
            shells = self.shells
            submodels = self.submodels if self.service.statement["submodels"] else []
        except Blocked:
            return []
        known = {each["id"] for each in submodels}
        whole = [each for each in shells if known.issuperset(_submodels_of(each))]
        parts = {"assetAdministrationShells": whole, "submodels": submodels}
        if not any(parts.values()):
            return []
        return [("listed.aas.json", json.dumps({name: each for name, each in parts.items() if each}).encode())]


def ids_of(page: Exchange) -> list[Any]:
    """The identifiers in a list, in its order."""
    return [object_or_empty(each).get("id") for each in page.member["result"]]


def meaning_of(element: Identifiable) -> str:
    """The semantic id as JSON; empty without one."""
    found = element.get("semanticId")
    return json.dumps(found, ensure_ascii=False) if isinstance(found, dict) else ""


def properties_of(submodel: Identifiable) -> list[Placed]:
    """The properties directly below a submodel that have a value."""
    return [
        each
        for each in elements_below(submodel)
        if each.kind == "Property" and isinstance(each.members.get("value"), str)
    ]


def _asset(shell: Identifiable) -> str:
    found = object_or_empty(shell.get("assetInformation")).get("globalAssetId")
    return found if isinstance(found, str) else ""


def _submodels_of(shell: Identifiable) -> list[str]:
    """The identifiers of the submodels that a shell refers to."""
    references = map(object_or_empty, list_or_empty(shell.get("submodels")))
    keys = (object_or_empty(key) for each in references for key in list_or_empty(each.get("keys"))[:1])
    return [str(key.get("value")) for key in keys]


def _distinct(known: list[tuple[Identifiable, str]]) -> list[Identifiable]:
    """The first with something that another one does not have."""
    return [each for each, mark in known if mark and any(other != mark for _, other in known)][:1]


def _below(element: Placed) -> list[Placed]:
    return elements_below(element.members, element.kind, element.path)


def view(service: Service) -> ShellRepository:
    """The repository behind the endpoint."""
    return ShellRepository(service)
