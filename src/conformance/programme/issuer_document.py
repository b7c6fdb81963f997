"""The DID document of an issuer by did:web, so that programs of others find the keys of its certificates."""

from __future__ import annotations

import json

from conformance.programme.keys import ED25519
from conformance.programme.pilot import Pilot
from conformance.programme.proofs import method_of

METHOD = "did:web:"
CONTEXTS = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"]
FILE = "did.json"


def issuer_files(pilot: Pilot) -> dict[str, str]:
    """The document by its paths in the site: beside the certificates, and where the DID leads (did:web, 3.2).

    The latter only if the site is published there.
    """
    if not pilot.issuer.startswith(METHOD):
        return {}
    files = {f"certificates/{FILE}": _document(pilot)}
    host, *steps = pilot.issuer.removeprefix(METHOD).split(":")
    url = "/".join([f"https://{host.replace('%3A', ':')}", *steps])
    if url == pilot.url:
        files[FILE if steps else f".well-known/{FILE}"] = _document(pilot)
    return files


def _document(pilot: Pilot) -> str:
    """Every Ed25519 key of the issuer that may certify, also one that is over: what it signed is to be verified."""
    parties = [each for each in pilot.trust.parties.values() if each.id == pilot.issuer and "certify" in each.acts]
    methods = [method_of(each.id, each.key) for each in parties if each.key.algorithm == ED25519]
    told = {
        "@context": CONTEXTS,
        "id": pilot.issuer,
        "verificationMethod": [
            {"id": each, "type": "Multikey", "controller": pilot.issuer, "publicKeyMultibase": each.partition("#")[2]}
            for each in methods
        ],
        "assertionMethod": methods,
    }
    return json.dumps(told, indent=1) + "\n"
