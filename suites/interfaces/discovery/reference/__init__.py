"""The reference product: a catalogue of two interfaces, which are there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from conformance.reference.serving import Fault

STATEMENT: Mapping[str, Any] = {}
INFORMATION: Mapping[str, Any] = {}
PATH = "/.well-known/api-catalog"
TYPE = "application/linkset+json"
PROFILE = f'{TYPE}; profile="https://www.rfc-editor.org/info/rfc9727"'

# Fault -> status, content type and body that replace those of the catalogue.
_ANSWERS: dict[str, dict[str, Any]] = {
    "IFC-CAT-001_not_there": {"status": 404},
    "IFC-CAT-001_server_error": {"status": 500},
    "IFC-CAT-002_json": {"type": "application/json"},
    "IFC-CAT-003_no_profile": {"type": TYPE},
    "IFC-CAT-003_other_profile": {"type": f'{TYPE}; profile="https://example.org/profile"'},
    "IFC-CAT-004_page": {"body": b"<!DOCTYPE html><title>Interfaces</title>"},
    "IFC-CAT-004_list": {"body": b"[]"},
    "IFC-CAT-004_links": {"body": b'{"links": []}'},
    "IFC-CAT-004_one_object": {"body": b'{"linkset": {}}'},
    "IFC-CAT-005_nothing": {"body": b'{"linkset": []}'},
}
# Fault -> a link that is added to the first context: relation and target.
_ADDED = {
    "IFC-CAT-007_twice": ("item", "{base}/rooms"),
    "IFC-CAT-008_without_tls": ("item", "http://api.reference.example/rooms"),
    "IFC-CAT-009_removed": ("item", "{base}/avatars"),
}
# Fault -> the field Link in answer to a HEAD request; None omits it.
_HEADS = {
    "IFC-CAT-010_no_link": None,
    "IFC-CAT-010_other_relation": '<https://www.reference.example/>; rel="home"',
    "IFC-CAT-010_unreadable": "/.well-known/api-catalog; rel=api-catalog",
}
FAULTS = (*_ANSWERS, "IFC-CAT-006_no_description", *_ADDED, *_HEADS)


def endpoints(base: str) -> dict[str, str]:
    """The endpoints of the plan when the product answers at the URL `base`."""
    return {"catalog": base}


def routes(base: str, fault: Fault) -> list[Any]:
    """The Starlette routes below the URL `base`."""
    from starlette.responses import JSONResponse, RedirectResponse, Response
    from starlette.routing import Route

    async def catalog(request: Any) -> Response:
        if request.method == "HEAD":
            link = _HEADS.get(fault.name, f'<{PATH}>; rel="api-catalog"')
            return Response(headers={"Link": link} if link else {}, media_type=PROFILE)
        if not fault.name:
            return RedirectResponse("/catalog.json", 302)
        return await document(request)

    async def document(request: Any) -> Response:
        changes = _ANSWERS.get(fault.name, {})
        body = changes.get("body") or json.dumps(_linkset(base, fault)).encode()
        return Response(body, changes.get("status", 200), {"Content-Type": changes.get("type", PROFILE)})

    async def interface(request: Any) -> Response:
        return JSONResponse({"openapi": "3.1.0"})

    async def closed(request: Any) -> Response:
        return Response(status_code=401, headers={"WWW-Authenticate": "Bearer"})

    return [
        Route(PATH, catalog, methods=["GET", "HEAD"]),
        Route("/catalog.json", document),
        Route("/rooms", closed),
        Route("/assets", interface),
        Route("/rooms/openapi.json", interface),
    ]


def _linkset(base: str, fault: Fault) -> dict[str, Any]:
    described = {"anchor": f"{base}/rooms", "service-desc": [{"href": f"{base}/rooms/openapi.json"}]}
    if fault.is_("IFC-CAT-006_no_description"):
        described = {"anchor": f"{base}/rooms", "status": [{"href": f"{base}/assets"}]}
    listed: dict[str, Any] = {
        "anchor": f"{base}{PATH}",
        "item": [{"href": f"{base}/rooms"}, {"href": f"{base}/assets"}],
    }
    if added := _ADDED.get(fault.name):
        listed[added[0]].append({"href": added[1].replace("{base}", base)})
    return {"linkset": [listed, described]}
