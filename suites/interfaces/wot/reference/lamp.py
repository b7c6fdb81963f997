"""A lamp that describes itself; a fault breaks one promise of its description. It keeps its values while it runs."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from conformance.reference.serving import Fault

PATH = "/things/lamp"
STATEMENT: Mapping[str, Any] = {}
INFORMATION: Mapping[str, Any] = {"write": "brightness=40", "invoke": 'fade={"to": 10}'}
TOKEN = "Bearer reference"  # noqa: S105 - everybody may know it
SERIAL = "R-1"
HONEST = {"lit": True, "hours": 12.5, "bulb": "LED"}
"""The state of the lamp; its description leaves the bulb out, which it may."""
FAULTS = (
    "IFC-WTB-001_not_there",
    "IFC-WTB-001_page",
    "IFC-WTB-001_another_context",
    "IFC-WTB-002_not_found",
    "IFC-WTB-002_server_error",
    "IFC-WTB-003_text",
    "IFC-WTB-003_no_type",
    "IFC-WTB-004_text_for_number",
    "IFC-WTB-004_above",
    "IFC-WTB-004_cut_off",
    "IFC-WTB-004_member",
    "IFC-WTB-005_not_found",
    "IFC-WTB-005_list",
    "IFC-WTB-005_one_missing",
    "IFC-WTB-005_text_for_number",
    "IFC-WTB-006_refuses",
    "IFC-WTB-006_forgets",
    "IFC-WTB-007_accepts",
    "IFC-WTB-007_fails",
    "IFC-WTB-007_clamps",
    "IFC-WTB-007_changes",
    "IFC-WTB-008_accepts",
    "IFC-WTB-009_not_found",
    "IFC-WTB-009_text",
    "IFC-WTB-009_number",
    "IFC-WTB-010_accepts",
    "IFC-WTB-010_fails",
    "IFC-WTB-011_anything",
    "IFC-WTB-012_another",
    "IFC-WTB-012_server_error",
    "IFC-WTB-013_token",
    "IFC-WTB-014_open",
)
PATIENCE, ALONE = 100, 10
"""Looks at the value before an observer is answered although nothing changed, and where nobody else asks for it."""
BETWEEN = 0.02


def _form(name: str, *op: str, **members: Any) -> dict[str, Any]:
    return {"href": name, "op": list(op), **members}


def description(base: str) -> dict[str, Any]:
    """What the lamp says of itself."""
    level = {"type": "integer", "minimum": 0, "maximum": 100}
    return {
        "@context": ["https://www.w3.org/2022/wot/td/v1.1", {"@language": "en"}],
        "id": "urn:uuid:0f6a4a52-54a3-4fbe-9a33-6d1f4bf1a0c1",
        "title": "Reference lamp",
        "titles": {"en": "Reference lamp", "zh-Hans": "参考灯"},
        "base": f"{base}{PATH}/",
        "securityDefinitions": {"open": {"scheme": "nosec"}, "token": {"scheme": "bearer"}},
        "security": "open",
        "forms": [_form("properties", "readallproperties")],
        "properties": {
            "brightness": {
                **level,
                "unit": "percent",
                "observable": True,
                "forms": [
                    _form("properties/brightness", "readproperty", "writeproperty"),
                    _form("changes/brightness", "observeproperty", "unobserveproperty", subprotocol="longpoll"),
                ],
            },
            "state": {
                "type": "object",
                "properties": {"lit": {"type": "boolean"}, "hours": {"type": "number"}},
                "required": ["lit"],
                "readOnly": True,
                "forms": [_form("properties/state", "readproperty")],
            },
            "temperature": {
                "type": "number",
                "minimum": -40,
                "maximum": 150,
                "unit": "Cel",
                "forms": [_form("properties/temperature", "readproperty")],
            },
            "serial": {
                "type": "string",
                "readOnly": True,
                "forms": [_form("properties/serial", "readproperty", security="token")],
            },
        },
        "actions": {
            "fade": {
                "input": {"type": "object", "properties": {"to": level}, "required": ["to"]},
                "output": {"type": "object", "properties": {"from": level}, "required": ["from"]},
                "synchronous": True,
                "forms": [{"href": "actions/fade"}],
            }
        },
    }


def endpoints(base: str) -> dict[str, str]:
    """The endpoints of the plan when the product answers at the URL `base`."""
    return {"thing": f"{base}{PATH}"}


class Lamp:
    """The values of the lamp, and what becomes of requests."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        self.brightness: Any = 70
        self.asked = 0

    @property
    def state(self) -> Any:
        return {**HONEST, "lit": "on"} if self.fault.is_("IFC-WTB-004_member") else HONEST

    @property
    def temperature(self) -> Any:
        if self.fault.is_("IFC-WTB-004_text_for_number"):
            return "41.5"
        return 151 if self.fault.is_("IFC-WTB-004_above") else 41.5

    def write(self, value: Any) -> int:
        """Set the brightness; the status of the answer."""
        fault = self.fault
        if not _is_level(value):
            if fault.is_("IFC-WTB-007_clamps") and isinstance(value, int):
                return 204
            if fault.is_("IFC-WTB-007_changes"):
                self.brightness = 0
            return 204 if fault.is_("IFC-WTB-007_accepts") else 500 if fault.is_("IFC-WTB-007_fails") else 400
        if fault.is_("IFC-WTB-006_refuses"):
            return 501
        if not fault.is_("IFC-WTB-006_forgets"):
            self.brightness = value
        return 204

    def fade(self, given: Any) -> tuple[int, bytes]:
        """Fade to another brightness at once; status and body of the answer."""
        fault = self.fault
        understood = isinstance(given, dict) and _is_level(given.get("to"))
        if not understood and not fault.is_("IFC-WTB-010_accepts"):
            return 500 if fault.is_("IFC-WTB-010_fails") else 400, b""
        if fault.is_("IFC-WTB-009_not_found"):
            return 404, b""
        if fault.is_("IFC-WTB-009_text"):
            return 200, b"faded"
        return 200, json.dumps(70 if fault.is_("IFC-WTB-009_number") else {"from": 70}).encode()


def _is_level(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 100


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


def routes(base: str, fault: Fault) -> list[Any]:
    """The Starlette routes below the URL `base`."""
    from starlette.responses import JSONResponse, Response
    from starlette.routing import Route

    lamp = Lamp(fault)

    async def described(request: Any) -> Response:
        if fault.is_("IFC-WTB-001_not_there"):
            return Response(status_code=404)
        if fault.is_("IFC-WTB-001_page"):
            return Response("<!doctype html><title>Lamp</title>", media_type="text/html")
        content = description(base)
        if fault.is_("IFC-WTB-001_another_context"):
            content["@context"] = "https://www.w3.org/ns/td"
        return JSONResponse(content, media_type="application/td+json")

    async def brightness(request: Any) -> Response:
        if request.method == "PUT":
            return Response(status_code=lamp.write(_parsed(await request.body())))
        lamp.asked += 1
        return JSONResponse(lamp.brightness)

    async def temperature(request: Any) -> Response:
        if fault.is_("IFC-WTB-002_server_error"):
            return Response(status_code=500)
        text = json.dumps(lamp.temperature)
        if fault.is_("IFC-WTB-003_no_type"):
            return Response(text)
        return Response(text, media_type="text/plain" if fault.is_("IFC-WTB-003_text") else "application/json")

    async def state(request: Any) -> Response:
        if request.method == "PUT":
            return Response(status_code=204 if fault.is_("IFC-WTB-008_accepts") else 405, headers={"allow": "GET"})
        if fault.is_("IFC-WTB-002_not_found"):
            return Response(status_code=404)
        if fault.is_("IFC-WTB-013_token") and request.headers.get("authorization") != TOKEN:
            return Response(status_code=401, headers={"www-authenticate": "Bearer"})
        text = json.dumps(lamp.state)
        return Response(text[:-1] if fault.is_("IFC-WTB-004_cut_off") else text, media_type="application/json")

    async def serial(request: Any) -> Response:
        if request.headers.get("authorization") != TOKEN and not fault.is_("IFC-WTB-014_open"):
            return Response(status_code=401, headers={"www-authenticate": "Bearer"})
        return JSONResponse(SERIAL) if request.method == "GET" else Response(status_code=405, headers={"allow": "GET"})

    async def everything(request: Any) -> Response:
        if fault.is_("IFC-WTB-005_not_found"):
            return Response(status_code=404)
        values: dict[str, Any] = {"brightness": lamp.brightness, "state": HONEST, "temperature": 41.5}
        if fault.is_("IFC-WTB-014_open"):
            values["serial"] = SERIAL
        if fault.is_("IFC-WTB-005_one_missing"):
            del values["state"]
        if fault.is_("IFC-WTB-005_text_for_number"):
            values["brightness"] = "70"
        return JSONResponse([*values.values()] if fault.is_("IFC-WTB-005_list") else values)

    async def unknown(request: Any) -> Response:
        return JSONResponse(None, 200 if fault.is_("IFC-WTB-011_anything") else 404)

    async def changes(request: Any) -> Response:
        """The brightness when it is another, for who waits for it (long polling)."""
        before, asked = lamp.brightness, lamp.asked
        if fault.is_("IFC-WTB-012_server_error"):
            return Response(status_code=500)
        for look in range(PATIENCE):
            if lamp.brightness != before or (look == ALONE and lamp.asked == asked):
                break
            await asyncio.sleep(BETWEEN)
        return JSONResponse(0 if fault.is_("IFC-WTB-012_another") else lamp.brightness)

    async def fade(request: Any) -> Response:
        status, body = lamp.fade(_parsed(await request.body()))
        return Response(body, status, media_type="application/json")

    both = ["GET", "PUT"]
    return [
        Route(PATH, described),
        Route(f"{PATH}/properties", everything),
        Route(f"{PATH}/properties/brightness", brightness, methods=both),
        Route(f"{PATH}/properties/state", state, methods=both),
        Route(f"{PATH}/properties/temperature", temperature),
        Route(f"{PATH}/properties/serial", serial, methods=both),
        Route(f"{PATH}/properties/{{name}}", unknown),
        Route(f"{PATH}/changes/brightness", changes),
        Route(f"{PATH}/actions/fade", fade, methods=["POST"]),
    ]
