"""Entity statements (OpenID Federation 1.0, 3): what an entity says of itself, and a superior of its subordinates.

Claims of the wrong type are skipped here: exactly one row reports them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.json import escape
from conformance.readers.json_values import is_number, list_or_empty, object_or_empty
from conformance.readers.uri import parted, uri_error
from conformance_suites.identity.jose.reader.compact import Jws, media_type
from conformance_suites.identity.jose.reader.keys import Mistake, Named, public_key
from conformance_suites.identity.jose.reader.verifying import is_for, verifies

from .bounds import KEYS

Members = dict[str, Any]
TYPE = "entity-statement+jwt"
COMMON = ("iss", "sub", "iat", "exp", "jwks", "metadata", "crit")
OF_CONFIGURATIONS = ("authority_hints", "trust_anchor_hints", "trust_marks", "trust_mark_issuers", "trust_mark_owners")
OF_SUPERIORS = ("constraints", "metadata_policy", "metadata_policy_crit", "source_endpoint")
DEFINED = frozenset((*COMMON, *OF_CONFIGURATIONS, *OF_SUPERIORS, "trust_anchor"))
"""The claims of section 3.1."""
HINTS = OF_CONFIGURATIONS[:2]


class Value(NamedTuple):
    """Any value and its place."""

    pointer: str
    value: Any


class Found(NamedTuple):
    """An object and its place."""

    pointer: str
    value: Members


def is_entity_identifier(text: str) -> bool:
    """Whether a text is an https URL with a host, and without query and fragment (1.2)."""
    scheme, authority, _, query, fragment = parted(text)
    return scheme.lower() == "https" and bool(authority) and not (query or fragment) and uri_error(text) is None


@dataclass(frozen=True)
class Statement:
    """An entity statement; it may be malformed."""

    jws: Jws

    @property
    def claims(self) -> Members:
        return self.jws.payload

    def place(self, claim: str) -> str:
        return f"{self.jws.pointer}/payload/{claim}"

    def text(self, claim: str) -> str | None:
        """The value of a claim, if it is a string."""
        given = self.claims.get(claim)
        return given if isinstance(given, str) else None

    def number(self, claim: str) -> int | float | None:
        """The value of a claim, if it is a number."""
        given = self.claims.get(claim)
        return given if is_number(given) else None

    @property
    def typ(self) -> str | None:
        return media_type(self.jws.header.get("typ"))

    @property
    def kid(self) -> str:
        """The identifier of the key; empty if there is none."""
        given = self.jws.header.get("kid")
        return given if isinstance(given, str) else ""

    @property
    def names(self) -> bool:
        """Whether the statement says who issued it, and about whom."""
        return self.text("iss") is not None and self.text("sub") is not None

    @property
    def is_configuration(self) -> bool:
        """Whether an entity says it of itself (3.1.1)."""
        return self.names and self.text("iss") == self.text("sub")

    @cached_property
    def keys(self) -> list[Found]:
        """The keys of the subject. Raises Blocked where there are too many."""
        listed = list_or_empty(object_or_empty(self.claims.get("jwks")).get("keys"))
        if len(listed) > KEYS:
            raise Blocked("keys_bound", bound=KEYS)
        place = f"{self.place('jwks')}/keys"
        return [Found(f"{place}/{at}", each) for at, each in enumerate(listed) if isinstance(each, dict)]

    @property
    def is_keyed(self) -> bool:
        """Whether the subject has keys, each with its own identifier."""
        kids = [each.value.get("kid") for each in self.keys]
        return bool(kids) and all(isinstance(kid, str) and kids.count(kid) == 1 for kid in kids)

    def key(self, kid: str) -> Named | None:
        """The key of the subject with this identifier; None if there is none."""
        found = next((each for each in self.keys if each.value.get("kid") == kid), None)
        return None if found is None else Named(found.pointer, "", public_key(found.value))

    def hinted(self, claim: str) -> list[str]:
        """The entities that a claim such as `authority_hints` lists."""
        return [each for each in list_or_empty(self.claims.get(claim)) if isinstance(each, str)]

    @property
    def metadata(self) -> dict[str, Members]:
        """The metadata by type of entity."""
        given = object_or_empty(self.claims.get("metadata"))
        return {name: each for name, each in given.items() if isinstance(each, dict)}

    @property
    def policies(self) -> Iterator[tuple[str, str, Found]]:
        """(type of entity, parameter, operators with their place) of the policy (6.1.2)."""
        place = self.place("metadata_policy")
        for kind, parameters in object_or_empty(self.claims.get("metadata_policy")).items():
            for name, operators in object_or_empty(parameters).items():
                if isinstance(operators, dict):
                    yield kind, name, Found(f"{place}/{escape(kind)}/{escape(name)}", operators)

    @property
    def constraints(self) -> Members:
        return object_or_empty(self.claims.get("constraints"))


def known(named: Named | None) -> Named | None:
    """The key, if it is a public one whose values are right."""
    return None if named is None or isinstance(named.key, Mistake) else named


def is_signed(jws: Jws, named: Named) -> bool:
    """Whether the token is signed by the key. Raises Blocked for an algorithm that is not verified here."""
    if isinstance(named.key, Mistake) or is_for(jws.algorithm, named.key) is False:
        return False
    return verifies(jws, named.key)
