"""The signatures of the issuer and of the holder of a token with disclosures as the rows see them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conformance.authoring import Blocked
from conformance.readers.json_values import object_or_empty
from conformance.readers.source import Source
from conformance_suites.identity.data_integrity.reader.secured import party
from conformance_suites.identity.jose.reader.compact import Jws, PartText
from conformance_suites.identity.jose.reader.keys import (
    DID_JWK,
    Mistake,
    Named,
    jwk_of,
    key_url,
    named_key,
    public_key,
)
from conformance_suites.identity.jose.reader.rules import DATES, is_number
from conformance_suites.identity.sd_jwt.reader.combined import Combined, read
from conformance_suites.identity.sd_jwt.reader.processing import process

BINDING = ("iat", "aud", "nonce", "sd_hash")
"""The claims of a key binding JWT (4.3)."""


@dataclass(frozen=True)
class Signed:
    """A token with disclosures, signed by its issuer and perhaps by its holder."""

    token: Combined

    @property
    def readable(self) -> list[Jws]:
        """The token of the issuer, if header and payload can be read."""
        return [self.token.issued] if self.token.issued.reads else []

    @property
    def signing(self) -> list[Jws]:
        """The token of the issuer, if its header names an algorithm."""
        return [each for each in self.readable if each.algorithm is not None]

    @property
    def critical(self) -> list[Jws]:
        return [each for each in self.readable if "crit" in each.header]

    @property
    def dated(self) -> list[Jws]:
        return [each for each in self.readable if any(name in each.payload for name in DATES)]

    @property
    def limited(self) -> list[Jws]:
        """The token of the issuer, if it says when it begins and when it ends."""
        return [each for each in self.dated if "exp" in each.payload and len(each.payload.keys() & DATES) > 1]

    @property
    def _issuer(self) -> str | None:
        return party(self.token.payload.get("issuer"))

    @cached_property
    def named(self) -> list[Named]:
        """The key of the issuer. Raises Blocked if it is elsewhere."""
        if not self.signing:
            return []
        found = named_key(self.token.issued, self._issuer)
        if found is None:
            url = key_url(self.token.issued, self._issuer)
            raise Blocked("key_elsewhere", cause="environment", url=(url or "?")[:200])
        return [found]

    @property
    def keyed(self) -> list[tuple[Jws, Named]]:
        """The token of the issuer with its key, if that is a public key."""
        return [(self.token.issued, each) for each in self.named if not isinstance(each.key, Mistake)]

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
    def hashed(self) -> list[Jws]:
        """The key binding JWT, if it has a hash of what it is bound to."""
        return [each for each in self.bound if isinstance(each.payload.get("sd_hash"), str) and self.readable]

    @cached_property
    def confirmation(self) -> Any:
        """The claim that names the key of the holder, disclosed or not."""
        return process(self.token).payload.get("cnf") if self.readable else None

    @property
    def confirmed(self) -> list[Named]:
        """The key of the holder. Raises Blocked if it is elsewhere."""
        if not self.bound:
            return self._key_of_holder()
        return self._key_of_holder(needed=True)

    def _key_of_holder(self, *, needed: bool = False) -> list[Named]:
        members = object_or_empty(self.confirmation)
        if isinstance(key := members.get("jwk"), dict):
            return [Named("/payload/cnf/jwk", "", public_key(key))]
        url = members.get("kid")
        if isinstance(url, str) and url.startswith(DID_JWK):
            return [Named("/payload/cnf/kid", url, jwk_of(url.partition("#")[0]))]
        if members and needed:
            raise Blocked("key_elsewhere", cause="environment", url=str(url or "?")[:200])
        return []

    @property
    def holding(self) -> list[tuple[Jws, Named]]:
        """The key binding JWT with the key of the holder, if that is a public key."""
        if not self.binding:
            return []
        return [(each, key) for each in self.binding for key in self.confirmed if not isinstance(key.key, Mistake)]

    @property
    def timely(self) -> list[Jws]:
        """The key binding JWT, if it says when it was made, and the token of the issuer when it is valid."""
        limits = self.dated and any(name in self.token.payload for name in DATES[1:])
        return [each for each in self.bound if limits and is_number(each.payload.get("iat"))]


def view(source: Source) -> Signed:
    """The token in the source. Raises Blocked where it exceeds a limit of the harness."""
    return Signed(source.once(read))
