"""An issuer for whose credentials people sign in: redirects, codes, tokens, and credentials by identifiers."""

from __future__ import annotations

from typing import Any

from conformance.authoring import Blocked, NotApplicable
from conformance.transports.exchange import Exchange
from conformance.transports.service import Service
from conformance_suites.identity.issuance.reader.code_flow import PUSHED, Authorised, CodeFlow, Parameters
from conformance_suites.identity.issuance.reader.issuer import is_token, token_in
from conformance_suites.identity.issuance.reader.wallet import (
    DETAILS,
    Wallet,
    accepted,
    identifiers_in,
    is_accepted,
    one,
)
from conformance_suites.identity.login.reader.person import NOWHERE, Arrival
from conformance_suites.identity.openid.reader.client import other_verifier, unregistered
from conformance_suites.interfaces.privacy.reader.operations import optional

__all__ = ["DETAILS", "Authorised", "Authorization", "accepted", "is_accepted", "is_token", "view"]

SERVER_ROW, ENDPOINT_ROW, TOKEN_ROW, DETAILS_ROW, IDENTIFIER_ROW = (
    "ID-VIF-008",
    "ID-VIA-001",
    "ID-VIA-006",
    "ID-VIA-013",
    "ID-VIA-014",
)
ENDPOINT, METHODS = "authorization_endpoint", "code_challenge_methods_supported"
UNKNOWN = "conformance-unknown"
FIRST = "sign-in"
"""Begins the names of what is exchanged here: other suites exchange something else at the same issuer."""


class Authorization(Wallet):
    """The issuer, as the rows of this suite look at it."""

    @property
    def signs_in(self) -> bool:
        """Here it is always a person."""
        return True

    # The server

    @property
    def servers(self) -> list[Exchange]:
        """The metadata of the server. Raises NotApplicable where nobody signs in, Blocked where there are none."""
        _ = self.metadata
        found = self.server_exchange
        if found.status != 200 or not found.member:
            raise Blocked("blocked_by", ids=[SERVER_ROW])
        if ENDPOINT not in found.member and optional(self.service, "redirect_uri") is None:
            raise NotApplicable("nobody_signs_in")
        return [found]

    @property
    def signing_in(self) -> list[Exchange]:
        """The same, if the plan says who signs in. Raises NotRun, and Blocked without an endpoint for people."""
        for each in self.servers:
            if not isinstance(each.member.get(ENDPOINT), str):
                raise Blocked("blocked_by", ids=[ENDPOINT_ROW])
        return self.servers

    @property
    def flow(self) -> CodeFlow:
        """The flow that is judged."""
        _ = self.signing_in
        return CodeFlow(self.service)

    def visited(self, name: str, **more: str | None) -> Authorised:
        """The answer to a visit of this name, with these parameters as well."""
        _ = self.signing_in
        return self.authorised(f"{FIRST}{name} code", {**(self.by_scope or self.by_details), **more})

    # Redirects

    @property
    def responses(self) -> list[Authorised]:
        """The redirect after a person has agreed."""
        return [self.visited("")]

    @property
    def codes(self) -> list[Authorised]:
        """The same, if there is a code in it."""
        return [each for each in self.responses if each.code]

    @property
    def identified(self) -> list[Authorised]:
        """The same, where the server announces that it names itself, or does."""
        announced = self.server_exchange.member.get("authorization_response_iss_parameter_supported") is True
        return [each for each in self.codes if announced or each.arrival.get("iss") is not None]

    @property
    def strangers(self) -> list[str]:
        """Redirect URIs that are not those of the client."""
        _ = self.codes
        return unregistered(self.flow.client.redirect_uri)

    def stranger(self, number: int, uri: str) -> Arrival | None:
        """The redirect to such a URI; None where a page is shown instead."""
        try:
            parameters = {**(self.by_scope or self.by_details), "redirect_uri": uri}
            return self.authorised(f"{FIRST} stranger {number} code", parameters).arrival
        except Blocked as reason:
            if reason.key not in (NOWHERE, "pushing_refused"):
                raise
            return None

    @property
    def with_more(self) -> list[Authorised]:
        """The redirect after a request with a parameter that nobody has defined."""
        _ = self.codes
        return [self.visited(" with more", conformance_unknown="1")]

    @property
    def with_more_scopes(self) -> list[Authorised]:
        """The redirect after a request with a scope that nobody has defined beside the right one."""
        _ = self.codes
        if not self.by_scope:
            raise NotApplicable("no_scope")
        return [self.visited(" with more scopes", scope=f"{self.by_scope['scope']} {UNKNOWN}")]

    # Tokens

    @property
    def grants(self) -> list[Exchange]:
        """The answer to the code. Raises Blocked for a refusal."""
        _ = self.codes
        found = self.grant(FIRST)
        if found.status != 200:
            _ = token_in(found)
        return [found]

    @property
    def given(self) -> list[Exchange]:
        """The same, if there is a token in it. Raises Blocked otherwise: a refusal elsewhere proves nothing then."""
        for each in self.grants:
            if not is_token(each):
                raise Blocked("blocked_by", ids=[TOKEN_ROW])
        return self.grants

    @property
    def reused(self) -> list[Exchange]:
        """The answer to a code that has got a token before."""
        _ = self.given
        found = self.visited(" reused")
        _ = token_in(self.flow.tokens(f"{FIRST} reused token", found))
        return [self.flow.tokens(f"{FIRST} reused again", found)]

    @property
    def with_other_verifier(self) -> list[Exchange]:
        """The answer to a verifier of which nobody has made a challenge."""
        _ = self.given
        other = other_verifier(self.service.random)
        return [self.flow.tokens(f"{FIRST} other verifier token", self.visited(" other verifier"), code_verifier=other)]

    @property
    def without_verifier(self) -> list[Exchange]:
        """The answer without a verifier to a code that was asked for with a challenge."""
        _ = self.given
        return [self.flow.tokens(f"{FIRST} no verifier token", self.visited(" no verifier"), code_verifier=None)]

    @property
    def redirected_otherwise(self) -> list[Exchange]:
        """The answer with another redirect URI than that of the visit."""
        _ = self.given
        uri = f"{self.flow.client.redirect_uri}/conformance"
        return [self.flow.tokens(f"{FIRST} other URI token", self.visited(" other URI"), redirect_uri=uri)]

    # Credentials

    @property
    def by_scopes(self) -> list[Exchange]:
        """The answer to a request for the credential whose scope was asked for."""
        _ = self.given
        if not self.by_scope:
            raise NotApplicable("no_scope")
        return [self.requested(FIRST)]

    @property
    def detailed(self) -> list[Exchange]:
        """The answer with a token for a visit that asked by authorization details. Raises NotApplicable."""
        _ = self.given
        supported: Any = self.server_exchange.member.get("authorization_details_types_supported")
        if not isinstance(supported, list) or DETAILS not in supported:
            raise NotApplicable("no_details")
        found = self.flow.tokens(f"{FIRST} details token", self.authorised(f"{FIRST} details code", self.by_details))
        _ = token_in(found)
        return [found]

    @property
    def identified_credentials(self) -> list[Exchange]:
        """The same, if there is an identifier of the credential in it."""
        for each in self.detailed:
            if not identifiers_in(each, self.name):
                raise Blocked("blocked_by", ids=[DETAILS_ROW])
        return self.detailed

    def by_identifier(self, name: str, granted: Exchange, identifier: str) -> Exchange:
        """The answer to a request for the credential by an identifier."""
        asked = self.asked(f"{FIRST} {name}")
        body = {"credential_identifier": identifier, "proofs": {"jwt": one(asked)}}
        return self.send(f"{FIRST} {name} credential", self.endpoint("credential_endpoint"), token_in(granted), body)

    @property
    def by_identifiers(self) -> list[Exchange]:
        """The answer to a request by the first identifier."""
        return [
            self.by_identifier("identified", each, identifiers_in(each, self.name)[0])
            for each in self.identified_credentials
        ]

    @property
    def unknown(self) -> list[Exchange]:
        """The answer to an identifier that nobody has given. Raises Blocked where a right one is refused."""
        for each in self.by_identifiers:
            if not is_accepted(each):
                raise Blocked("blocked_by", ids=[IDENTIFIER_ROW])
        return [self.by_identifier("unidentified", each, UNKNOWN) for each in self.identified_credentials]

    @property
    def unknown_refused(self) -> list[Exchange]:
        """The same, if it is refused."""
        return [each for each in self.unknown if not is_accepted(each)]

    # Requests that are pushed

    @property
    def pushes(self) -> list[Exchange]:
        """The answer to a pushed request. Raises NotApplicable without a place for it, Blocked for a refusal."""
        _ = self.signing_in
        if PUSHED not in self.server_exchange.member:
            raise NotApplicable("no_pushing")
        found = self.flow.pushed(f"{FIRST} push", self.flow.asked(self._parameters("push")))
        if not 200 <= found.status < 300:
            _ = self.flow.redeemed(found)
        return [found]

    @property
    def pushed(self) -> list[Authorised]:
        """The redirect after a visit with what a pushed request has got. Raises Blocked where that is found wrong."""
        for each in self.pushes:
            _ = self.flow.redeemed(each)
        _ = self.given
        return [self.authorised(f"{FIRST} pushed code", self.by_scope or self.by_details, pushed=True)]

    @property
    def unpushed(self) -> list[Authorised | None]:
        """The redirect after a visit with plain parameters where the server wants them pushed; None for a page."""
        _ = self.given
        if self.server_exchange.member.get("require_pushed_authorization_requests") is not True:
            raise NotApplicable("pushing_optional")
        try:
            return [self._plain()]
        except Blocked as reason:
            if reason.key != NOWHERE:
                raise
            return [None]

    def _parameters(self, name: str) -> Parameters:
        return self.with_state(f"{FIRST} {name}", self.by_scope or self.by_details)

    def _plain(self) -> Authorised:
        parameters = self._parameters("plain")

        def make(service: Service) -> Authorised:
            return CodeFlow(service).visited(CodeFlow(service).asked(parameters), None)

        return self.service.shared(f"{FIRST} plain code", make)


def view(service: Service) -> Authorization:
    """The issuer, asked lazily: what is not judged is not requested."""
    return Authorization(service)
