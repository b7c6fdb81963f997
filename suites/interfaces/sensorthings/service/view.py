"""A live service of the SensorThings API: its root, its entity sets, and the entities that are tried."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote

from conformance.authoring import Blocked, NotApplicable
from conformance.readers.json_values import object_or_empty
from conformance.transports.address import absolute, origin_of
from conformance.transports.exchange import Exchange
from conformance.transports.service import Service
from conformance_suites.interfaces.sensorthings.reader.entities import ID, LINK, NEXT, SELF, version_of
from conformance_suites.interfaces.sensorthings.reader.grammar import SETS, TYPES

from .tried import Observed, Related, Sample, entities_of, is_collection, moment_of
from .walk import Walk, walk_from

LATEST = "1.1"
REQUIREMENTS = "http://www.opengis.net/spec/iot_sensing/1.1/req/request-data"
OBSERVATIONS = "Observations"
NOT_IMPLEMENTED = 501
_SAFE = "$'(),/:="


@dataclass(frozen=True)
class SensorService:
    """The service whose root is at the endpoint of the plan."""

    service: Service

    @property
    def root(self) -> Exchange:
        return self.service.shared("root", lambda service: service.get(service.url, follow=True))

    @property
    def entries(self) -> list[Any]:
        """What the root lists. Raises Blocked without a list."""
        listed = self.root.member.get("value")
        if self.root.status != 200 or not isinstance(listed, list):
            raise Blocked("blocked_by", ids=["IFC-SSV-001"])
        return listed

    @cached_property
    def sets(self) -> dict[str, str]:
        """The URLs of the entity sets of the standard, by name. Raises Blocked without a list, or for another host."""
        found: dict[str, str] = {}
        for each in map(object_or_empty, self.entries):
            name, url = each.get("name"), each.get("url")
            if isinstance(name, str) and name in SETS and isinstance(url, str):
                found.setdefault(name, self.absolute(url))
        own = {name: url for name, url in found.items() if self.is_own(url)}
        if found and not own:
            raise Blocked("elsewhere", cause="configuration", url=next(iter(found.values())))
        return own

    @property
    def version(self) -> str:
        """The version in the URL of the root; empty if there is none."""
        return version_of(self.service.url)

    @property
    def modern(self) -> list[Exchange]:
        """The root, if its URL says that it is of version 1.1."""
        return [self.root] if self.entries is not None and self.version == LATEST else []

    @property
    def claims(self) -> list[str] | None:
        """The requirements that the service says it implements; None if it does not say."""
        settings = object_or_empty(self.root.member.get("serverSettings"))
        listed = settings.get("conformance")
        return [each for each in listed if isinstance(each, str)] if isinstance(listed, list) else None

    def absolute(self, url: str) -> str:
        """A URL of the service, resolved against its root. Raises Blocked for anything but a reference."""
        return absolute(f"{self.root.request.url.rstrip('/')}/", url)

    def is_own(self, url: str) -> bool:
        """Whether the URL is of the origin of the service."""
        return same_origin(url, self.root.request.url)

    # Entity sets and entities

    @cached_property
    def pages(self) -> dict[str, Exchange]:
        """The first page of each set, by name."""
        return {name: self._page(name, url) for name, url in self.sets.items()}

    def _page(self, name: str, url: str) -> Exchange:
        return self.service.shared(f"set {name}", lambda service: service.get(url, follow=True))

    def entities(self, entity_set: str) -> list[dict[str, Any]]:
        """The entities on the first page of a set. Raises Blocked if the set cannot be read."""
        if entity_set not in self.sets:
            return []
        page = self.pages[entity_set]
        if not is_collection(page):
            raise Blocked("blocked_by", ids=["IFC-SSV-004"])
        return entities_of(page)

    @cached_property
    def samples(self) -> list[Sample]:
        """The first entity of each set that has one."""
        found = ((name, page) for name, page in self.pages.items() if is_collection(page))
        return [Sample(name, each, page) for name, page in found for each in entities_of(page)[:1]]

    @cached_property
    def own(self) -> list[tuple[Sample, str]]:
        """The samples with a self link of this origin, and the link. Raises Blocked if all lead elsewhere."""
        found = [(each, each.members.get(SELF)) for each in self.samples]
        links = [(each, link) for each, link in found if isinstance(link, str)]
        own = [(each, link) for each, link in links if self.is_own(link)]
        if links and not own:
            raise Blocked("elsewhere", cause="configuration", url=links[0][1])
        return own

    @property
    def identified(self) -> list[tuple[Sample, str]]:
        """Those whose self link ends with the id, in the way of the standard."""
        return [(each, link) for each, link in self.own if link.endswith(f"{each.entity_set}({key_of(each.id)})")]

    @property
    def named(self) -> list[tuple[Sample, str, str]]:
        """The first of those that has a name, with its self link and its name."""
        found = ((each, link, each.name) for each, link in self.own)
        return [(each, link, name) for each, link, name in found if name is not None][:1]

    @property
    def listed_by_name(self) -> list[tuple[Sample, str]]:
        """The first sample with a name that no other entity on its page has, and this name."""
        for each in self.samples:
            names = [entity.get("name") for entity in entities_of(each.page)]
            if each.name is not None and names.count(each.name) == 1:
                return [(each, each.name)]
        return []

    @cached_property
    def related(self) -> list[Related]:
        """The navigation links of the samples that are of this origin."""
        found = []
        for each in self.samples:
            relations = (one for some in TYPES[SETS[each.entity_set]].relations for one in some.split("|"))
            for name in relations:
                link = each.members.get(f"{name}{LINK}")
                url = self.absolute(link) if isinstance(link, str) else ""
                if url and self.is_own(url):
                    found.append(Related(each, name, name in SETS or name == "MultiDatastreams", url))
        return found

    @property
    def expandable(self) -> list[Related]:
        """The first link that leads to one entity of a type that is known."""
        return [each for each in self.related if not each.many and each.relation in TYPES][:1]

    # Queries

    @cached_property
    def largest(self) -> list[str]:
        """The set with at least two entities that is queried: observations, or else the first one."""
        several = [name for name in self.pages if is_collection(self.pages[name]) and len(self.entities(name)) > 1]
        return [OBSERVATIONS] if OBSERVATIONS in several else several[:1]

    @cached_property
    def observed(self) -> list[Observed]:
        """The observations on the first page whose time is an instant with a zone."""
        found = ((each.get(ID), moment_of(each)) for each in self.entities(OBSERVATIONS))
        return [Observed(key, moment) for key, moment in found if moment is not None]

    @property
    def ordered(self) -> list[Observed]:
        """The observations at one moment, if there are at least two moments."""
        return self.observed if len({each.moment for each in self.observed}) > 1 else []

    @property
    def queried(self) -> list[str]:
        """The URL of any set that has entities."""
        return [self.sets[each.entity_set] for each in self.samples[:1]]

    def query(self, url: str, **options: str) -> str:
        """The URL with query options."""
        added = "&".join(f"${name}={quote(value, safe=_SAFE)}" for name, value in options.items())
        return f"{url}{'&' if '?' in url else '?'}{added}"

    def asked(self, url: str, option: str, value: str) -> Exchange:
        """The answer to a request with one query option. Raises NotApplicable if the service does not offer it."""
        found = self.service.get(self.query(url, **{option: value}))
        unsaid = self.claims is not None or found.status == NOT_IMPLEMENTED
        if found.status != 200 and unsaid and not self._claimed(option):
            raise NotApplicable("not_offered", option=f"${option}")
        return found

    def _claimed(self, option: str) -> bool:
        return not {REQUIREMENTS, f"{REQUIREMENTS}/{option}"}.isdisjoint(self.claims or ())

    # Pages

    @cached_property
    def walked(self) -> list[Walk]:
        """All pages of the observations, if there are several."""
        if not self.entities(OBSERVATIONS):
            return []
        found: Walk = self.service.shared("walk", self._walked)
        return [found] if found.leads_on else []

    def _walked(self, service: Service) -> Walk:
        first = service.get(self.sets[OBSERVATIONS])
        if NEXT not in first.member:
            first = service.get(self.query(self.sets[OBSERVATIONS], top="2"))
        return walk_from(service, first, self.absolute)

    @property
    def streams(self) -> list[str]:
        """The link from the first datastream to its observations."""
        found = [each for each in self.related if each.relation == OBSERVATIONS]
        return [each.url for each in found if each.sample.entity_set == "Datastreams"]

    @property
    def documents(self) -> list[tuple[str, bytes]]:
        """The first pages, and observations with their datastreams, to be judged as documents."""
        try:
            return [*self._first, *self._expanded]
        except Blocked:
            return []

    @property
    def _first(self) -> list[tuple[str, bytes]]:
        return [(f"{name}.sta.json", page.body) for name, page in self.pages.items() if is_collection(page)]

    @property
    def _expanded(self) -> Iterator[tuple[str, bytes]]:
        if OBSERVATIONS not in self.sets:
            return
        url = self.query(self.sets[OBSERVATIONS], expand="Datastream")
        page: Exchange = self.service.shared("expanded", lambda service: service.get(url))
        if is_collection(page):
            yield "Observations-Datastream.sta.json", page.body


def key_of(value: Any) -> str:
    """An id as it is in the URL of an entity: text in quotes."""
    return f"'{value}'" if isinstance(value, str) else json.dumps(value)


def same_origin(url: str, base: str) -> bool:
    """Whether both are URLs of one origin."""
    try:
        return origin_of(url) == origin_of(base)
    except Blocked:
        return False


def view(service: Service) -> SensorService:
    """The service behind the endpoint."""
    return SensorService(service)
