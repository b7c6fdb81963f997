"""Changes to logs that `conformance mutate` tries: every entry is hashed and signed anew by who signed it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

from conformance_suites.identity.data_integrity.reader.signing import Signer
from conformance_suites.identity.did_method.reader.hashes import PLACEHOLDER
from conformance_suites.identity.did_method.writer.history import ED25519, first, following

Entries = list[dict[str, Any]]


@cache
def _signers() -> Mapping[str, Signer]:
    """Those of the samples, by the verification methods of their proofs."""
    return {each.method: each for each in (Signer(ED25519, number) for number in range(1, 5))}


def _anew(change: Callable[[Entries], None], value: Any) -> Any:
    """The log with changed entries; None for any other value, and where nothing changes."""
    if (
        not isinstance(value, list)
        or not value
        or not all(isinstance(each, dict) and "versionId" in each for each in value)
    ):
        return None
    scid = value[0]["parameters"]["scid"]
    log: Entries = json.loads(json.dumps(value).replace(scid, PLACEHOLDER))
    before = copy.deepcopy(log)
    change(log)
    if log == before:
        return None
    start, *rest = log
    made = [first(start["parameters"], start["state"], _signer(start), start["versionTime"])]
    scid = made[0]["parameters"]["scid"]
    for plain in rest:
        each = json.loads(json.dumps(plain).replace(PLACEHOLDER, scid))
        made.append(following(made[-1], each["parameters"], each["state"], _signer(each), each["versionTime"]))
    return made


def _signer(entry: dict[str, Any]) -> Signer:
    proof = entry["proof"]
    return _signers()[(proof[0] if isinstance(proof, list) else proof)["verificationMethod"]]


def _last(name: str, value: Any, log: Entries) -> None:
    """A parameter of the last entry, if it is not the first one as well."""
    if len(log) > 1:
        log[-1]["parameters"][name] = value


def _portable(log: Entries) -> None:
    """A DID that becomes portable later."""
    if not any(each["parameters"].get("portable") for each in log):
        _last("portable", True, log)


def _left_keys(log: Entries) -> None:
    """Keys that stay although the last entry deactivates the DID."""
    if log[-1]["parameters"].get("deactivated"):
        log[-1]["parameters"].pop("updateKeys", None)


def _address(log: Entries) -> None:
    log[:] = json.loads(json.dumps(log).replace("club.example", "192.0.2.7"))


def _time(log: Entries) -> None:
    """A last entry as old as the first one."""
    log[-1]["versionTime"] = log[0]["versionTime"]


CHANGES: Mapping[str, Callable[[Entries], None]] = {
    "method_back": partial(_last, "method", "did:webvh:0.5"),
    "portable_late": _portable,
    "scid_again": partial(_last, "scid", PLACEHOLDER),
    "unknown_parameter": partial(_last, "prerotation", True),
    "keys_left": _left_keys,
    "address": _address,
    "time_again": _time,
}
OPERATORS: Mapping[str, Callable[[Any], Any]] = {
    f"log.{name}": partial(_anew, change) for name, change in CHANGES.items()
}
"""By name: another log, or None where it does not apply."""
