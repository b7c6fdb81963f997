"""A platform with content, sessions and a shop. A fault changes what it says, or to whom."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from conformance.reference.serving import Fault

from .people import ADULT, ALLOWED, CLASSES, CONTENT, DECLARATION, LIMIT, MINORS, PRICES, TOKENS, Shop, written

PATH = "/governance"
STATEMENT: Mapping[str, Any] = dict.fromkeys(("lists_content", "admits_minors", "sells", "idempotent_purchases"), True)
VARIABLES = {f"{each}_token": f"REFERENCE_{each.upper()}_TOKEN" for each in TOKENS}
ENVIRONMENT = {f"REFERENCE_{each.upper()}_TOKEN": value for each, value in TOKENS.items()}
INFORMATION: Mapping[str, Any] = {
    **{name: {"env": variable} for name, variable in VARIABLES.items()},
    "declaration": "platform-declaration.json",
    "catalogue": "content",
    "catalogue_items": "/items",
    "item": "content/{id}",
    "content_classes": CLASSES,
    "minor_classes": list(ALLOWED),
    "session": "POST sessions",
    "session_end_operation": "DELETE sessions/{id}",
    "minutes_per_day": 60,
    "offer": "offers/1",
    "purchase": "POST orders",
    "purchase_body": '{"offer": 1}',
    "purchase_beyond_limit": '{"offer": 2}',
    "receipt_members": '{"amount": "/total/value", "currency": "/total/currency"}',
    "transaction": "orders/{id}",
    "refund": "POST orders/{id}/refund",
    "balance": "balance",
}
Change = Callable[[dict[str, Any]], Any]


def _put(name: str, value: Any) -> Change:
    """A change that gives a member of the total another value."""
    return lambda receipt: receipt["total"].update({name: value})


# Fault -> what it makes of a receipt.
RECEIPTS: dict[str, Change] = {
    "IFC-GOV-014_no_seller": lambda receipt: receipt.pop("seller"),
    "IFC-GOV-015_no_zone": lambda receipt: receipt.update(time="2026-03-01T12:30:00"),
    "IFC-GOV-015_no_such_day": lambda receipt: receipt.update(time="2026-02-30T12:30:00Z"),
    "IFC-GOV-016_binary": _put("value", 18.5),
    "IFC-GOV-016_separators": _put("value", "1,850"),
    "IFC-GOV-017_sign": _put("currency", "¥"),
    "IFC-GOV-017_number": _put("currency", 156),
}
# Fault -> the class of the second item: in the list, and on its page.
CLASS_OF: dict[str, tuple[Any, Any]] = {
    "IFC-GOV-001_none": (None, None),
    "IFC-GOV-002_of_another_scheme": ("PG-13", "PG-13"),
    "IFC-GOV-003_differs": ("12+", "all"),
}
# Fault -> status, media type and members of the refusal of a session.
REFUSALS: dict[str, tuple[int, str, dict[str, Any]]] = {
    "IFC-GOV-009_server_error": (500, "application/problem+json", {"type": "urn:example:minor-limit"}),
    "IFC-GOV-009_success": (200, "application/problem+json", {"type": "urn:example:minor-limit"}),
    "IFC-GOV-010_json": (403, "application/json", {"type": "urn:example:minor-limit"}),
    "IFC-GOV-010_blank": (403, "application/problem+json", {"type": "about:blank"}),
    "IFC-GOV-010_no_type": (403, "application/problem+json", {}),
}
REFUSAL = (403, "application/problem+json", {"type": "urn:example:minor-limit", "title": "No time left today"})
# Fault -> the end of a session of a minor.
ENDS: dict[str, Any] = {
    "IFC-GOV-011_none": None,
    "IFC-GOV-011_seconds": 3600,
    "IFC-GOV-011_no_zone": "2026-03-01T12:30:00",
}
_OTHERS = (
    "IFC-GOV-004_listed",
    "IFC-GOV-005_given",
    "IFC-GOV-006_given",
    "IFC-GOV-007_closed",
    "IFC-GOV-007_page",
    "IFC-GOV-008_no_limit",
    "IFC-GOV-012_long",
    "IFC-GOV-013_no_limit",
    "IFC-GOV-018_fee",
    "IFC-GOV-019_not_kept",
    "IFC-GOV-019_changed",
    "IFC-GOV-020_the_same",
    "IFC-GOV-021_again",
    "IFC-GOV-022_twice",
    "IFC-GOV-023_any_person",
    "IFC-GOV-024_open",
    "IFC-GOV-025_open",
)
FAULTS = tuple(sorted({*RECEIPTS, *CLASS_OF, *REFUSALS, *ENDS, *_OTHERS}))


def endpoints(base: str) -> dict[str, str]:
    """The endpoints of the plan when the product answers at the URL `base`."""
    return {"governance": f"{base}{PATH}"}


def routes(base: str, fault: Fault) -> list[Any]:
    """The Starlette routes below the URL `base`."""
    from starlette.requests import Request
    from starlette.responses import JSONResponse, Response
    from starlette.routing import Route

    shop, sessions = Shop(), itertools.count(1)

    def caller(request: Request) -> str:
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        return next((each for each, known in TOKENS.items() if known == token), "")

    def refused(status: int) -> Response:
        return JSONResponse({"error": status}, status)

    def listed(number: str, on_page: bool) -> dict[str, Any]:
        rated = CLASS_OF.get(fault.name, ("12+", "12+"))[on_page] if number == "2" else CONTENT[number]
        return {"id": number, **({"contentRating": rated} if rated else {})}

    async def declaration(request: Request) -> Response:
        if fault.is_("IFC-GOV-007_closed") and not caller(request):
            return refused(401)
        return JSONResponse({} if fault.is_("IFC-GOV-007_page") else DECLARATION)

    async def content(request: Request) -> Response:
        limited = caller(request) in (*MINORS, "") and not fault.is_("IFC-GOV-004_listed")
        adults_alone = request.query_params.get("of") == "adults"
        shown = [each for each in CONTENT if not adults_alone or CONTENT[each] not in ALLOWED]
        found = [each for each in shown if not limited or CONTENT[each] in ALLOWED]
        return JSONResponse({"items": [listed(each, False) for each in found]})

    async def item(request: Request) -> Response:
        number, who = request.path_params["number"], caller(request)
        if number not in CONTENT:
            return refused(404)
        open_to = fault.is_("IFC-GOV-005_given") if who in MINORS else bool(who) or fault.is_("IFC-GOV-006_given")
        if CONTENT[number] not in ALLOWED and not open_to:
            return refused(403 if who else 401)
        return JSONResponse(listed(number, True))

    async def session(request: Request) -> Response:
        who, now = caller(request), datetime.now(UTC)
        if not who:
            return refused(401)
        if who == "exhausted" and not fault.is_("IFC-GOV-008_no_limit"):
            status, kind, members = REFUSALS.get(fault.name, REFUSAL)
            return Response(written(members), status, media_type=kind)
        end = now + timedelta(hours=12 if fault.is_("IFC-GOV-012_long") else 1)
        told = ENDS.get(fault.name, end.isoformat(timespec="seconds")) if who in MINORS else None
        headers = {"Date": format_datetime(now, usegmt=True)}
        return JSONResponse({"id": next(sessions), "endsAt": told}, 201, headers=headers)

    async def ended(request: Request) -> Response:
        return Response(status_code=204 if caller(request) else 401)

    async def offer(request: Request) -> Response:
        return JSONResponse({"id": 1, "price": "15.00" if fault.is_("IFC-GOV-018_fee") else str(PRICES[1])})

    async def order(request: Request) -> Response:
        who, number = caller(request), (await request.json())["offer"]
        if not who and not fault.is_("IFC-GOV-025_open"):
            return refused(401)
        if who in MINORS and PRICES[number] > LIMIT and not fault.is_("IFC-GOV-013_no_limit"):
            return refused(403)
        key = request.headers.get("idempotency-key", "")
        if key not in shop.keys or not key or fault.is_("IFC-GOV-021_again"):
            shop.keys[key] = shop.buy(who or ADULT, number)
            if fault.is_("IFC-GOV-022_twice"):
                shop.balances[who] -= PRICES[number]
        alike = shop.alike(shop.keys[key])
        return JSONResponse(receipt(alike if fault.is_("IFC-GOV-020_the_same") else shop.keys[key]), 201)

    def receipt(number: str) -> dict[str, Any]:
        told = copy.deepcopy(shop.sold[number][1])
        if change := RECEIPTS.get(fault.name):
            change(told)
        return told

    async def transaction(request: Request) -> Response:
        who, number = caller(request), request.path_params["number"]
        if number not in shop.sold or fault.is_("IFC-GOV-019_not_kept"):
            return refused(404)
        if who != shop.sold[number][0] and not fault.is_("IFC-GOV-023_any_person" if who else "IFC-GOV-024_open"):
            return refused(404 if who else 401)
        told = receipt(number)
        return JSONResponse({**told, "seller": "Heron Studio"} if fault.is_("IFC-GOV-019_changed") else told)

    async def refund(request: Request) -> Response:
        return Response(status_code=204 if caller(request) else 401)

    async def balance(request: Request) -> Response:
        who = caller(request)
        return JSONResponse({"balance": str(shop.balances[who])}) if who else refused(401)

    return [
        Route(f"{PATH}/platform-declaration.json", declaration),
        Route(f"{PATH}/content", content),
        Route(f"{PATH}/content/{{number}}", item),
        Route(f"{PATH}/sessions", session, methods=["POST"]),
        Route(f"{PATH}/sessions/{{number}}", ended, methods=["DELETE"]),
        Route(f"{PATH}/offers/1", offer),
        Route(f"{PATH}/orders", order, methods=["POST"]),
        Route(f"{PATH}/orders/{{number}}", transaction),
        Route(f"{PATH}/orders/{{number}}/refund", refund, methods=["POST"]),
        Route(f"{PATH}/balance", balance),
    ]


__all__ = ["ENVIRONMENT", "FAULTS", "INFORMATION", "STATEMENT", "endpoints", "routes"]
