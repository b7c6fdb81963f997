"""Tokens in the compact serialization of JSON Web Signature (RFC 7515, 7.1), and what their parts say.

What cannot be decoded is left out here: exactly one row reports it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.json import JsonText, parse
from conformance.readers.json_values import object_or_empty
from conformance.readers.source import Source

from .base64url import decoded
from .bounds import TOKEN_BYTES

Members = dict[str, Any]
PARTS = ("header", "payload", "signature")
WHITE = " \t\r\n"


class PartText(NamedTuple):
    """The JSON of a part, and where the part is."""

    pointer: str
    text: JsonText


@dataclass(frozen=True)
class Jws:
    """A token at a place of the document; it may be malformed."""

    pointer: str
    text: str

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """What the dots of the token separate; of a text with far too many dots, the first ones."""
        return tuple(self.text.split(".", len(PARTS) + 2))

    @property
    def is_whole(self) -> bool:
        """Whether the token has three parts."""
        return len(self.parts) == len(PARTS)

    def _json(self, at: int) -> list[PartText]:
        data = decoded(self.parts[at]) if self.is_whole else None
        return [] if data is None else [PartText(f"{self.pointer}/{PARTS[at]}", parse(data).within_bounds())]

    @cached_property
    def header_text(self) -> list[PartText]:
        """The header, if it is in base64url. Raises Blocked beyond a limit."""
        return self._json(0)

    @cached_property
    def payload_text(self) -> list[PartText]:
        """The payload, likewise."""
        return self._json(1)

    @property
    def header(self) -> Members:
        """The members of the header; none if it is not a JSON object."""
        return _members(self.header_text)

    @property
    def payload(self) -> Members:
        """The claims; none if the payload is not a JSON object."""
        return _members(self.payload_text)

    @property
    def reads(self) -> bool:
        """Whether header and payload are JSON objects."""
        return all(_is_object(text) for text in (self.header_text, self.payload_text))

    @property
    def algorithm(self) -> str | None:
        given = self.header.get("alg")
        return given if isinstance(given, str) else None

    @property
    def signing_input(self) -> bytes:
        """What the signature is of (RFC 7515, 5.1)."""
        return ".".join(self.parts[:2]).encode("ascii", "replace")

    @property
    def signature(self) -> bytes | None:
        """The octets of the signature; None if they cannot be decoded."""
        return decoded(self.parts[2]) if self.is_whole else None


def _members(found: list[PartText]) -> Members:
    return object_or_empty(found[0].text.document) if found and found[0].text.usable else {}


def _is_object(found: list[PartText]) -> bool:
    return bool(found) and found[0].text.usable and isinstance(found[0].text.document, dict)


def token_text(source: Source) -> str:
    """The text of a file without the white space around it; characters beyond ASCII are kept as they are.

    Raises Blocked for a file that is too large to be a token.
    """
    if source.size > TOKEN_BYTES:
        raise Blocked("token_bound", bound=TOKEN_BYTES)
    return bytes(source.data).decode("utf-8", "replace").strip(WHITE)


def media_type(given: Any) -> str | None:
    """A `typ` or `cty` as it is compared: in lower case, without the prefix that may be left out (RFC 7515, 4.1.9)."""
    return given.lower().removeprefix("application/") if isinstance(given, str) else None


def claims_in(jws: Jws, *names: str) -> Iterator[tuple[str, str, Any]]:
    """(place, name, value) of claims, in the payload and repeated in the header (RFC 7519, 5.3)."""
    for part, members in (("payload", jws.payload), ("header", jws.header)):
        for name in names:
            if name in members:
                yield f"{jws.pointer}/{part}/{name}", name, members[name]
