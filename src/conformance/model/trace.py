"""The traces of requirements: policy clauses that motivate them and standards that state them."""

from __future__ import annotations

from typing import NamedTuple

from conformance.model.text import Text


class Clause(NamedTuple):
    """A clause of a policy document: its place, its key phrase (zh) and an English gloss."""

    key: str
    document: str
    document_title: Text
    heading: str
    phrase: str
    gloss: str
    observable: tuple[str, ...]
    domain: str
    grounding: str
    parent: str | None = None

    @property
    def place(self) -> Text:
        """Its place: the heading in Chinese, the section number (which is part of the key) in English."""
        return Text(self.key.split("-")[1], self.heading)


class Adoption(NamedTuple):
    """The adoption of another standard, with its degree IDT, MOD or NEQ (GB/T 20000.2)."""

    standard: str
    degree: str


class Standard(NamedTuple):
    """A standard, law or open specification. `text` says how much of it was read: read, excerpt or unread."""

    key: str
    title: Text
    edition: str
    publisher: str
    country: str
    status: str
    text: str
    mandatory: bool = False
    adopts: Adoption | None = None
    note: str | None = None
    url: str | None = None
