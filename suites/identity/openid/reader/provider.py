"""An OpenID provider through its metadata and keys; everything here is read with GET."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from conformance.authoring import Blocked
from conformance.readers.uri import uri_error
from conformance.transports.exchange import Exchange
from conformance.transports.service import Service
from conformance_suites.identity.keys.reader.jwk import ENCRYPTIONS, SIGNATURES, Jwk, is_for_encryption, modulus_bits

ENDPOINTS = (
    "authorization_endpoint",
    "token_endpoint",
    "userinfo_endpoint",
    "jwks_uri",
    "registration_endpoint",
    "revocation_endpoint",
    "introspection_endpoint",
)
# Every one MUST use https (OpenID Connect Discovery 1.0, 3; RFC 7009, 2; RFC 7662, 2).
SECURED = ("issuer", *ENDPOINTS)


@dataclass(frozen=True)
class OpenIdProvider:
    """The provider at the issuer URL of the plan."""

    service: Service

    @property
    def configuration(self) -> Exchange:
        """The answer at the well-known path of OpenID Connect Discovery 1.0, 4.1. Raises Blocked without one."""
        url = f"{self.service.url.removesuffix('/')}/.well-known/openid-configuration"
        return self.service.shared("configuration", lambda service: service.get(url, follow=True))

    @property
    def doubts(self) -> list[Blocked]:
        """What the plan says of the issuer and the provider contradicts."""
        issuer, url = self.text("issuer"), self.service.url
        if issuer is None or issuer == url or issuer.removesuffix("/") != url.removesuffix("/"):
            return []
        return [Blocked("issuer_slash", cause="configuration", issuer=issuer, url=url)]

    @property
    def exchange(self) -> Exchange:
        return self.configuration

    @property
    def metadata(self) -> list[Exchange]:
        """The same answer, if it is a successful one."""
        return [self.configuration] if self.configuration.status == 200 else []

    @property
    def document(self) -> Any:
        """The metadata; None where the answer is not successful or not a JSON object."""
        text = self.configuration.json
        return text.document if self.metadata and text.usable and isinstance(text.document, dict) else None

    @property
    def members(self) -> dict[str, Any]:
        """The members of the metadata. Raises Blocked where there is none."""
        document = self.document
        if document is None:
            raise Blocked("blocked_by", ids=["ID-OID-003" if self.metadata else "ID-OID-001"])
        return dict(document)

    def text(self, name: str) -> str | None:
        value = self.members.get(name)
        return value if isinstance(value, str) else None

    def texts(self, name: str) -> list[str]:
        """The strings in a member that is an array."""
        value = self.members.get(name)
        return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []

    @property
    def remote_urls(self) -> list[tuple[str, str]]:
        """(pointer, URL) of everything that has to use TLS and is not on loopback."""
        found = [(f"/{name}", url) for name in SECURED if (url := self.text(name)) and is_absolute(url)]
        return [(pointer, url) for pointer, url in found if not _is_loopback(url)]

    @property
    def key_set(self) -> Exchange:
        """The answer at `jwks_uri`. Raises Blocked without such a URL or without an answer."""
        url = self.text("jwks_uri")
        if url is None:
            raise Blocked("blocked_by", ids=["ID-OID-004" if "jwks_uri" in self.members else "ID-OID-005"])
        if not is_absolute(url):
            raise Blocked("blocked_by", ids=["ID-OID-008"])
        exchange = self.service.shared("keys", lambda service: service.get(url, follow=True))
        exchange.json.within_bounds()
        return exchange

    @property
    def keys(self) -> list[tuple[str, Jwk]]:
        """(pointer into the JWK Set, key) of every key that is an object. Raises Blocked without an array."""
        found = self.key_set
        keys = found.member.get("keys") if found.status == 200 else None
        if not isinstance(keys, list):
            raise Blocked("blocked_by", ids=["ID-OID-012"])
        return [(f"/keys/{at}", key) for at, key in enumerate(keys) if isinstance(key, dict)]

    @property
    def typed_keys(self) -> list[tuple[str, Jwk]]:
        """The keys of the types whose public values are known here."""
        return [each for each in self.keys if each[1].get("kty") in ("RSA", "EC", "OKP")]

    @property
    def operated_keys(self) -> list[tuple[str, Jwk]]:
        """Those of them that list their operations."""
        return [each for each in self.typed_keys if isinstance(each[1].get("key_ops"), list)]

    @property
    def mixed_keys(self) -> list[tuple[str, Jwk]]:
        """All keys, where some are for signatures and some for encryption."""
        kinds = {is_for_encryption(key) for _, key in self.keys}
        return self.keys if len(kinds) == 2 else []

    @property
    def named_keys(self) -> list[tuple[str, Jwk]]:
        return [each for each in self.keys if isinstance(each[1].get("kid"), str)]

    @property
    def labelled_keys(self) -> list[tuple[str, Jwk, str]]:
        """The keys that name a known algorithm."""
        found = [(pointer, key, key.get("alg")) for pointer, key in self.keys]
        return [(at, key, alg) for at, key, alg in found if isinstance(alg, str) and alg in SIGNATURES | ENCRYPTIONS]

    @property
    def rsa_sizes(self) -> list[tuple[str, int]]:
        """(pointer, bits) of every RSA key."""
        return [(pointer, bits) for pointer, key in self.keys if (bits := modulus_bits(key)) is not None]

    @property
    def oauth(self) -> Exchange:
        """The answer at the well-known path of RFC 8414, 3.1: inserted between host and path."""
        parts = urlsplit(self.service.url)
        path = f"/.well-known/oauth-authorization-server{parts.path.removesuffix('/')}"
        url = f"{parts.scheme}://{parts.netloc}{path}"
        return self.service.shared("oauth", lambda service: service.get(url, follow=True))

    @property
    def oauth_published(self) -> list[Exchange]:
        """That answer, if it is successful and contains metadata, whatever its content type."""
        found = self.oauth
        labelled = found.media_type == "application/json"
        return [found] if found.status == 200 and (labelled or found.member) else []

    @property
    def oauth_members(self) -> dict[str, Any]:
        return dict(self.oauth_published[0].member) if self.oauth_published else {}

    @property
    def oauth_documents(self) -> list[dict[str, Any]]:
        """These metadata, if there are any."""
        return [members] if (members := self.oauth_members) else []

    @property
    def common_endpoints(self) -> list[tuple[str, str, str]]:
        """(name, URL here, URL in the OAuth metadata) of the endpoints that both documents give."""
        found = [(name, self.text(name), self.oauth_members.get(name)) for name in ENDPOINTS]
        return [(name, here, there) for name, here, there in found if here is not None and isinstance(there, str)]


def is_absolute(url: str) -> bool:
    """Whether it is a URL with the scheme https or http and a host."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises if the port is not a number
    except ValueError:
        return False
    return uri_error(url) is None and parts.scheme in ("http", "https") and bool(parts.hostname)


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def view(service: Service) -> OpenIdProvider:
    """The provider at the service. Raises Blocked where its metadata cannot be retrieved or read."""
    provider = OpenIdProvider(service)
    provider.configuration.json.within_bounds()
    return provider
