"""A protected resource through its answers, with and without tokens; only reading, always by GET."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from conformance.authoring import Blocked, NotRun
from conformance.readers.json import parse
from conformance.transports.exchange import Exchange, Request
from conformance.transports.service import Service
from conformance_suites.interfaces.access.reader.challenges import Challenge, challenges_in
from conformance_suites.interfaces.access.reader.tokens import Token

_SCHEMES = ("bearer", "dpop")
LIFETIME = 3600
"""Seconds for which the tokens are valid; they were issued a minute ago, since clocks differ."""
OPAQUE = "conformance-invented-token"
OTHER_SCOPE = "conformance.other"
WITHOUT = "IFC-ORS-001"
"""The row that says whether the resource is protected at all."""


@dataclass(frozen=True)
class ResourceServer:
    """The protected resource at the URL of the plan."""

    service: Service

    @property
    def exchange(self) -> Exchange:
        return self.without_token

    @property
    def without_token(self) -> Exchange:
        """The answer to a request without a token. Raises Blocked if that says nothing about this resource."""
        return self.service.shared("without_token", lambda service: service.ask(Request("GET", service.url)))

    @property
    def bare(self) -> list[Exchange]:
        """That answer, if it can be told from the answers of a resource that is not there at all."""
        if not given(self.without_token) and self.without_token.status != 401:
            _ = self._accepted
        return [self.without_token]

    @property
    def refusal(self) -> list[Exchange]:
        """That answer, where it refuses the resource."""
        return [each for each in self.bare if not given(each)]

    @property
    def headers(self) -> list[tuple[Exchange, str]]:
        """WWW-Authenticate of the refusal."""
        return _challenging(self.refusal)

    @property
    def challenges(self) -> list[tuple[Exchange, Challenge]]:
        """The challenges of the refusal, as far as they can be read."""
        return [(each, one) for each, _ in self.headers for one in challenges_of(each)]

    @property
    def bearer(self) -> list[tuple[Exchange, Challenge]]:
        """Those that ask for a bearer token."""
        return [each for each in self.challenges if each[1].scheme == "bearer"]

    @property
    def invented(self) -> list[Exchange]:
        """The answer to a token that nobody issued. Raises Blocked for a resource that is not protected."""
        self.is_protected()
        return [self.service.shared("invented", lambda service: service.ask(bearer_request(service.url, OPAQUE)))]

    @property
    def invented_refusal(self) -> list[Exchange]:
        return [each for each in self.invented if not given(each)]

    @property
    def invented_headers(self) -> list[tuple[Exchange, str]]:
        """WWW-Authenticate of that refusal, where the plan allows to send such a token."""
        return _challenging(self.invented_refusal) if self.service.may_probe else []

    @property
    def challenged(self) -> list[Exchange]:
        """The same, where it asks for a bearer token."""
        return [each for each in self.invented_refusal if any(one.scheme == "bearer" for one in challenges_of(each))]

    @property
    def control(self) -> Exchange:
        """The answer to a valid token. Raises Blocked if it is refused, and NotRun if the plan has no key for one."""
        self.is_protected()
        return self._accepted

    @property
    def asymmetric(self) -> list[Exchange]:
        """The same, where the plan says that the tokens are signed with a private key. Raises NotRun without it."""
        return [] if str(self.service.information("token_algorithm")).startswith("HS") else [self.control]

    @property
    def expired(self) -> list[tuple[Exchange, str | None]]:
        """The answer to an expired token with the error that it names, where it refuses the resource by a challenge."""
        now = int(self.service.now.timestamp())
        found = self.control and self.presented(self.token(iat=now - 7200, exp=now - 3600))
        return [] if given(found) or not challenges_of(found) else [(found, error_of(found, _SCHEMES))]

    @property
    def scoped(self) -> list[Exchange]:
        """The same, where the plan names the scope that the resource requires."""
        return [self.control] if self.scope else []

    @property
    def scope_refusal(self) -> list[Exchange]:
        """The answer to a token without that scope, where it refuses the resource."""
        found = [self.presented(self.token(scope=OTHER_SCOPE)) for _ in self.scoped]
        return [each for each in found if not given(each)]

    @property
    def scope(self) -> str:
        return str(self.optional("token_scope") or "")

    @property
    def foreign(self) -> list[str]:
        """The URL of a resource of the other user, which a token of that user opens. Raises Blocked, and NotRun."""
        url = self.service.absolute(str(self.service.information("other_resource")))
        _ = self.control
        _accepted(self.presented(self.token(sub=self.service.information("other_subject")), url))
        return [url]

    @property
    def _accepted(self) -> Exchange:
        def make(service: Service) -> Exchange:
            return _accepted(ResourceServer(service).presented(ResourceServer(service).token()))

        return self.service.shared("control", make)

    def is_protected(self) -> None:
        """Raises Blocked if the resource is given to anybody."""
        if self.bare and not self.refusal:
            raise Blocked("blocked_by", ids=[WITHOUT])

    def optional(self, name: str) -> Any:
        """What the plan says for the tests, or None."""
        try:
            return self.service.information(name)
        except NotRun:
            return None

    def token(
        self, header: Mapping[str, Any] | None = None, *, made: Mapping[str, Any] | None = None, **claims: Any
    ) -> Token:
        """A token that the resource accepts but for what is given here: members of the header and claims.

        `made` are further members of the Token.
        """
        now = int(self.service.now.timestamp())
        usual = {
            "iss": self.service.information("token_issuer"),
            "aud": self.service.information("token_audience"),
            "sub": self.service.information("token_subject"),
            "client_id": "conformance",
            "iat": now - 60,
            "exp": now + LIFETIME,
            "jti": f"{self.service.random.getrandbits(96):024x}",
            **({"scope": self.scope} if self.scope else {}),
            **({"acr": acr} if (acr := self.optional("token_acr")) else {}),
            **({"auth_time": now - 60} if self.optional("authentication_age") else {}),
            **self._further_claims(),
            **claims,
        }
        algorithm = self.optional("token_algorithm")
        head = {"typ": self.optional("token_type") or "at+jwt", **({"alg": algorithm} if algorithm else {})}
        key = str(self.service.information("signing_key"))
        left = {name: value for name, value in usual.items() if value is not None}
        return Token(**{"claims": left, "header": {**head, **(header or {})}, "key": key, **(made or {})})

    def _further_claims(self) -> dict[str, Any]:
        text = self.optional("token_claims")
        found = parse(str(text).encode()) if text else None
        if found is None:
            return {}
        if not found.usable or not isinstance(found.document, dict):
            raise Blocked("bad_claims", cause="configuration")
        return dict(found.document)

    def presented(self, token: Token, url: str = "", scheme: str = "Bearer") -> Exchange:
        """The answer to a request with the token in the header. Raises Blocked."""
        return self.service.ask(bearer_request(url or self.service.url, token.placeholder, scheme, token))

    def in_query(self, token: Token) -> Exchange:
        """The answer to a request with the token in the query alone. Raises Blocked."""
        mark = "&" if urlsplit(self.service.url).query else "?"
        url = f"{self.service.url}{mark}access_token={token.placeholder}"
        return self.service.ask(Request("GET", url, made=(token,)))


def view(service: Service) -> ResourceServer:
    """The resource, read lazily: what is not judged is not requested."""
    return ResourceServer(service)


def error_of(exchange: Exchange, schemes: Container[str] = ("bearer",)) -> str | None:
    """The error that the first challenge with one of the schemes names (RFC 6750 3)."""
    return next((each.get("error") for each in challenges_of(exchange) if each.scheme in schemes), None)


def _challenging(refusals: list[Exchange]) -> list[tuple[Exchange, str]]:
    return [(each, text) for each in refusals if (text := each.header("www-authenticate")) is not None]


def given(exchange: Exchange) -> bool:
    """Whether the answer hands over the resource: whatever its content, nothing was refused."""
    return 200 <= exchange.status < 300


def challenges_of(exchange: Exchange) -> list[Challenge]:
    """The challenges of an answer, as far as they can be read."""
    return challenges_in(exchange.header("www-authenticate") or "") or []


def bearer_request(url: str, token: str, scheme: str = "Bearer", made: Token | None = None) -> Request:
    """A request with a token in the header (RFC 6750 2.1)."""
    credentials = (("Authorization", f"{scheme} {token}"),)
    return Request("GET", url, credentials=credentials, made=(made,) if made else ())


def _accepted(found: Exchange) -> Exchange:
    """The answer, if it hands over the resource. Raises Blocked otherwise."""
    if not given(found):
        raise Blocked("token_refused", cause="configuration", exchange=found.key, status=found.status)
    return found
