"""Checks of a live service of the SensorThings API 1.1, and of 1.0 where it is the same."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

from conformance.authoring import Blocked, Finding, Findings, NotApplicable, capped, check
from conformance.readers.json_values import whole
from conformance.transports.exchange import Exchange
from conformance_suites.interfaces.sensorthings.reader.entities import COUNT, ID, NEXT
from conformance_suites.interfaces.sensorthings.reader.grammar import SETS, TYPES
from conformance_suites.interfaces.sensorthings.reader.times import written

from .tried import entities_of, is_collection, moment_of
from .view import NOT_IMPLEMENTED, OBSERVATIONS, SensorService, key_of
from .walk import walk_from

EXPECTED = tuple(name for name in SETS if name != "HistoricalLocations")
"""The entity sets that the example of the standard lists as well (9.2.1)."""
UNKNOWN = 987_654_321_012
"""An id that hardly any entity has."""
GONE = (404, 410)
ELSEWHERE = 345
"""The minutes by which a zone is ahead of UTC that services hardly use, that of Nepal."""


@check("IFC-SSV-001")
def the_root_lists_entity_sets(sensors: SensorService) -> Findings:
    found = sensors.root
    listed = found.member.get("value")
    if found.status != 200:
        yield Finding(found.where(), "status", received=found.status)
    elif not isinstance(listed, list):
        yield Finding(found.where())
    else:
        for at, each in enumerate(listed):
            if not isinstance(each, dict) or not all(isinstance(each.get(name), str) for name in ("name", "url")):
                yield Finding(found.where(f"/value/{at}"), "entry").cutting("listed")


@check("IFC-SSV-002")
def every_entity_set_is_listed(sensors: SensorService) -> Findings:
    listed = [each.get("name") for each in sensors.entries if isinstance(each, dict)]
    for name in EXPECTED:
        if name not in listed:
            yield Finding(sensors.root.where("/value"), name=name)


@check("IFC-SSV-003")
def the_root_says_what_it_implements(sensors: SensorService) -> Findings:
    for found in sensors.modern:
        settings = found.member.get("serverSettings")
        if not isinstance(settings, dict):
            yield Finding(found.where())
        elif not isinstance(settings.get("conformance"), list):
            yield Finding(found.where("/serverSettings"), "list")


@check("IFC-SSV-004")
def entity_sets_can_be_read(sensors: SensorService) -> Findings:
    for name, found in sensors.pages.items():
        if found.status != 200:
            yield Finding(found.where(), "status", received=found.status, name=name)
        elif not is_collection(found):
            yield Finding(found.where(), name=name)


@check("IFC-SSV-005")
def entities_are_at_their_self_link(sensors: SensorService) -> Findings:
    for each, link in sensors.own:
        found = sensors.service.get(link, follow=True)
        if found.status != 200:
            yield Finding(found.where(), "status", received=found.status, url=link)
        elif found.member.get(ID) != each.id:
            yield Finding(found.where(), received=_shown(found.member.get(ID)), expected=_shown(each.id))


@check("IFC-SSV-006")
def navigation_links_lead_to_what_is_related(sensors: SensorService) -> Findings:
    for each in sensors.related:
        found = sensors.service.get(each.url, follow=True)
        if found.status != 200:
            yield Finding(found.where(), "status", received=found.status, name=each.relation)
        elif not (is_collection(found) if each.many else ID in found.member):
            yield Finding(found.where(), "many" if each.many else "one", name=each.relation)


@check("IFC-SSV-007")
def unknown_entities_are_not_there(sensors: SensorService) -> Findings:
    for each, link in sensors.identified[:1]:
        known = f"({key_of(each.id)})"
        found = sensors.service.get(f"{link.removesuffix(known)}({key_of(_unlike(each.id))})")
        if found.status not in GONE:
            yield Finding(found.where(), received=found.status, expected=list(GONE))


@check("IFC-SSV-008")
def properties_can_be_read(sensors: SensorService) -> Findings:
    for _, link, name in sensors.named:
        found = sensors.service.get(f"{link}/name")
        if found.status != 200:
            yield Finding(found.where(), "status", received=found.status)
        elif found.member.get("name") != name:
            yield Finding(found.where(), received=_shown(found.member.get("name")), expected=capped(name))


@check("IFC-SSV-009")
def raw_values_can_be_read(sensors: SensorService) -> Findings:
    for _, link, name in sensors.named:
        found = sensors.service.get(f"{link}/name/$value")
        if found.status != 200:
            yield Finding(found.where(), "status", received=found.status)
        elif found.body.decode("utf-8", "replace").strip() != name.strip():
            received = capped(found.body.decode("utf-8", "replace"))
            yield Finding(found.where(), received=received, expected=capped(name))


@check("IFC-SSV-010")
def top_limits_what_is_returned(sensors: SensorService) -> Findings:
    for found in _asked_of_the_largest(sensors, "top", "1"):
        if found.status != 200 or not is_collection(found):
            yield Finding(found.where(), "status", received=found.status)
        elif len(found.member["value"]) != 1:
            yield Finding(found.where("/value"), received=len(found.member["value"]), expected=1)


@check("IFC-SSV-011")
def skip_leaves_out_the_first(sensors: SensorService) -> Findings:
    for name in sensors.largest:
        all_of_them = sensors.asked(sensors.sets[name], "skip", "0")
        found = sensors.asked(sensors.sets[name], "skip", "1")
        if found.status != 200 or len(entities_of(all_of_them)) < 2:
            yield Finding(found.where(), "status", received=found.status)
        else:
            first = [each.get(ID) for each in entities_of(found)[:1]]
            expected = entities_of(all_of_them)[1].get(ID)
            if first != [expected]:
                yield Finding(found.where("/value"), received=_shown(first), expected=_shown(expected))


@check("IFC-SSV-012")
def counts_are_returned(sensors: SensorService) -> Findings:
    for found in _asked_of_the_largest(sensors, "count", "true"):
        count = found.member.get(COUNT)
        if found.status != 200:
            yield Finding(found.where(), "status", received=found.status)
        elif not isinstance(count, int | float) or whole(count) is None:
            yield Finding(found.where())


@check("IFC-SSV-013")
def wrong_values_of_count_are_refused(sensors: SensorService) -> Findings:
    for found in _asked_of_the_largest(sensors, "count", "perhaps"):
        if found.status != 400:
            yield Finding(found.where(), received=found.status, expected=400)


@check("IFC-SSV-014")
def observations_are_ordered(sensors: SensorService) -> Findings:
    if not sensors.ordered:
        return
    for direction in ("asc", "desc"):
        found = sensors.asked(sensors.sets[OBSERVATIONS], "orderby", f"phenomenonTime {direction}")
        if found.status != 200 or not entities_of(found):
            yield Finding(found.where(), "status", received=found.status)
            continue
        for (_, before), (at, after) in pairwise(_moments(found)):
            if (
                before is not None
                and after is not None
                and before != after
                and (before < after) == (direction == "desc")
            ):
                yield Finding(found.where(f"/value/{at}"), direction=direction)
                break


@check("IFC-SSV-015")
def entities_are_filtered_by_name(sensors: SensorService) -> Findings:
    for each, name in sensors.listed_by_name:
        text = name.replace("'", "''")
        found = sensors.asked(sensors.sets[each.entity_set], "filter", f"name eq '{text}'")
        if found.status != 200:
            yield Finding(found.where(), "status", received=found.status)
            continue
        if each.id not in [one.get(ID) for one in entities_of(found)]:
            yield Finding(found.where("/value"), "missing", name=capped(name))
        for at, one in enumerate(entities_of(found)):
            if one.get("name") != name:
                yield Finding(found.where(f"/value/{at}"), received=_shown(one.get("name")), expected=capped(name))


@check("IFC-SSV-016")
def observations_are_filtered_by_time(sensors: SensorService) -> Findings:
    if not sensors.ordered:
        return
    moments = sorted(each.moment for each in sensors.ordered)
    since = moments[len(moments) // 2]
    found = sensors.asked(sensors.sets[OBSERVATIONS], "filter", f"phenomenonTime ge {written(since, ELSEWHERE)}")
    if found.status != 200:
        yield Finding(found.where(), "status", received=found.status)
        return
    for at, moment in _moments(found):
        if moment is not None and moment < since:
            yield Finding(found.where(f"/value/{at}"), received=written(moment), since=written(since))
    if NEXT not in found.member and len(entities_of(found)) < sum(each >= since for each in moments):
        yield Finding(found.where("/value"), "missing", since=written(since))


@check("IFC-SSV-017")
def related_entities_are_expanded(sensors: SensorService) -> Findings:
    for each in sensors.expandable:
        found = sensors.asked(sensors.sets[each.sample.entity_set], "expand", each.relation)
        if found.status != 200 or not entities_of(found):
            yield Finding(found.where(), "status", received=found.status)
        for at, one in enumerate(entities_of(found)):
            if not isinstance(one.get(each.relation), dict):
                yield Finding(found.where(f"/value/{at}"), name=each.relation)
                break


@check("IFC-SSV-018")
def only_selected_properties_are_returned(sensors: SensorService) -> Findings:
    for each, _, _ in sensors.named:
        found = sensors.asked(sensors.sets[each.entity_set], "select", "name")
        if found.status != 200 or not entities_of(found):
            yield Finding(found.where(), "status", received=found.status)
        others = [name for name in TYPES[SETS[each.entity_set]].properties if name != "name"]
        for at, one in enumerate(entities_of(found)):
            if "name" not in one:
                yield Finding(found.where(f"/value/{at}"), "missing")
            elif more := [name for name in others if name in one]:
                yield Finding(found.where(f"/value/{at}"), received=more)


@check("IFC-SSV-019")
def unsupported_query_options_fail(sensors: SensorService) -> Findings:
    for url in sensors.queried:
        found = sensors.service.get(sensors.query(url, conformance="1"))
        if found.status // 100 == 2:
            yield Finding(found.where(), received=found.status)


@check("IFC-SSV-020")
def wrong_filters_are_refused(sensors: SensorService) -> Findings:
    for url in sensors.queried:
        found = sensors.service.get(sensors.query(url, filter="conformance eq"))
        if found.status // 100 != 4 and found.status != 501:
            yield Finding(found.where(), received=found.status)


@check("IFC-SSV-021")
def a_walk_visits_each_entity_once(sensors: SensorService) -> Findings:
    for walk in sensors.walked:
        if walk.twice is not None:
            yield Finding(walk.twice[0], received=capped(walk.twice[1]))


@check("IFC-SSV-022")
def a_walk_ends(sensors: SensorService) -> Findings:
    for walk in sensors.walked:
        if walk.loop is not None:
            yield Finding(walk.loop[0], "loop", url=capped(walk.loop[1]))
        if walk.empty is not None:
            yield Finding(walk.empty, "empty")
        if walk.broken is not None:
            yield Finding(walk.broken.where(), "broken", received=walk.broken.status)


@check("IFC-SSV-023")
def next_pages_are_of_the_service(sensors: SensorService) -> Findings:
    for walk in sensors.walked:
        if walk.elsewhere is not None:
            yield Finding(walk.elsewhere[0], url=capped(walk.elsewhere[1])).cutting("walked")


@check("IFC-SSV-024")
def next_pages_are_of_the_same_request(sensors: SensorService) -> Findings:
    for url in sensors.streams:
        first = sensors.service.get(sensors.query(url, top="1"))
        if first.status == NOT_IMPLEMENTED:
            raise NotApplicable("not_offered", option="$top")
        if not is_collection(first):
            raise Blocked("blocked_by", ids=["IFC-SSV-010"])
        link = first.member.get(NEXT)
        following = sensors.absolute(link) if isinstance(link, str) else ""
        if not following or not sensors.is_own(following):
            raise NotApplicable("one_page")
        whole_of_it = walk_from(sensors.service, sensors.service.get(url), sensors.absolute)
        found = sensors.service.get(following)
        if not is_collection(found):
            raise Blocked("blocked_by", ids=["IFC-SSV-022"])
        for at, each in enumerate(entities_of(found)):
            if json.dumps(each.get(ID), sort_keys=True) not in whole_of_it.ids:
                yield Finding(found.where(f"/value/{at}"), received=_shown(each.get(ID)), url=capped(url))


def _asked_of_the_largest(sensors: SensorService, option: str, value: str) -> list[Exchange]:
    return [sensors.asked(sensors.sets[name], option, value) for name in sensors.largest]


def _moments(page: Exchange) -> list[tuple[int, int | None]]:
    """(index, moment) of the observations on a page; None where the time is not one instant."""
    return [(at, moment_of(each)) for at, each in enumerate(entities_of(page))]


def _unlike(key: Any) -> Any:
    """An id of the same form that hardly any entity has."""
    if isinstance(key, str):
        return "".join("9" if each.isdigit() else "c" if each.isalpha() else each for each in key)
    return UNKNOWN


def _shown(value: Any) -> str:
    return capped(json.dumps(value, ensure_ascii=False))
