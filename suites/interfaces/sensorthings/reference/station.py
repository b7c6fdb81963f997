"""A sensor service of the SensorThings API 1.1 that can be read and queried; a fault breaks one of its promises."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote

from conformance.reference.serving import Fault

from .data import ENTITIES, RELATIONS, SINGLE, Entity, related

PATH = "/sensors/v1.1"
STATEMENT: Mapping[str, Any] = {}
INFORMATION: Mapping[str, Any] = {}
PAGE = 4
NEXT = "page"
"""Marks the query of a link to a next page."""
REQUIREMENTS = "http://www.opengis.net/spec/iot_sensing/1.1/req/"
CLAIMED = ("datamodel", "resource-path/resource-path-to-entities", "request-data")
OPTIONS = {"$filter", "$count", "$orderby", "$skip", "$top", "$expand", "$select"}
_ENTITY = re.compile(r"(\w+)\((\d+)\)(?:/(\w+)(/\$value)?)?")
_EXPRESSION = re.compile(r"(name) eq '((?:[^']|'')*)'|(phenomenonTime) ge (\S+)")
_NONE = (404, None)
Found = tuple[int, Any]


def endpoints(base: str) -> dict[str, str]:
    """The endpoints of the plan when the product answers at the URL `base`."""
    return {"sensors": f"{base}{PATH}"}


class Refused(Exception):
    """A request that cannot be answered, with its status."""


class Station:
    """The service below a URL: what becomes of a path and a query."""

    def __init__(self, base: str, fault: Fault) -> None:
        self.root, self.fault = f"{base}{PATH}", fault

    def entity(self, entity_set: str, key: int) -> Entity:
        """An entity with its control information."""
        link = f"{self.root}/{entity_set}({key})"
        links = {f"{name}@iot.navigationLink": f"{entity_set}({key})/{name}" for name in RELATIONS[entity_set]}
        return {"@iot.id": key, "@iot.selfLink": link, **links, **ENTITIES[entity_set][key - 1]}

    def answer(self, path: str, query: Mapping[str, str]) -> Found:
        """The status and the body of the answer to a request below the root."""
        if not path:
            return self._described()
        if path in ENTITIES:
            return self._listed(path, query)
        found = _ENTITY.fullmatch(path)
        if found is None or found[1] not in ENTITIES:
            return _NONE
        entity_set, key, name, raw = found[1], int(found[2]), found[3], found[4]
        if not 1 <= key <= len(ENTITIES[entity_set]):
            return self._unknown()
        if name is None:
            return self._one(entity_set, key)
        if name in RELATIONS[entity_set]:
            return self._related(entity_set, key, name, query)
        return self._property(ENTITIES[entity_set][key - 1], name, raw=raw is not None)

    def _described(self) -> Found:
        fault = self.fault
        if fault.is_("IFC-SSV-001_not_there"):
            return _NONE
        if fault.is_("IFC-SSV-001_page"):
            return 200, "<!doctype html><title>Sensors</title>"
        listed = [{"name": name, "url": f"{self.root}/{name}"} for name in ENTITIES]
        if fault.is_("IFC-SSV-001_no_url"):
            listed.append({"name": "Tasks"})
        if fault.is_("IFC-SSV-002_no_sensors"):
            listed = [each for each in listed if each["name"] != "Sensors"]
        claimed: Any = [f"{REQUIREMENTS}{each}" for each in CLAIMED]
        settings = {"conformance": claimed[0] if fault.is_("IFC-SSV-003_text") else claimed}
        return 200, {"value": listed, **({} if fault.is_("IFC-SSV-003_no_settings") else {"serverSettings": settings})}

    def _unknown(self) -> Found:
        if self.fault.is_("IFC-SSV-007_empty"):
            return 200, {}
        return (500, None) if self.fault.is_("IFC-SSV-007_server_error") else _NONE

    def _one(self, entity_set: str, key: int) -> Found:
        if entity_set == "Things" and self.fault.is_("IFC-SSV-005_not_found"):
            return _NONE
        if entity_set == "Things" and self.fault.is_("IFC-SSV-005_another"):
            key += 1
        return 200, self.entity(entity_set, key)

    def _property(self, members: Entity, name: str, *, raw: bool) -> Found:
        fault = self.fault
        if name not in members or fault.is_("IFC-SSV-009_not_found" if raw else "IFC-SSV-008_not_found"):
            return _NONE
        if raw:
            return 200, f'"{members[name]}"' if fault.is_("IFC-SSV-009_json") else str(members[name])
        return 200, {name: members["description"] if fault.is_("IFC-SSV-008_another") else members[name]}

    def _related(self, entity_set: str, key: int, name: str, query: Mapping[str, str]) -> Found:
        fault = self.fault
        if name == "Locations" and fault.is_("IFC-SSV-006_not_found"):
            return _NONE
        keys = related(entity_set, key, name)
        if name in SINGLE:
            one = self.entity(SINGLE[name], keys[0])
            return 200, {"value": [one]} if name == "Thing" and fault.is_("IFC-SSV-006_many_for_one") else one
        if name == "Locations" and fault.is_("IFC-SSV-006_one_for_many"):
            return 200, self.entity(name, keys[0])
        return self._page(name, [self.entity(name, each) for each in keys], query, f"{entity_set}({key})/{name}")

    def _listed(self, entity_set: str, query: Mapping[str, str]) -> Found:
        if entity_set == "Locations" and self.fault.is_("IFC-SSV-004_not_found"):
            return _NONE
        everything = [self.entity(entity_set, key + 1) for key in range(len(ENTITIES[entity_set]))]
        if entity_set == "Locations" and self.fault.is_("IFC-SSV-004_list"):
            return 200, everything
        return self._page(entity_set, everything, query, entity_set)

    # Queries

    def _page(self, entity_set: str, entities: list[Entity], query: Mapping[str, str], path: str) -> Found:
        try:
            self._admit(query)
            entities = self._filtered(entities, query.get("$filter"))
            count = self._counted(len(entities), query.get("$count", "false"))
            entities = self._ordered(entities, query.get("$orderby"))
            ignored = self.fault.is_("IFC-SSV-011_ignored") and NEXT not in query
            skipped = 0 if ignored else _number(query.get("$skip", "0"))
            size = PAGE if self.fault.is_("IFC-SSV-010_ignored") else min(PAGE, _number(query.get("$top", str(PAGE))))
        except Refused as refused:
            return int(str(refused)), None
        page = entities[skipped : skipped + size]
        members = [self._shaped(entity_set, each, query) for each in page]
        link = self._next(path, query, skipped + size, len(entities))
        return 200, {**count, "value": members, **({"@iot.nextLink": link} if link else {})}

    def _admit(self, query: Mapping[str, str]) -> None:
        fails = {
            "$top": "IFC-SSV-010_server_error",
            "$count": "IFC-SSV-012_server_error",
            "$orderby": "IFC-SSV-014_server_error",
            "$expand": "IFC-SSV-017_server_error",
            "$select": "IFC-SSV-018_server_error",
        }
        failing = any(name in query and self.fault.is_(each) for name, each in fails.items())
        if failing and query.get("$count") != "perhaps":
            raise Refused(500)
        if query.get("$skip") == "1" and self.fault.is_("IFC-SSV-011_server_error"):
            raise Refused(500)
        if NEXT in query and self.fault.is_("IFC-SSV-022_server_error"):
            raise Refused(500)
        system = {name for name in query if name.startswith("$")}
        if system - OPTIONS and not self.fault.is_("IFC-SSV-019_ignored"):
            raise Refused(501)

    def _filtered(self, entities: list[Entity], expression: str | None) -> list[Entity]:
        if expression is None:
            return entities
        fault, found = self.fault, _EXPRESSION.fullmatch(expression)
        if found is None:
            if fault.is_("IFC-SSV-020_accepted"):
                return entities
            raise Refused(500 if fault.is_("IFC-SSV-020_server_error") else 400)
        row = "IFC-SSV-015" if found[1] else "IFC-SSV-016"
        if fault.is_(f"{row}_server_error"):
            raise Refused(500)
        if fault.is_(f"{row}_nothing"):
            return []
        if fault.is_(f"{row}_ignored"):
            return entities
        if found[1]:
            return [each for each in entities if each.get("name") == found[2].replace("''", "'")]
        if fault.is_("IFC-SSV-016_local_time"):
            return [each for each in entities if each["phenomenonTime"][:19] >= found[4][:19]]
        since = datetime.fromisoformat(found[4])
        return [each for each in entities if datetime.fromisoformat(each["phenomenonTime"]) >= since]

    def _counted(self, number: int, wanted: str) -> dict[str, Any]:
        if wanted not in ("true", "false"):
            if self.fault.is_("IFC-SSV-013_accepted"):
                return {}
            raise Refused(500 if self.fault.is_("IFC-SSV-013_server_error") else 400)
        if wanted == "false" or self.fault.is_("IFC-SSV-012_ignored"):
            return {}
        return {"@iot.count": str(number) if self.fault.is_("IFC-SSV-012_text") else number}

    def _ordered(self, entities: list[Entity], order: str | None) -> list[Entity]:
        if order is None:
            return entities
        name, _, direction = order.partition(" ")
        if name != "phenomenonTime":
            raise Refused(400)
        by_text = self.fault.is_("IFC-SSV-014_by_text")
        down = direction == "desc" and not self.fault.is_("IFC-SSV-014_always_ascending")
        moments = (lambda each: each[name]) if by_text else (lambda each: datetime.fromisoformat(each[name]))
        return sorted(entities, key=moments, reverse=down)

    def _shaped(self, entity_set: str, entity: Entity, query: Mapping[str, str]) -> Entity:
        """The entity with what is expanded, and without what is not selected."""
        relation, selected = query.get("$expand"), query.get("$select")
        if relation in SINGLE and not self.fault.is_("IFC-SSV-017_ignored"):
            key = related(entity_set, entity["@iot.id"], relation)[0]
            entity = {**entity, relation: self.entity(SINGLE[relation], key)}
        if selected is None or self.fault.is_("IFC-SSV-018_ignored"):
            return entity
        names = [] if self.fault.is_("IFC-SSV-018_nothing") else selected.split(",")
        return {name: value for name, value in entity.items() if name in names}

    def _next(self, path: str, query: Mapping[str, str], after: int, total: int) -> str:
        fault, whole = self.fault, path == "Observations" and not set(query) & OPTIONS - {"$skip"}
        last = after >= total
        if whole and last and fault.is_("IFC-SSV-022_loop"):
            after = PAGE
        elif last and not (whole and fault.is_("IFC-SSV-022_one_more") and after < total + PAGE):
            return ""
        if whole and fault.is_("IFC-SSV-021_overlap"):
            after -= 1
        if fault.is_("IFC-SSV-024_all_streams") and "/" in path:
            path = "Observations"
        root = "http://192.0.2.1" if whole and fault.is_("IFC-SSV-023_elsewhere") else self.root
        kept = {name: value for name, value in query.items() if name not in ("$skip", NEXT)}
        options = {**kept, "$skip": str(after), NEXT: "next"}
        return f"{root}/{path}?{'&'.join(f'{name}={quote(value)}' for name, value in options.items())}"


def _number(text: str) -> int:
    if not text.isdecimal():
        raise Refused(400)
    return int(text)


def routes(base: str, fault: Fault) -> list[Any]:
    """The Starlette routes below the URL `base`."""
    from starlette.responses import JSONResponse, PlainTextResponse, Response
    from starlette.routing import Route

    station = Station(base, fault)

    async def answer(request: Any) -> Response:
        status, body = station.answer(request.path_params.get("path", ""), dict(request.query_params))
        if body is None:
            return Response(status_code=status)
        return PlainTextResponse(body, status) if isinstance(body, str) else JSONResponse(body, status)

    return [Route(PATH, answer), Route(f"{PATH}/{{path:path}}", answer)]
