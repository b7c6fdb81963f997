"""A history of presentations as the rows see it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from conformance.readers.json import escape
from conformance.readers.json_values import list_or_empty, object_or_empty
from conformance.readers.source import Source
from conformance.readers.uri import parted
from conformance_suites.identity.minimal.reader.history import Histories, Presentation, Shown, names_asked, read_history
from conformance_suites.identity.presentation.reader.query import Found

AGE = re.compile("age_(?:over|equal_or_over|in_years).*|is_over_.*")
BIRTH = frozenset({"birthdate", "birth_date", "date_of_birth", "birthday", "age_birth_year", "birth_year"})
LOADED = ("logo_uri",)
"""What a wallet loads and shows when it displays a request; policies and terms are opened by a person."""


class Link(NamedTuple):
    """What two verifiers have in common: where it is at the second one, and where it was first."""

    pointer: str
    first: str
    verifier: str


@dataclass(frozen=True)
class History(Histories):
    """Presentations, by what is to be seen of the person."""

    @property
    def objects(self) -> list[Any]:
        """The document, if it is JSON."""
        return [self.document] if self.text.usable else []

    @property
    def items(self) -> list[tuple[str, Any]]:
        """What is listed as presentations, with its place."""
        listed = list_or_empty(object_or_empty(self.document).get("presentations"))
        return [(f"/presentations/{at}", each) for at, each in enumerate(listed)]

    @property
    def answers(self) -> list[tuple[str, str, Any, set[str | None]]]:
        """(place, identifier, presentations, identifiers of the queries) of what answers queries."""
        found = []
        for one in (each for each in self.presentations if is_presentation(each.pointer, each.value)):
            known = {each.name for each in one.queries}
            place = f"{one.pointer}/vp_token"
            given = object_or_empty(one.value.get("vp_token"))
            found += [(f"{place}/{escape(name)}", name, each, known) for name, each in given.items()]
        return found

    @property
    def shown(self) -> list[Shown]:
        """Every credential with disclosures that was presented in answer to a query."""
        return [each for one in self.presentations for each in one.shown]

    @property
    def of_age(self) -> list[Shown]:
        """Those that answer a question about an age, and none about a birth date."""
        return [each for each in self.shown if any(map(AGE.fullmatch, each.asked)) and not each.asked & BIRTH]

    @property
    def ages_asked(self) -> list[Found]:
        """The Credential Queries that ask about an age."""
        queries = [each for one in self.presentations for each in one.queries]
        return [each for each in queries if any(map(AGE.fullmatch, names_asked(each)))]

    @property
    def loaded(self) -> list[tuple[str, str, str]]:
        """(place, address, host of the verifier) of what a wallet loads to show a request."""
        found = []
        for each in self.presentations:
            parameters = each.parameters
            address = next((parameters.value.get(name) for name in ("response_uri", "redirect_uri")), None)
            metadata = object_or_empty(parameters.value.get("client_metadata"))
            for name in LOADED:
                given = metadata.get(name)
                if isinstance(given, str) and isinstance(address, str):
                    found.append((f"{parameters.pointer}/client_metadata/{name}", given, host_of(address)))
        return found

    @property
    def several(self) -> bool:
        """Whether more than one verifier was answered."""
        return len({one.verifier for one in self.presentations if one.shown}) > 1

    @property
    def by_key(self) -> list[Shown]:
        """Credentials bound to a key, if several verifiers were answered."""
        return [each for each in self.shown if _key(each)] if self.several else []

    @property
    def by_token(self) -> list[Shown]:
        """Credentials, if several verifiers were answered."""
        return self.shown if self.several else []

    @property
    def by_name(self) -> list[Shown]:
        """Credentials with an identifier of their subject or their own, if several verifiers were answered."""
        return [each for each in self.shown if any(_names(each))] if self.several else []

    def links(self, of: Callable[[Shown], Iterator[str]]) -> Iterator[Link]:
        """What one verifier has seen that another one sees again."""
        seen: dict[str, tuple[str, str]] = {}
        for one in self.presentations:
            for each in one.shown:
                for text in of(each):
                    pointer, verifier = seen.setdefault(text, (each.pointer, one.verifier))
                    if verifier != one.verifier:
                        yield Link(each.pointer, pointer, verifier)


def is_presentation(pointer: str, value: Any) -> bool:
    """Whether a value is a request that names its verifier, with an answer."""
    members = object_or_empty(value)
    return isinstance(members.get("vp_token"), dict) and bool(Presentation(pointer, members).verifier)


def _key(shown: Shown) -> str:
    jwk = object_or_empty(object_or_empty(shown.token.payload.get("cnf")).get("jwk"))
    return json.dumps({name: jwk.get(name) for name in ("kty", "crv", "x", "y", "n")}, sort_keys=True) if jwk else ""


def keys(shown: Shown) -> Iterator[str]:
    """The key that the credential is bound to, as a text."""
    if text := _key(shown):
        yield text


def tokens(shown: Shown) -> Iterator[str]:
    """What the issuer signed."""
    yield shown.token.parts[0]


def _names(shown: Shown) -> Iterator[str]:
    for name in ("sub", "jti"):
        given = shown.token.payload.get(name)
        if isinstance(given, str) and given:
            yield f"{name} {given}"


def names(shown: Shown) -> Iterator[str]:
    """The identifiers of the subject and the credential in clear."""
    yield from _names(shown)


def host_of(address: str) -> str:
    """The host of an address, in lower case, without a port."""
    return (parted(address)[1] or "").rpartition("@")[2].lower().partition(":")[0]


def is_within(host: str, other: str) -> bool:
    """Whether one of the hosts is the other, or below its domain."""
    return host == other or host.endswith(f".{other}") or other.endswith(f".{host}")


def view(source: Source) -> History:
    """The history in the source. Raises Blocked where it exceeds a limit of the harness."""
    return History(source.once(read_history).text)
