"""A feature service of OGC API - Features: benches and paths of a park; a fault breaks one of its promises."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from conformance.reference.serving import Fault

PATH = "/features"
STATEMENT: Mapping[str, Any] = {}
INFORMATION: Mapping[str, Any] = {"time_property": "since"}
PAGE = 3
CLASSES = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/"
DEFINITION = "application/vnd.oai.openapi+json;version=3.0"
JSON, GEOJSON = "application/json", "application/geo+json"
PARAMETERS = ("limit", "bbox", "datetime", "offset")
NEXT = "offset"
Answer = tuple[int, Any, str]


def endpoints(base: str) -> dict[str, str]:
    """The endpoints of the plan when the product answers at the URL `base`."""
    return {"features": f"{base}{PATH}"}


def _feature(key: int, geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "id": key, "geometry": geometry, "properties": properties or None}


def _bench(key: int) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": [121.5 + key / 100, 31.2]}
    return _feature(key, point, since=f"2026-04-{key:02}T00:00:00Z")


RING = [[121.5, 31.2], [121.6, 31.2], [121.6, 31.3], [121.5, 31.2]]
FEATURES = {
    "benches": [*(_bench(key) for key in range(1, 8)), _feature(8, None)],
    "lawns": [_feature(1, {"type": "Polygon", "coordinates": [RING]})],
}
EXTENTS = {"benches": [121.5, 31.1, 121.6, 31.3], "lawns": [121.4, 31.1, 0, 121.7, 31.4, 50]}


class Parks:
    """The service below a URL: what becomes of a path and a query."""

    def __init__(self, base: str, fault: Fault) -> None:
        self.root, self.fault = f"{base}{PATH}", fault

    def link(self, rel: str, path: str, kind: str | None = JSON) -> dict[str, Any]:
        return {"rel": rel, "href": f"{self.root}{path}", **({"type": kind} if kind else {})}

    def answer(self, path: str, query: Mapping[str, str]) -> Answer:
        """Status, body and media type of the answer to a request below the root."""
        parts = [each for each in path.split("/") if each]
        if not parts:
            return self._landing()
        if parts == ["api"]:
            return self._definition()
        if parts == ["conformance"]:
            return self._conformance()
        if parts[0] != "collections" or len(parts) > 4:
            return self._nothing()
        if len(parts) == 1:
            return self._overview()
        if parts[1] not in FEATURES or (len(parts) > 2 and parts[2] != "items"):
            return self._nothing()
        if len(parts) == 2:
            return self._described(parts[1])
        return self._items(parts[1], query) if len(parts) == 3 else self._one(parts[1], parts[3])

    def _nothing(self) -> Answer:
        if self.fault.is_("IFC-OGF-025_empty"):
            return 200, {}, JSON
        return 500 if self.fault.is_("IFC-OGF-025_server_error") else 404, None, JSON

    def _landing(self) -> Answer:
        fault = self.fault
        if fault.is_("IFC-OGF-001_not_there"):
            return 404, None, JSON
        if fault.is_("IFC-OGF-001_page"):
            return 200, "<!doctype html><title>Parks</title>", "text/html"
        links = [self.link("self", ""), self.link("conformance", "/conformance"), self.link("data", "/collections")]
        if fault.is_("IFC-OGF-002_no_data"):
            links.pop()
        if not fault.is_("IFC-OGF-002_no_definition"):
            links.append(self.link("service-desc", "/api", DEFINITION))
        return 200, {"title": "Parks", "links": links}, JSON

    def _definition(self) -> Answer:
        if self.fault.is_("IFC-OGF-003_not_found"):
            return 404, None, JSON
        if self.fault.is_("IFC-OGF-003_page"):
            return 200, "<!doctype html><title>Parks</title>", "text/html"
        declared = [{"name": name, "in": "query", "schema": {"type": "string"}} for name in PARAMETERS]
        item = {"get": {"parameters": declared, "responses": {"200": {"description": "Features"}}}}
        paths = {"/collections/{collectionId}/items": item}
        info = {"title": "Parks", "version": "1"}
        return 200, {"openapi": "3.0.3", "info": info, "paths": paths}, DEFINITION

    def _conformance(self) -> Answer:
        fault = self.fault
        if fault.is_("IFC-OGF-004_not_found"):
            return 404, None, JSON
        classes = [f"{CLASSES}{name}" for name in ("core", "oas30", "geojson")]
        if fault.is_("IFC-OGF-004_other_classes"):
            classes = classes[1:]
        return 200, classes if fault.is_("IFC-OGF-004_list") else {"conformsTo": classes}, JSON

    def collection(self, name: str) -> dict[str, Any]:
        """The description of a collection."""
        fault, path = self.fault, f"/collections/{name}"
        box = [121.5, 31.1, 121.51, 31.3] if fault.is_("IFC-OGF-012_too_small") else EXTENTS[name]
        links = [self.link("self", path), self.link("items", f"{path}/items", GEOJSON)]
        return {"id": name, "itemType": "feature", "extent": {"spatial": {"bbox": [box]}}, "links": links}

    def _overview(self) -> Answer:
        fault = self.fault
        if fault.is_("IFC-OGF-005_not_found"):
            return 404, None, JSON
        collections = [self.collection(name) for name in FEATURES]
        if fault.is_("IFC-OGF-006_no_id"):
            collections.append({"links": []})
        if fault.is_("IFC-OGF-006_no_items"):
            del collections[1]["links"][1]
        if fault.is_("IFC-OGF-005_list"):
            return 200, collections, JSON
        return 200, {"links": [self.link("self", "/collections")], "collections": collections}, JSON

    def _described(self, name: str) -> Answer:
        if self.fault.is_("IFC-OGF-007_not_found"):
            return 404, None, JSON
        return 200, self.collection("lawns" if self.fault.is_("IFC-OGF-007_another") else name), JSON

    def _one(self, name: str, key: str) -> Answer:
        fault = self.fault
        found = next((each for each in FEATURES[name] if str(each["id"]) == key), None)
        if found is None:
            return self._nothing()
        if fault.is_("IFC-OGF-023_not_found"):
            return 404, None, JSON
        if fault.is_("IFC-OGF-023_another"):
            found = FEATURES[name][1]
        if fault.is_("IFC-OGF-010_alone"):
            found = {member: each for member, each in found.items() if member != "properties"}
        path = f"/collections/{name}"
        links = [self.link("self", f"{path}/items/{key}", GEOJSON)]
        if not fault.is_("IFC-OGF-024_no_collection"):
            links.append(self.link("collection", path, None if fault.is_("IFC-OGF-024_no_type") else JSON))
        return 200, {**found, "links": links}, GEOJSON

    # Queries

    def _items(self, name: str, query: Mapping[str, str]) -> Answer:
        fault, benches = self.fault, name == "benches"
        if name == "lawns" and fault.is_("IFC-OGF-008_server_error"):
            return 500, None, JSON
        if self._refuses(query):
            return 400, None, JSON
        if self._fails(query):
            return 500, None, JSON
        features = self._selected(FEATURES[name], query)
        if name == "lawns" and fault.is_("IFC-OGF-008_list"):
            return 200, features, GEOJSON
        after, limit = int(query.get(NEXT, "0")), query.get("limit", "")
        size = int(limit) if limit.isdecimal() and not fault.is_("IFC-OGF-014_ignored") else PAGE
        page = [self._changed(each) for each in features[after : after + size]]
        path = f"/collections/{name}/items"
        kind = None if fault.is_("IFC-OGF-013_no_type") else GEOJSON
        links = [] if fault.is_("IFC-OGF-013_no_self") else [self.link("self", path, kind)]
        if (url := self._next(path, query, after + size, len(features))) and not (limit and self._hides()):
            links.append({"rel": "next", "href": url, "type": GEOJSON})
        numbers = {
            "numberReturned": len(page) + (1 if fault.is_("IFC-OGF-019_returned") else 0),
            "numberMatched": len(page) if benches and fault.is_("IFC-OGF-019_matched") else len(features),
        }
        content = {"type": "FeatureCollection", "features": page, "links": links, **numbers}
        return 200, content, JSON if fault.is_("IFC-OGF-009_json") else GEOJSON

    def _hides(self) -> bool:
        return self.fault.is_("IFC-OGF-020_no_next")

    def _refuses(self, query: Mapping[str, str]) -> bool:
        """Whether the request has a parameter that there is not, or a wrong value."""
        fault = self.fault
        if set(query) - set(PARAMETERS):
            return not fault.is_("IFC-OGF-016_ignored")
        wrong = {
            "limit": not query.get("limit", "1").isdecimal() or not query.get(NEXT, "1").isdecimal(),
            "bbox": query.get("bbox", "0,0,0,0").count(",") != 3,
            "datetime": not query.get("datetime", "2").startswith("2"),
        }
        return any(each and not fault.is_(f"IFC-OGF-015_{name}") for name, each in wrong.items())

    def _fails(self, query: Mapping[str, str]) -> bool:
        rows = {"limit": "014", "bbox": "017", "datetime": "018", NEXT: "022"}
        return any(name in query and self.fault.is_(f"IFC-OGF-{row}_server_error") for name, row in rows.items())

    def _selected(self, features: list[dict[str, Any]], query: Mapping[str, str]) -> list[dict[str, Any]]:
        box, time, fault = query.get("bbox", ""), query.get("datetime", ""), self.fault
        if box.count(",") == 3:
            if fault.is_("IFC-OGF-017_nothing"):
                return []
            west, south, east, north = map(float, box.split(","))

            def within(each: dict[str, Any]) -> bool:
                at = (each["geometry"] or {}).get("coordinates")
                return not isinstance(at, list) or (west <= at[0] <= east and south <= at[1] <= north)

            return features if fault.is_("IFC-OGF-017_ignored") else [each for each in features if within(each)]
        if time.startswith("2"):
            if fault.is_("IFC-OGF-018_nothing"):
                return []
            of_then = [each for each in features if (each["properties"] or {}).get("since", time) == time]
            return features if fault.is_("IFC-OGF-018_ignored") else of_then
        return features

    def _changed(self, feature: dict[str, Any]) -> dict[str, Any]:
        """The feature, or a faulty one in place of the lawn."""
        fault, geometry = self.fault, feature["geometry"] or {}
        if geometry.get("type") != "Polygon":
            metres = fault.is_("IFC-OGF-011_metres") and feature["id"] == 1
            return {**feature, "geometry": {"type": "Point", "coordinates": [13525000, 31.2]}} if metres else feature
        if fault.is_("IFC-OGF-010_no_properties"):
            return {name: each for name, each in feature.items() if name != "properties"}
        ring, kind = list(RING), "Polygon"
        if fault.is_("IFC-OGF-010_short"):
            ring = [RING[0], RING[1], RING[0]]
        if fault.is_("IFC-OGF-010_open"):
            ring[3] = [121.55, 31.25]
        if fault.is_("IFC-OGF-010_text"):
            return {**feature, "geometry": {"type": "Point", "coordinates": ["121.5", "31.2"]}}
        if fault.is_("IFC-OGF-010_type"):
            kind = "Square"
        return {**feature, "geometry": {"type": kind, "coordinates": 7 if fault.is_("IFC-OGF-010_flat") else [ring]}}

    def _next(self, path: str, query: Mapping[str, str], after: int, total: int) -> str:
        fault, plain = self.fault, not set(query) & {"limit", "bbox", "datetime"}
        if plain and after >= total and fault.is_("IFC-OGF-022_loop") and "benches" in path:
            after = PAGE
        elif after >= total:
            return ""
        if plain and fault.is_("IFC-OGF-021_overlap"):
            after -= 1
        root = "http://192.0.2.1" if plain and fault.is_("IFC-OGF-022_elsewhere") else self.root
        return f"{root}{path}?{urlencode({**query, NEXT: after})}"


def routes(base: str, fault: Fault) -> list[Any]:
    """The Starlette routes below the URL `base`."""
    import json

    from starlette.responses import Response
    from starlette.routing import Route

    parks = Parks(base, fault)

    async def answer(request: Any) -> Response:
        status, body, kind = parks.answer(request.path_params.get("path", ""), dict(request.query_params))
        if body is None:
            return Response(status_code=status)
        return Response(body if isinstance(body, str) else json.dumps(body), status, media_type=kind)

    return [Route(PATH, answer), Route(f"{PATH}/{{path:path}}", answer)]
