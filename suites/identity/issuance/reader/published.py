"""What a credential issuer publishes: its metadata, and those of its authorization server (OpenID4VCI 1.0, 12.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from conformance.authoring import Blocked
from conformance.transports.exchange import Exchange, Request
from conformance.transports.service import Service

JSON = "application/json"
REQUIRED = {"credential_issuer", "credential_endpoint", "credential_configurations_supported"}
"""Members that all metadata have; some of which may be missing."""
OF_SERVER = ("token_endpoint", "authorization_endpoint", "pushed_authorization_request_endpoint")
"""Endpoints of the authorization server, which are in its metadata."""


@dataclass(frozen=True)
class Published:
    """The issuer whose identifier is the endpoint of the plan."""

    service: Service

    @property
    def exchange(self) -> Exchange:
        """The answer where the metadata have to be: the path is inserted between host and path (12.2.2)."""
        url = inserted(self.service.url, "openid-credential-issuer", self.service.url)
        return self.service.shared("metadata", lambda service: read(service, url))

    @property
    def metadata(self) -> Mapping[str, Any]:
        """The members of the metadata. Raises Blocked without them, and for what has no member of theirs."""
        if self.exchange.status != 200 or not REQUIRED & self.exchange.member.keys():
            raise Blocked("no_metadata", exchange=self.exchange.key, status=self.exchange.status)
        return self.exchange.member

    @property
    def server(self) -> str:
        """The identifier of the authorization server: the first one that the metadata name, or the issuer itself."""
        named = self.metadata.get("authorization_servers")
        first = named[0] if isinstance(named, list) and named else None
        return first if isinstance(first, str) else self.service.url

    @property
    def server_exchange(self) -> Exchange:
        """The answer where the metadata of that server have to be (RFC 8414, 3.1)."""
        url = inserted(self.server.removesuffix("/"), "oauth-authorization-server", self.service.url)
        return self.service.shared("server", lambda service: read(service, url))

    def endpoint(self, name: str) -> str:
        """The URL of an endpoint. Raises Blocked where the metadata have none."""
        url = (self.server_exchange.member if name in OF_SERVER else self.metadata).get(name)
        if not isinstance(url, str) or not url:
            raise Blocked("no_endpoint", name=name)
        return url

    def has(self, name: str) -> bool:
        """Whether the metadata name such an endpoint, or have such a member."""
        return name in self.metadata


def read(service: Service, url: str) -> Exchange:
    """A document of the issuer, read without credentials, within the limits of the harness."""
    found = service.ask(Request("GET", url, (("accept", JSON),)))
    found.json.within_bounds()
    return found


def inserted(identifier: str, name: str, base: str) -> str:
    """The URL of a well-known document: its path between the host and the path of the identifier."""
    try:
        parts = urlsplit(identifier)
    except ValueError:
        parts = urlsplit(base)
    return f"{parts.scheme}://{parts.netloc}/.well-known/{name}{parts.path}"
