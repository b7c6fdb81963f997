"""An issuer that is asked for credentials: what it issues, and what it says to proofs with one thing wrong."""

from __future__ import annotations

from typing import Any, NamedTuple

from conformance.authoring import Blocked, NotApplicable
from conformance.readers.json_values import object_or_empty
from conformance.transports.exchange import Exchange
from conformance.transports.service import Service
from conformance_suites.identity.issuance.reader.issuer import HONEST, credentials_in
from conformance_suites.identity.issuance.reader.proofs import HolderKey
from conformance_suites.identity.issuance.reader.wallet import Asked, Wallet, accepted, identifiers_in, is_accepted
from conformance_suites.identity.jose.reader.compact import Jws
from conformance_suites.identity.sd_jwt.reader.combined import Combined

from .mutants import MUTANTS, NONCES, NONE, by_other_algorithm

__all__ = ["Credentials", "Issued", "is_accepted", "view"]

SHAPE_ROW, BOUND_ROW, NONCE_ROW = "ID-VIC-001", "ID-VIC-003", "ID-VIC-015"
REPLAYED, UNKNOWN = "replayed", "conformance-unknown"
SD_JWT, JWTS = "dc+sd-jwt", ("jwt_vc_json", "jwt_vc_json-ld")
REFUSED = (400, 422)
NUMBERS = ("kty", "crv", "x", "y")


class Issued(NamedTuple):
    """A credential in an answer, with its place and its format."""

    exchange: Exchange
    pointer: str
    format: str
    value: Any

    @property
    def token(self) -> Jws | None:
        """The token that the issuer has signed; None for a credential that is none."""
        if not isinstance(self.value, str):
            return None
        if self.format == SD_JWT:
            return Combined(self.value).issued
        return Jws("", self.value) if self.format in JWTS else None

    @property
    def claims(self) -> dict[str, Any]:
        """What it says openly. Raises Blocked where it cannot be read, or its format is not known here."""
        token = self.token
        if token is None:
            if isinstance(self.value, dict):
                return self.value
            raise Blocked("format_unknown", format=self.format[:100])
        if not token.reads:
            raise Blocked("unreadable", exchange=self.exchange.key)
        return token.payload

    def is_bound_to(self, key: HolderKey) -> bool:
        """Whether it is bound to a key. Raises Blocked for a way of binding that is not known here."""
        claims = self.claims
        own = object_or_empty(claims.get("cnf")).get("jwk")
        if isinstance(own, dict):
            return all(own.get(name) == key.jwk.get(name) for name in NUMBERS)
        inner = object_or_empty(claims.get("vc")) or claims
        if key.did in (claims.get("sub"), object_or_empty(inner.get("credentialSubject")).get("id")):
            return True
        if self.format == SD_JWT and "cnf" not in claims:
            return False
        raise Blocked("binding_unknown", exchange=self.exchange.key)


class Credentials(Wallet):
    """The issuer, as the rows of this suite look at it."""

    @property
    def granted(self) -> list[Exchange]:
        """The answer to an honest request that is not put off. Raises Blocked where it is refused."""
        found = self.requested("honest")
        if not 200 <= found.status < 300:
            _ = accepted(found)
        if isinstance(found.member.get("transaction_id"), str):
            raise NotApplicable("deferred")
        return [found]

    def _issued(self, found: Exchange) -> list[Issued]:
        format_ = str(self.configuration.get("format"))
        return [
            Issued(found, f"/credentials/{at}/credential", format_, each)
            for at, each in enumerate(credentials_in(found))
        ]

    @property
    def issued(self) -> list[Issued]:
        """The credentials in it. Raises Blocked where there are none."""
        found = [each for answer in self.granted for each in self._issued(answer)]
        if not found or not all(isinstance(each.value, (str, dict)) for each in found):
            raise Blocked("blocked_by", ids=[SHAPE_ROW])
        return found

    @property
    def bound(self) -> list[Issued]:
        """The same, where the issuer binds them to keys."""
        return self.issued if self.has_binding else []

    @property
    def has_binding(self) -> bool:
        """Whether the credential is one that is bound to a key."""
        return "cryptographic_binding_methods_supported" in self.configuration

    @property
    def batch(self) -> list[Issued]:
        """The credentials for two proofs by two keys; none for an issuer that issues one at a time."""
        if not self.has("batch_credential_issuance") or not self.has_binding:
            return []
        if not all(each.is_bound_to(self.key()) for each in self.issued):
            raise Blocked("blocked_by", ids=[BOUND_ROW])

        def two(asked: Asked) -> list[str]:
            other = self.key(2)
            header = {**asked.header, **({"kid": other.method} if "kid" in asked.header else {"jwk": other.jwk})}
            return [asked.key.token(asked.header, asked.claims), other.token(header, asked.claims)]

        return self._issued(accepted(self.requested("batch", two)))

    def mutant(self, name: str) -> Exchange:
        """The answer to the mutant of a row, after an honest request. Raises Blocked, and NotApplicable."""
        _ = self.control
        if name in NONCES and not self.has("nonce_endpoint"):
            raise NotApplicable("no_nonces")
        return self.requested(name, MUTANTS[name])

    @property
    def proofs(self) -> list[Exchange]:
        """The answer to an honest request, where proofs are asked for."""
        _ = self.algorithms
        return [self.control]

    @property
    def other_algorithm(self) -> list[tuple[str, Exchange]]:
        """The answers to a proof by an algorithm that is not announced, and to one that is not signed."""
        found = [(NONE, self.mutant(NONE))]
        beside = by_other_algorithm(self.algorithms)
        return found if beside is None else [*found, ("other", self.requested("other", beside))]

    @property
    def replayed(self) -> list[Exchange]:
        """The answer to a proof that was accepted before, with another token."""
        if not self.has("nonce_endpoint"):
            raise NotApplicable("no_nonces")
        if is_accepted(self.mutant(NONCE_ROW)):
            raise Blocked("blocked_by", ids=[NONCE_ROW])
        asked = self.asked(REPLAYED)
        proofs = {"proofs": {"jwt": [asked.key.token(asked.header, asked.claims)]}}
        body = {**self.named(self.grant(f"{REPLAYED} first")), **proofs}
        url = self.endpoint("credential_endpoint")
        _ = accepted(self.send(f"{REPLAYED} first", url, self.token(f"{REPLAYED} first"), body))
        return [self.send(f"{REPLAYED} second", url, self.token(f"{REPLAYED} second"), body)]

    @property
    def refusals(self) -> list[tuple[str, Exchange]]:
        """(row or name, answer) of each mutant that is not accepted."""
        names = [each for each in MUTANTS if each not in NONCES or self.has("nonce_endpoint")]
        found = [(name, self.mutant(name)) for name in names]
        return [(name, each) for name, each in found if not is_accepted(each)]

    @property
    def unknown(self) -> list[Exchange]:
        """The answer to a request for a credential that nobody has described, where they are asked for by name."""
        _ = self.control
        if identifiers_in(self.grant(HONEST), self.name):
            raise NotApplicable("by_identifiers")
        return [self.requested("unknown", credential_configuration_id=UNKNOWN)]

    @property
    def unknown_refused(self) -> list[Exchange]:
        """The same, if it is refused."""
        return [each for each in self.unknown if not is_accepted(each)]

    @property
    def described(self) -> list[Exchange]:
        """The refusals that say more in words."""
        found = [*(each for _, each in self.refusals), *self.unknown_refused]
        return [each for each in found if "error_description" in each.member]

    @property
    def without_token(self) -> list[Exchange]:
        """The answer to a request of which everything is right but that it has no token."""
        _ = self.control
        return [self.requested("tokenless", token=None)]

    def _notified(self, name: str, identifier: Any) -> Exchange:
        url = self.endpoint("notification_endpoint")
        body = {"notification_id": identifier, "event": "credential_accepted"}
        return self.send(name, url, self.token(name), body)

    @property
    def notified(self) -> list[Exchange]:
        """The answer to a notification of a credential that was taken; none where the issuer wants none."""
        known = self.control.member.get("notification_id")
        if not self.has("notification_endpoint") or not isinstance(known, str):
            return []
        url, token = self.endpoint("notification_endpoint"), self.token("honest")
        body = {"notification_id": known, "event": "credential_accepted"}
        return [self.send("notified", url, token, body)]

    @property
    def notified_unknown(self) -> list[Exchange]:
        """The answer to one of a credential that was never issued. Raises Blocked where the other one is refused."""
        for each in self.notified:
            if not 200 <= each.status < 300:
                raise Blocked("notification_refused", exchange=each.key, status=each.status)
        return [self._notified("notified unknown", UNKNOWN)] if self.notified else []


def view(service: Service) -> Credentials:
    """The issuer, asked lazily: what is not judged is not requested."""
    return Credentials(service)
