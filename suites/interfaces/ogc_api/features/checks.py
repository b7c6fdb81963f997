"""Checks of a live service of OGC API - Features - Part 1: Core 1.0."""

from __future__ import annotations

import json
from typing import Any

from conformance.authoring import Blocked, Finding, Findings, NotApplicable, capped, check
from conformance.readers.json_values import whole
from conformance.transports.exchange import Exchange
from conformance_suites.interfaces.ogc_api.reader.boxes import box_of
from conformance_suites.interfaces.ogc_api.reader.definition import takes_anything
from conformance_suites.interfaces.ogc_api.reader.links import link_to, links_of
from conformance_suites.interfaces.sensorthings.reader.geojson import feature_faults, outside
from conformance_suites.interfaces.sensorthings.reader.times import read_time

from .view import DESCRIPTIONS, FEATURE, GEOJSON, Collection, FeatureService, is_object

CORE = ("ogcapi-features-1/1.0/conf/core", "ogcapi-features-1/1.1/conf/core")
WRONG = {"limit": "many", "bbox": "1,2,3", "datetime": "yesterday"}
"""By parameter: a value that it does not have."""
UNKNOWN = "conformance-unknown"
WITH_TYPE = ("self", "alternate")


@check("IFC-OGF-001")
def there_is_a_landing_page(api: FeatureService) -> Findings:
    found = api.landing
    if found.status != 200:
        yield Finding(found.where(), "status", received=found.status)
    elif not is_object(found, "links"):
        yield Finding(found.where())


@check("IFC-OGF-002")
def the_landing_page_links_what_there_is(api: FeatureService) -> Findings:
    for found in api.linked:
        relations = [each.rel for each in links_of(found.member)]
        for name in ("conformance", "data"):
            if name not in relations:
                yield Finding(found.where("/links"), name=name)
        if not set(relations) & set(DESCRIPTIONS):
            yield Finding(found.where("/links"), name=DESCRIPTIONS[0])


@check("IFC-OGF-003")
def the_definition_has_its_media_type(api: FeatureService) -> Findings:
    for link in api.definitions:
        found = api.read(api.absolute(link.href), str(link.type))
        if found.status != 200:
            yield Finding(found.where(), "status", received=found.status)
        elif _family(found.media_type or "") != _family(str(link.type)):
            yield Finding(found.where(), received=found.media_type or "", expected=str(link.type))


@check("IFC-OGF-004")
def conformance_is_declared(api: FeatureService) -> Findings:
    found = api.conformance
    if found.status != 200:
        yield Finding(found.where(), "status", received=found.status)
    elif not is_object(found, "conformsTo"):
        yield Finding(found.where())
    elif not any(each.endswith(CORE) for each in api.classes):
        yield Finding(found.where("/conformsTo"), "core")


@check("IFC-OGF-005")
def collections_are_listed(api: FeatureService) -> Findings:
    found = api.overview
    if found.status != 200:
        yield Finding(found.where(), "status", received=found.status)
    elif not is_object(found, "collections"):
        yield Finding(found.where())


@check("IFC-OGF-006")
def collections_have_an_id_and_items(api: FeatureService) -> Findings:
    for pointer, each in api.listed:
        if not isinstance(each, dict) or not isinstance(each.get("id"), str):
            yield Finding(api.overview.where(pointer))
        elif each.get("itemType") == FEATURE and link_to(each, "items") is None:
            yield Finding(api.overview.where(pointer), "items", name=capped(each["id"]))


@check("IFC-OGF-007")
def a_collection_describes_itself(api: FeatureService) -> Findings:
    for each in api.collections:
        found = api.read(each.url.removesuffix("/items"))
        if found.status != 200:
            yield Finding(found.where(), "status", received=found.status, name=capped(each.id))
        elif found.member.get("id") != each.id:
            yield Finding(found.where(), received=_shown(found.member.get("id")), expected=capped(each.id))


@check("IFC-OGF-008")
def items_are_a_feature_collection(api: FeatureService) -> Findings:
    for each in api.collections:
        if each.items.status != 200:
            yield Finding(each.items.where(), "status", received=each.items.status, name=capped(each.id))
        elif not api.offers_geojson:
            raise NotApplicable("no_geojson")
        elif not each.is_read or each.items.member.get("type") != "FeatureCollection":
            yield Finding(each.items.where(), name=capped(each.id))


@check("IFC-OGF-009")
def features_have_the_media_type_of_geojson(api: FeatureService) -> Findings:
    for found in [*(each.items for each in api.pages), *api.single]:
        if not api.offers_geojson:
            raise NotApplicable("no_geojson")
        if found.status == 200 and found.media_type != GEOJSON:
            yield Finding(found.where(), received=found.media_type or "", expected=GEOJSON)


@check("IFC-OGF-010")
def features_are_geojson(api: FeatureService) -> Findings:
    for each in api.filled:
        for at, feature in enumerate(each.items.member["features"]):
            for fault in feature_faults(feature, f"/features/{at}"):
                yield Finding(each.items.where(fault.pointer), fault.kind)
    for found in api.single:
        if found.member.get("type") == "Feature":
            for fault in feature_faults(found.member, ""):
                yield Finding(found.where(fault.pointer), fault.kind)


@check("IFC-OGF-011")
def coordinates_are_longitude_and_latitude(api: FeatureService) -> Findings:
    for each, place, position in api.positions:
        if outside(position):
            yield Finding(each.items.where(place), received=position[:2])


@check("IFC-OGF-012")
def extents_include_all_features(api: FeatureService) -> Findings:
    for each, at, box, extent in api.bounded:
        if box.leaves(extent):
            yield Finding(each.items.where(f"/features/{at}"), received=list(box), extent=list(extent))


@check("IFC-OGF-013")
def items_link_themselves(api: FeatureService) -> Findings:
    for each in api.pages:
        if link_to(each.items.member, "self") is None:
            yield Finding(each.items.where())
        yield from _without_type(each.items)


@check("IFC-OGF-014")
def limit_is_kept(api: FeatureService) -> Findings:
    for each in api.queried:
        found = api.ask(each, limit="1")
        if not is_object(found, "features"):
            yield Finding(found.where(), "status", received=found.status)
        elif len(found.member["features"]) > 1:
            yield Finding(found.where("/features"), received=len(found.member["features"]), expected=1)


@check("IFC-OGF-015")
def wrong_values_of_parameters_are_refused(api: FeatureService) -> Findings:
    for each in api.filled[:1]:
        for name, value in WRONG.items():
            found = api.ask(each, **{name: value})
            if found.status != 400:
                yield Finding(found.where(), received=found.status, expected=400, name=name, value=value)


@check("IFC-OGF-016")
def unknown_parameters_are_refused(api: FeatureService) -> Findings:
    for each in api.filled[:1]:
        free = takes_anything(api.definition, each.id)
        if free is None:
            raise NotApplicable("not_described")
        if free:
            raise NotApplicable("takes_anything")
        found = api.ask(each, **{UNKNOWN: "1"})
        if found.status != 400:
            yield Finding(found.where(), received=found.status, expected=400)


@check("IFC-OGF-017")
def only_features_in_the_box_are_returned(api: FeatureService) -> Findings:
    for each, feature, box in api.placed:
        found = api.ask(each, bbox=",".join(map(_decimal, box)))
        if not is_object(found, "features"):
            yield Finding(found.where(), "status", received=found.status)
            continue
        for at, one in enumerate(found.member["features"]):
            other = box_of(one)
            if other is not None and other.misses(box):
                yield Finding(found.where(f"/features/{at}"), received=list(other), box=list(box))
        if not _has(found, feature):
            yield Finding(found.where("/features"), "missing", name=_shown(feature.get("id")))


@check("IFC-OGF-018")
def only_features_of_the_time_are_returned(api: FeatureService) -> Findings:
    name = str(api.service.information("time_property"))
    for each, feature, time in _timed(api, name):
        found = api.ask(each, datetime=time)
        if not is_object(found, "features"):
            yield Finding(found.where(), "status", received=found.status)
            continue
        for at, one in enumerate(found.member["features"]):
            other = _time_of(one, name)
            if other is not None and _moment(other) != _moment(time):
                yield Finding(found.where(f"/features/{at}"), received=capped(other), expected=time)
        if not _has(found, feature):
            yield Finding(found.where("/features"), "missing", name=_shown(feature.get("id")))


@check("IFC-OGF-019")
def numbers_of_features_are_right(api: FeatureService) -> Findings:
    for each, name, given, number in api.numbered:
        if not isinstance(given, int | float) or whole(given) != number:
            key = "matched" if name == "numberMatched" else ""
            yield Finding(each.items.where(f"/{name}"), key, received=_shown(given), expected=number)


@check("IFC-OGF-020")
def more_features_are_linked(api: FeatureService) -> Findings:
    for each in api.queried:
        found = api.ask(each, limit="1")
        if not is_object(found, "features") or len(found.member["features"]) != 1:
            raise Blocked("blocked_by", ids=["IFC-OGF-014"])
        if link_to(found.member, "next") is None:
            yield Finding(found.where("/links"))


@check("IFC-OGF-021")
def a_walk_visits_each_feature_once(api: FeatureService) -> Findings:
    for _, walk in api.walked:
        if walk.twice is not None:
            yield Finding(walk.twice[0], received=capped(walk.twice[1]))


@check("IFC-OGF-022")
def a_walk_ends(api: FeatureService) -> Findings:
    for _, walk in api.walked:
        if walk.trouble is not None:
            place, kind, received = walk.trouble
            yield Finding(place, kind, received=received)


@check("IFC-OGF-023")
def a_feature_can_be_read(api: FeatureService) -> Findings:
    for found, (_, feature, _) in zip(api.single, api.first, strict=True):
        if found.status != 200:
            yield Finding(found.where(), "status", received=found.status)
        elif found.member.get("type") != "Feature" or found.member.get("id") != feature["id"]:
            yield Finding(found.where(), received=_shown(found.member.get("id")), expected=_shown(feature["id"]))


@check("IFC-OGF-024")
def a_feature_links_itself_and_its_collection(api: FeatureService) -> Findings:
    for found in api.single:
        if found.status == 200:
            for name in ("self", "collection"):
                if link_to(found.member, name) is None:
                    yield Finding(found.where(), name=name)
            yield from _without_type(found, "collection")


@check("IFC-OGF-025")
def what_is_not_there_is_not_found(api: FeatureService) -> Findings:
    for each, _, key in api.first:
        unknown = "987654321012" if key.isdigit() else UNKNOWN
        for url in (each.item(unknown), f"{api.root}/collections/{UNKNOWN}"):
            found = api.read(url)
            if found.status != 404:
                yield Finding(found.where(), received=found.status, expected=404)


def _without_type(page: Exchange, *more: str) -> Findings:
    for each in links_of(page.member):
        if each.rel in (*WITH_TYPE, *more) and not each.type:
            yield Finding(page.where(each.pointer), "type", name=each.rel)


def _timed(api: FeatureService, name: str) -> list[tuple[Collection, dict[str, Any], str]]:
    """The first feature with an instant that another on its page does not have. Raises NotApplicable without one."""
    for each in api.queried:
        times = [(feature, time) for feature in each.features if (time := _time_of(feature, name)) is not None]
        for feature, time in times:
            if any(_moment(other) != _moment(time) for _, other in times):
                return [(each, feature, time)]
    raise NotApplicable("one_time", name=name)


def _time_of(feature: Any, name: str) -> str | None:
    """The property of a feature, if it is an instant with a zone."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    value = properties.get(name) if isinstance(properties, dict) else None
    return value if isinstance(value, str) and _moment(value) is not None else None


def _moment(text: str) -> Any:
    time = read_time(text)
    return time.first.moment if time is not None and time.last is None and time.zoned else None


def _has(page: Exchange, feature: dict[str, Any]) -> bool:
    """Whether the feature is on the page, or may be on a later one."""
    ids = [each.get("id") for each in page.member["features"] if isinstance(each, dict)]
    return feature.get("id") in ids or link_to(page.member, "next") is not None


def _decimal(value: float) -> str:
    return f"{value:.9f}".rstrip("0").rstrip(".")


def _family(media_type: str) -> str:
    """What a document of a media type is read as: JSON, YAML, or the type itself."""
    kind = media_type.partition(";")[0].strip().lower()
    return next((name for name in ("json", "yaml", "html") if name in kind), kind)


def _shown(value: Any) -> str:
    return capped(json.dumps(value, ensure_ascii=False))
