"""A verifier with real cryptography. A fault overlooks one difference from a credential that it accepted before."""

from __future__ import annotations

import json
from typing import Any

from conformance.authoring import Blocked
from conformance.reference.serving import Fault
from conformance_suites.identity.credential.reader.documents import Found
from conformance_suites.identity.data_integrity.reader.secured import Proof
from conformance_suites.identity.data_integrity.reader.verifying import verifies

PATH = "/credentials/verify"
STATEMENT = {"cryptosuite": "eddsa-rdfc-2022"}
INFORMATION: dict[str, str] = {}
PROBLEM = {"type": "https://w3id.org/security#PROOF_VERIFICATION_ERROR", "title": "not verified"}
_SERVER_ERROR = "ID-VCV-013_server_error"
_ERRORS = "ID-VCV-014_errors"
_LABEL = "ID-VCV-015_label"
_SILENT = "ID-VCV-016_silent"

# Members of the proof that differ -> the fault that overlooks it.
_PROOFS = {
    frozenset({"created", "proofValue"}): "ID-VCV-007_swapped",
    frozenset({"cryptosuite"}): "ID-VCV-009_any_suite",
    frozenset({"proofPurpose", "proofValue"}): "ID-VCV-010_any_purpose",
    frozenset({"created"}): "ID-VCV-011_created",
    frozenset({"verificationMethod"}): "ID-VCV-012_method",
}
_OTHERS = (
    "ID-VCV-001_changed",
    "ID-VCV-002_added",
    "ID-VCV-003_removed",
    "ID-VCV-004_any_issuer",
    "ID-VCV-005_value",
    "ID-VCV-006_short",
    "ID-VCV-008_no_proof",
    _SERVER_ERROR,
    _ERRORS,
    _LABEL,
    _SILENT,
)
FAULTS = tuple(sorted({*_PROOFS.values(), *_OTHERS}))


def is_good(document: dict[str, Any]) -> bool:
    """Whether the one proof is by the issuer, for assertions, and verifies."""
    proof = document.get("proof")
    if not isinstance(proof, dict) or proof.get("proofPurpose") != "assertionMethod":
        return False
    if str(proof.get("verificationMethod")).partition("#")[0] != document.get("issuer"):
        return False
    try:
        return verifies(Proof("/proof", proof, Found("", document)))
    except Blocked:
        return False


def difference(known: dict[str, Any], document: dict[str, Any]) -> str | None:
    """The fault that overlooks how a document differs from one that was accepted."""
    if "proof" not in document:
        return "ID-VCV-008_no_proof"
    if document.get("issuer") != known["issuer"]:
        return "ID-VCV-004_any_issuer"
    if document.keys() - known.keys():
        return "ID-VCV-002_added"
    if document["credentialSubject"] != known["credentialSubject"]:
        fewer = known["credentialSubject"].keys() - document["credentialSubject"].keys()
        return "ID-VCV-003_removed" if fewer else "ID-VCV-001_changed"
    before, after = known["proof"], document["proof"]
    names = frozenset(name for name in before if before[name] != after.get(name))
    if names == {"proofValue"}:
        shorter = len(after["proofValue"]) < len(before["proofValue"])
        return "ID-VCV-006_short" if shorter else "ID-VCV-005_value"
    return _PROOFS.get(names)


def credential_of(body: bytes) -> dict[str, Any] | None:
    """The credential of a request; None for malformed input."""
    try:
        whole = json.loads(body)
    except (ValueError, RecursionError):
        return None
    document = whole.get("verifiableCredential") if isinstance(whole, dict) else None
    if not isinstance(document, dict) or not isinstance(document.get("id"), str):
        return None
    return document if isinstance(document.get("credentialSubject"), dict) else None


def endpoints(base: str) -> dict[str, str]:
    """The endpoints of the plan when the product answers at the URL `base`."""
    return {"credential_verifier": f"{base}{PATH}"}


def routes(base: str, fault: Fault) -> list[Any]:
    """The Starlette routes below the URL `base`."""
    from starlette.responses import JSONResponse
    from starlette.routing import Route

    accepted: dict[str, dict[str, Any]] = {}

    async def verify(request: Any) -> JSONResponse:
        document = credential_of(await request.body())
        if document is None:
            return JSONResponse({"title": "malformed input"}, 400)
        good = is_good(document)
        if good:
            accepted[document["id"]] = document
        elif fault.is_(_SERVER_ERROR) and "proof" not in document:
            return JSONResponse({"verified": False}, 500)
        known = accepted.get(document["id"])
        overlooked = not good and known is not None and fault.is_(str(difference(known, document)))
        verified = good or overlooked
        told = fault.is_(_ERRORS) if verified else not fault.is_(_SILENT)
        errors = [PROBLEM] if told else []
        label = "text/plain" if verified and fault.is_(_LABEL) else "application/json"
        return JSONResponse({"verified": verified, "errors": errors}, media_type=label)

    return [Route(PATH, verify, methods=["POST"])]
