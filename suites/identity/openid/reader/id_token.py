"""ID tokens: their parts, and whether a published key has signed them (OpenID Connect Core 1.0, 2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from conformance.authoring import Blocked, NotApplicable
from conformance.readers.extra import missing
from conformance.readers.json import parse
from conformance.transports.exchange import Exchange
from conformance_suites.identity.keys.reader.jwk import SIGNATURES, Jwk, can_verify, modulus_bits, octets

SMALLEST_RSA = 2048
"""Bits of a key that signatures are verified with (RFC 7518, 3.3)."""
SUBJECT = 255
"""Characters of a subject at most (2)."""
TOKEN_LENGTH = 64 << 10
"""Characters of a token at most."""
_NUMBER, _TEXT = (int, float), (str,)
REQUIRED: Mapping[str, tuple[type, ...]] = {
    "iss": _TEXT,
    "sub": _TEXT,
    "aud": (str, list),
    "exp": _NUMBER,
    "iat": _NUMBER,
}
"""The claims that an ID token has, with the types of their values (2)."""
_HASHES = {"256": "sha256", "384": "sha384", "512": "sha512"}


@dataclass(frozen=True)
class IdToken:
    """An ID token in the answer that issues it."""

    exchange: Exchange
    text: str
    header: Mapping[str, Any]
    claims: Mapping[str, Any]

    @property
    def algorithm(self) -> str:
        """The algorithm that its header names, or an empty text."""
        found = self.header.get("alg")
        return found if isinstance(found, str) else ""

    def is_of_type(self, name: str) -> bool:
        """Whether the value of a required claim has its type."""
        value: Any = self.claims.get(name)
        if name == "sub":
            return isinstance(value, str) and 0 < len(value) <= SUBJECT and value.isascii()
        if isinstance(value, bool) or not isinstance(value, REQUIRED[name]):
            return False
        return not isinstance(value, list) or all(isinstance(each, str) for each in value)

    def claim(self, name: str, row: str) -> Any:
        """The value of a required claim. Raises Blocked where the row that judges its type finds it wrong."""
        if not self.is_of_type(name):
            raise Blocked("blocked_by", ids=[row])
        return self.claims[name]

    @property
    def audiences(self) -> list[str]:
        """The audiences, one alone as a list."""
        found = self.claims.get("aud")
        return found if isinstance(found, list) else [str(found)]

    @property
    def half_digest(self) -> str:
        """The algorithm of the hashes in it (3.1.3.6); empty if it is unknown."""
        if self.algorithm in ("EdDSA", "Ed25519"):
            return "sha512"  # as its signature algorithm hashes (RFC 8032, 5.1)
        return _HASHES.get(self.algorithm[2:5], "") if self.algorithm in SIGNATURES else ""

    def signers(self, keys: Iterable[Jwk]) -> list[Jwk]:
        """The published keys that may have signed it. Raises NotApplicable for a token without public key."""
        if self.algorithm.startswith("HS"):
            raise NotApplicable("symmetric_id_token", algorithm=self.algorithm)
        fitting = [each for each in keys if can_verify(each, self.algorithm)]
        if (kid := self.header.get("kid")) is None:
            return fitting
        named = [each for each in fitting if each.get("kid") == kid]
        return named or [each for each in fitting if "kid" not in each]  # a key need not have a name

    def is_signed_by_one_of(self, keys: Iterable[Jwk]) -> bool:
        """Whether one of the keys verifies the signature. Raises Blocked if none does and one of them is useless."""
        useless: Blocked | None = None
        for key in keys:
            try:
                if self._is_signed_by(key):
                    return True
            except Blocked as reason:
                useless = reason
        if useless is not None:
            raise useless
        return False

    def _is_signed_by(self, key: Jwk) -> bool:
        """Whether the key verifies the signature. Raises NotRun without the extra, and Blocked for a useless key."""
        if (bits := modulus_bits(key)) is not None and bits < SMALLEST_RSA:
            raise Blocked("unusable_key", algorithm=self.algorithm)  # the library warns of it, and another row finds it
        required()
        from joserfc import errors, jwk, jws

        signed, _, signature = self.text.rpartition(".")
        raw = octets(signature)
        name = "EdDSA" if self.algorithm in ("Ed25519", "Ed448") else self.algorithm
        try:
            made = jwk.import_key(dict(key))
            algorithm = jws.JWSRegistry.algorithms[name]
            return raw is not None and bool(algorithm.verify(signed.encode(), raw, made))
        except (errors.JoseError, ValueError, TypeError, KeyError):
            raise Blocked("unusable_key", algorithm=self.algorithm) from None


def required() -> None:
    """Raises NotRun without the library by which signatures are verified: without it, signing in proves little."""
    try:
        import joserfc  # noqa: F401 - whether it is there
    except ImportError:
        raise missing("access") from None


def id_token_of(exchange: Exchange) -> IdToken | None:
    """The ID token in an answer, if it can be read. Raises Blocked for an encrypted one."""
    text = exchange.member.get("id_token")
    if not isinstance(text, str):
        return None
    within_bounds(exchange, text)
    if text.count(".") == 4:
        raise Blocked("encrypted_id_token", cause="configuration")
    parts = text.split(".")
    head, claims = (_object(part) for part in parts[:2]) if len(parts) == 3 else (None, None)
    return IdToken(exchange, text, head, claims) if head is not None and claims is not None else None


def within_bounds(exchange: Exchange, token: str) -> str:
    """The token. Raises Blocked for one that is too long to be sent and looked for in every message."""
    lengths = {f"{{secret:{name}}}": facts["length"] for name, facts in exchange.answer.issued.items()}
    if lengths.get(token, len(token)) > TOKEN_LENGTH:
        raise Blocked("long_token", exchange=exchange.key, limit=TOKEN_LENGTH)
    return token


def userinfo_claims(found: Exchange) -> dict[str, Any] | None:
    """The claims of a userinfo answer: a JSON object, or a signed token that has them (5.3.2).

    Raises Blocked for an encrypted one.
    """
    if found.media_type == "application/jwt":
        parts = found.body.decode("utf-8", "replace").strip().split(".")
        if len(parts) == 5:
            raise Blocked("encrypted_userinfo", cause="configuration")
        raw = octets(parts[1]) if len(parts) == 3 else None
        told = parse(raw) if raw is not None else None
    else:
        told = found.json
    return told.document if told is not None and told.usable and isinstance(told.document, dict) else None


def _object(part: str) -> Mapping[str, Any] | None:
    raw = octets(part)
    found = parse(raw) if raw is not None else None
    return found.document if found is not None and found.usable and isinstance(found.document, dict) else None
