"""A request for presentations as the rows see it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property

from conformance.authoring import Blocked
from conformance.readers.source import Inside, Source
from conformance_suites.identity.jose.reader.compact import Jws, PartText
from conformance_suites.identity.jose.reader.keys import Named, key_url, named_key, public_key
from conformance_suites.identity.presentation.reader import certificates, prefixes
from conformance_suites.identity.presentation.reader.request import Parameters, RequestText, request_text

Signed = tuple[Jws, Parameters]
DESCRIBED = (prefixes.REDIRECT, *prefixes.SIGNED)
"""With these prefixes the metadata of the verifier are in the request (5.9.3)."""


@dataclass(frozen=True)
class Request:
    """A request object, or parameters in JSON."""

    sent: RequestText

    @property
    def tokens(self) -> list[Jws]:
        return [] if self.sent.token is None else [self.sent.token]

    @property
    def texts(self) -> list[PartText]:
        return self.sent.texts

    @cached_property
    def requests(self) -> list[Parameters]:
        """The parameters, if they can be read."""
        return [] if self.sent.parameters is None else [self.sent.parameters]

    @property
    def objects(self) -> list[Signed]:
        """The request object, if it can be read."""
        return [(token, each) for token in self.tokens for each in self.requests]

    @property
    def signed(self) -> list[Signed]:
        """The request object, unless its prefix excludes a signature (5.9.3)."""
        return [each for each in self.objects if each[1].prefix != prefixes.REDIRECT]

    def _with_prefix(self, *names: str) -> list[Signed]:
        return [each for each in self.objects if each[1].prefix in names]

    @property
    def by_did(self) -> list[Signed]:
        return self._with_prefix(prefixes.DID)

    @property
    def by_certificate(self) -> list[Signed]:
        return self._with_prefix(*prefixes.BY_CERTIFICATE)

    @property
    def by_hash(self) -> list[Signed]:
        return self._with_prefix(prefixes.HASH)

    @property
    def by_host(self) -> list[Signed]:
        return self._with_prefix(prefixes.HOST)

    @property
    def attested(self) -> list[Signed]:
        return self._with_prefix(prefixes.ATTESTATION)

    @property
    def keyed(self) -> list[tuple[Jws, Named]]:
        """The request object with its key, where the prefix says which it is. Raises Blocked if that is elsewhere."""
        return [(token, key) for token, each in self.objects if (key := _key_of(token, each)) is not None]

    @property
    def identified(self) -> list[Parameters]:
        """The request, if its Client Identifier can be read."""
        return [each for each in self.requests if each.client is not None]

    @property
    def prefixed(self) -> list[Parameters]:
        return [each for each in self.identified if each.prefix]

    @property
    def redirecting(self) -> list[Parameters]:
        """The request whose Client Identifier is an address, beside which it has that address once more."""
        return [each for each in self.identified if each.prefix == prefixes.REDIRECT and _address(each)]

    @property
    def chosen(self) -> list[Parameters]:
        """The request, if it has a value that the verifier chose for it."""
        return [each for each in self.requests if each.text("nonce") or "state" in each.members]

    @property
    def posted(self) -> list[Parameters]:
        return [each for each in self.requests if each.is_posted]

    @property
    def addressed(self) -> list[Parameters]:
        return [each for each in self.requests if each.text("response_uri")]

    @property
    def described(self) -> list[Parameters]:
        return [each for each in self.identified if each.prefix in DESCRIBED]

    @property
    def keys(self) -> list[Parameters]:
        """The request, if its metadata have keys."""
        return [each for each in self.requests if each.keys]

    @property
    def queries(self) -> list[Inside]:
        """The query, which is judged as one."""
        found = [(each.place("dcql_query"), each.object("dcql_query")) for each in self.requests]
        return [Inside(place, None, json.dumps(query).encode()) for place, query in found if query is not None]


def _address(parameters: Parameters) -> str | None:
    """Where the response is sent to."""
    return parameters.text("response_uri") or parameters.text("redirect_uri")


def attestation(token: Jws) -> Jws | None:
    """The Verifier Attestation JWT in the header, if it can be read (12)."""
    given = token.header.get("jwt")
    found = Jws("/header/jwt", given) if isinstance(given, str) else None
    return found if found is not None and found.reads else None


def _key_of(token: Jws, parameters: Parameters) -> Named | None:
    """The key that the prefix of the Client Identifier names. Raises Blocked if it is elsewhere."""
    client = parameters.client
    if client is None or client.prefix not in prefixes.SIGNED:
        return None
    if client.prefix == prefixes.ATTESTATION:
        held = attestation(token)
        confirmed = held.payload.get("cnf") if held is not None else None
        key = confirmed.get("jwk") if isinstance(confirmed, dict) else None
        return Named("/header/jwt", "", public_key(key)) if isinstance(key, dict) else None
    if client.prefix in prefixes.BY_CERTIFICATE:
        found = certificates.leaf(token)
        return None if found is None or "jwk" in token.header else named_key(Jws("", token.text), None)
    if not isinstance(token.header.get("kid"), str):
        return None
    named = named_key(token, client.rest)
    if named is None:
        raise Blocked("key_elsewhere", cause="environment", url=(key_url(token, client.rest) or "?")[:200])
    return named


def view(source: Source) -> Request:
    """The request in the source. Raises Blocked where it exceeds a limit of the harness."""
    return Request(source.once(request_text))
