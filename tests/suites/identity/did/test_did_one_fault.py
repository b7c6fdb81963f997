"""DID documents with one fault each (F9): what breaks a norm is found by its row alone, the rest by none, and why."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from doubles.ours import PLAN

from conformance.model.outcome import Outcome
from conformance.readers.source import Source

DID = "did:example:123"
EC = {
    "kty": "EC",
    "crv": "P-256",
    "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
}
OKP = {"kty": "OKP", "crv": "Ed25519", "x": "VCpo2LMLhn6iWku8MKvSLg2ZAoC-nlOyPVQaO3FxVeQ"}
RSA = {"kty": "RSA", "n": "4" + "A" * 340 + "Q", "e": "AQAB"}


def method(name: str, key: dict[str, Any]) -> dict[str, Any]:
    return {"id": f"{DID}#{name}", "type": "JsonWebKey2020", "controller": DID, "publicKeyJwk": key}


SOUND: dict[str, Any] = {
    "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/suites/jws-2020/v1"],
    "id": DID,
    "verificationMethod": [method("ec", EC), method("okp", OKP), method("rsa", RSA)],
    "authentication": [f"{DID}#ec"],
    "service": [{"id": f"{DID}#hub", "type": "LinkedDomains", "serviceEndpoint": "https://hub.example.com"}],
}
EC_KEY, OKP_KEY, RSA_KEY = (f"/verificationMethod/{at}/publicKeyJwk" for at in range(3))
METHOD, SERVICE = "/verificationMethod/1", "/service/0"
FAULTS: dict[str, tuple[str, Any, str]] = {
    "EC key with an Edwards curve": (f"{EC_KEY}/crv", "Ed25519", "ID-DPK-003"),
    "OKP key with a NIST curve": (f"{OKP_KEY}/crv", "P-256", "ID-DPK-003"),
    "curve with a trailing blank": (f"{OKP_KEY}/crv", "Ed25519 ", "ID-DPK-003"),
    "curve in capitals": (f"{OKP_KEY}/crv", "ED25519", "ID-DPK-003"),
    "unregistered subtype": (f"{OKP_KEY}/crv", "Curve41417", "ID-DPK-003"),
    "unregistered key type": (f"{EC_KEY}/kty", "ECC", "ID-DPK-002"),
    "point off its curve": (f"{EC_KEY}/y", EC["x"], "ID-DPK-005"),
    "no encoding of a point": (f"{OKP_KEY}/x", "Ag" + "A" * 41, "ID-DPK-005"),
    "modulus of zeros": (f"{RSA_KEY}/n", "A" * 342, "ID-DID-015"),
    "modulus of zero": (f"{RSA_KEY}/n", "AA", "ID-DPK-005"),
    "exponent 1": (f"{RSA_KEY}/e", "AQ", "ID-DPK-005"),
    "superfluous zero octet": (f"{RSA_KEY}/e", "AAEAAQ", "ID-DID-015"),
    "kid a number": (f"{EC_KEY}/kid", 7, "ID-DPK-001"),
    "use a number": (f"{EC_KEY}/use", 1, "ID-DPK-001"),
    "alg null": (f"{EC_KEY}/alg", None, "ID-DPK-001"),
    "key_ops a string": (f"{EC_KEY}/key_ops", "verify", "ID-DPK-001"),
    "key_ops repeated": (f"{EC_KEY}/key_ops", ["verify", "verify"], "ID-DPK-006"),
    "alg of another curve": (f"{EC_KEY}/alg", "ES384", "ID-DPK-004"),
    "private member of another type": (f"{EC_KEY}/k", "AAAA", "ID-DID-016"),
    "label instead of a key": (f"{METHOD}/publicKeyJwk", ..., "ID-DID-012"),
    "empty method type": (f"{METHOD}/type", "", "ID-DID-005"),
    "endpoint without a host": (f"{SERVICE}/serviceEndpoint", "https:///", "ID-DID-025"),
    "other name without a host": ("/alsoKnownAs", ["http://:80/me"], "ID-DID-025"),
}
# Documents that break no norm of DID Core 1.0 or of the RFCs on keys.
NONE: dict[str, tuple[str, Any]] = {
    # 6.3: `@context` is a list of strings and maps, not a set; valid JSON-LD is advised only.
    "repeated context": ("/@context/1", "https://www.w3.org/ns/did/v1"),
    "context that is not a URI": ("/@context/1", "not a URI"),
    # 6.2.1 and RFC 8259, 8.2: a string may hold code units that are not Unicode characters; how it is read varies.
    "lone surrogate": (f"{SERVICE}/name", "\ud800"),
    # RFC 7518, 6.2.1.1: other specifications may name further curves of EC keys.
    "EC curve of a draft": (f"{EC_KEY}/crv", "BLS12381_G2"),
    # 5.4: the type of a service is a string or a set of strings, and nothing is said of their length.
    "empty service type": (f"{SERVICE}/type", ""),
    "no service types": (f"{SERVICE}/type", []),
    # RFC 7518, 4.6: the curves of key agreement are not limited.
    "agreement on another curve": (EC_KEY, {"kty": "EC", "crv": "BP-256", "x": "AAAA", "alg": "ECDH-ES"}),
    # RFC 7518 and RFC 8037 say nothing of the values of other key types.
    "padded value of another key type": (EC_KEY, {"kty": "AKP", "alg": "ML-DSA-44", "pub": "AAA="}),
}


def changed(pointer: str, value: Any) -> dict[str, Any]:
    document = copy.deepcopy(SOUND)
    *steps, last = pointer.strip("/").split("/")
    owner: Any = document
    for step in steps:
        owner = owner[int(step) if isinstance(owner, list) else step]
    if value is ...:
        del owner[last]
        owner["label"] = "my key"
    else:
        owner[int(last) if isinstance(owner, list) else last] = value
    return document


def violated(document: dict[str, Any]) -> list[str]:
    source = Source("did.json", json.dumps(document).encode())
    cases = [case for _, _, told in PLAN.judge(source, "did_document").verdicts for case in told]
    assert [case.requirement.id for case in cases if case.outcome is Outcome.ERROR] == []
    return [case.requirement.id for case in cases if case.outcome is Outcome.FAIL]


def test_the_document_without_a_fault_violates_nothing() -> None:
    assert violated(SOUND) == []


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found_by_its_row_alone(name: str) -> None:
    pointer, value, row = FAULTS[name]
    assert violated(changed(pointer, value)) == [row]


@pytest.mark.parametrize("name", NONE)
def test_what_breaks_no_norm_violates_nothing(name: str) -> None:
    assert violated(changed(*NONE[name])) == []
