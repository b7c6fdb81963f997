"""Rooms of a platform behind an HTTP interface that describes itself; a fault breaks one promise of the description."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import count
from typing import Any

from conformance.readers.json_values import is_number
from conformance.reference.serving import Fault

PATH = "/rooms-api"
HALL = {"id": "hall", "name": "Hall", "seats": 80}
STATEMENT: Mapping[str, Any] = {}
INFORMATION: Mapping[str, Any] = {"description": f"{PATH}/openapi.json", "parameters": ["room=hall"]}
FAULTS = (
    "IFC-OAB-001_not_found",
    "IFC-OAB-001_page",
    "IFC-OAB-002_accepted",
    "IFC-OAB-003_text",
    "IFC-OAB-004_text_for_number",
    "IFC-OAB-004_cut_off",
    "IFC-OAB-005_no_total",
    "IFC-OAB-006_large_limits",
    "IFC-OAB-007_any_limit",
    "IFC-OAB-008_long_names",
    "IFC-OAB-009_any_body",
    "IFC-OAB-010_accepted",
    "IFC-OAB-011_number_for_name",
    "IFC-OAB-011_cut_off",
    "IFC-OAB-012_text",
    "IFC-OAB-013_word",
    "IFC-OAB-013_negative",
)
_PROBLEM = {"description": "What is wrong", "content": {"application/problem+json": {"schema": {"type": "object"}}}}
_ROOM = {"$ref": "#/components/schemas/Room"}
DESCRIPTION: Mapping[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Rooms", "version": "1"},
    "paths": {
        "/rooms": {
            "get": {
                "operationId": "listRooms",
                "parameters": [{"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1}}],
                "responses": {
                    "200": {
                        "description": "Rooms",
                        "headers": {"X-Total": {"required": True, "schema": {"type": "integer", "minimum": 0}}},
                        "content": {"application/json": {"schema": {"type": "array", "items": _ROOM}}},
                    },
                    "400": _PROBLEM,
                },
            },
            "post": {
                "operationId": "createRoom",
                "requestBody": {"required": True, "content": {"application/json": {"schema": _ROOM}}},
                "responses": {
                    "201": {"description": "Created", "content": {"application/json": {"schema": _ROOM}}},
                    "400": _PROBLEM,
                },
            },
        },
        "/rooms/{room}": {
            "parameters": [{"name": "room", "in": "path", "required": True, "schema": {"type": "string"}}],
            "get": {
                "operationId": "readRoom",
                "responses": {
                    "200": {"description": "A room", "content": {"application/json": {"schema": _ROOM}}},
                    "404": _PROBLEM,
                },
            },
            "delete": {"operationId": "closeRoom", "responses": {"204": {"description": "Closed"}, "404": _PROBLEM}},
        },
    },
    "components": {
        "schemas": {
            "Room": {
                "type": "object",
                "required": ["name"],
                "properties": {
                    "id": {"type": "string"},
                    "name": {"type": "string"},
                    "seats": {"type": "integer", "minimum": 0},
                },
            }
        }
    },
}


def endpoints(base: str) -> dict[str, str]:
    """The endpoints of the plan when the product answers at the URL `base`."""
    return {"described_api": f"{base}{PATH}"}


def routes(base: str, fault: Fault) -> list[Any]:
    """The Starlette routes below the URL `base`."""
    from starlette.responses import JSONResponse, Response
    from starlette.routing import Route

    rooms: dict[str, dict[str, Any]] = {"hall": dict(HALL)}

    def problem(status: int) -> Response:
        return JSONResponse({"status": status}, status, media_type="application/problem+json")

    async def description(request: Any) -> Response:
        if fault.is_("IFC-OAB-001_not_found"):
            return problem(404)
        if fault.is_("IFC-OAB-001_page"):
            return Response("<!doctype html><title>Rooms</title>", media_type="text/html")
        return JSONResponse(DESCRIPTION)

    async def listed(request: Any) -> Response:
        limit = request.query_params.get("limit", "20")
        if not limit.isascii() or not limit.isdigit() or int(limit) < 1:
            if not fault.is_("IFC-OAB-007_any_limit"):
                return problem(400)
            limit = "20"
        if fault.is_("IFC-OAB-006_large_limits") and len(limit) > 2:
            return problem(500)
        shown = [HALL] if not fault.is_("IFC-OAB-004_text_for_number") else [{**HALL, "seats": "80"}]
        total = "many" if fault.is_("IFC-OAB-013_word") else "-1" if fault.is_("IFC-OAB-013_negative") else len(rooms)
        headers = {} if fault.is_("IFC-OAB-005_no_total") else {"x-total": str(total)}
        return JSONResponse(shown, 202 if fault.is_("IFC-OAB-002_accepted") else 200, headers)

    async def read(request: Any) -> Response:
        room = rooms.get(request.path_params["room"])
        if room is None:
            return problem(404)
        text = json.dumps(room)
        if fault.is_("IFC-OAB-004_cut_off"):
            text = text[:-1]
        return Response(text, media_type="text/plain" if fault.is_("IFC-OAB-003_text") else "application/json")

    async def create(request: Any) -> Response:
        try:
            room = json.loads(await request.body())
        except ValueError:
            return problem(400)
        if not _is_room(room):
            if not fault.is_("IFC-OAB-009_any_body"):
                return problem(400)
            room = {}
        if fault.is_("IFC-OAB-008_long_names") and len(room["name"]) > 1:
            return problem(500)
        name = next(str(each) for each in count(1) if str(each) not in rooms)  # the same for the same history
        rooms[name] = {**room, "id": name}
        text = json.dumps({**rooms[name], "name": 7} if fault.is_("IFC-OAB-011_number_for_name") else rooms[name])
        return Response(
            text[:-1] if fault.is_("IFC-OAB-011_cut_off") else text,
            202 if fault.is_("IFC-OAB-010_accepted") else 201,
            {"location": f"{base}{PATH}/rooms/{name}"},
            "text/plain" if fault.is_("IFC-OAB-012_text") else "application/json",
        )

    async def close(request: Any) -> Response:
        return problem(404) if rooms.pop(request.path_params["room"], None) is None else Response(status_code=204)

    return [
        Route(f"{PATH}/openapi.json", description),
        Route(f"{PATH}/rooms", listed, methods=["GET"]),
        Route(f"{PATH}/rooms", create, methods=["POST"]),
        Route(f"{PATH}/rooms/{{room}}", read, methods=["GET"]),
        Route(f"{PATH}/rooms/{{room}}", close, methods=["DELETE"]),
    ]


def _is_room(value: Any) -> bool:
    """Whether a body conforms to the schema of the description."""
    if not isinstance(value, dict) or not isinstance(value.get("name"), str):
        return False
    seats = value.get("seats", 0)
    whole = is_number(seats) and seats == int(seats)
    return isinstance(value.get("id", ""), str) and whole and seats >= 0
