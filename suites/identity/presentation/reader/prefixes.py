"""Client Identifiers of verifiers, and the prefixes that say how to trust them (OpenID4VP 1.0, 5.9)."""

from __future__ import annotations

import re
from typing import NamedTuple

REDIRECT, FEDERATION, DID = "redirect_uri", "openid_federation", "decentralized_identifier"
ATTESTATION, HOST, HASH, ORIGIN = "verifier_attestation", "x509_san_dns", "x509_hash", "origin"
BY_CERTIFICATE = (HOST, HASH)
SIGNED = (DID, ATTESTATION, *BY_CERTIFICATE)
"""With these the request is signed, and what a wallet knows of the verifier comes with it."""
KNOWN = (REDIRECT, FEDERATION, *SIGNED, ORIGIN)

_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_NAME = re.compile(rf"{_LABEL}(?:\.{_LABEL}){{0,126}}")
_DIGEST = re.compile("[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]")
_SAFE = re.compile("[A-Za-z0-9._~-]*")


class ClientId(NamedTuple):
    """A Client Identifier: its prefix, empty for one that a wallet knows beforehand, and what is behind it."""

    whole: str
    prefix: str
    rest: str


def client_id(text: str) -> ClientId:
    """What is before the first colon is a prefix if it is one of those that the specification defines."""
    before, colon, behind = text.partition(":")
    return ClientId(text, before, behind) if colon and before in KNOWN else ClientId(text, "", text)


def is_host_name(text: str) -> bool:
    """Whether a text is a DNS name (RFC 1123, 2.1)."""
    return len(text) <= 253 and _NAME.fullmatch(text) is not None


def is_digest(text: str) -> bool:
    """Whether a text is a digest by SHA-256 in base64url."""
    return _DIGEST.fullmatch(text) is not None


def is_url_safe(text: str) -> bool:
    """Whether a text has only the characters that `nonce` and `state` may have (5.2)."""
    return _SAFE.fullmatch(text) is not None
