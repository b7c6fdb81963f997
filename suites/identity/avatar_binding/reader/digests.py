"""Digests of related resources (VC Data Model 2.0, 5.3): integrity metadata, and multihashes in multibase."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from pathlib import Path
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.extra import missing

from .bounds import DIGEST_LETTERS

EXTRA = "credentials"
STRENGTHS = ("sha256", "sha384", "sha512")
"""The hash functions of Subresource Integrity, the weakest first."""
MULTIHASHES = {0x12: "sha256", 0x20: "sha384", 0x13: "sha512", 0x11: "sha1", 0xD5: "md5"}
"""By code of the multihash table."""
_EXPRESSION = re.compile(r"(sha256|sha384|sha512)-([A-Za-z0-9+/_-]+=*)(?:\?\S*)?")


class Digest(NamedTuple):
    """What a credential says the digest of a file is; `function` is "" for a hash function that is not known here."""

    pointer: str
    function: str
    octets: bytes


def of_integrity(pointer: str, text: str) -> list[Digest]:
    """The digests of integrity metadata by the strongest function there: any of them may be that of the file."""
    found = [Digest(pointer, each[1], _base64(each[2])) for each in map(_EXPRESSION.fullmatch, text.split()) if each]
    best = max((STRENGTHS.index(each.function) for each in found), default=0)
    return [each for each in found if each.function == STRENGTHS[best]]


def _base64(text: str) -> bytes:
    plain = text.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4))
    except (binascii.Error, ValueError):
        return b""


def of_multibase(pointer: str, text: str) -> list[Digest]:
    """The digest of a multihash in multibase; none if it cannot be decoded."""
    if len(text) > DIGEST_LETTERS:
        return []
    try:
        from multiformats import multibase, varint
    except ImportError:
        raise missing(EXTRA) from None
    try:
        code, _, rest = varint.decode_raw(bytes(multibase.decode(text)))
        size, _, octets = varint.decode_raw(bytes(rest))
    except (ValueError, KeyError):
        return []
    return [Digest(pointer, MULTIHASHES.get(code, ""), bytes(octets))] if len(octets) == size else []


def digest_of(file: Path, function: str) -> bytes:
    """The digest of a file. Raises Blocked where it cannot be read."""
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, _function(function)).digest()
    except OSError:
        raise Blocked("file_unreadable", cause="environment") from None


def is_of(file: Path, digests: list[Digest]) -> bool:
    """Whether one of the digests is that of the file."""
    return any(each.function and digest_of(file, each.function) == each.octets for each in digests)


def _function(name: str) -> Any:
    """The function, also one that is not for security: what is published is compared."""
    return lambda: hashlib.new(name, usedforsecurity=False)
