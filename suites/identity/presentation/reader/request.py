"""Requests for presentations (OpenID4VP 1.0, 5): their parameters, in a signed request object or in JSON."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conformance.readers.json import JsonText, parse
from conformance.readers.json_values import object_or_empty
from conformance.readers.source import Source
from conformance_suites.identity.jose.reader.compact import Jws, Members, PartText, media_type, token_text

from .prefixes import ClientId, client_id

TYPE = "oauth-authz-req+jwt"
DIRECT, DIRECT_ENCRYPTED = "direct_post", "direct_post.jwt"
POSTED = (DIRECT, DIRECT_ENCRYPTED)


@dataclass(frozen=True)
class Parameters:
    """The parameters of a request, and the place where they are."""

    pointer: str
    members: Members

    def text(self, name: str) -> str | None:
        """The value of a parameter, if it is a string."""
        given = self.members.get(name)
        return given if isinstance(given, str) else None

    def object(self, name: str) -> Members | None:
        """The value of a parameter, if it is an object."""
        given = self.members.get(name)
        return given if isinstance(given, dict) else None

    def place(self, name: str) -> str:
        return f"{self.pointer}/{name}"

    @property
    def client(self) -> ClientId | None:
        """The Client Identifier, if it is a string that is not empty."""
        given = self.text("client_id")
        return client_id(given) if given else None

    @property
    def prefix(self) -> str:
        return self.client.prefix if self.client else ""

    @property
    def is_posted(self) -> bool:
        """Whether the response is sent to an endpoint of the verifier (8.2, 8.3.1)."""
        return self.text("response_mode") in POSTED

    @property
    def keys(self) -> list[tuple[str, Members]]:
        """The keys in the metadata of the verifier with their places."""
        jwks = object_or_empty((self.object("client_metadata") or {}).get("jwks")).get("keys")
        items = jwks if isinstance(jwks, list) else []
        place = f"{self.pointer}/client_metadata/jwks/keys"
        return [(f"{place}/{at}", each) for at, each in enumerate(items) if isinstance(each, dict)]


@dataclass(frozen=True)
class RequestText:
    """A request as it is sent: a token, or its parameters in JSON."""

    token: Jws | None
    text: JsonText | None

    @property
    def texts(self) -> list[PartText]:
        """What has to be JSON. Raises Blocked beyond a limit."""
        if self.token is not None:
            return [*self.token.header_text, *self.token.payload_text]
        return [] if self.text is None else [PartText("", self.text.within_bounds())]

    @cached_property
    def parameters(self) -> Parameters | None:
        """Its parameters; None if they cannot be read."""
        if self.token is not None:
            return Parameters("/payload", self.token.payload) if self.token.reads else None
        document: Any = self.text.document if self.text is not None and self.text.usable else None
        return Parameters("", document) if isinstance(document, dict) else None

    @property
    def typ(self) -> str | None:
        return media_type(self.token.header.get("typ")) if self.token is not None else None


def request_text(source: Source) -> RequestText:
    """The request in the source. Raises Blocked for a file that is too large to be one."""
    text = token_text(source)
    return (
        RequestText(None, parse(bytes(source.data)))
        if text.startswith(("{", "["))
        else RequestText(Jws("", text), None)
    )
