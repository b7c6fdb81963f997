"""Signing in at a provider: the code flow with the account and the client that the plan names.

Each code is asked for by a visit with cookies that nobody else has, since products end a grant when one code is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from conformance.authoring import Blocked, NotRun
from conformance.transports.exchange import Exchange, Request
from conformance.transports.service import Service
from conformance_suites.identity.keys.reader.jwk import Jwk
from conformance_suites.identity.login.reader.person import NOWHERE, Arrival, Person, Visit
from conformance_suites.identity.login.reader.refusals import refusal_in
from conformance_suites.identity.openid.reader.client import BASIC, NONE, Asked, Chance, Client, asked
from conformance_suites.identity.openid.reader.id_token import IdToken, id_token_of, required, within_bounds
from conformance_suites.identity.openid.reader.provider import OpenIdProvider, is_absolute

HONEST = "code"
CODE_ROW, CONTENT_ROW, CLAIMS_ROW = "ID-OIF-001", "ID-OIF-017", "ID-OIF-019"
"""The rows that say whether a code is given, and what an answer with tokens and an ID token contain."""


@dataclass(frozen=True)
class Authorised:
    """A request with the answer to which the pages led."""

    asked: Asked
    arrival: Arrival

    @property
    def code(self) -> str:
        """The code. Raises Blocked where the answer is an error, or another row finds it wrong."""
        if (code := self.arrival.get("code")) is not None:
            return code
        if (error := self.arrival.get("error")) is not None:
            raise Blocked("sign_in_refused", cause="configuration", exchange=self.arrival.exchange.key, error=error)
        raise Blocked("blocked_by", ids=[CODE_ROW])


@dataclass(frozen=True)
class Tried:
    """What became of a request: an answer to the client, or a page, by the key of its exchange.

    `signed_in` says whether the person was asked who it is.
    """

    answered: Authorised | None
    page: str = ""
    signed_in: bool = False

    @property
    def code(self) -> str | None:
        """The code, if there is one."""
        return None if self.answered is None else self.answered.arrival.get("code")


@dataclass(frozen=True)
class SignIn:
    """The provider at the issuer URL of the plan, to its people and its clients."""

    service: Service

    @property
    def provider(self) -> OpenIdProvider:
        """The provider by its metadata and keys."""
        return OpenIdProvider(self.service)

    @property
    def metadata(self) -> Exchange:
        """The answer with the metadata. Raises Blocked for one that has none."""
        if not isinstance(self.provider.document, dict):
            raise Blocked("no_metadata", exchange=self.provider.configuration.key)
        return self.provider.configuration

    @property
    def issuer(self) -> str:
        """The issuer in the metadata. Raises Blocked without one."""
        _ = self.metadata
        issuer = self.provider.text("issuer")
        if issuer is None:
            raise Blocked("not_in_metadata", name="issuer")
        return issuer

    def endpoint(self, name: str) -> str:
        """An endpoint of the metadata. Raises Blocked without one."""
        _ = self.metadata
        url = self.provider.text(name)
        if url is None or not is_absolute(url):
            raise Blocked("not_in_metadata", name=name)
        return url

    def optional_endpoint(self, name: str) -> str | None:
        """An endpoint that the provider need not have. Raises Blocked without metadata."""
        _ = self.metadata
        url = self.provider.text(name)
        return url if url is not None and is_absolute(url) else None

    def optional(self, name: str) -> Any:
        """What the plan says for the tests, or None."""
        try:
            return self.service.information(name)
        except NotRun:
            return None

    @property
    def client(self) -> Client:
        """The client of the plan. Raises NotRun."""
        return self._client("")

    @property
    def other_client(self) -> Client:
        """A second client of the plan. Raises NotRun."""
        return self._client("other_")

    def _client(self, prefix: str) -> Client:
        secret = str(self.optional(f"{prefix}client_secret") or "")
        method = str(self.optional("client_authentication") or BASIC) if secret else NONE
        redirect_uri = self.optional(f"{prefix}redirect_uri") or self.service.information("redirect_uri")
        return Client(str(self.service.information(f"{prefix}client_id")), str(redirect_uri), secret, method)

    @property
    def person(self) -> Person:
        """The account of the plan. Raises NotRun."""
        fields = tuple(map(str, self.optional("login_fields") or ()))
        password = str(self.optional("account_password") or "")
        return Person(str(self.service.information("account")), password, fields)

    @property
    def scope(self) -> str:
        """The scope that is asked for: as little as possible, unless the plan needs more."""
        return str(self.optional("scope") or "openid")

    def ask(
        self,
        changes: Mapping[str, str | None],
        client: Client | None = None,
        more: str = "",
        random: Chance | None = None,
    ) -> Asked:
        """An authorization request; `more` is appended to it as it is. Raises Blocked, and NotRun."""
        url = self.endpoint("authorization_endpoint")
        found = asked(url, client or self.client, random or self.service.random, self.scope, changes)
        return Asked(f"{found.url}{more}", found.redirect_uri, found.state, found.nonce, found.verifier)

    def authorised(self, name: str, client: Client | None = None, **changes: str | None) -> Authorised:
        """The answer to a request after the person has signed in, once for each name. Raises Blocked, and NotRun."""

        def make(service: Service) -> Authorised:
            required()
            here = SignIn(service)
            service.keep_cookies()
            told = here.ask(changes, client)
            visit = Visit(service, here.person)
            return Authorised(told, visit.until(Request("GET", told.url), told.redirect_uri))

        if name != HONEST:
            _ = self.authorisation  # where nobody can sign in, one visit is enough to see it
        return self.service.shared(name, make)

    def tried(self, name: str, **changes: str | None) -> Tried:
        """The same, where a page may be the right answer."""
        _ = self.authorisation
        try:
            return Tried(self.authorised(name, None, **changes))
        except Blocked as reason:
            return Tried(None, page_of(reason))

    def tokens(
        self, name: str, authorised: Authorised, client: Client | None = None, **changes: str | None
    ) -> Exchange:
        """The answer to the exchange of a code for tokens, once for each name; changes that are None leave out."""

        def make(service: Service) -> Exchange:
            parameters = {
                "grant_type": "authorization_code",
                "code": authorised.code,
                "redirect_uri": authorised.asked.redirect_uri,
                "code_verifier": authorised.asked.verifier,
                **changes,
            }
            url = SignIn(service).endpoint("token_endpoint")
            return service.ask((client or SignIn(service).client).token_request(url, parameters))

        return self.service.shared(name, make)

    def fresh(self, name: str, **changes: str | None) -> Exchange:
        """The answer to the exchange of another code for this attempt alone, where the honest one is accepted."""
        _ = self.control
        return self.tokens(f"{name} tokens", self.authorised(f"{name} code"), None, **changes)

    @property
    def authorisation(self) -> Authorised:
        """The answer to a request that everything is right with."""
        return self.authorised(HONEST)

    @property
    def token_answer(self) -> Exchange:
        """The answer to the honest exchange of its code."""
        return self.tokens("tokens", self.authorisation)

    @property
    def granted(self) -> Exchange:
        """The same, if tokens were granted. Raises Blocked otherwise."""
        return accepted(self.token_answer)

    @property
    def control(self) -> Exchange:
        """The same, if an access token is in it: without one, a refusal elsewhere proves nothing. Raises Blocked."""
        return given(self.token_answer)

    @property
    def access_token(self) -> str:
        """The access token in it. Raises Blocked where another row finds that there is none."""
        return access_token_in(self.granted)

    @property
    def id_token(self) -> IdToken:
        """The ID token in it. Raises Blocked where another row finds that there is none, or that it is none."""
        found = id_token_of(self.granted)
        if found is None:
            there = isinstance(self.granted.member.get("id_token"), str)
            raise Blocked("blocked_by", ids=[CLAIMS_ROW if there else CONTENT_ROW])
        return found

    @property
    def keys(self) -> list[Jwk]:
        """The published keys. Raises Blocked without them."""
        _ = self.metadata
        return [key for _, key in self.provider.keys]

    def userinfo(self, name: str, token: str) -> list[Exchange]:
        """What the token gets at the userinfo endpoint, once for each name; nothing without such an endpoint."""
        url = self.optional_endpoint("userinfo_endpoint")
        if url is None:
            return []
        request = Request("GET", url, credentials=(("Authorization", f"Bearer {token}"),))
        return [self.service.shared(name, lambda service: service.ask(request))]


def view(service: Service) -> SignIn:
    """The provider, asked lazily: what is not judged is not requested."""
    return SignIn(service)


def is_accepted(exchange: Exchange) -> bool:
    """Whether the answer grants tokens."""
    token = exchange.member.get("access_token")
    return exchange.status == 200 and isinstance(token, str) and bool(token)


def is_unstored(exchange: Exchange) -> bool:
    """Whether the answer says that it may not be stored (RFC 6749, 5.1)."""
    return "no-store" in [each.strip().lower() for each in (exchange.header("cache-control") or "").split(",")]


def accepted(exchange: Exchange) -> Exchange:
    """The answer, if it grants anything. Raises Blocked for a refusal."""
    if exchange.status != 200:
        raise Blocked("tokens_refused", cause="configuration", exchange=exchange.key, answer=refusal_in(exchange))
    return exchange


def given(exchange: Exchange) -> Exchange:
    """The answer, if it has an access token. Raises Blocked for a refusal, and where another row finds none in it."""
    _ = access_token_in(accepted(exchange))
    return exchange


def access_token_in(exchange: Exchange) -> str:
    """The access token in an answer. Raises Blocked where another row finds that there is none."""
    token = exchange.member.get("access_token")
    if not isinstance(token, str) or not token:
        raise Blocked("blocked_by", ids=[CONTENT_ROW])
    return within_bounds(exchange, token)


def page_of(reason: Blocked) -> str:
    """The page from which nothing leads on, such as one that tells an error. Raises any other reason."""
    if reason.key != NOWHERE:
        raise reason
    return str(reason.values["exchange"])
