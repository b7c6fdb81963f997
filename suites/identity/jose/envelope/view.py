"""A token with a credential or a presentation as the rows see it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conformance.authoring import Blocked
from conformance.readers.json_values import object_or_empty
from conformance.readers.source import Inside, Source
from conformance_suites.identity.credential.reader.documents import (
    CREDENTIAL,
    ENVELOPED_PRESENTATION,
    PRESENTATION,
    is_former,
    items,
    types_of,
)
from conformance_suites.identity.data_integrity.reader.secured import party
from conformance_suites.identity.jose.reader.claims import BESIDE, FORMER, REPEATED
from conformance_suites.identity.jose.reader.compact import (
    Jws,
    Members,
    PartText,
    claims_in,
    media_type,
    token_text,
)
from conformance_suites.identity.jose.reader.keys import NAMING, Mistake, Named, key_url, named_key
from conformance_suites.identity.jose.reader.rules import DATES, TEXT_CLAIMS

DID = "did:"


@dataclass(frozen=True)
class Envelope:
    """A token in compact serialization."""

    token: Jws

    @property
    def tokens(self) -> list[Jws]:
        return [self.token]

    @property
    def headers(self) -> list[PartText]:
        return self.token.header_text

    @property
    def payloads(self) -> list[PartText]:
        return self.token.payload_text

    @cached_property
    def readable(self) -> list[Jws]:
        """The token, if header and payload can be read."""
        return [self.token] if self.token.reads else []

    @cached_property
    def modelled(self) -> list[Jws]:
        """Likewise, if it is of the data model 2.0. Raises Blocked for one of 1.1."""
        payload = self.token.payload
        if any(is_former(each) for each in (payload, *(object_or_empty(payload.get(name)) for name in FORMER))):
            raise Blocked("version_1_1", cause="specification")
        return self.readable

    @property
    def signing(self) -> list[Jws]:
        """The token, if its header names an algorithm."""
        return [each for each in self.readable if each.algorithm is not None]

    @property
    def typ(self) -> str | None:
        return media_type(self.token.header.get("typ"))

    @property
    def presents(self) -> bool:
        """Whether the payload is a presentation."""
        types = types_of(self.token.payload)
        named = PRESENTATION in types or ENVELOPED_PRESENTATION in types
        return named or (CREDENTIAL not in types and "verifiableCredential" in self.token.payload)

    @property
    def claimed(self) -> list[Jws]:
        """The token, if the members of its payload are those of a credential or presentation."""
        return [each for each in self.modelled if not any(name in each.payload for name in FORMER)]

    @property
    def content_typed(self) -> list[Jws]:
        return [each for each in self.claimed if "cty" in each.header]

    @property
    def party(self) -> str | None:
        """Who signs: the issuer of a credential, the holder of a presentation."""
        return party(self.token.payload.get("holder" if self.presents else "issuer"))

    @property
    def by_did(self) -> list[Jws]:
        """The token, if who signs is a DID and nothing but `kid` may name the key."""
        named = any(name in self.token.header for name in NAMING)
        return self.claimed if (self.party or "").startswith(DID) and not named else []

    @property
    def identified(self) -> list[Jws]:
        """The token, if its `kid` alone says whose key it is: who signs is a DID, and there is no `iss`."""
        told = "iss" in self.token.payload or "iss" in self.token.header
        has = isinstance(self.token.header.get("kid"), str)
        return [] if told or not has else [each for each in self.claimed if (self.party or "").startswith(DID)]

    @property
    def naming_did(self) -> list[Jws]:
        """The token, if its `kid` is a DID URL and it says who signs."""
        url = key_url(self.token, self.party)
        return self.claimed if url is not None and url.startswith(DID) and self.party is not None else []

    @property
    def issuing(self) -> list[Jws]:
        """The token, if it has an `iss` and a credential with an issuer."""
        told = "iss" in self.token.payload or "iss" in self.token.header
        return self.claimed if told and not self.presents and self.party is not None else []

    @property
    def critical(self) -> list[Jws]:
        return [each for each in self.readable if "crit" in each.header]

    @property
    def paired(self) -> list[tuple[str, Any, Any]]:
        """(place, claim, value) of the claims that a member of the credential corresponds to."""
        subject = self.subjects[0].get("id") if self.subjects else None
        other = {"jti": self.token.payload.get("id"), "sub": None if self.presents else subject}
        found = claims_in(self.token, *other) if self.claimed else ()
        return [(place, given, other[name]) for place, name, given in found if isinstance(other[name], str)]

    @property
    def dated(self) -> list[Jws]:
        return [each for each in self.readable if any(name in each.payload for name in DATES)]

    @property
    def limited(self) -> list[Jws]:
        """The token, if it says when it begins and when it ends."""
        return [each for each in self.dated if "exp" in each.payload and len(each.payload.keys() & DATES) > 1]

    @property
    def repeated(self) -> list[tuple[str, Any, Any]]:
        """(place, value in the header, value in the payload) of the claims that are in both."""
        both = self.token.header.keys() & self.token.payload.keys() & set(REPEATED) if self.readable else ()
        header, payload = self.token.header, self.token.payload
        return [(f"/header/{name}", header[name], payload[name]) for name in sorted(both)]

    @cached_property
    def named(self) -> list[Named]:
        """The key of the token. Raises Blocked if it is elsewhere."""
        if not self.signing:
            return []
        found = named_key(self.token, self.party)
        if found is None:
            url = key_url(self.token, self.party)
            raise Blocked("key_elsewhere", cause="environment", url=(url or "?")[:200])
        return [found]

    @property
    def keyed(self) -> list[tuple[Jws, Named]]:
        """The token with its key, if that is a public key."""
        return [(self.token, each) for each in self.named if not isinstance(each.key, Mistake)]

    @property
    def claiming(self) -> list[Jws]:
        """The token, if it has registered claims that are texts."""
        return [each for each in self.readable if any(name in each.payload for name in TEXT_CLAIMS)]

    @property
    def subjects(self) -> list[Members]:
        """The only subject of a credential."""
        found = [each.value for each in items("/credentialSubject", self.token.payload)]
        return found if len(found) == 1 and isinstance(found[0], dict) else []

    @cached_property
    def documents(self) -> list[Inside]:
        """The credential or presentation in the payload, without the claims of JWT that may be beside its members.

        It is left out where another row says that it is none.
        """
        for pointer, text in self.payloads if self.claimed else ():
            if text.usable and next(text.of_kind("duplicate", "bom"), None) is None:
                return [Inside(pointer, None, _bytes(self.token.payload))]
        return []


def _bytes(payload: Members) -> bytes:
    plain: dict[str, Any] = {name: each for name, each in payload.items() if name not in BESIDE}
    return json.dumps(plain, ensure_ascii=False).encode()


def view(source: Source) -> Envelope:
    """The token in the source. Raises Blocked where it exceeds a limit of the harness."""
    return Envelope(Jws("", token_text(source)))
