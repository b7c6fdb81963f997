"""The metadata of a credential issuer (OpenID4VCI 1.0, 12.2.4): what is well-typed in them, with its place.

Members of the wrong type are left out here: the row of types reports them.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from conformance.readers.json import escape, json_text
from conformance.readers.json_document import JsonDocument
from conformance.readers.json_values import object_or_empty
from conformance.readers.source import Source

Members = dict[str, Any]
ENDPOINTS = ("credential_endpoint", "nonce_endpoint", "deferred_credential_endpoint", "notification_endpoint")


class Found(NamedTuple):
    """A value and its place."""

    pointer: str
    value: Any


@dataclass(frozen=True)
class IssuerMetadata(JsonDocument):
    """A document with the metadata of an issuer."""

    @property
    def root(self) -> Members:
        return object_or_empty(self.document)

    @property
    def identified(self) -> list[Found]:
        """The identifier of the issuer."""
        return texts("", self.root, ("credential_issuer",))

    @property
    def endpoints(self) -> list[Found]:
        """The URLs of its endpoints."""
        return texts("", self.root, ENDPOINTS)

    @property
    def servers(self) -> list[Found]:
        """The identifiers of the authorization servers that it relies on."""
        return [each for each in items("/authorization_servers", self.root) if isinstance(each.value, str)]

    @cached_property
    def configurations(self) -> list[Found]:
        """What it says of each credential that it issues, as far as that is an object."""
        found = object_or_empty(self.root.get("credential_configurations_supported"))
        place = "/credential_configurations_supported"
        return [Found(f"{place}/{escape(name)}", each) for name, each in found.items() if isinstance(each, dict)]

    def _of_format(self, *formats: str) -> list[Found]:
        return [each for each in self.configurations if each.value.get("format") in formats]

    @property
    def sd_jwts(self) -> list[Found]:
        """The configurations of SD-JWT VCs."""
        return self._of_format("dc+sd-jwt")

    @property
    def mdocs(self) -> list[Found]:
        """Those of mobile documents."""
        return self._of_format("mso_mdoc")

    @property
    def linked_data(self) -> list[Found]:
        """Those of credentials in JSON-LD."""
        return self._of_format("jwt_vc_json-ld", "ldp_vc")

    @property
    def w3c(self) -> list[Found]:
        """Those of all credentials of the W3C's data model."""
        return self._of_format("jwt_vc_json", "jwt_vc_json-ld", "ldp_vc")

    @property
    def methods(self) -> list[Found]:
        """The names of the methods by which keys are named in credentials."""
        name = "cryptographic_binding_methods_supported"
        found = [each for one in self.configurations for each in items(f"{one.pointer}/{name}", one.value)]
        return [each for each in found if isinstance(each.value, str)]

    @property
    def did_methods(self) -> list[Found]:
        """Those of them that are about DIDs."""
        return [each for each in self.methods if each.value.lower() == "did" or each.value.lower().startswith("did:")]

    @property
    def proof_algorithms(self) -> list[Found]:
        """The algorithms of key proofs that are signed tokens."""
        found: list[Found] = []
        for one in self.configurations:
            types = object_or_empty(one.value.get("proof_types_supported"))
            place = f"{one.pointer}/proof_types_supported/jwt/proof_signing_alg_values_supported"
            found += items(place, object_or_empty(types.get("jwt")))
        return [each for each in found if isinstance(each.value, str)]

    @property
    def token_algorithms(self) -> list[Found]:
        """The algorithms that sign credentials which are tokens."""
        name = "credential_signing_alg_values_supported"
        tokens = self._of_format("dc+sd-jwt", "jwt_vc_json")
        listed = [each for one in tokens for each in items(f"{one.pointer}/{name}", one.value)]
        return [each for each in listed if isinstance(each.value, str) or type(each.value) is int]

    @property
    def request_keys(self) -> list[Found]:
        """The keys by which requests are encrypted."""
        keys = object_or_empty(object_or_empty(self.root.get("credential_request_encryption")).get("jwks"))
        found = items("/credential_request_encryption/jwks/keys", keys)
        return [each for each in found if isinstance(each.value, dict)]

    @cached_property
    def claims(self) -> list[list[Found]]:
        """For each credential what it says of its claims, as far as those are objects."""
        found = []
        for one in self.configurations:
            place = f"{one.pointer}/credential_metadata/claims"
            listed = items(place, object_or_empty(one.value.get("credential_metadata")))
            found.append([each for each in listed if isinstance(each.value, dict)])
        return [each for each in found if each]

    @property
    def displays(self) -> list[list[Found]]:
        """The lists of what is shown in each language: of the issuer, of credentials and of claims."""
        holders = [Found("", self.root)]
        for one in self.configurations:
            shown = object_or_empty(one.value.get("credential_metadata"))
            holders.append(Found(f"{one.pointer}/credential_metadata", shown))
        holders += [claim for claims in self.claims for claim in claims]
        listed = [items(f"{each.pointer}/display", each.value) for each in holders]
        return [found for each in listed if (found := [one for one in each if isinstance(one.value, dict)])]


def texts(place: str, members: Members, names: tuple[str, ...]) -> list[Found]:
    """The members that are strings."""
    return [Found(f"{place}/{name}", members[name]) for name in names if isinstance(members.get(name), str)]


def items(place: str, members: Members) -> list[Found]:
    """The items of the array in the member that the place ends with."""
    found = members.get(place.rpartition("/")[2])
    return [Found(f"{place}/{at}", each) for at, each in enumerate(found)] if isinstance(found, list) else []


def paths(claims: list[Found]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """(place, path) of each description whose path is one: texts, null, and integers that are not negative."""
    for each in claims:
        path = each.value.get("path")
        if isinstance(path, list) and path and all(map(_is_step, path)):
            yield f"{each.pointer}/path", tuple(path)


def _is_step(step: Any) -> bool:
    return step is None or isinstance(step, str) or (type(step) is int and step >= 0)


def is_loopback(url: str) -> bool:
    """Whether the host of a URL is this machine, for which nobody issues certificates."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def view(source: Source) -> IssuerMetadata:
    """The document, whatever it contains."""
    return IssuerMetadata(source.once(json_text))
