"""Presentations by a holder in software: SD-JWT VC with key binding (B.3), JWT VC in signed presentations (B.1.3.1).

Every part may be replaced before it is signed, so that what is wrong is in one place and all around it is right.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from typing import Any

from conformance_suites.identity.jose.reader.base64url import encoded
from conformance_suites.identity.sd_jwt.reader.hashes import digest

from .keys import ALGORITHM, HOLDER, ISSUER, Key, Members
from .wanted import JWT_VC

DAY, YEAR = 86_400, 365 * 86_400
BASE = "https://www.w3.org/2018/credentials/v1"
CREDENTIAL_IRI = "https://www.w3.org/2018/credentials#VerifiableCredential"


@dataclass(frozen=True)
class Credential:
    """A credential of the tests. `claims` are those that are asked for; `header` and `payload` replace members.

    `hidden` are further disclosures behind digests that the issuer signs, as lists of two or three items.
    """

    format: str
    type: Any
    claims: Members
    issuer: str
    issuer_key: Key
    holder: Key
    now: int
    kid: str | None = None
    header: Members = field(default_factory=dict)
    payload: Members = field(default_factory=dict)
    hidden: tuple[tuple[Any, ...], ...] = ()

    @property
    def disclosures(self) -> list[str]:
        """The claims as disclosures, and those that are hidden beside them."""
        own = [(name, value) for name, value in self.claims.items()]
        return [*(disclosure(name, value) for name, value in own), *(disclosure(*each) for each in self.hidden)]

    @property
    def whole_header(self) -> Members:
        kid = self.kid or (f"{self.issuer}#0" if self.issuer.startswith("did:jwk:") else None)
        typ = "JWT" if self.format == JWT_VC else "dc+sd-jwt"
        named = {} if kid is None else {"kid": kid}
        return {"alg": ALGORITHM, "typ": typ, **named, **self.header}

    @property
    def whole_payload(self) -> Members:
        times = {"iat": self.now - DAY, "nbf": self.now - DAY, "exp": self.now + YEAR}
        if self.format == JWT_VC:
            return {**times, **self._data_model(), **self.payload}
        listed = sorted(digest("sha-256", each) or "" for each in self.disclosures)
        hashed = {"_sd": listed, "_sd_alg": "sha-256"} if listed else {}
        own = {"iss": self.issuer, "vct": self.type, "cnf": {"jwk": self.holder.jwk}}
        return {**times, **own, **hashed, **self.payload}

    def _data_model(self) -> Members:
        named = ["VerifiableCredential" if each == CREDENTIAL_IRI else each for each in self.type]
        subject = {"id": self.holder.did, **object_at(self.claims, "credentialSubject")}
        others = {name: each for name, each in self.claims.items() if name != "credentialSubject"}
        whole = {"@context": [BASE], "type": named, "credentialSubject": subject, **others}
        return {
            "iss": self.issuer,
            "sub": self.holder.did,
            "jti": "urn:uuid:5b0c3a52-1c2f-4e55-9a77-3f9f6c0d2a12",
            "vc": whole,
        }

    @property
    def token(self) -> str:
        """The token that the issuer signed."""
        return self.issuer_key.token(self.whole_header, self.whole_payload)

    def without(self) -> Credential:
        """The credential without the last of the claims that are asked for."""
        return replace(self, claims=dict(list(self.claims.items())[:-1]))


def object_at(members: Members, name: str) -> Members:
    """The member, if it is an object."""
    given = members.get(name)
    return given if isinstance(given, dict) else {}


def disclosure(*items: Any) -> str:
    """A disclosure with a salt that follows from what it discloses."""
    salt = encoded(hashlib.sha256(json.dumps(items).encode()).digest()[:16])
    return encoded(json.dumps([salt, *items], ensure_ascii=False).encode())


@dataclass(frozen=True)
class Binding:
    """How a holder binds a presentation to a transaction.

    `header` and `claims` replace members, `over` what is hashed.
    """

    audience: str
    nonce: str
    now: int
    key: Key
    header: Members = field(default_factory=dict)
    claims: Members = field(default_factory=dict)
    over: str | None = None

    def of(self, combined: str) -> str:
        """The Key Binding JWT for a token with its disclosures (RFC 9901, 4.3)."""
        hashed = digest("sha-256", combined if self.over is None else self.over)
        claims = {"iat": self.now, "aud": self.audience, "nonce": self.nonce, "sd_hash": hashed, **self.claims}
        return self.key.token({"alg": ALGORITHM, "typ": "kb+jwt", **self.header}, claims)

    def around(self, token: str) -> str:
        """A signed presentation of a credential in a token."""
        vp = {"@context": [BASE], "type": ["VerifiablePresentation"], "verifiableCredential": [token]}
        times = {"iat": self.now, "nbf": self.now - 60, "exp": self.now + 600}
        own = {"iss": self.key.did, "aud": self.audience, "nonce": self.nonce, "vp": vp}
        header = {"alg": ALGORITHM, "typ": "JWT", "kid": self.key.method, **self.header}
        return self.key.token(header, {**times, **own, **self.claims})


def presented(
    credential: Credential, binding: Binding | None, token: str = "", disclosures: list[str] | None = None
) -> str:
    """The presentation; another token, or other disclosures, if they are given. Without a binding, nobody holds it."""
    token = token or credential.token
    if credential.format == JWT_VC:
        return token if binding is None else binding.around(token)
    combined = "~".join([token, *(credential.disclosures if disclosures is None else disclosures), ""])
    return combined if binding is None else combined + binding.of(combined)


def usual(issuer: str, **members: Any) -> Credential:
    """A credential of the issuer of the tests for the holder of the tests."""
    key = Key(ISSUER)
    return Credential(issuer=issuer or key.did, issuer_key=key, holder=Key(HOLDER), **members)
