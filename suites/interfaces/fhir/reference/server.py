"""A server of patients and observations, to be read; a fault breaks one of its promises."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from conformance.reference.serving import Fault

PATH = "/fhir"
STATEMENT: Mapping[str, Any] = {}
INFORMATION: Mapping[str, Any] = {}
FAULTS = (
    "IFC-FHS-001_another",
    "IFC-FHS-001_not_found",
    "IFC-FHS-002_json",
    "IFC-FHS-003_not_found",
    "IFC-FHS-003_server_error",
    "IFC-FHS-004_history",
    "IFC-FHS-004_list",
    "IFC-FHS-005_another",
    "IFC-FHS-005_not_found",
    "IFC-FHS-005_type",
    "IFC-FHS-006_empty",
    "IFC-FHS-006_server_error",
    "IFC-FHS-007_empty",
    "IFC-FHS-008_text",
    "IFC-FHS-009_missing",
    "IFC-FHS-010_missing",
    "IFC-FHS-011_fhir",
    "IFC-FHS-012_xml",
)
FHIR, XML = "application/fhir+json", "application/fhir+xml"
Resource = dict[str, Any]
RESOURCES: dict[str, list[Resource]] = {
    "Patient": [{"resourceType": "Patient", "id": each, "active": True} for each in ("ada", "grace")],
    "Observation": [
        {"resourceType": "Observation", "id": "pulse", "status": "final", "code": {"text": "pulse"}, "valueInteger": 64}
    ],
}
CAPABILITIES: Resource = {
    "resourceType": "CapabilityStatement",
    "url": "https://clinic.example.org/fhir/CapabilityStatement/reference",
    "version": "1.0.0",
    "name": "ReferenceServer",
    "title": "Reference server",
    "status": "active",
    "date": "2026-11-24",
    "publisher": "Reference",
    "description": "Patients and observations, to be read.",
    "kind": "instance",
    "software": {"name": "Reference", "version": "1.0.0"},
    "implementation": {"description": "On loopback", "url": "https://clinic.example.org/fhir"},
    "fhirVersion": "4.0.1",
    "format": ["json"],
    "rest": [
        {
            "mode": "server",
            "documentation": "Read and search.",
            "security": {"cors": False, "description": "None, on loopback."},
            "resource": [
                {"type": name, "interaction": [{"code": "read"}, {"code": "search-type"}]} for name in RESOURCES
            ],
        }
    ],
}


def endpoints(base: str) -> dict[str, str]:
    """The endpoints of the plan when the product answers at the URL `base`."""
    return {"fhir": f"{base}{PATH}"}


class HealthServer:
    """The server: what becomes of a path below the base."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault

    def answer(self, path: str) -> tuple[int, Any]:
        """Status and body."""
        fault, parts = self.fault, path.strip("/").split("/")
        if parts == ["metadata"]:
            if fault.is_("IFC-FHS-001_not_found"):
                return 404, _outcome("there is no statement")
            return 200, RESOURCES["Patient"][0] if fault.is_("IFC-FHS-001_another") else CAPABILITIES
        if parts[0] not in RESOURCES:
            if fault.is_("IFC-FHS-007_empty"):
                return 200, {}
            return 404, _refusal(fault, "the type is not supported")
        return self._search(parts[0]) if len(parts) == 1 else self._read(parts[0], parts[1])

    def _search(self, name: str) -> tuple[int, Any]:
        fault = self.fault
        if name == "Observation" and fault.is_("IFC-FHS-003_not_found"):
            return 404, _outcome("the type is not supported")
        if name == "Observation" and fault.is_("IFC-FHS-003_server_error"):
            return 500, _outcome("the server has a fault")
        kind = "history" if fault.is_("IFC-FHS-004_history") else "searchset"
        entry = [{"resource": each} for each in RESOURCES[name][:1]]
        resource = "List" if fault.is_("IFC-FHS-004_list") else "Bundle"
        return 200, {"resourceType": resource, "type": kind, "total": len(RESOURCES[name]), "entry": entry}

    def _read(self, name: str, identifier: str) -> tuple[int, Any]:
        fault = self.fault
        found = next((each for each in RESOURCES[name] if each["id"] == identifier), None)
        if found is None:
            if fault.is_("IFC-FHS-006_empty"):
                return 200, {}
            status = 500 if fault.is_("IFC-FHS-006_server_error") else 404
            return status, _refusal(fault, "no resource has this id")
        if name == "Patient" and fault.is_("IFC-FHS-005_not_found"):
            return 404, _outcome("no resource has this id")
        if fault.is_("IFC-FHS-005_type"):
            return 200, {**found, "resourceType": "Basic"}
        return 200, RESOURCES[name][-1] if fault.is_("IFC-FHS-005_another") else found

    def headers(self, path: str) -> dict[str, str]:
        """The headers of an answer."""
        hidden = self.fault.is_("IFC-FHS-009_missing" if path == "metadata" else "IFC-FHS-010_missing")
        name, value = ("ETag", 'W/"1"') if path == "metadata" else ("Last-Modified", "Tue, 24 Nov 2026 08:00:00 GMT")
        return {} if hidden else {name: value}

    def media_type(self, accept: str, asked: str) -> str:
        """The media type of an answer in JSON; XML for one that it does not have."""
        fault = self.fault
        if accept == XML and (asked != "json" or fault.is_("IFC-FHS-012_xml")):
            return XML
        if (accept == "application/json" and not fault.is_("IFC-FHS-011_fhir")) or fault.is_("IFC-FHS-002_json"):
            return "application/json"
        return FHIR


def _outcome(text: str) -> Resource:
    issue = {"severity": "error", "code": "not-found", "diagnostics": text}
    return {"resourceType": "OperationOutcome", "issue": [issue]}


def _refusal(fault: Fault, text: str) -> Resource:
    return {"detail": text} if fault.is_("IFC-FHS-008_text") else _outcome(text)


def routes(base: str, fault: Fault) -> list[Any]:
    """The Starlette routes below the URL `base`."""
    from starlette.responses import Response
    from starlette.routing import Route

    server = HealthServer(fault)

    async def answer(request: Any) -> Response:
        path = request.path_params["path"]
        media_type = server.media_type(request.headers.get("accept", FHIR), request.query_params.get("_format", ""))
        if media_type == XML:
            return Response(status_code=406)
        status, body = server.answer(path)
        headers = server.headers(path) if status == 200 else {}
        return Response(json.dumps(body), status, headers=headers, media_type=media_type)

    return [Route(f"{PATH}/{{path:path}}", answer)]
