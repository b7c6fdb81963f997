"""A platform on which people have accounts. A fault changes who gets what, or what is left."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from conformance.reference.serving import Fault

from .people import EXAMPLE, PUBLIC, People

PATH = "/privacy"
STATEMENT: Mapping[str, Any] = {}
INFORMATION: Mapping[str, Any] = {
    "accounts": "POST accounts",
    "account_example": json.dumps(EXAMPLE),
    "account_id": "/id",
    "account_token": "/session/token",
    "own_data": ["accounts/{id}"],
    "public_data": ["people/{id}", "people?search={public}"],
    "optional_members": ["email"],
    "correction": "PATCH accounts/{id}",
    "correction_example": '{"name": "{public}"}',
    "export": "POST accounts/{id}/export",
    "export_place": "/url",
    "erasure": "DELETE accounts/{id}",
    "seconds_until_done": 1,
}
FAULTS = (
    "IFC-PRV-001_left_out",
    "IFC-PRV-002_open",
    "IFC-PRV-003_any_person",
    "IFC-PRV-004_ignored",
    "IFC-PRV-005_history",
    "IFC-PRV-005_search",
    "IFC-PRV-006_any_person",
    "IFC-PRV-007_address",
    "IFC-PRV-008_address",
    "IFC-PRV-009_address_demanded",
    "IFC-PRV-010_refused",
    "IFC-PRV-011_never",
    "IFC-PRV-012_page",
    "IFC-PRV-012_cut_off",
    "IFC-PRV-013_left_out",
    "IFC-PRV-014_everybody",
    "IFC-PRV-015_token",
    "IFC-PRV-016_open",
    "IFC-PRV-017_any_person",
    "IFC-PRV-018_open_place",
    "IFC-PRV-019_refused",
    "IFC-PRV-020_only_marked",
    "IFC-PRV-021_still_found",
    "IFC-PRV-022_exports_kept",
    "IFC-PRV-023_token_alive",
    "IFC-PRV-024_who_is_alike",
    "IFC-PRV-025_anybody",
    "IFC-PRV-025_any_person",
)


def endpoints(base: str) -> dict[str, str]:
    """The endpoints of the plan when the product answers at the URL `base`."""
    return {"personal_data": f"{base}{PATH}"}


def routes(base: str, fault: Fault) -> list[Any]:
    """The Starlette routes below the URL `base`."""
    from starlette.requests import Request
    from starlette.responses import JSONResponse, Response
    from starlette.routing import Route

    people = People()

    def refused(status: int) -> Response:
        return JSONResponse({"error": status}, status, headers={"WWW-Authenticate": "Bearer"} if status == 401 else {})

    def caller(request: Request) -> tuple[str, bool]:
        """The number of the person who asks, and whether there is a token at all."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        kept = fault.is_("IFC-PRV-020_only_marked") or fault.is_("IFC-PRV-023_token_alive")
        return people.whose(token if scheme == "Bearer" else "", erased=kept), bool(token)

    def stranger(request: Request, number: str, anybody: str, any_person: str) -> int:
        """The status that refuses the request for what belongs to this person; 0 if it is granted."""
        who, shown = caller(request)
        if not who:
            return 0 if not shown and fault.is_(anybody) else 401
        return 0 if who == number or fault.is_(any_person) else 404

    def shown(data: dict[str, Any], left_out: str) -> dict[str, Any]:
        return {name: each for name, each in data.items() if name != "bio" or not fault.is_(left_out)}

    async def accounts(request: Request) -> Response:
        data = await request.json()
        if not isinstance(data, dict) or (fault.is_("IFC-PRV-009_address_demanded") and "email" not in data):
            return refused(422)
        number = people.add(data)
        return JSONResponse({"id": int(number), "session": {"token": people.people[number].token}}, 201)

    async def account(request: Request) -> Response:
        number = request.path_params["number"]
        if number not in people.people:
            return refused(404)
        if request.method == "PATCH":
            if status := stranger(request, number, "", "IFC-PRV-006_any_person"):
                return refused(status)
            if not fault.is_("IFC-PRV-004_ignored"):
                people.correct(number, await request.json())
        elif request.method == "DELETE":
            return erase(request, number)
        elif status := stranger(request, number, "IFC-PRV-002_open", "IFC-PRV-003_any_person"):
            return refused(status)
        person = people.people[number]
        if person.erased and fault.is_("IFC-PRV-023_token_alive"):
            return JSONResponse({"erased": True})
        told = shown(person.data, "IFC-PRV-001_left_out")
        return JSONResponse({**told, "former": person.former if fault.is_("IFC-PRV-005_history") else {}})

    def erase(request: Request, number: str) -> Response:
        if status := stranger(request, number, "IFC-PRV-025_anybody", "IFC-PRV-025_any_person"):
            return refused(status)
        if fault.is_("IFC-PRV-019_refused"):
            return refused(403)
        for each in people.alike(number) if fault.is_("IFC-PRV-024_who_is_alike") else [number]:
            people.people[each].erased = True
        if not fault.is_("IFC-PRV-022_exports_kept"):
            people.exports.pop(number, None)
        return Response(status_code=204)

    def page(request: Request, number: str) -> dict[str, Any]:
        """What others see of a person."""
        person, who = people.people[number], caller(request)[0]
        told = {name: person.data.get(name) for name in PUBLIC}
        if fault.is_("IFC-PRV-007_address" if who else "IFC-PRV-008_address"):
            told["email"] = person.data.get("email")
        return told

    async def person(request: Request) -> Response:
        number = request.path_params["number"]
        if number not in people.people or people.people[number].erased:
            return refused(410 if number in people.people else 404)
        return JSONResponse(page(request, number))

    async def search(request: Request) -> Response:
        wanted, found = request.query_params.get("search", ""), []
        for number, each in list(people.people.items()):
            old = fault.is_("IFC-PRV-005_search") and each.former.get("name") == wanted
            there = not each.erased or fault.is_("IFC-PRV-021_still_found")
            if there and (old or each.data.get("name") == wanted):
                found.append({**page(request, number), **({"name": wanted} if old else {})})
        return JSONResponse(found)

    async def export(request: Request) -> Response:
        number = request.path_params["number"]
        if number not in people.people or people.people[number].erased:
            return refused(410)
        if status := stranger(request, number, "IFC-PRV-016_open", "IFC-PRV-017_any_person"):
            return refused(status)
        if fault.is_("IFC-PRV-010_refused"):
            return refused(403)
        people.exports[number] = content(number)
        if caller(request)[0] != number:
            return Response(people.exports[number], media_type="application/json")
        return Response(status_code=202, headers={"Location": f"{PATH}/exports/{number}/status"})

    def content(number: str) -> str:
        person = people.people[number]
        told = shown(person.data, "IFC-PRV-013_left_out")
        if fault.is_("IFC-PRV-015_token"):
            told["token"] = person.token
        text = people.everything() if fault.is_("IFC-PRV-014_everybody") else json.dumps(told)
        return text[:-1] if fault.is_("IFC-PRV-012_cut_off") else text

    async def state(request: Request) -> Response:
        number = request.path_params["number"]
        if status := stranger(request, number, "", ""):
            return refused(status)
        if fault.is_("IFC-PRV-011_never"):
            return Response(status_code=202)
        return JSONResponse({"url": f"{PATH}/exports/{number}"})

    async def exported(request: Request) -> Response:
        number = request.path_params["number"]
        kept = fault.is_("IFC-PRV-022_exports_kept") and people.people[number].erased
        if (status := stranger(request, number, "IFC-PRV-018_open_place", "")) and not kept:
            return refused(status)
        if number not in people.exports:
            return refused(404)
        kind = "text/html" if fault.is_("IFC-PRV-012_page") else "application/json"
        return Response(people.exports[number], media_type=kind)

    return [
        Route(f"{PATH}/accounts", accounts, methods=["POST"]),
        Route(f"{PATH}/accounts/{{number}}", account, methods=["GET", "PATCH", "DELETE"]),
        Route(f"{PATH}/accounts/{{number}}/export", export, methods=["POST"]),
        Route(f"{PATH}/exports/{{number}}", exported),
        Route(f"{PATH}/exports/{{number}}/status", state),
        Route(f"{PATH}/people", search),
        Route(f"{PATH}/people/{{number}}", person),
    ]
