"""A wallet of the tests at an issuer: credential requests with proofs, honest or with one thing wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from conformance.authoring import Blocked
from conformance.readers.json_values import object_or_empty
from conformance.transports.exchange import Exchange
from conformance_suites.identity.issuance.reader.issuer import HONEST, Issuer, configurations_in, credentials_in
from conformance_suites.identity.issuance.reader.proofs import CURVES, TYPE, HolderKey, Members
from conformance_suites.interfaces.privacy.reader.operations import optional


@dataclass(frozen=True)
class Asked:
    """What an honest proof of one attempt is made of."""

    key: HolderKey
    header: Members
    claims: Members


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
        """The configuration of this name, or the first one of the offer without a name. Raises Blocked."""
        offer = self.offered(HONEST)
        names = [told] if told else offer.configurations
        for each in names:
            if isinstance(each, str) and isinstance(configurations_in(self.metadata).get(each), dict):
                return each
        raise Blocked("no_configuration", exchange=offer.exchange.key)

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
        body = {"credential_configuration_id": self.name, **({"proofs": {"jwt": made}} if made else {}), **members}
        shown = self.token(name) if token == "" else token
        return self.send(f"{name} credential", self.endpoint("credential_endpoint"), shown, body)

    @property
    def control(self) -> Exchange:
        """The answer to the honest request. Raises Blocked where it is refused: then other refusals prove nothing."""
        return accepted(self.requested(HONEST))

    def control_after(self, name: str) -> Exchange:
        """The answer to another honest request, after something was refused. Raises Blocked."""
        return accepted(self.requested(f"{name} control"))


def is_accepted(exchange: Exchange) -> bool:
    """Whether the answer has credentials, or says that they come later."""
    later = isinstance(exchange.member.get("transaction_id"), str)
    return 200 <= exchange.status < 300 and (bool(credentials_in(exchange)) or later)


def accepted(exchange: Exchange) -> Exchange:
    """The answer, if the request was accepted. Raises Blocked."""
    if not is_accepted(exchange):
        said = exchange.member.get("error")
        error = said if isinstance(said, str) else ""
        raise Blocked("control_refused", exchange=exchange.key, status=exchange.status, error=error[:100])
    return exchange
