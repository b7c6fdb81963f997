"""Issuers and verifiers of two products beside each other, with real signatures by did:key issuers."""

from __future__ import annotations

import json
from typing import Any

from conformance.reference.serving import Fault
from conformance_suites.identity.data_integrity.reader.keys import ED25519
from conformance_suites.identity.data_integrity.reader.signing import Signer, signed
from conformance_suites.identity.vc_api.reference.verifier import PROBLEM, is_good

PATH = "/credentials/issue"
CREATED = "2025-01-01T00:00:00Z"
PRODUCTS = {"first": 21, "second": 22}
"""The products, with the numbers of their keys."""
FAULTS = (
    "ID-VAI-001_ok",
    "ID-VAI-002_label",
    "ID-VAI-003_no_proof",
    "ID-VAI-004_forged",
    "ID-VAI-005_other_claim",
    "ID-VAI-006_other_issuer",
    "ID-VAI-007_authentication",
    "ID-VAI-008_context",
    "ID-VAI-008_type",
    "ID-VAI-008_subject",
    "ID-VAI-008_text",
    "ID-VAI-008_empty",
    "ID-VAI-009_server_error",
    "ID-VAI-010_any_issuer",
    "ID-VAI-011_silent",
    "ID-VAP-001_refused",
    "ID-VAP-002_refused",
    "ID-VAP-003_accepted",
    "ID-VAP-004_accepted",
    "ID-VAP-005_warnings",
    "ID-VAP-006_warnings",
)
_NEEDED = {"context": "@context", "type": "type", "subject": "credentialSubject"}
# Verifier -> the faults by which it refuses good credentials, accepts others, and warns.
_OF_VERIFIERS = {
    "second": ("ID-VAP-001_refused", "ID-VAP-003_accepted", "ID-VAP-005_warnings"),
    "first": ("ID-VAP-002_refused", "ID-VAP-004_accepted", "ID-VAP-006_warnings"),
}


def endpoints(base: str) -> dict[str, str]:
    """The endpoints of the plan when the products answer at the URL `base`."""
    pair = {f"{each}_issuer": f"{base}/{each}{PATH}" for each in PRODUCTS}
    verifiers = {f"{each}_verifier": f"{base}/{each}/credentials/verify" for each in PRODUCTS}
    return {"vc_api_issuer": f"{base}{PATH}", **pair, **verifiers}


def wrong(credential: Any, fault: Fault) -> str | None:
    """What is wrong with a request; None for a right one, or one whose mistake the fault overlooks."""
    if credential is None:
        return None if fault.is_("ID-VAI-008_empty") else "empty"
    if not isinstance(credential, dict):
        return None if fault.is_("ID-VAI-008_text") else "text"
    for name, member in _NEEDED.items():
        if member not in credential and not fault.is_(f"ID-VAI-008_{name}"):
            return name
    return None


def issued(credential: dict[str, Any], number: int, fault: Fault) -> dict[str, Any]:
    """The credential with a proof by the key of this number."""
    signer = Signer(ED25519, number)
    whole = {"@context": ["https://www.w3.org/ns/credentials/v2"], **credential}
    own = {"issuer": signer.did} if not fault.is_("ID-VAI-010_any_issuer") or "issuer" not in whole else {}
    document = {**whole, **own, "validFrom": CREATED}
    if fault.is_("ID-VAI-005_other_claim"):
        document["credentialSubject"] = {**document["credentialSubject"], "name": "Other"}
    if fault.is_("ID-VAI-006_other_issuer"):
        document["issuer"] = Signer(ED25519, number + 1).did
    purpose = "authentication" if fault.is_("ID-VAI-007_authentication") else "assertionMethod"
    made = signed(document, "eddsa-rdfc-2022", signer, created=CREATED, proofPurpose=purpose)
    return {**made, "name": "Added"} if fault.is_("ID-VAI-004_forged") else made


def routes(base: str, fault: Fault) -> list[Any]:
    """The Starlette routes below the URL `base`."""
    from starlette.responses import JSONResponse, Response
    from starlette.routing import Route

    def issuer(number: int) -> Any:
        async def issue(request: Any) -> Response:
            credential = json.loads(await request.body()).get("credential")
            if wrong(credential, fault) is not None:
                status = 500 if fault.is_("ID-VAI-009_server_error") else 400
                told = {} if fault.is_("ID-VAI-011_silent") else {"title": "malformed input"}
                return JSONResponse(told, status)
            if wrong(credential, Fault()) is not None:  # overlooked
                return JSONResponse({"verifiableCredential": {}}, 201)
            foreign = credential.get("issuer") not in (None, Signer(ED25519, number).did)
            if foreign and not fault.is_("ID-VAI-010_any_issuer"):
                return JSONResponse({"title": "another issuer"}, 400)
            made = issued(credential, number, fault)
            if fault.is_("ID-VAI-003_no_proof"):
                del made["proof"]
            label = "text/plain" if fault.is_("ID-VAI-002_label") else "application/json"
            status = 200 if fault.is_("ID-VAI-001_ok") else 201
            return JSONResponse({"verifiableCredential": made}, status, media_type=label)

        return issue

    def verifier(product: str) -> Any:
        refuses, accepts, warns = _OF_VERIFIERS[product]

        async def verify(request: Any) -> Response:
            document = json.loads(await request.body()).get("verifiableCredential")
            good = isinstance(document, dict) and is_good(document) and not fault.is_(refuses)
            verified = good or fault.is_(accepts)
            told = ["old"] if fault.is_(warns) else []
            return JSONResponse({"verified": verified, "errors": [] if verified else [PROBLEM], "warnings": told})

        return verify

    found = [Route(PATH, issuer(20), methods=["POST"])]
    for product, number in PRODUCTS.items():
        found.append(Route(f"/{product}{PATH}", issuer(number), methods=["POST"]))
        found.append(Route(f"/{product}/credentials/verify", verifier(product), methods=["POST"]))
    return found
