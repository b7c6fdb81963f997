"""The DIDs of the reference product: what the resolver finds, and what the registrar changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from conformance.reference.serving import Fault

KNOWN, OTHER, GONE, NOBODY = (f"did:example:{name}" for name in ("alice", "bob", "gone", "nobody"))
PERCENT = "did:example:host%3A8443"


def document_of(did: str) -> dict[str, Any]:
    """An honest DID document."""
    key = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
    method = {"id": f"{did}#key-1", "type": "JsonWebKey", "controller": did, "publicKeyJwk": key}
    return {
        "@context": ["https://www.w3.org/ns/did/v1.1"],
        "id": did,
        "verificationMethod": [method],
        "authentication": [f"{did}#key-1"],
    }


@dataclass
class Registry:
    """DIDs with their documents, None for those deactivated; `made` are the registrar's, in their order."""

    documents: dict[str, dict[str, Any] | None] = field(
        default_factory=lambda: {**{did: document_of(did) for did in (KNOWN, OTHER, PERCENT)}, GONE: None}
    )
    made: list[str] = field(default_factory=list)
    updated: set[str] = field(default_factory=set)

    def create(self) -> str:
        did = f"did:example:registered-{len(self.made) + 1}"
        self.made.append(did)
        self.documents[did] = document_of(did)
        return did


def registered(registry: Registry, operation: str, given: Any, fault: Fault) -> tuple[int, dict[str, Any]]:
    """HTTP status and didState after an operation of DID Registration."""
    if operation == "create":
        return 201, {"state": "finished", "did": registry.create()}
    did = given.get("did")
    if did not in registry.made or registry.documents[did] is None:
        return 400, {"state": "failed", "did": did, "reason": "notFound"}
    if operation == "deactivate":
        registry.documents[did] = None
    elif operation == "update":
        unseen = fault.is_("ID-DRS-022_unseen") or (
            fault.is_("ID-DRS-022_second_update_unseen") and did in registry.updated
        )
        registry.updated.add(did)
        if not unseen:
            registry.documents[did] = {**given["didDocument"][0], "id": did}
    else:
        return 404, {"state": "failed", "did": did, "reason": "unknownOperation"}
    return 200, {"state": "finished", "did": did}
