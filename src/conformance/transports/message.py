"""One message of a conversation with a product, whatever transport carries it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from conformance.model.digest import digest
from conformance.model.finding import Where
from conformance.readers.json import JsonText, parse


class Made(Protocol):
    """What is made from secrets at the moment it is sent, such as a signed token.

    The record has its `content`, a JSON value, and `{secret:NAME}` where it was sent. On replay it is not made.
    """

    @property
    def name(self) -> str:
        """A name that follows from the content; see PLACEHOLDER in secrets.py."""

    @property
    def content(self) -> Any: ...

    def value(self, reveal: Callable[[str], str]) -> str:
        """The value. `reveal` replaces the placeholders of secrets in a text."""


@dataclass(frozen=True)
class Message:
    """What is sent or received at once: its body and, in `head`, its metadata as JSON values.

    A transport defines the names in `head`; three mean the same everywhere: `url`, which every first message has, and
    `headers` and `credentials`, lists of [name, value], the latter with placeholders for secrets until they are sent.
    `key` names the message in the evidence once it is recorded. `repeatable` says that it may be sent twice, `once`
    that it may not, whoever vouches for it. `made` is what its credentials, its URL and its body contain by
    placeholders, in the order in which it is made.
    """

    head: Mapping[str, Any] = field(default_factory=dict)
    body: bytes = b""
    key: str = ""
    repeatable: bool = False
    made: tuple[Made, ...] = ()
    once: bool = False

    def as_record(self) -> dict[str, Any]:
        """The message as recorded in the evidence, with the digest of its body."""
        return {**self.told, "body": digest(self.body) if self.body else None}

    @property
    def told(self) -> dict[str, Any]:
        """The head, with the content of what is made for it."""
        made = {"made": {each.name: each.content for each in self.made}} if self.made else {}
        return {**self.head, **made}

    @cached_property
    def json(self) -> JsonText:
        """The body as one JSON text."""
        return parse(self.body)

    @property
    def member(self) -> Mapping[str, Any]:
        """The members of the JSON object in the body; empty if it contains none."""
        document = self.json.document if self.json.usable else None
        return document if isinstance(document, dict) else {}

    def where(self, pointer: str | None = None) -> Where:
        """This message as the place of a finding, with a pointer into the body."""
        return Where(pointer=pointer, exchange=self.key)
