"""The DID resolver of the reference product, with a registrar. Its DIDs are kept in memory.

It answers in both editions of DID Resolution; the `Accept` header selects one. A fault changes an honest answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from conformance.reference.serving import Fault

from .registry import GONE, KNOWN, NOBODY, OTHER, Registry, document_of, registered

PATH = "/1.0"
_TRUE = ("registry", "deactivation", "registrar", "updates")
STATEMENT: Mapping[str, Any] = {"edition": "v1", **dict.fromkeys(_TRUE, True)}
INFORMATION: Mapping[str, Any] = {
    "did": KNOWN,
    "unknown_did": NOBODY,
    "deactivated_did": GONE,
    "registration_method": "example",
}
RESULT = "application/did-resolution"
RESULT_V03 = 'application/ld+json;profile="https://w3id.org/did-resolution"'
REPRESENTATIONS = ("application/did", "application/did+ld+json", "application/did+json")
_DID = re.compile(r"did:([a-z0-9]+):(?:(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})*:)*(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})+")
_STATUS = {
    "INVALID_DID": 400,
    "NOT_FOUND": 404,
    "REPRESENTATION_NOT_SUPPORTED": 406,
    "INTERNAL_ERROR": 500,
    "METHOD_NOT_SUPPORTED": 501,
}

# Fault -> the members of didDocumentMetadata, and of didResolutionMetadata, that replace those of the known DID.
_METADATA: dict[str, dict[str, Any]] = {
    "ID-DRS-004_time_as_number": {"created": 1767323045},
    "ID-DRS-004_numbers": {
        "updated": 1767323045,
        "nextUpdate": 1767323045,
        "versionId": 1,
        "nextVersionId": 2,
        "equivalentId": [1],
        "canonicalId": 1,
    },
    "ID-DRS-004_one_equivalent_id": {"equivalentId": OTHER},
    "ID-DRS-004_flag_as_text": {"deactivated": "false"},
    "ID-DRS-007_fraction": {"created": "2026-01-02T03:04:05.678Z"},
    "ID-DRS-007_local_time": {"updated": "2026-01-02T11:04:05+08:00"},
    "ID-DRS-007_no_such_day": {"created": "2026-02-30T03:04:05Z"},
    "ID-DRS-007_no_zone": {"updated": "2026-01-02T03:04:05"},
    "ID-DRS-008_called_deactivated": {"deactivated": True},
}
_CONTENT_TYPE: dict[str, Any] = {
    "ID-DRS-004_content_type_as_list": ["application/did"],
    "ID-DRS-006_word": "json",
    "ID-DRS-006_empty": "",
}
# Fault -> the DID it affects (None: every one made by the registrar), and the status in place of the honest one.
_STATUSES: dict[str, tuple[str | None, int]] = {
    "ID-DRS-001_server_error": (KNOWN, 500),
    "ID-DRS-001_not_found": (KNOWN, 404),
    "ID-DRS-013_bad_request": (NOBODY, 400),
    "ID-DRS-015_not_found": (GONE, 404),
    "ID-DRS-015_ok": (GONE, 200),
    "ID-DRS-021_not_found": (None, 404),
}
_OTHERS = (
    "ID-DRS-001_null_document",
    "ID-DRS-002_plain_json",
    "ID-DRS-003_document_alone_in_the_result",
    "ID-DRS-003_no_document_metadata",
    "ID-DRS-004_metadata_as_text",
    "ID-DRS-005_another_document",
    "ID-DRS-005_other_case",
    "ID-DRS-009_always_wrapped",
    "ID-DRS-009_empty_object",
    "ID-DRS-009_other_document",
    "ID-DRS-009_refuses",
    "ID-DRS-010_plain_json",
    "ID-DRS-011_any_character",
    "ID-DRS-011_trailing_colon",
    "ID-DRS-011_upper_case_unsupported",
    "ID-DRS-012_not_found",
    "ID-DRS-013_empty_document",
    "ID-DRS-014_default_instead",
    "ID-DRS-016_not_said",
    "ID-DRS-016_text",
    "ID-DRS-017_empty_metadata",
    "ID-DRS-018_keyword",
    "ID-DRS-018_relative_type",
    "ID-DRS-019_internal_error",
    "ID-DRS-019_not_found",
    "ID-DRS-020_document_beside_error",
    "ID-DRS-020_error_beside_document",
    "ID-DRS-020_metadata_beside_error",
    "ID-DRS-021_forgets_the_first",
    "ID-DRS-021_other_id",
    "ID-DRS-022_second_update_unseen",
    "ID-DRS-022_unseen",
    "ID-DRS-023_comes_back",
    "ID-DRS-023_still_there",
    "ID-DRS-024_array",
    "ID-DRS-024_empty",
    "ID-DRS-024_text",
    "ID-DRS-025_other_object",
    "ID-DRS-025_page",
)
# Fault -> the body and the media type of every refusal.
_REFUSALS = {
    "ID-DRS-024_array": (b"[]", None),
    "ID-DRS-024_empty": (b"", None),
    "ID-DRS-024_text": (b"not found", None),
    "ID-DRS-025_other_object": (b'{"error": "not found"}', "application/json"),
    "ID-DRS-025_page": (b"<!DOCTYPE html><title>Not found</title>", "text/html"),
}
FAULTS = tuple(sorted({*_METADATA, *_CONTENT_TYPE, *_STATUSES, *_OTHERS}))


@dataclass
class Resolution:
    """The result of resolving a DID, before it is written: `error` is a key of _STATUS."""

    did: str
    status: int
    document: dict[str, Any] | None = None
    error: str | None = None
    metadata: dict[str, Any] = field(default_factory=dict)


def resolve(registry: Registry, did: str, fault: Fault) -> Resolution:
    """DID Resolution 1.0, 4.4, up to the faults that keep to the algorithm's own steps."""
    found = _DID.fullmatch(did)
    if not found:
        lenient = _takes(did, fault)
        return _failed(did, lenient or "INVALID_DID")
    if found[1] != "example":
        return _failed(did, "METHOD_NOT_SUPPORTED")
    if did not in registry.documents:
        return _failed(did, "NOT_FOUND")
    document = registry.documents[did]
    if document is None:
        return Resolution(did, 410, metadata={"deactivated": True})
    times = {"created": "2026-01-02T03:04:05Z", "updated": "2026-01-02T03:04:05Z"}
    return Resolution(did, 200, document, metadata={**times, "deactivated": False, "versionId": "1"})


def _failed(did: str, error: str) -> Resolution:
    return Resolution(did, _STATUS[error], error=error)


def _takes(did: str, fault: Fault) -> str | None:
    """The error with which a lenient resolver goes on to resolve a malformed DID."""
    if fault.is_("ID-DRS-011_trailing_colon") and did.endswith(":"):
        return "NOT_FOUND"
    if fault.is_("ID-DRS-011_any_character") and did.startswith("did:example:"):
        return "NOT_FOUND"
    # The fixed malformed DID of the other rows is left unchanged.
    if fault.is_("ID-DRS-011_upper_case_unsupported") and not did.startswith(("did:EXAMPLE:", "did:example:")):
        return "METHOD_NOT_SUPPORTED"
    return None


def lie(result: Resolution, registry: Registry, fault: Fault) -> Resolution:
    """The same, with the faults that affect what is found."""
    made = result.did in registry.made
    if fault.name in _STATUSES:
        target, status = _STATUSES[fault.name]
        if result.did == target or (target is None and made and result.status == 200):
            result.status = status
    if result.did == KNOWN:
        result.metadata |= _METADATA.get(fault.name, {})
        if fault.is_("ID-DRS-001_null_document"):
            result.document = None
        elif fault.is_("ID-DRS-005_another_document"):
            result.document = registry.documents[OTHER]
        elif fault.is_("ID-DRS-005_other_case"):
            result.document = document_of(KNOWN.replace("alice", "Alice"))
    elif result.did == NOBODY and fault.is_("ID-DRS-013_empty_document"):
        return Resolution(NOBODY, 200, {"id": NOBODY})
    elif result.did == GONE and fault.name.startswith("ID-DRS-016"):
        result.metadata = {"deactivated": "true"} if fault.is_("ID-DRS-016_text") else {}
    elif result.error == "METHOD_NOT_SUPPORTED" and fault.is_("ID-DRS-012_not_found"):
        result.status = 404
    elif made:
        _lie_of_made(result, registry, fault)
    return result


def _lie_of_made(result: Resolution, registry: Registry, fault: Fault) -> None:
    """The faults of DIDs that the registrar made; some show only in a history of two of them."""
    is_last = registry.made[-1] == result.did
    if result.document and not is_last and fault.is_("ID-DRS-021_forgets_the_first"):
        result.document, result.error, result.status = None, "NOT_FOUND", 404
    elif result.document and fault.is_("ID-DRS-021_other_id"):
        result.document = registry.documents[OTHER]
    elif result.status == 410 and (
        fault.is_("ID-DRS-023_still_there") or (fault.is_("ID-DRS-023_comes_back") and not is_last)
    ):
        result.document, result.metadata, result.status = document_of(result.did), {}, 200


def written(result: Resolution, v03: bool, fault: Fault) -> dict[str, Any]:
    """The DID resolution result as JSON (DID Resolution 1.0, 9)."""
    metadata: dict[str, Any] = {}
    if result.document is not None:
        metadata["contentType"] = REPRESENTATIONS[1 if v03 else 0]
        if result.did == KNOWN and fault.name in _CONTENT_TYPE:
            metadata["contentType"] = _CONTENT_TYPE[fault.name]
    document = result.document
    if result.did == KNOWN and fault.is_("ID-DRS-020_error_beside_document"):
        metadata["error"] = _error("NOT_FOUND", v03, fault)
    if result.error:
        metadata["error"] = _error(result.error, v03, fault)
        if fault.is_("ID-DRS-017_empty_metadata"):
            metadata = {}
        if fault.is_("ID-DRS-020_document_beside_error"):
            document = {"id": result.did}
        if fault.is_("ID-DRS-020_metadata_beside_error"):
            result.metadata = {"versionId": "1"}
    found: dict[str, Any] = {
        "didDocument": document,
        "didResolutionMetadata": metadata,
        "didDocumentMetadata": result.metadata,
    }
    if result.did == KNOWN and fault.is_("ID-DRS-004_metadata_as_text"):
        found |= {"didResolutionMetadata": "none", "didDocumentMetadata": "none"}
    if result.did == KNOWN and fault.is_("ID-DRS-003_no_document_metadata"):
        del found["didDocumentMetadata"]
    if result.did == KNOWN and fault.is_("ID-DRS-003_document_alone_in_the_result") and document:
        return document
    return {"@context": "https://w3id.org/did-resolution/v1", **found} if v03 else found


def _error(error: str, v03: bool, fault: Fault) -> Any:
    if fault.is_("ID-DRS-019_internal_error"):
        error = "INTERNAL_ERROR"
    if fault.is_("ID-DRS-019_not_found") and error == "METHOD_NOT_SUPPORTED":
        error = "NOT_FOUND"
    first, *rest = error.lower().split("_")
    if v03 or fault.is_("ID-DRS-018_keyword"):
        return first + "".join(word.capitalize() for word in rest)
    base = "" if fault.is_("ID-DRS-018_relative_type") else "https://www.w3.org/ns/did#"
    return {"type": f"{base}{error}", "title": " ".join([first, *rest])}


def endpoints(base: str) -> dict[str, str]:
    """The endpoints of the plan when the product answers at the URL `base`."""
    return {"resolver": f"{base}{PATH}/identifiers/", "registrar": f"{base}{PATH}/"}


def routes(base: str, fault: Fault) -> list[Any]:
    """The Starlette routes below the URL `base`."""
    from starlette.responses import JSONResponse, Response
    from starlette.routing import Route

    registry = Registry()

    async def identifiers(request: Any) -> Response:
        accept = request.headers.get("accept", "*/*")
        result = lie(resolve(registry, request.path_params["did"], fault), registry, fault)
        v03 = "https://w3id.org/did-resolution" in accept
        body: Any = written(result, v03, fault)
        label = RESULT_V03 if v03 else RESULT
        if not v03 and RESULT not in accept:
            offered = next((each for each in REPRESENTATIONS if accept in (each, "*/*")), None)
            if fault.is_("ID-DRS-014_default_instead") or accept in _CONTENT_TYPE.values():
                offered = offered or REPRESENTATIONS[0]
            if offered is None or fault.is_("ID-DRS-009_refuses"):
                failed = _failed(result.did, "REPRESENTATION_NOT_SUPPORTED")
                return JSONResponse(written(failed, v03, fault), failed.status, media_type=RESULT)
            if result.document is not None and not fault.is_("ID-DRS-009_always_wrapped"):
                body, label = result.document, offered
                if fault.is_("ID-DRS-010_plain_json"):
                    label = "application/json"
                elif fault.is_("ID-DRS-009_empty_object"):
                    body = {}
                elif fault.is_("ID-DRS-009_other_document"):
                    body = {"id": result.did}
        elif result.did == KNOWN and fault.is_("ID-DRS-002_plain_json"):
            label = "application/json"
        if fault.name in _REFUSALS and result.status in (400, 404, 501):
            plain, kind = _REFUSALS[fault.name]
            return Response(plain, result.status, media_type=kind or label)
        return JSONResponse(body, result.status, media_type=label)

    async def register(request: Any) -> JSONResponse:
        status, state = registered(registry, request.path_params["operation"], await request.json(), fault)
        answer = {"jobId": None, "didState": state, "didRegistrationMetadata": {}, "didDocumentMetadata": {}}
        return JSONResponse(answer, status)

    return [
        Route(f"{PATH}/identifiers/{{did:path}}", identifiers),
        Route(f"{PATH}/{{operation}}", register, methods=["POST"]),
    ]
