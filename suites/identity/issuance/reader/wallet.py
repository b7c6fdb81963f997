"""A wallet of the tests at an issuer: credential requests with proofs, honest or with one thing wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from conformance.authoring import Blocked
from conformance.readers.json_values import object_or_empty
from conformance.transports.exchange import Exchange
from conformance_suites.identity.issuance.reader.code_flow import Authorised, CodeFlow, Parameters
from conformance_suites.identity.issuance.reader.issuer import (
    HONEST,
    Issuer,
    configurations_in,
    credentials_in,
    token_in,
)
from conformance_suites.identity.issuance.reader.proofs import CURVES, TYPE, HolderKey, Members
from conformance_suites.identity.login.reader.refusals import refusal_in
from conformance_suites.interfaces.privacy.reader.operations import optional


@dataclass(frozen=True)
class Asked:
    """What an honest proof of one attempt is made of."""

    key: HolderKey
    header: Members
    claims: Members


DETAILS = "openid_credential"
"""The type of authorization details that ask for credentials."""
Proofs = Callable[[Asked], list[str]]
"""Makes the proofs of a request; none of them for an empty list."""


def one(asked: Asked) -> list[str]:
    """The honest proof."""
    return [asked.key.token(asked.header, asked.claims)]


@dataclass(frozen=True)
class Wallet(Issuer):
    """The issuer, as a wallet asks it for credentials."""

    @property
    def name(self) -> str:
        """The configuration that is asked for: that of the plan, or the first one of the offer. Raises Blocked."""
        return self.configured(optional(self.service, "configuration"))

    def configured(self, told: Any) -> str:
        """The configuration of this name, or else the first one of the offer, or of all without one. Raises Blocked."""
        offer = self.offered(HONEST) if self.has_offers else None
        known = configurations_in(self.metadata)
        names = [told] if told else offer.configurations if offer else list(known)
        for each in names:
            if isinstance(each, str) and isinstance(known.get(each), dict):
                return each
        raise Blocked("no_configuration", exchange=(offer or self).exchange.key)

    @property
    def configuration(self) -> Mapping[str, Any]:
        """What the metadata say of it."""
        return object_or_empty(configurations_in(self.metadata)[self.name])

    @property
    def algorithms(self) -> list[str]:
        """The algorithms of its proofs in tokens. Raises Blocked for one that is not bound to keys by such proofs."""
        types = object_or_empty(self.configuration.get("proof_types_supported"))
        listed = object_or_empty(types.get("jwt")).get("proof_signing_alg_values_supported")
        if not isinstance(listed, list):
            raise Blocked("no_proofs", name=self.name)
        return [each for each in listed if isinstance(each, str)]

    def key(self, number: int = 1) -> HolderKey:
        """A key of the wallet. Raises Blocked where the issuer takes none of the algorithms here."""
        algorithm = next((each for each in CURVES if each in self.algorithms), None)
        if algorithm is None:
            raise Blocked("no_algorithm", name=self.name)
        return HolderKey(algorithm, number)

    # Grants

    @property
    def signs_in(self) -> bool:
        """Whether a person signs in for tokens: the plan says how, and there is no offer with a code in it."""
        if optional(self.service, "redirect_uri") is None:
            return False
        return not self.has_offers or self.offered(HONEST).code is None

    @property
    def by_scope(self) -> Parameters:
        """The parameters that ask for the credential by its scope (5.1.2); none for one without a scope."""
        scope = self.configuration.get("scope")
        return {"scope": scope} if isinstance(scope, str) and scope else {}

    @property
    def by_details(self) -> Parameters:
        """The parameters that ask for it by its name (5.1.1)."""
        locations = {"locations": [self.service.url]} if self.has("authorization_servers") else {}
        details = {"type": DETAILS, "credential_configuration_id": self.name, **locations}
        return {"authorization_details": json.dumps([details])}

    def with_state(self, name: str, parameters: Parameters) -> Parameters:
        """The parameters with the state of a separate offer, where there are offers for people who sign in (5.1.3)."""
        if not self.has_offers or self.offered(HONEST).of_signing_in is None:
            return parameters
        state = (self.offered(f"{name} offer").of_signing_in or {}).get("issuer_state")
        return {**({"issuer_state": state} if isinstance(state, str) else {}), **parameters}

    def authorised(self, name: str, parameters: Parameters, *, pushed: bool = False) -> Authorised:
        """The answer to a person who signs in. Raises Blocked, and NotRun."""
        return CodeFlow(self.service).authorised(name, self.with_state(name, parameters), pushed=pushed)

    def grant(self, name: str) -> Exchange:
        """The answer to a separate code, of an offer or of a person who signs in, once for each name."""
        if not self.signs_in:
            return self.tokens(f"{name} token", self.offered(name))
        found = self.authorised(f"{name} code", self.by_scope or self.by_details)
        return CodeFlow(self.service).tokens(f"{name} token", found)

    def token(self, name: str) -> str:
        """The access token in it. Raises Blocked."""
        return token_in(self.grant(name))

    def named(self, granted: Exchange | None) -> dict[str, str]:
        """What a request has to call the credential by: an identifier that came with the token, or its name (8.2)."""
        found = identifiers_in(granted, self.name) if granted is not None else []
        return {"credential_identifier": found[0]} if found else {"credential_configuration_id": self.name}

    # Requests

    def asked(self, name: str, number: int = 1) -> Asked:
        """An honest proof for one attempt, with its own nonce."""
        key = self.key(number)
        methods = self.configuration.get("cryptographic_binding_methods_supported")
        named = key.named([each for each in methods if isinstance(each, str)] if isinstance(methods, list) else [])
        claims = {
            "aud": self.metadata.get("credential_issuer"),
            "iat": int(self.service.now.timestamp()),
            "nonce": self.nonce(name),
            "iss": optional(self.service, "client_id"),
        }
        return Asked(key, {"alg": key.algorithm, "typ": TYPE, **named}, claims)

    def requested(self, name: str, proofs: Proofs = one, token: str | None = "", **members: Any) -> Exchange:
        """The answer to a request with these proofs, with a separate token unless one is given."""
        asked = self.asked(name)
        made = proofs(asked)
        granted = self.grant(name) if token == "" else None
        named = {} if "credential_configuration_id" in members else self.named(granted)
        body = {**named, **({"proofs": {"jwt": made}} if made else {}), **members}
        shown = token_in(granted) if granted is not None else token
        return self.send(f"{name} credential", self.endpoint("credential_endpoint"), shown, body)

    @property
    def control(self) -> Exchange:
        """The answer to the honest request. Raises Blocked where it is refused: then other refusals prove nothing."""
        return accepted(self.requested(HONEST))

    def control_after(self, name: str) -> Exchange:
        """The answer to another honest request, after something was refused. Raises Blocked."""
        return accepted(self.requested(f"{name} control"))


def identifiers_in(granted: Exchange, name: str) -> list[str]:
    """The identifiers of the credential of this name in an answer with a token (6.2)."""
    listed = granted.member.get("authorization_details")
    own = [
        each.get("credential_identifiers")
        for each in (listed if isinstance(listed, list) else ())
        if isinstance(each, dict) and each.get("type") == DETAILS and each.get("credential_configuration_id") == name
    ]
    return [each for found in own if isinstance(found, list) for each in found if isinstance(each, str) and each]


def is_accepted(exchange: Exchange) -> bool:
    """Whether the answer has credentials, or says that they come later."""
    later = isinstance(exchange.member.get("transaction_id"), str)
    return 200 <= exchange.status < 300 and (bool(credentials_in(exchange)) or later)


def accepted(exchange: Exchange) -> Exchange:
    """The answer, if the request was accepted. Raises Blocked."""
    if not is_accepted(exchange):
        raise Blocked("control_refused", exchange=exchange.key, answer=refusal_in(exchange))
    return exchange
