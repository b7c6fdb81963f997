"""Logs of did:webvh made with keys that everybody knows."""

from __future__ import annotations

import json
from typing import Any

from conformance_suites.identity.data_integrity.reader.secured import EDDSA_JCS
from conformance_suites.identity.data_integrity.reader.signing import Signer, signed
from conformance_suites.identity.did_method.reader.hashes import PLACEHOLDER, entry_hash, hashed, scid_of

ED25519 = "Ed25519"
Members = dict[str, Any]


def announced(signer: Signer) -> str:
    """The hash of a key that a later entry will name."""
    return hashed(signer.value.encode())


def first(
    parameters: Members, state: Members, signer: Signer, time: str = "2026-09-01T08:00:00Z", **proof: Any
) -> Members:
    """The first entry; `{SCID}` is replaced wherever it is in parameters and document."""
    plain = {"versionId": PLACEHOLDER, "versionTime": time, "parameters": parameters, "state": state}
    scid = scid_of(plain, PLACEHOLDER)
    made = json.loads(json.dumps(plain, ensure_ascii=False).replace(PLACEHOLDER, scid))
    return proven({**made, "versionId": f"1-{entry_hash(made, scid)}"}, signer, **proof)


def following(
    before: Members, parameters: Members, state: Members, signer: Signer, time: str, step: int = 1
) -> Members:
    """The entry after another one, whose number is greater by `step`."""
    number = int(before["versionId"].partition("-")[0]) + step
    plain = {"versionTime": time, "parameters": parameters, "state": state}
    version = f"{number}-{entry_hash(plain, before['versionId'])}"
    return proven({"versionId": version, **plain}, signer)


def proven(entry: Members, signer: Signer, **members: Any) -> Members:
    """The entry with a proof in an array."""
    made = signed(entry, EDDSA_JCS, signer, created=entry["versionTime"], **members)
    return {**made, "proof": [made["proof"]]}
