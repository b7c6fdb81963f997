"""What the reference provider knows of its clients, its one account, and what it has granted."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from conformance.reference.serving import Fault
from conformance_suites.identity.openid.reference.keys import EC, SIGNING

REDIRECT_URI, OTHER_REDIRECT_URI = "https://client.reference.example/callback", "https://other.reference.example/back"
ACCOUNT = "alice"
KEPT_SCOPE = "openid offline_access"
CONTEXT = "urn:reference:password"
ENVIRONMENT = {
    "REFERENCE_ACCOUNT_PASSWORD": "correct horse battery",
    "REFERENCE_CLIENT_SECRET": "reference-client-secret",
}
"""Secrets of a product that everybody may know."""
CLIENTS = {"conformance": (ENVIRONMENT["REFERENCE_CLIENT_SECRET"], REDIRECT_URI), "app": ("", OTHER_REDIRECT_URI)}
"""The clients with their secrets, empty for one that is public, and their redirect URIs."""
LIFETIME = 7200
# Fault -> the claims that replace those of an ID token; None omits one.
CLAIMS: dict[str, dict[str, Any]] = {
    "ID-OIF-019_no_time": {"iat": None},
    "ID-OIF-019_long_subject": {"sub": "2" * 256},
    "ID-OIF-019_numbered_audience": {"aud": 7},
    "ID-OIF-019_expired": {"exp": 1},
    "ID-OIF-019_long_ago": {"iat": 1, "exp": 2},
    "ID-OIF-019_milliseconds": {"iat": 1_900_000_000_000, "exp": 1_900_000_000_001},
    "ID-OIF-021_host_alone": {"iss": "http://product"},
    "ID-OIF-022_other_client": {"aud": ["app"]},
    "ID-OIF-023_no_nonce": {"nonce": None},
    "ID-OIF-023_other_nonce": {"nonce": "0"},
    "ID-OIL-018_not_dated": {"auth_time": None},
}
OF_TOKENS = (
    *CLAIMS,
    "ID-OIF-019_no_token",
    "ID-OIF-020_unsigned",
    "ID-OIF-020_signed_before",
    "ID-OIF-020_unpublished_key",
    "ID-OIF-024_hash_of_the_code",
    "ID-OIL-019_as_asked",
    "ID-OIL-022_same_subject",
    "ID-OIL-023_no_key_id",
)


@dataclass
class Grant:
    """What a person has granted to a client."""

    client: str
    redirect_uri: str
    challenge: str
    nonce: str | None
    scope: str = ""
    context: str = ""
    auth_time: int | None = None
    tokens: list[str] = field(default_factory=list)
    ended: bool = False


class Lot:
    """Texts that nobody has seen before; they are the same whenever the product is started, so that answers compare."""

    def __init__(self) -> None:
        self._number = 0

    def draw(self) -> str:
        """The next one."""
        self._number += 1
        return _coded(hashlib.sha256(f"reference {self._number}".encode()).digest())


@cache
def _key() -> Any:
    """The key that signs, which takes long to be read."""
    from joserfc.jwk import RSAKey

    return RSAKey.import_key(SIGNING)


class Signer:
    """Signs ID tokens with one of two published keys."""

    @property
    def published(self) -> dict[str, Any]:
        """The JWK Set."""
        public = {name: value for name, value in SIGNING.items() if name != "d"}
        return {"keys": [{**public, "use": "sig", "alg": "RS256"}, EC]}

    def id_token(self, claims: Mapping[str, Any], fault: Fault) -> str:
        """The claims as a signed token."""
        from joserfc import jws

        if fault.is_("ID-OIF-019_no_token"):
            return "no-token"
        header = {"alg": "RS256", "kid": SIGNING["kid"]}
        if fault.is_("ID-OIF-020_unsigned"):
            parts = ({**header, "alg": "none"}, claims)
            return ".".join(_coded(json.dumps(each).encode()) for each in parts) + "."
        if fault.is_("ID-OIF-020_unpublished_key"):
            header["kid"] = "unpublished"
        if fault.is_("ID-OIL-023_no_key_id"):
            del header["kid"]
        told = str(jws.serialize_compact(header, json.dumps(claims), _key()))
        if fault.is_("ID-OIF-020_signed_before"):
            other = str(jws.serialize_compact(header, "other claims", _key()))
            return f"{told.rpartition('.')[0]}.{other.rpartition('.')[2]}"
        return told


class Grants:
    """The grants by their codes and tokens."""

    def __init__(self, issuer: str, lot: Lot, fault: Fault) -> None:
        self.issuer, self.lot, self._fault, self.signer = issuer, lot, fault, Signer()
        self.codes: dict[str, Grant] = {}
        self.tokens: dict[str, Grant] = {}

    def add(self, grant: Grant) -> str:
        """The code of a new grant."""
        code = self.lot.draw()
        self.codes[code] = grant
        return code

    def refusal(self, asked: Mapping[str, str], client: str) -> str | None:
        """The error of a token request of this client; None if it is right."""
        grant, fault = self.codes.get(asked.get("code", "")), self._fault
        if grant is None or (grant.client != client and not fault.is_("ID-OIF-010_any_client")):
            return "invalid_grant"
        if grant.tokens and not fault.is_("ID-OIF-008_again"):
            grant.ended = not fault.is_("ID-OIF-009_tokens_stay")
            return "invalid_grant"
        same = asked.get("redirect_uri") == grant.redirect_uri
        if not same and not fault.is_("ID-OIF-011_any_redirect_uri"):
            return "invalid_grant"
        return None if self._is_verified(grant.challenge, asked.get("code_verifier")) else "invalid_grant"

    def _is_verified(self, challenge: str, verifier: str | None) -> bool:
        fault = self._fault
        if not challenge:
            return verifier is None or fault.is_("ID-OIF-014_verifier_ignored")
        if verifier is None:
            return fault.is_("ID-OIF-013_not_required")
        if fault.is_("ID-OIF-012_plain_as_well") and verifier == challenge:
            return True
        return challenge_of(verifier) == challenge or fault.is_("ID-OIF-012_not_compared")

    def issued(self, grant: Grant, code: str = "", **kept: Any) -> dict[str, Any]:
        """An answer that grants tokens; `kept` are claims that replace those of the ID token."""
        token = self.lot.draw()
        grant.tokens.append(token)
        self.tokens[token] = grant
        hashed = code if code and self._fault.is_("ID-OIF-024_hash_of_the_code") else token
        now = hour()
        claims: dict[str, Any] = {
            "iss": self.issuer,
            "sub": self.subject_of(grant.client),
            "aud": grant.client,
            "iat": now,
            "exp": now + LIFETIME,
            "nonce": grant.nonce,
            "auth_time": grant.auth_time,
            "acr": grant.context if self._fault.is_("ID-OIL-019_as_asked") else grant.context and CONTEXT,
            "at_hash": _coded(hashlib.sha256(hashed.encode()).digest()[:16]),
            **CLAIMS.get(self._fault.name, {}),
            **kept,
        }
        left = {name: value for name, value in claims.items() if value not in (None, "")}
        id_token = self.signer.id_token(left, self._fault)
        return {"access_token": token, "token_type": "Bearer", "expires_in": LIFETIME, "id_token": id_token}

    def subject_of(self, client: str) -> str:
        """The subject of the account for a client, each of which is of another sector."""
        sector = "" if self._fault.is_("ID-OIL-022_same_subject") else client
        return hashlib.sha256(f"{ACCOUNT} at {sector}".encode()).hexdigest()[:24]

    def subject(self, token: str) -> str | None:
        """Who the token speaks for; None if it is not valid."""
        grant = self.tokens.get(token)
        return self.subject_of(grant.client) if grant is not None and not grant.ended else None


def hour() -> int:
    """The begin of this hour, so that answers within it are the same."""
    return int(time.time()) // 3600 * 3600


def challenge_of(verifier: str) -> str:
    """The S256 challenge (RFC 7636, 4.2)."""
    return _coded(hashlib.sha256(verifier.encode()).digest())


def _coded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
