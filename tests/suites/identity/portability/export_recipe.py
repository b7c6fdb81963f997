"""What the samples of exports are made from: `python -m tests.suites.identity.portability.export_recipe`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from conformance_suites.identity.data_integrity.reader.signing import Signer, signed
from conformance_suites.identity.did_method.writer.history import first, following

FOLDER = Path(__file__).parents[4] / "suites" / "identity" / "portability" / "export" / "samples"
ONE, TWO, CURVE = Signer("Ed25519"), Signer("Ed25519", 2), Signer("P-256")
TERMS = {"Member": "https://club.example/terms#Member", "level": "https://club.example/terms#level"}
CONTEXTS = ["https://www.w3.org/ns/did/v1"]
Members = dict[str, Any]
CLUB, UNION, ALONE, VISITORS = (f"did:web:{name}.example" for name in ("club", "union", "alone", "visitors"))
OLD, CITY, NOWHERE = "did:web:old.example", "did:web:city.example", "did:web:nowhere.example"
SPRING, SUMMER, AUTUMN = "2026-03-01T00:00:00Z", "2026-06-01T00:00:00Z", "2026-09-01T00:00:00Z"


def method(did: str, signer: Signer, name: str = "key-1", **more: Any) -> Members:
    usual = {"id": f"{did}#{name}", "type": "Multikey", "controller": did, "publicKeyMultibase": signer.value}
    return {**usual, **more}


def document(did: str, *methods: Members, relationship: str = "assertionMethod", **more: Any) -> Members:
    urls = [each["id"] for each in methods]
    return {"@context": CONTEXTS, "id": did, "verificationMethod": list(methods), relationship: urls, **more}


def jwk_method(did: str) -> Members:
    """A method whose key is a JSON Web Key."""
    from conformance_suites.identity.jose.writer.signing import Signer as JoseSigner

    return {"id": "#key-1", "type": "JsonWebKey", "controller": did, "publicKeyJwk": JoseSigner().jwk}


def city() -> Members:
    """A document with relative URLs, and the method in the relationship."""
    return {"@context": CONTEXTS, "id": CITY, "assertionMethod": [jwk_method(CITY)]}


def history(*, ends: bool = False, host: str = "guild.example") -> list[Members]:
    """A log whose key is replaced in summer, and which ends in autumn, or goes on."""
    did = f"did:webvh:{{SCID}}:{host}"
    parameters = {"method": "did:webvh:1.0", "scid": "{SCID}", "updateKeys": [ONE.value]}
    begun = first(parameters, document(did, method(did, ONE)), ONE, SPRING)
    did = begun["state"]["id"]
    rotated = following(begun, {}, document(did, method(did, TWO, "key-2")), ONE, SUMMER)
    last = {"deactivated": True, "updateKeys": []} if ends else {}
    return [begun, rotated, following(rotated, last, rotated["state"], ONE, AUTUMN)]


def guild(**more: Any) -> str:
    return str(history(**more)[0]["state"]["id"])


def identities() -> dict[str, bytes]:
    """The DID documents and logs of the export, by file name."""
    revoked = method(OLD, ONE, revoked=SUMMER), method(OLD, TWO, "key-2", expires=SUMMER)
    documents = {
        "club": document(CLUB, method(CLUB, ONE), alsoKnownAs=[UNION, "https://club.example"]),
        "union": document(UNION, method(UNION, CURVE), alsoKnownAs=[CLUB]),
        "alone": document(ALONE, method(ALONE, ONE), alsoKnownAs=[CLUB]),
        "visitors": document(VISITORS, method(VISITORS, ONE), relationship="authentication"),
        "old": document(OLD, *revoked),
        "city": city(),
    }
    logs = {"guild": history(), "ended": history(ends=True, host="ended.example")}
    found = {f"{name}.did.json": json.dumps(each, indent=1).encode() + b"\n" for name, each in documents.items()}
    lines = {name: b"".join(json.dumps(each).encode() + b"\n" for each in entries) for name, entries in logs.items()}
    return found | {f"{name}.did.jsonl": data for name, data in lines.items()}


def credential(
    did: str, signer: Signer = ONE, name: str = "key-1", suite: str = "eddsa-jcs-2022", **proof: Any
) -> Members:
    """A credential of an issuer, signed by a key of its document."""
    plain = {
        "@context": ["https://www.w3.org/ns/credentials/v2", TERMS],
        "type": ["VerifiableCredential", "Member"],
        "issuer": did,
        "credentialSubject": {"id": "did:example:wei", "level": 3},
    }
    return signed(plain, suite, signer, verificationMethod=f"{did}#{name}", **proof)


def good() -> dict[str, Members]:
    return {
        "club": credential(CLUB, created=SUMMER),
        "union": credential(UNION, CURVE, suite="ecdsa-jcs-2019"),
        "city": credential(CITY),
        "guild_before": credential(guild(), created="2026-04-01T08:00:00+08:00"),
        "guild_after": credential(guild(), TWO, "key-2", created="2026-10-01T00:00:00Z"),
        "old": credential(OLD, created=SPRING),
        "ended": credential(guild(ends=True, host="ended.example"), created=SPRING),
        "by_itself": signed(
            {name: each for name, each in credential(CLUB).items() if name != "proof"} | {"issuer": ONE.did},
            "eddsa-jcs-2022",
            ONE,
        ),
    }


def bad() -> dict[str, Members]:
    ended = guild(ends=True, host="ended.example")
    return {
        "001_nowhere": credential(NOWHERE),
        "001_other_key": credential(CLUB, name="key-7"),
        "002_authentication": credential(VISITORS),
        "003_other_key": credential(CLUB, TWO),
        "003_changed": {**credential(CLUB), "credentialSubject": {"id": "did:example:wei", "level": 4}},
        "004_before": credential(guild(), TWO, "key-2", created=SPRING),
        "004_after": credential(guild(), created=AUTUMN),
        "005_revoked": credential(OLD, created=SUMMER),
        "005_expired": credential(OLD, TWO, "key-2", created=AUTUMN),
        "006_ended": credential(ended, TWO, "key-2", created=AUTUMN),
        "007_alone": credential(ALONE),
    }


def samples() -> dict[Path, bytes]:
    """All samples by file, and the identities beside them."""
    found = {FOLDER / "good" / f"{name}.vc.json": each for name, each in good().items()}
    found |= {FOLDER / "bad" / f"ID-PEX-{name}.vc.json": each for name, each in bad().items()}
    written = {path: json.dumps(each, indent=1).encode() + b"\n" for path, each in found.items()}
    beside = {FOLDER / kind / "dids" / name: data for kind in ("good", "bad") for name, data in identities().items()}
    return written | beside


if __name__ == "__main__":
    for path, data in samples().items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
