"""One message of a conversation with a product, whatever transport carries it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from conformance.model.digest import digest
from conformance.model.finding import Where
from conformance.readers.json import JsonText, parse


@dataclass(frozen=True)
class Message:
    """What is sent or received at once: its body and, in `head`, its metadata as JSON values.

    A transport defines the names in `head`; three mean the same everywhere: `url`, which every first message has, and
    `headers` and `credentials`, lists of [name, value], the latter with placeholders for secrets until they are sent.
    `key` names the message in the evidence once it is recorded. `repeatable` says that it may be sent twice.
    """

    head: Mapping[str, Any] = field(default_factory=dict)
    body: bytes = b""
    key: str = ""
    repeatable: bool = False

    def as_record(self) -> dict[str, Any]:
        """The message as recorded in the evidence, with the digest of its body."""
        return {**self.head, "body": digest(self.body) if self.body else None}

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
