"""The receiver of events of the reference product. It keeps nothing; a fault changes what it refuses, or its answer."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote_to_bytes

from conformance.reference.serving import Fault

PATH, LIMITED, SIGNED = "/events", "/limited-events", "/signed-events"
VARIABLE = "REFERENCE_SIGNING_SECRET"
SECRET = "whsec_Y29uZm9ybWFuY2UtdGVzdC1vbmx5LXNlY3JldA=="  # noqa: S105  # gitleaks:allow - everybody may know it
ENVIRONMENT = {VARIABLE: SECRET}
TOLERANCE = 3600
ALLOWED = 3
"""Deliveries to the limited address before it refuses."""
STATEMENT: Mapping[str, Any] = {"batches": True, "webhook": True}
INFORMATION: Mapping[str, Any] = {
    "event": json.dumps({"source": "urn:example:conformance", "type": "com.example.conformance.tested", "data": {}}),
    "signing_secret": {"env": VARIABLE},
    "deliveries_beyond_the_limit": 10,
}
REQUIRED = ("id", "source", "specversion", "type")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')

# Fault -> the status, headers and body that replace those of an accepted event.
_ACCEPTED: dict[str, tuple[int, dict[str, str], bytes]] = {
    "IFC-WHK-018_temporarily": (307, {"location": "/elsewhere"}, b""),
    "IFC-WHK-019_no_information": (203, {}, b""),
    "IFC-WHK-019_empty": (200, {}, b""),
    "IFC-WHK-019_no_type": (201, {}, b"{}"),
}
# Fault -> the headers that replace those of a grant; None omits one.
_GRANTS: dict[str, dict[str, str | None]] = {
    "IFC-WHK-021_no_grant": {"webhook-allowed-origin": None, "webhook-allowed-rate": None},
    "IFC-WHK-021_no_method": {"allow": None},
    "IFC-WHK-021_other_method": {"allow": "OPTIONS, PUT"},
    "IFC-WHK-022_no_origin": {"webhook-allowed-origin": None},
    "IFC-WHK-022_other_origin": {"webhook-allowed-origin": "other.example"},
    "IFC-WHK-023_no_rate": {"webhook-allowed-rate": None},
    "IFC-WHK-023_zero": {"webhook-allowed-rate": "0"},
}
FAULTS = tuple(
    sorted(
        {
            *_ACCEPTED,
            *_GRANTS,
            *(f"IFC-WHK-011_no_{name}" for name in REQUIRED),
            *(f"IFC-WHK-012_no_{name}" for name in REQUIRED if name != "specversion"),
            *(f"IFC-WHK-013_empty_{name}" for name in REQUIRED if name != "specversion"),
            "IFC-WHK-001_refuses",
            "IFC-WHK-002_structured_alone",
            "IFC-WHK-003_binary_alone",
            "IFC-WHK-004_one_at_a_time",
            "IFC-WHK-005_some_event",
            "IFC-WHK-006_whole_header",
            "IFC-WHK-007_ascii_alone",
            "IFC-WHK-008_needed_alone",
            "IFC-WHK-009_no_quotes",
            "IFC-WHK-010_replaces",
            "IFC-WHK-010_overlong",
            "IFC-WHK-014_any_version",
            "IFC-WHK-015_any_text",
            "IFC-WHK-016_server_error",
            "IFC-WHK-017_bad_request",
            "IFC-WHK-018_refuses_elsewhere",
            "IFC-WHK-020_no_time",
            "IFC-WHK-020_soon",
            "IFC-WHK-024_any_signature",
            "IFC-WHK-024_none_needed",
            "IFC-WHK-025_any_time",
        }
    )
)


class Refused(Exception):
    """The status with which a delivery is refused."""


def receive(headers: Mapping[str, str], body: bytes, fault: Fault) -> None:
    """Read a delivery. Raises Refused."""
    if fault.is_("IFC-WHK-001_refuses"):
        raise Refused(400)
    kind = headers.get("content-type", "")
    name = kind if fault.is_("IFC-WHK-006_whole_header") else kind.partition(";")[0].strip().lower()
    if name == "application/cloudevents+json":
        if fault.is_("IFC-WHK-003_binary_alone"):
            raise Refused(400)
        _structured(body, fault)
    elif name == "application/cloudevents-batch+json":
        events = _parsed(body)
        many = fault.is_("IFC-WHK-004_one_at_a_time") and len(events) > 1
        if not isinstance(events, list) or many or (not events and fault.is_("IFC-WHK-005_some_event")):
            raise Refused(400)
        for event in events:
            _event(event, fault, "IFC-WHK-011", "IFC-WHK-013")
    elif kind.startswith("application/cloudevents"):
        raise Refused(400 if fault.is_("IFC-WHK-017_bad_request") else 415)
    else:
        _binary(headers, fault)


def _verify(headers: Mapping[str, str], body: bytes, fault: Fault) -> None:
    """The signature of Standard Webhooks 1.0.0."""
    given, said = headers.get("webhook-signature"), headers.get("webhook-timestamp", "0")
    if given is None:
        if fault.is_("IFC-WHK-024_none_needed"):
            return
        raise Refused(401)
    if abs(time.time() - int(said)) > TOLERANCE and not fault.is_("IFC-WHK-025_any_time"):
        raise Refused(401)
    signed = f"{headers.get('webhook-id', '')}.{said}.".encode() + body
    digest = hmac.digest(base64.b64decode(SECRET.removeprefix("whsec_")), signed, hashlib.sha256)
    right = f"v1,{base64.b64encode(digest).decode()}"
    if not fault.is_("IFC-WHK-024_any_signature") and right not in given.split(" "):
        raise Refused(401)


def _structured(body: bytes, fault: Fault) -> None:
    try:
        event = _parsed(body)
    except Refused:
        if fault.is_("IFC-WHK-015_any_text"):
            return
        raise Refused(500 if fault.is_("IFC-WHK-016_server_error") else 400) from None
    _event(event, fault, "IFC-WHK-011", "IFC-WHK-013")


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        raise Refused(400) from None


def _event(event: Any, fault: Fault, missing: str, empty: str) -> None:
    if not isinstance(event, dict):
        raise Refused(400)
    for name in REQUIRED:
        if name not in event and not fault.is_(f"{missing}_no_{name}"):
            raise Refused(400)
        if event.get(name) == "" and not fault.is_(f"{empty}_empty_{name}"):
            raise Refused(400)
    if event.get("specversion", "1.0") != "1.0" and not fault.is_("IFC-WHK-014_any_version"):
        raise Refused(400)


def _binary(headers: Mapping[str, str], fault: Fault) -> None:
    if fault.is_("IFC-WHK-002_structured_alone"):
        raise Refused(400)
    event = {name[3:]: _decoded(value, fault) for name, value in headers.items() if name.startswith("ce-")}
    _event(event, fault, "IFC-WHK-012", "")


def _decoded(value: str, fault: Fault) -> str:
    """The attribute in a header (HTTP binding, 3.1.3.2)."""
    if quoted := _QUOTED.fullmatch(value):
        if fault.is_("IFC-WHK-009_no_quotes"):
            raise Refused(400)
        value = re.sub(r"\\(.)", r"\1", quoted[1])
    if fault.is_("IFC-WHK-008_needed_alone") and "%6c" in value:
        raise Refused(400)
    data = unquote_to_bytes(value)
    if fault.is_("IFC-WHK-007_ascii_alone") and not data.isascii() and data != b"\xff" and data != b"\xc0\xa0":
        raise Refused(400)
    if fault.is_("IFC-WHK-010_overlong"):
        data = data.replace(b"\xc0\xa0", b" ")
    try:
        return data.decode("utf-8", "replace" if fault.is_("IFC-WHK-010_replaces") else "strict")
    except UnicodeDecodeError:
        raise Refused(400) from None


def endpoints(base: str) -> dict[str, str]:
    """The endpoints of the plan when the product answers at the URL `base`."""
    return {"events": f"{base}{PATH}", "limited_events": f"{base}{LIMITED}", "signed_events": f"{base}{SIGNED}"}


def routes(base: str, fault: Fault) -> list[Any]:
    """The Starlette routes below the URL `base`."""
    from starlette.responses import Response
    from starlette.routing import Route

    async def events(request: Any) -> Response:
        if request.method == "OPTIONS":
            honest = {
                "allow": "OPTIONS, POST",
                "webhook-allowed-origin": request.headers.get("webhook-request-origin"),
                "webhook-allowed-rate": request.headers.get("webhook-request-rate", "60"),
            }
            changed = {**honest, **_GRANTS.get(fault.name, {})}
            return Response(status_code=204, headers={name: each for name, each in changed.items() if each})
        body = await request.body()
        try:
            if request.url.path == SIGNED:
                _verify(request.headers, body, fault)
            receive(request.headers, body, fault)
        except Refused as refused:
            elsewhere = refused.args[0] == 400 and fault.is_("IFC-WHK-018_refuses_elsewhere")
            return Response(status_code=303 if elsewhere else refused.args[0])
        status, headers, said = _ACCEPTED.get(fault.name, (204, {}, b""))
        return Response(said, status, headers)

    delivered = 0

    async def limited(request: Any) -> Response:
        nonlocal delivered
        delivered += 1
        if delivered <= ALLOWED:
            return Response(status_code=204)
        delivered = 0  # for the next run
        wait = {"IFC-WHK-020_no_time": {}, "IFC-WHK-020_soon": {"retry-after": "soon"}}
        return Response(status_code=429, headers=wait.get(fault.name, {"retry-after": "30"}))

    return [
        Route(PATH, events, methods=["POST", "OPTIONS"]),
        Route(SIGNED, events, methods=["POST"]),
        Route(LIMITED, limited, methods=["POST"]),
    ]
