"""Access tokens that are bound to a key of their client, and the proofs that it has this key (RFC 9449)."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from conformance.authoring import Blocked
from conformance.transports.exchange import Exchange, Request
from conformance.transports.service import Service
from conformance_suites.interfaces.access.reader.resource import ResourceServer, challenges_of, given
from conformance_suites.interfaces.access.reader.tokens import OWN_PUBLIC, Token

# The thumbprint of the key that signs the proofs (RFC 7638 3).
THUMBPRINT = (
    base64.urlsafe_b64encode(
        hashlib.sha256(json.dumps(OWN_PUBLIC, sort_keys=True, separators=(",", ":")).encode()).digest()
    )
    .rstrip(b"=")
    .decode()
)
# Another key that everybody knows: RFC 7517 A.1.
OTHER_THUMBPRINT = "cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s"


@dataclass(frozen=True)
class BoundResource:
    """The resource for clients that prove that they have the key of their token."""

    server: ResourceServer

    @property
    def service(self) -> Service:
        return self.server.service

    @property
    def exchange(self) -> Exchange:
        return self.server.exchange

    @property
    def control(self) -> Exchange:
        """The answer to a bound token with a right proof. Raises Blocked if it is refused, and NotRun without a key."""

        def make(service: Service) -> Exchange:
            bound = BoundResource(ResourceServer(service))
            found = bound.proven(bound.token())
            if not given(found):
                raise Blocked("proof_refused", cause="configuration", exchange=found.key, status=found.status)
            return found

        self.server.is_protected()
        return self.service.shared("bound", make)

    @property
    def challenged(self) -> list[Exchange]:
        """The answer to a bound token without a proof, where it asks for one."""
        _ = self.control
        found = self.service.shared("unproven", _without_proof)
        return [found] if "dpop" in [each.scheme for each in challenges_of(found)] else []

    @property
    def nonce(self) -> str | None:
        """What the resource wants in proofs, if it says so (RFC 9449 9)."""

        def ask(service: Service) -> str | None:
            bound = BoundResource(ResourceServer(service))
            return bound.proven(bound.token(), first=True).header("dpop-nonce")

        found: str | None = self.service.shared("nonce", ask)
        return found

    def token(self, **claims: Any) -> Token:
        """A token that is bound to the key of the proofs."""
        return self.server.token(**{"cnf": {"jkt": THUMBPRINT}, **claims})

    def proof(
        self,
        token: Token,
        header: Mapping[str, Any] | None = None,
        made: Mapping[str, Any] | None = None,
        **claims: Any,
    ) -> Token:
        """A right proof for the token but for what is given: members of the header and claims, None leaving one out."""
        usual = {
            "jti": f"{self.service.random.getrandbits(96):024x}",
            "htm": "GET",
            "htu": self.service.url.partition("?")[0],
            "iat": int(self.service.now.timestamp()),
            **claims,
        }
        if "nonce" not in claims:
            usual["nonce"] = self.nonce
        members = {
            "header": {"typ": "dpop+jwt", "jwk": OWN_PUBLIC, **(header or {})},
            "hashed": ("ath", token.placeholder),
        }
        left = {name: value for name, value in usual.items() if value is not None}
        return Token(**{**members, "claims": left, **(made or {})})

    def proven(self, token: Token, *proofs: Token, url: str = "", first: bool = False) -> Exchange:
        """The answer to a request with the token and these proofs; with a right one if none is given. Raises Blocked.

        `first` says that no nonce can be known yet.
        """
        shown = proofs or (self.proof(token, nonce=None) if first else self.proof(token),)
        fields = (("Authorization", f"DPoP {token.placeholder}"), *(("DPoP", each.placeholder) for each in shown))
        return self.service.ask(Request("GET", url or self.service.url, credentials=fields, made=(token, *shown)))

    def alone(self, token: Token, scheme: str) -> Exchange:
        """The answer to a request with the token and no proof. Raises Blocked."""
        return self.server.presented(token, scheme=scheme)


def _without_proof(service: Service) -> Exchange:
    bound = BoundResource(ResourceServer(service))
    return bound.alone(bound.token(), "DPoP")


def view(service: Service) -> BoundResource:
    """The resource, read lazily."""
    return BoundResource(ResourceServer(service))
