"""The tokens that a presentation envelopes as the rows see them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from conformance.authoring import Blocked
from conformance.readers.data_uri import EmbeddedData, embedded_data
from conformance.readers.source import Source
from conformance_suites.identity.credential.reader.documents import (
    ENVELOPED,
    ENVELOPED_PRESENTATION,
    CredentialDocument,
    Members,
    is_former,
    read,
    types_of,
)
from conformance_suites.identity.data_integrity.reader.secured import party
from conformance_suites.identity.jose.reader.bounds import TOKEN_BYTES
from conformance_suites.identity.jose.reader.compact import Jws, PartText
from conformance_suites.identity.jose.reader.keys import Mistake, Named, key_url, named_key

MEDIA_TYPES = ("application/vc+jwt", "application/vc-ld+jwt")
"""Of the Recommendation and of its draft; tokens with disclosures are judged where they are files."""
ENVELOPES = 200
"""Tokens of one presentation that are verified; wallets present a few."""


class Keyed(NamedTuple):
    """A token and the key that it names."""

    jws: Jws
    named: Named


@dataclass(frozen=True)
class Envelopes:
    """A document, with the tokens in `data:` URLs of its enveloped credentials."""

    outer: CredentialDocument

    @cached_property
    def enveloped(self) -> list[tuple[str, str, EmbeddedData]]:
        """(place, URL, data) of every envelope. Those without data are for the data model."""
        found = [(pointer, value.get("id")) for pointer, value in self.outer.embedded if _is_envelope(value)]
        read = ((pointer, url, embedded_data(url)) for pointer, url in found if isinstance(url, str))
        return [(pointer, url, data) for pointer, url, data in read if data is not None and data.data != b""]

    @cached_property
    def tokens(self) -> list[Jws]:
        """The tokens of credentials. Raises Blocked for too many, or for one too long."""
        found = []
        for pointer, url, data in self.enveloped:
            if data.media_type in MEDIA_TYPES:
                if len(url) > TOKEN_BYTES:
                    raise Blocked("token_bound", bound=TOKEN_BYTES)
                text = url.partition(",")[2] if data.data is None else data.data.decode("utf-8", "replace")
                found.append(Jws(f"{pointer}/id", text))
        if len(found) > ENVELOPES:
            raise Blocked("envelope_bound", bound=ENVELOPES)
        return found

    @property
    def token_headers(self) -> list[PartText]:
        return [text for each in self.tokens for text in each.header_text]

    @property
    def token_payloads(self) -> list[PartText]:
        return [text for each in self.tokens for text in each.payload_text]

    @cached_property
    def readable_tokens(self) -> list[Jws]:
        """The tokens whose header and payload can be read, of the data model 2.0."""
        return [each for each in self.tokens if each.reads and not is_former(each.payload)]

    @property
    def signed_tokens(self) -> list[Jws]:
        """Those whose header names an algorithm."""
        return [each for each in self.readable_tokens if each.algorithm is not None]

    @property
    def issued_tokens(self) -> list[Jws]:
        """Those with a claimed issuer and an issuer."""
        told = [each for each in self.readable_tokens if isinstance(each.payload.get("iss"), str)]
        return [each for each in told if party(each.payload.get("issuer")) is not None]

    @cached_property
    def found(self) -> list[tuple[Jws, Named | None]]:
        return [(each, named_key(each, party(each.payload.get("issuer")))) for each in self.signed_tokens]

    @cached_property
    def tokens_at_hand(self) -> list[Keyed]:
        """Those whose key is in the token or in its identifier. Raises Blocked if none is."""
        if all(named is None for _, named in self.found):
            self.need_all()
        return [Keyed(each, named) for each, named in self.found if named is not None]

    def need_all(self) -> None:
        """Raises Blocked if the key of any token is elsewhere, or anything is enveloped in another way."""
        for each, named in self.found:
            if named is None:
                url = key_url(each, party(each.payload.get("issuer"))) or "?"
                raise Blocked("key_elsewhere", cause="environment", url=url[:200])
        for _, _, data in self.enveloped:
            if data.media_type not in MEDIA_TYPES:
                raise Blocked("envelope_kind", kind=data.media_type[:100] or "?")

    @property
    def token_keys(self) -> list[Named]:
        return [each.named for each in self.tokens_at_hand]

    @property
    def keyed_tokens(self) -> list[tuple[Jws, Named]]:
        """Those whose key is a public key."""
        return [(each.jws, each.named) for each in self.tokens_at_hand if not isinstance(each.named.key, Mistake)]


def _is_envelope(value: Members) -> bool:
    types = types_of(value)
    return ENVELOPED in types or ENVELOPED_PRESENTATION in types


def view(source: Source) -> Envelopes:
    """The document in the source. Raises Blocked where it exceeds a limit of the harness."""
    return Envelopes(source.once(read))
