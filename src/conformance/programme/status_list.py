"""Bitstring Status Lists 1.0: a bit for each certificate, in a credential that the issuer signs."""

from __future__ import annotations

import base64
import binascii
import gzip
import zlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from conformance.programme.moments import written

PURPOSES = ("revocation", "suspension")
SMALLEST = 131_072
"""A list has at least so many bits, so that it says nothing of how many certificates there are."""
LARGEST = 1 << 24
CONTEXTS = ["https://www.w3.org/ns/credentials/v2"]
_GZIP = 16 + zlib.MAX_WBITS


def list_url(base: str, purpose: str) -> str:
    """Where the list is published."""
    return f"{base.rstrip('/')}/trust/status/{purpose}.vc.json"


def entries(base: str, index: int) -> list[dict[str, str]]:
    """What a certificate says of its status: one entry for each purpose."""
    return [
        {
            "id": f"{list_url(base, purpose)}#{index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": purpose,
            "statusListIndex": str(index),
            "statusListCredential": list_url(base, purpose),
        }
        for purpose in PURPOSES
    ]


def status_credential(base: str, issuer: str, purpose: str, bits: Iterable[int], moment: datetime) -> dict[str, Any]:
    """The credential with the list, before it is signed: the bits at these places are set."""
    return {
        "@context": CONTEXTS,
        "id": list_url(base, purpose),
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": written(moment),
        "credentialSubject": {
            "id": f"{list_url(base, purpose)}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": encoded(bits),
        },
    }


def encoded(bits: Iterable[int]) -> str:
    """The list in gzip and base64url, the first bit leftmost; the same bits are always the same text."""
    places = sorted(bits)
    size = max(SMALLEST, (places[-1] // 8 + 1) * 8 if places else 0)
    data = bytearray(size // 8)
    for place in places:
        data[place // 8] |= 0x80 >> place % 8
    packed = gzip.compress(bytes(data), mtime=0)
    return "u" + base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def is_set(text: str, place: int) -> bool | None:
    """Whether a bit is set; None where the text is not a list, or is too short for it."""
    try:
        packed = base64.urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4))
        data = zlib.decompressobj(_GZIP).decompress(packed, LARGEST // 8)
    except (binascii.Error, zlib.error, ValueError):
        return None
    if not text.startswith("u") or not 0 <= place < len(data) * 8:
        return None
    return bool(data[place // 8] & 0x80 >> place % 8)
