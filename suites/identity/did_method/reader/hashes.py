"""Hashes of did:webvh: base58btc of the multihash of the canonical JSON (did:webvh 1.0, SCID and entry hash)."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from conformance.authoring import Blocked
from conformance.readers.extra import missing
from conformance_suites.identity.data_integrity.reader.canonical import canonical_json, inexact_numbers

EXTRA = "credentials"
SHA_256 = b"\x12\x20"
"""The multihash prefix of a SHA-256 digest: its code, and 32 octets."""
PLACEHOLDER = "{SCID}"


def hashed(data: bytes) -> str:
    """The multihash of data by SHA-256, in base58btc without a multibase prefix."""
    try:
        from multiformats import multibase
    except ImportError:
        raise missing(EXTRA) from None
    return str(multibase.encode(SHA_256 + hashlib.sha256(data).digest(), "base58btc"))[1:]


def hash_of(value: Any) -> str:
    """The hash of a JSON value. Raises Blocked for one with integers that have no canonical form."""
    if any(True for _ in inexact_numbers(value)):
        raise Blocked("inexact_number")
    return hashed(canonical_json(value))


def entry_hash(entry: dict[str, Any], before: str) -> str:
    """The hash of an entry, by the version that precedes it; the SCID precedes the first one."""
    return hash_of({**{name: each for name, each in entry.items() if name != "proof"}, "versionId": before})


def scid_of(entry: dict[str, Any], scid: str) -> str:
    """The SCID that follows from the first entry, which has this one wherever the placeholder was."""
    plain = {**{name: each for name, each in entry.items() if name != "proof"}, "versionId": PLACEHOLDER}
    return hash_of(json.loads(json.dumps(plain, ensure_ascii=False).replace(scid, PLACEHOLDER)))
