"""A live service of OGC API - Features: its landing page, its collections, and the features that are tried."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from conformance.authoring import Blocked
from conformance.readers.json_values import list_or_empty, object_or_empty
from conformance.transports.address import absolute, origin_of
from conformance.transports.exchange import Exchange
from conformance.transports.service import Service
from conformance_suites.interfaces.ogc_api.reader.bounds import COLLECTIONS
from conformance_suites.interfaces.ogc_api.reader.boxes import Box, box_of, extent_of
from conformance_suites.interfaces.ogc_api.reader.links import Link, link_to, links_of
from conformance_suites.interfaces.sensorthings.reader.geojson import positions

from .walk import Walk, walk_from

JSON, GEOJSON = "application/json", "application/geo+json"
FEATURE = "feature"
DESCRIPTIONS = ("service-desc", "service-doc")


class Collection(NamedTuple):
    """A collection of features: its id, its members, their place, and the answer to who reads its items."""

    id: str
    members: dict[str, Any]
    pointer: str
    url: str
    items: Exchange

    @property
    def is_read(self) -> bool:
        return self.items.status == 200 and isinstance(self.items.member.get("features"), list)

    @property
    def features(self) -> list[dict[str, Any]]:
        """The features on the first page."""
        return [each for each in list_or_empty(self.items.member.get("features")) if isinstance(each, dict)]

    def item(self, key: str) -> str:
        """The URL of a feature."""
        return f"{self.url}/{quote(key, safe='')}"


@dataclass(frozen=True)
class FeatureService:
    """The service whose landing page is at the endpoint of the plan."""

    service: Service

    def read(self, url: str, accept: str = JSON) -> Exchange:
        """The answer to a request for a representation."""
        headers = (("accept", accept if accept == JSON else f"{accept}, {JSON};q=0.9"),)
        return self.service.get(url, headers=headers, follow=True)

    def _shared(self, name: str, url: str, accept: str = JSON) -> Exchange:
        """The same, asked once for all rows."""
        found: Exchange = self.service.shared(name, lambda _: self.read(url, accept))
        return found

    @property
    def root(self) -> str:
        """The URL of the landing page, to which paths are added."""
        return self.service.url.rstrip("/")

    @property
    def landing(self) -> Exchange:
        return self._shared("landing page", self.service.url)

    @property
    def linked(self) -> list[Exchange]:
        """The landing page, if it has links. Raises Blocked if it has none."""
        if not is_object(self.landing, "links"):
            raise Blocked("blocked_by", ids=["IFC-OGF-001"])
        return [self.landing]

    @cached_property
    def definitions(self) -> list[Link]:
        """The links to definitions of the API that have a media type and are of this origin."""
        found = [each for page in self.linked for each in links_of(page.member) if each.rel in DESCRIPTIONS]
        return [each for each in found if each.type and same_origin(self.absolute(each.href), self.root)]

    @cached_property
    def definition(self) -> Any:
        """The definition in JSON; None without one."""
        for link in self.definitions:
            if link.rel == DESCRIPTIONS[0] and "json" in (link.type or ""):
                page = self._shared("definition", self.absolute(link.href), str(link.type))
                return page.member if page.status == 200 else None
        return None

    @property
    def conformance(self) -> Exchange:
        return self._shared("conformance", f"{self.root}/conformance")

    @property
    def classes(self) -> list[str]:
        """The conformance classes that the service claims."""
        return [each for each in list_or_empty(self.conformance.member.get("conformsTo")) if isinstance(each, str)]

    @property
    def offers_geojson(self) -> bool:
        """Whether it says that features are available in GeoJSON."""
        return any(each.endswith("/conf/geojson") for each in self.classes)

    @property
    def overview(self) -> Exchange:
        return self._shared("collections", f"{self.root}/collections")

    @cached_property
    def listed(self) -> list[tuple[str, Any]]:
        """(pointer, description) of the collections. Raises Blocked without a list."""
        if not is_object(self.overview, "collections"):
            raise Blocked("blocked_by", ids=["IFC-OGF-005"])
        return [(f"/collections/{at}", each) for at, each in enumerate(self.overview.member["collections"])]

    @cached_property
    def collections(self) -> list[Collection]:
        """The first collections of features, with their items."""
        found: list[Collection] = []
        for pointer, each in self.listed:
            members = object_or_empty(each)
            name = members.get("id")
            if isinstance(name, str) and name and _has_features(members) and len(found) < COLLECTIONS:
                found.append(self._collection(name, members, pointer))
        return found

    def _collection(self, name: str, members: dict[str, Any], pointer: str) -> Collection:
        url = f"{self.root}/collections/{quote(name, safe='')}/items"
        return Collection(name, members, pointer, url, self._shared(f"items of {name}", url, GEOJSON))

    def absolute(self, href: str) -> str:
        """A link of the landing page, resolved. Raises Blocked for anything but a reference."""
        return absolute(self.landing.request.url, href)

    # What the rows judge

    @property
    def pages(self) -> list[Collection]:
        """The collections whose items were read. Raises Blocked if none of several was."""
        found = [each for each in self.collections if each.is_read]
        if self.collections and not found:
            raise Blocked("blocked_by", ids=["IFC-OGF-008"])
        return found

    @property
    def filled(self) -> list[Collection]:
        """Those with features, or with what is listed as such."""
        return [each for each in self.pages if each.items.member["features"]]

    @property
    def queried(self) -> list[Collection]:
        """The first of those with at least two features."""
        return [each for each in self.filled if len(each.features) > 1][:1]

    @cached_property
    def positions(self) -> list[tuple[Collection, str, list[Any]]]:
        """(collection, pointer, position) of every position in features."""
        found = ((each, positions(each.items.member["features"], "/features")) for each in self.filled)
        return [(each, place, position) for each, some in found for place, position in some]

    @cached_property
    def bounded(self) -> list[tuple[Collection, int, Box, Box]]:
        """(collection, index, box, extent) of the features with a place in collections with an extent."""
        extents = [(each, extent) for each in self.filled if (extent := extent_of(each.members)) is not None]
        found = (
            (each, at, box_of(feature), extent)
            for each, extent in extents
            for at, feature in enumerate(each.items.member["features"])
        )
        return [(each, at, box, extent) for each, at, box, extent in found if box is not None and box.is_on_earth]

    @cached_property
    def placed(self) -> list[tuple[Collection, dict[str, Any], Box]]:
        """The first feature with a place that another feature on its page does not reach."""
        for each in self.queried:
            found = ((feature, box_of(feature)) for feature in each.features)
            boxes = [(feature, box) for feature, box in found if box is not None and box.is_on_earth]
            for feature, box in boxes:
                if any(other.misses(box) for _, other in boxes):
                    return [(each, feature, box)]
        return []

    @cached_property
    def numbered(self) -> list[tuple[Collection, str, Any, int]]:
        """(collection, member, number that is given, number that there is) where a page gives a number."""
        found = [(each, "numberReturned", len(each.items.member["features"])) for each in self.pages]
        ended = {each.id: walk.features for each, walk in self.walked if walk.trouble is None and walk.twice is None}
        for each in self.pages:
            alone = link_to(each.items.member, "next") is None
            if alone or each.id in ended:
                found.append((each, "numberMatched", len(each.features) if alone else ended[each.id]))
        given = ((each, name, each.items.member.get(name), number) for each, name, number in found)
        return [(each, name, value, number) for each, name, value, number in given if value is not None]

    @property
    def first(self) -> list[tuple[Collection, dict[str, Any], str]]:
        """The first feature with an id, its collection, and the id as text."""
        for each in self.filled:
            for feature in each.features:
                key = feature.get("id")
                if (isinstance(key, str) and key) or (isinstance(key, int) and not isinstance(key, bool)):
                    return [(each, feature, str(key))]
        return []

    def ask(self, collection: Collection, **parameters: str) -> Exchange:
        """The answer to a query of the items."""
        return self.read(f"{collection.url}?{urlencode(parameters, safe=',:/')}", GEOJSON)

    @cached_property
    def single(self) -> list[Exchange]:
        """The first feature, read by itself."""
        return [self._shared("feature", each.item(key), GEOJSON) for each, _, key in self.first]

    @cached_property
    def walked(self) -> list[tuple[Collection, Walk]]:
        """The pages of the first collection that has several."""
        found = [(each, self._walk(each)) for each in self.queried]
        return [(each, walk) for each, walk in found if walk.leads_on]

    def _walk(self, collection: Collection) -> Walk:
        found: Walk = self.service.shared("walk", lambda _: self._pages(collection))
        return found

    def _pages(self, collection: Collection) -> Walk:
        first = self.read(collection.url, GEOJSON)
        if link_to(first.member, "next") is None:
            first = self.ask(collection, limit=str(max(1, len(collection.features) // 3)))
        return walk_from(self.service, first)


def is_object(page: Exchange, member: str) -> bool:
    """Whether it is an object with an array."""
    return page.status == 200 and isinstance(page.member.get(member), list)


def same_origin(url: str, base: str) -> bool:
    """Whether both are URLs of one origin."""
    try:
        return origin_of(url) == origin_of(base)
    except Blocked:
        return False


def _has_features(members: dict[str, Any]) -> bool:
    """Whether it is a collection of features: it says so, or does not say what, and links to items."""
    kind = members.get("itemType")
    return kind == FEATURE or (kind is None and link_to(members, "items") is not None)


def view(service: Service) -> FeatureService:
    """The service behind the endpoint."""
    return FeatureService(service)
