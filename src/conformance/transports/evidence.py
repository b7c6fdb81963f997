"""What a service asks for evidence: the network with a record of it, or the record alone.

The record is a file of JSON lines, exchanges.jsonl. The first one has the facts of the run: its format, time and seed.
Each conversation is one line: its key, when it started, and its steps in their order, each with the seconds since:

    {"key": "ID-DRS-011/2#1", "started": "...", "steps": [{"sent": {...}, "at": 0.0}, {"received": {...}, "at": 0.02}]}

A step is a message `sent` or `received`, its head with the digest of its body; `silent`, so many seconds were listened
and there was nothing more; `ended`, by the product; or `failed`, the reason for which there is nothing to judge, which
a message that could not be sent has beside it. Each stimulus is a line as well, and the last line has what may be said
of the secrets. Bodies are files by digest. What came in and was not listened to is not in the record.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from conformance.model.finding import Blocked
from conformance.model.outcome import Cause
from conformance.transports.conversation import Conversation
from conformance.transports.message import Message

FORMAT = 2
EXCHANGES = "exchanges.jsonl"
BODIES = "bodies"


class Evidence(Protocol):
    """Live or recorded, the same to a service."""

    @property
    def facts(self) -> Mapping[str, Any]: ...

    def open(self, key: str, first: Message) -> Conversation: ...

    def stimuli(self, case: str) -> list[Any] | None: ...

    def keep_stimulus(self, case: str, value: Any) -> None: ...


def file_name(name: str) -> str:
    """A digest as a file name: a colon is none on Windows."""
    return name.replace(":", "-")


def blocked(failure: Mapping[str, Any]) -> Blocked:
    """The reason that a `failed` step tells."""
    return Blocked(failure["key"], cause=Cause(failure["cause"]), **failure["values"])
