"""Requests of the VC API 0.7 and what their answers say, whichever product they come from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from conformance.authoring import Blocked
from conformance.readers.json_values import object_or_empty
from conformance.transports.exchange import Exchange, Request
from conformance.transports.service import Service
from conformance_suites.identity.credential.reader.documents import Found
from conformance_suites.identity.data_integrity.reader.secured import Proof
from conformance_suites.identity.data_integrity.reader.verifying import verifies

Document = dict[str, Any]
JSON = "application/json"
ELSEWHERE = "did:example:conformance"
"""An issuer that no product is."""
SUBJECT = {"id": "urn:example:subject", "name": "Plain", "description": "A test"}


def unsigned(issuer: str | None) -> Document:
    """A credential to be issued, whose terms are all defined by the context of the data model."""
    named = {"issuer": issuer} if issuer else {}
    context = ["https://www.w3.org/ns/credentials/v2"]
    return {"@context": context, "type": ["VerifiableCredential"], **named, "credentialSubject": dict(SUBJECT)}


def posted(service: Service, url: str, body: Any) -> Exchange:
    """The answer to a request in JSON, with the credentials of the plan. Raises Blocked."""
    headers = (("content-type", JSON), ("accept", JSON))
    found = service.send(Request("POST", url, headers, json.dumps(body).encode()))
    found.json.within_bounds()
    return found


def issuing(service: Service, url: str, credential: Any) -> Exchange:
    """What an issuer answers to a request for a credential."""
    return posted(service, url, {"credential": credential, "options": {}})


def verifying(service: Service, url: str, credential: Any) -> Exchange:
    """What a verifier answers to a credential."""
    return posted(service, url, {"verifiableCredential": credential, "options": {}})


def issued_in(exchange: Exchange) -> Document:
    """The credential in an answer; no members where there is none. Some products answer with the credential alone."""
    inner = exchange.member.get("verifiableCredential")
    found = inner if isinstance(inner, dict) else dict(exchange.member)
    return found if isinstance(found.get("proof"), dict | list) else {}


def proofs_of(credential: Mapping[str, Any]) -> list[Document]:
    """Its proofs, as far as they are objects."""
    given = credential.get("proof")
    return [each for each in (given if isinstance(given, list) else [given]) if isinstance(each, dict)]


def proof_verifies(credential: Document, exchange: Exchange) -> bool:
    """Whether one of its proofs verifies. Raises Blocked for proofs that cannot be verified here."""
    found: list[bool] = []
    for proof in proofs_of(credential)[:10]:
        try:
            found.append(verifies(Proof("/proof", proof, Found("", credential))))
        except Blocked:
            continue
    if not found:
        raise Blocked("proof_unread", exchange=exchange.key)
    return any(found)


def subject_of(credential: Mapping[str, Any]) -> Document:
    """The subject, if it is one object, or the only one of a list."""
    given = credential.get("credentialSubject")
    return object_or_empty(given[0] if isinstance(given, list) and len(given) == 1 else given)


def issuer_of(credential: Mapping[str, Any]) -> str | None:
    """The identifier of the issuer."""
    given = credential.get("issuer")
    named = given.get("id") if isinstance(given, dict) else given
    return named if isinstance(named, str) else None
