"""The key binding JWT of a token with disclosures as the rows see it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conformance.authoring import Blocked
from conformance.readers.json_values import is_number, object_or_empty
from conformance.readers.source import Source
from conformance_suites.identity.data_integrity.reader.keys import DID_KEY
from conformance_suites.identity.jose.reader.compact import Jws, Members, PartText
from conformance_suites.identity.jose.reader.keys import DID_JWK, Mistake, Named, key_of_did, public_key
from conformance_suites.identity.jose.reader.rules import DATES
from conformance_suites.identity.sd_jwt.reader.combined import Combined, read
from conformance_suites.identity.sd_jwt.reader.processing import process, whole

BINDING = ("iat", "aud", "nonce", "sd_hash")
"""The claims of a key binding JWT (4.3)."""
ELSEWHERE = ("kid", "jku", "jkt", "x5t#S256")
"""The members of a confirmation that name a key without holding it."""


@dataclass(frozen=True)
class Bound:
    """A token with disclosures, perhaps bound by its holder."""

    token: Combined

    @property
    def readable(self) -> list[Jws]:
        """The token of the issuer, if header and payload can be read."""
        return [self.token.issued] if self.token.issued.reads else []

    @property
    def bindings(self) -> list[Jws]:
        """The key binding JWT."""
        return [] if self.token.key_binding is None else [self.token.key_binding]

    @property
    def binding_texts(self) -> list[PartText]:
        return [text for each in self.bindings for text in (*each.header_text, *each.payload_text)]

    @property
    def bound(self) -> list[Jws]:
        """The key binding JWT, if header and payload can be read."""
        return [each for each in self.bindings if each.reads]

    @property
    def binding(self) -> list[Jws]:
        """The key binding JWT, if its header names an algorithm."""
        return [each for each in self.bound if each.algorithm is not None]

    @property
    def hash_bound(self) -> list[Jws]:
        """The key binding JWT, if it has a hash of what it is bound to."""
        return [each for each in self.bound if isinstance(each.payload.get("sd_hash"), str)]

    def need_readable(self) -> None:
        """Raises Blocked if the token of the issuer cannot be read."""
        if not self.readable:
            raise Blocked("blocked_by", ids=["ID-SDJ-002", "ID-SDJ-003", "ID-SDJ-004"])

    @cached_property
    def confirming(self) -> list[Any]:
        """The claim that names the key of the holder, disclosed or not, whether the token is bound or not."""
        payload = process(self.token).payload if self.readable else {}
        return [payload["cnf"]] if "cnf" in payload else []

    @cached_property
    def claims(self) -> Members:
        """The claims of the token of the issuer, disclosed or not."""
        return whole(self.token).payload if self.readable else {}

    @cached_property
    def confirmed(self) -> list[Named]:
        """The key of the holder. Raises Blocked if a binding needs it and it is elsewhere."""
        members = object_or_empty(next(iter(self.confirming), None))
        if isinstance(key := members.get("jwk"), dict):
            return [Named("/payload/cnf/jwk", "", public_key(key))]
        url = members.get("kid")
        if isinstance(url, str) and url.startswith((DID_KEY, DID_JWK)):
            if (found := key_of_did(url)) is None:
                raise Blocked("key_kind")
            return [Named("/payload/cnf/kid", url, found)]
        if members and self.bound:
            told = next((text for name in ELSEWHERE if isinstance(text := members.get(name), str)), next(iter(members)))
            raise Blocked("key_elsewhere", cause="environment", url=told[:200])
        return []

    @property
    def holding(self) -> list[tuple[Jws, Named]]:
        """The key binding JWT with the key of the holder, if that is a public key."""
        if not self.binding:
            return []
        return [(each, key) for each in self.binding for key in self.confirmed if not isinstance(key.key, Mistake)]

    @property
    def timely(self) -> list[Jws]:
        """The key binding JWT, if it says when it was made, and the token of the issuer when it may be used."""
        limits = any(is_number(self.claims.get(name)) for name in DATES)
        return [each for each in self.bound if limits and is_number(each.payload.get("iat"))]


def view(source: Source) -> Bound:
    """The token in the source. Raises Blocked where it exceeds a limit of the harness."""
    return Bound(source.once(read))
