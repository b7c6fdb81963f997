"""The combined format of SD-JWT (RFC 9901, 4): the token of the issuer, disclosures, and a key binding JWT.

What cannot be decoded is left out here: exactly one row reports it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.json import JsonText, escape, parse
from conformance.readers.source import Source
from conformance_suites.identity.jose.reader.base64url import decoded
from conformance_suites.identity.jose.reader.compact import Jws, Members, token_text

from .bounds import DISCLOSURES, VALUES
from .hashes import DEFAULT, digest

TILDE = "~"
SD, DOTS, ALGORITHM = "_sd", "...", "_sd_alg"
OF_PROPERTY, OF_ELEMENT = 3, 2
"""How many items the disclosure of a property has, and that of an element of an array (4.2.1, 4.2.2)."""


class Placed(NamedTuple):
    """A value, its place, and whether it is an element of an array."""

    pointer: str
    value: Any
    is_element: bool = False


@dataclass(frozen=True)
class Disclosure:
    """A disclosure at its place among the others; it may be malformed."""

    at: int
    encoded: str

    @property
    def pointer(self) -> str:
        return f"/disclosures/{self.at}"

    @cached_property
    def text(self) -> JsonText | None:
        """What it encodes; None if it is not base64url. Raises Blocked beyond a limit."""
        data = decoded(self.encoded)
        return None if data is None else parse(data).within_bounds()

    @property
    def items(self) -> list[Any]:
        """The array of two or three items that it is; empty for anything else."""
        found = self.text.document if self.text is not None and self.text.usable else None
        return found if isinstance(found, list) and len(found) in (OF_ELEMENT, OF_PROPERTY) else []

    @property
    def name(self) -> str | None:
        """The name of the claim, if it discloses a property and its name is a string."""
        return self.items[1] if len(self.items) == OF_PROPERTY and isinstance(self.items[1], str) else None

    @property
    def value(self) -> Placed:
        """The disclosed value; only of one that has items."""
        return Placed(f"{self.pointer}/{len(self.items) - 1}", self.items[-1], len(self.items) == OF_ELEMENT)


@dataclass(frozen=True)
class Combined:
    """The text of a token with disclosures, between whose parts are tildes."""

    text: str

    @cached_property
    def parts(self) -> list[str]:
        """What the tildes separate. Raises Blocked where there are too many."""
        if self.text.count(TILDE) > DISCLOSURES + 1:
            raise Blocked("disclosure_bound", bound=DISCLOSURES)
        return self.text.split(TILDE)

    @cached_property
    def issued(self) -> Jws:
        """The token that the issuer signed."""
        return Jws("", self.parts[0])

    @property
    def last(self) -> str:
        """What is behind the last tilde."""
        return self.parts[-1] if len(self.parts) > 1 else ""

    @cached_property
    def key_binding(self) -> Jws | None:
        """The key binding JWT, or what has a dot as only tokens have."""
        return Jws("/key_binding", self.last) if "." in self.last else None

    @cached_property
    def disclosures(self) -> list[Disclosure]:
        """All that is between tildes and not empty."""
        return [Disclosure(at, text) for at, text in enumerate(self.parts[1:-1]) if text]

    @cached_property
    def whole(self) -> list[Disclosure]:
        """The disclosures that can be read."""
        return [each for each in self.disclosures if each.items]

    @property
    def payload(self) -> Members:
        return self.issued.payload

    @cached_property
    def trees(self) -> list[Placed]:
        """The payload and the disclosed values: where digests may be."""
        if not self.issued.reads:
            return []
        return [Placed("/payload", self.payload), *(each.value for each in self.whole)]

    def values(self) -> Iterator[Placed]:
        """Every value of the payload and the disclosures. Raises Blocked where there are too many."""
        waiting, seen = deque(self.trees), 0
        while waiting:
            found = waiting.popleft()
            seen += 1
            if seen > VALUES:
                raise Blocked("value_bound", bound=VALUES)
            yield found
            pointer, value, _ = found
            if isinstance(value, dict):
                waiting.extend(Placed(f"{pointer}/{escape(name)}", each) for name, each in value.items())
            elif isinstance(value, list):
                waiting.extend(Placed(f"{pointer}/{at}", each, True) for at, each in enumerate(value))

    @property
    def algorithm(self) -> str:
        """The hash algorithm: that of the payload, or the one that holds without (4.1.1)."""
        given = self.payload.get(ALGORITHM, DEFAULT)
        return given if isinstance(given, str) else ""

    def digest_of(self, text: str) -> str:
        """The digest of a text by the hash algorithm. Raises Blocked for one that is not computed here."""
        found = digest(self.algorithm, text)
        if found is None:
            raise Blocked("hash_unknown", algorithm=self.algorithm[:100])
        return found

    @cached_property
    def by_digest(self) -> dict[str, Disclosure]:
        """The disclosures by their digest; of equal ones the first. Raises Blocked as above."""
        found: dict[str, Disclosure] = {}
        for each in self.disclosures:
            found.setdefault(self.digest_of(each.encoded), each)
        return found

    @property
    def bound(self) -> str:
        """What a key binding JWT is bound to (4.3.1)."""
        return self.text[: self.text.rfind(TILDE) + 1]


def read(source: Source) -> Combined:
    """The token in the source. Raises Blocked for a file that is too large to be one."""
    return Combined(token_text(source))
