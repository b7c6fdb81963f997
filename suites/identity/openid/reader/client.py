"""The client of the tests: what it asks of the provider, and how it shows who it is (RFC 6749, 2.3 and 4.1)."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import quote_plus, urlencode, urlsplit

from conformance.transports.exchange import Request
from conformance_suites.identity.login.reader.sending import URLENCODED, encoded

BASIC, POST, NONE = "client_secret_basic", "client_secret_post", "none"
TOKENS = ("/access_token", "/refresh_token")
"""What an answer of the token endpoint issues that is in no record; an ID token is, since its signature is judged."""
WRONG_SECRET = "conformance-wrong-secret"  # noqa: S105 - of no client
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"


class Chance(Protocol):
    """What is chosen by chance comes from the service, which chooses the same on replay."""

    def choice(self, letters: str, /) -> str:
        """One of the letters."""


@dataclass(frozen=True)
class Client:
    """A client that the plan names; `secret` is the placeholder of its secret, or empty."""

    id: str
    redirect_uri: str
    secret: str = ""
    method: str = NONE

    def token_request(
        self, url: str, parameters: Mapping[str, str | None], secret: str | None = None, *, named: bool = True
    ) -> Request:
        """A request at an endpoint for clients, who may be not `named`; parameters that are None are left out."""
        pairs = [(name, value) for name, value in parameters.items() if value is not None]
        shown = self.secret if secret is None else secret
        credentials: tuple[tuple[str, str], ...] = ()
        made: tuple[Any, ...] = ()
        if self.method == BASIC:
            pair = BasicPair(self.id, shown)
            credentials, made = (("Authorization", f"Basic {pair.placeholder}"),), (pair,)
        elif named:
            pairs.append(("client_id", self.id))
        if self.method == POST:
            pairs.append(("client_secret", shown))
        text, fields = encoded(pairs, {value for _, value in pairs})
        headers = (("content-type", URLENCODED), ("accept", "application/json"))
        return Request("POST", url, headers, text.encode(), credentials, (*made, *fields), TOKENS, once=True)


@dataclass(frozen=True)
class BasicPair:
    """The name and the secret of a client as the header has them (RFC 6749, 2.3.1); see `Made`."""

    id: str
    secret: str

    @property
    def name(self) -> str:
        return f"basic-{hashlib.sha256(f'{self.id}:{self.secret}'.encode()).hexdigest()[:16]}"

    @property
    def placeholder(self) -> str:
        return f"{{secret:{self.name}}}"

    @property
    def content(self) -> Any:
        """What is recorded."""
        return {"client": self.id, "secret": self.secret}

    def value(self, reveal: Callable[[str], str]) -> str:
        """The pair as it is sent."""
        return base64.b64encode(f"{quote_plus(self.id)}:{quote_plus(reveal(self.secret))}".encode()).decode()


@dataclass(frozen=True)
class Asked:
    """An authorization request: its URL, and what its answer and the tokens have to fit."""

    url: str
    redirect_uri: str
    state: str
    nonce: str
    verifier: str


def asked(endpoint: str, client: Client, random: Chance, scope: str, changes: Mapping[str, str | None]) -> Asked:
    """A request as OpenID Connect Core 1.0, 3.1.2.1 and RFC 7636, 4.3 write it; changes that are None leave out."""
    state, nonce = f"{_text(random, 24)}/+=", _text(random, 32)
    verifier = _text(random, 64)
    usual: dict[str, str | None] = {
        "response_type": "code",
        "client_id": client.id,
        "redirect_uri": client.redirect_uri,
        "scope": scope,
        "state": state,
        "nonce": nonce,
        "code_challenge": challenge_of(verifier),
        "code_challenge_method": "S256",
        "prompt": "consent" if "offline_access" in scope.split() else None,  # OpenID Connect Core 1.0, 11
    }
    told = {name: value for name, value in {**usual, **changes}.items() if value is not None}
    mark = "&" if urlsplit(endpoint).query else "?"
    return Asked(f"{endpoint}{mark}{urlencode(told)}", told["redirect_uri"], state, nonce, verifier)


def challenge_of(verifier: str) -> str:
    """The challenge of a verifier with the method S256 (RFC 7636, 4.2)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def other_verifier(random: Chance) -> str:
    """A verifier that nobody has made a challenge of."""
    return _text(random, 64)


def unregistered(uri: str) -> list[str]:
    """URIs that differ from a registered one: a longer path, a parameter, and hosts that contain the right one."""
    parts = urlsplit(uri)
    query = "&" if parts.query else "?"
    found = [f"{uri}{query}conformance=1"]
    if not parts.query and not parts.fragment:
        found.append(f"{uri}/conformance")
    if parts.scheme in ("http", "https") and parts.hostname:
        port = f":{parts.port}" if parts.port else ""
        hosts = (f"{parts.hostname}.conformance.invalid{port}", f"conformance.invalid{port}")
        found += [parts._replace(netloc=host).geturl() for host in hosts]
    return found


def _text(random: Chance, length: int) -> str:
    """Random letters, digits and signs that every URL may have (RFC 7636, 4.1)."""
    return "".join(random.choice(_LETTERS) for _ in range(length))
