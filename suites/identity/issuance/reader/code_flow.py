"""A person who signs in for a credential: the authorization code flow (OpenID4VCI 1.0, 5 and 6; RFC 9126).

Each code is asked for by a visit with cookies that nobody else has, since servers end a grant when one code is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlsplit

from conformance.authoring import Blocked
from conformance.transports.exchange import Exchange, Request
from conformance.transports.service import Service
from conformance_suites.identity.issuance.reader.published import Published
from conformance_suites.identity.login.reader.person import Arrival, Visit
from conformance_suites.identity.login.reader.sending import encoded
from conformance_suites.identity.openid.reader.client import BASIC, Asked, Client, asked
from conformance_suites.identity.openid.reader.provider import is_absolute
from conformance_suites.identity.openid.reader.sign_in import SignIn

PUSHED = "pushed_authorization_request_endpoint"
CODE_ROW, PUSH_ROW = "ID-VIA-003", "ID-VIA-020"
Parameters = Mapping[str, str | None]
"""Parameters of a request; one that is None is left out."""


@dataclass(frozen=True)
class Authorised:
    """A request with the redirect to which the pages led."""

    asked: Asked
    arrival: Arrival

    @property
    def code(self) -> str:
        """The code. Raises Blocked where the answer is an error, or another row finds it wrong."""
        if code := self.arrival.get("code"):
            return code
        if (error := self.arrival.get("error")) is not None:
            key = self.arrival.exchange.key
            raise Blocked("sign_in_refused", cause="configuration", exchange=key, error=error[:100])
        raise Blocked("blocked_by", ids=[CODE_ROW])


@dataclass(frozen=True)
class CodeFlow:
    """The authorization server of the issuer, to the account and the client that the plan names."""

    service: Service

    @property
    def published(self) -> Published:
        """What the issuer says of itself and of this server."""
        return Published(self.service)

    @property
    def pages(self) -> str:
        """The URL at which people sign in. Raises Blocked without one."""
        url = self.published.endpoint("authorization_endpoint")
        if not is_absolute(url) or urlsplit(url).fragment:
            raise Blocked("no_endpoint", name="authorization_endpoint")
        return url

    @property
    def client(self) -> Client:
        """The client of the plan. Raises NotRun."""
        return SignIn(self.service).client

    def asked(self, parameters: Parameters) -> Asked:
        """An authorization request with these parameters. Raises Blocked, and NotRun."""
        url = self.pages
        changes = {"nonce": None, "scope": None, "prompt": None, **parameters}
        return asked(url, self.client, self.service.random, "", changes)

    def authorised(self, name: str, parameters: Parameters, *, pushed: bool = False) -> Authorised:
        """The answer to a request after the person has signed in, once for each name. Raises Blocked, and NotRun."""

        def make(service: Service) -> Authorised:
            here = CodeFlow(service)
            told = here.asked(parameters)
            needed = here.published.server_exchange.member.get("require_pushed_authorization_requests") is True
            return here.visited(told, here.pushed(f"{name} push", told) if pushed or needed else None)

        return self.service.shared(name, make)

    def visited(self, told: Asked, pushed: Exchange | None) -> Authorised:
        """The answer to a visit with this request, or with what was got for pushing it."""
        self.service.keep_cookies()
        request = Request("GET", told.url) if pushed is None else self.redeemed(pushed)
        visit = Visit(self.service, SignIn(self.service).person)
        return Authorised(told, visit.until(request, told.redirect_uri))

    def pushed(self, name: str, told: Asked) -> Exchange:
        """What the server says to the parameters of a request, once for each name (RFC 9126, 2.1)."""
        sent = dict(parse_qsl(urlsplit(told.url).query, keep_blank_values=True))
        if self.client.method != BASIC:
            sent.pop("client_id", None)  # which the client adds itself
        request = self.client.token_request(self.published.endpoint(PUSHED), sent)
        return self.service.shared(name, lambda service: service.ask(replace(request, issues=("/request_uri",))))

    def redeemed(self, pushed: Exchange) -> Request:
        """The request of a browser with what was got for the parameters (4). Raises Blocked where they are refused."""
        uri = pushed.member.get("request_uri")
        if not 200 <= pushed.status < 300:
            raise Blocked("pushing_refused", cause="configuration", exchange=pushed.key, status=pushed.status)
        if not isinstance(uri, str) or not uri:
            raise Blocked("blocked_by", ids=[PUSH_ROW])
        text, made = encoded([("client_id", self.client.id), ("request_uri", uri)], {uri})
        url = self.pages
        return Request("GET", f"{url}{'&' if urlsplit(url).query else '?'}{text}", made=made)

    def tokens(self, name: str, authorised: Authorised, **changes: str | None) -> Exchange:
        """The answer to the exchange of a code for a token, once for each name; changes that are None leave out."""

        def make(service: Service) -> Exchange:
            parameters = {
                "grant_type": "authorization_code",
                "code": authorised.code,
                "redirect_uri": authorised.asked.redirect_uri,
                "code_verifier": authorised.asked.verifier,
                **changes,
            }
            here = CodeFlow(service)
            return service.ask(here.client.token_request(here.published.endpoint("token_endpoint"), parameters))

        return self.service.shared(name, make)
