"""An HTTP request with its response: the simplest conversation, with HTTP's names for its parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from conformance.model.finding import Blocked, Where
from conformance.readers.json import JsonText
from conformance.transports.message import Made, Message
from conformance.transports.transport import Transport

Headers = tuple[tuple[str, str], ...]
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
CHANGING_METHODS = frozenset({"PUT", "PATCH", "DELETE"})


@dataclass(frozen=True)
class Request:
    """A request. `credentials` are headers with placeholders for secrets until it is sent; `made`, `once`: see Message.

    `issues` are where the texts in its answer are that are secrets, such as a token: pointers into JSON, or `?` and the
    name of a parameter of the URL in `Location`. The record has placeholders.
    """

    method: str
    url: str
    headers: Headers = ()
    body: bytes = b""
    credentials: Headers = ()
    made: tuple[Made, ...] = ()
    issues: tuple[str, ...] = ()
    once: bool = False

    @property
    def message(self) -> Message:
        """The request as the first message of a conversation."""
        head = {
            "method": self.method,
            "url": self.url,
            "headers": [list(each) for each in self.headers],
            "credentials": [list(each) for each in self.credentials],
            **({"issues": list(self.issues)} if self.issues else {}),
        }
        return Message(head, self.body, repeatable=self.method in SAFE_METHODS, made=self.made, once=self.once)

    @staticmethod
    def of(message: Message) -> Request:
        """The message as a request."""
        head = message.head
        headers, credentials = pairs(head["headers"]), pairs(head["credentials"])
        issues = tuple(head.get("issues", ()))
        return Request(
            head["method"], head["url"], headers, message.body, credentials, message.made, issues, message.once
        )


@dataclass(frozen=True)
class Answer:
    """A response: status, headers in the order received, and the body after content decoding.

    `issued` are facts about the secrets in it, by the names of their placeholders; see redaction.py.
    """

    status: int
    headers: Headers
    body: bytes
    issued: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def message(self) -> Message:
        """The response as a transport returns it."""
        return Message({"status": self.status, "headers": [list(each) for each in self.headers]}, self.body)

    @staticmethod
    def of(message: Message) -> Answer:
        """The message as a response."""
        head = message.head
        return Answer(head["status"], pairs(head["headers"]), message.body, head.get("issued", {}))


@dataclass(frozen=True)
class Exchange:
    """A request with its response. `key` names it in the evidence: the case or part of the view, and an ordinal."""

    key: str
    request: Request
    answer: Answer

    @property
    def status(self) -> int:
        return self.answer.status

    @property
    def body(self) -> bytes:
        return self.answer.body

    def header(self, name: str) -> str | None:
        """The value of a header, or None; several fields with one name are joined by commas (RFC 9110 5.3)."""
        values = [value for each, value in self.answer.headers if each.lower() == name.lower()]
        return ", ".join(values) if values else None

    @property
    def media_type(self) -> str | None:
        """Type and subtype of Content-Type in lower case, without parameters; None without the header."""
        value = self.header("content-type")
        return None if value is None else value.partition(";")[0].strip().lower()

    @cached_property
    def message(self) -> Message:
        """The response as a message."""
        return replace(self.answer.message, key=self.key)

    @property
    def json(self) -> JsonText:
        """The body as one JSON text."""
        return self.message.json

    @property
    def member(self) -> Mapping[str, Any]:
        """The members of the JSON object in the body; empty if it contains none."""
        return self.message.member

    def where(self, pointer: str | None = None) -> Where:
        """This exchange as the place of a finding, with a pointer into the body."""
        return self.message.where(pointer)


def pairs(value: Any) -> Headers:
    """Recorded headers, lists of [name, value], as tuples."""
    return tuple((name, text) for name, text in value)


def ask(transport: Transport, request: Request) -> Answer:
    """The response to a request that is not recorded. Raises Blocked."""
    channel = transport.open(request.message)
    try:
        found = channel.receive(0.0)  # already there: this transport opens the channel with the response
    finally:
        channel.close()
    if found is None:
        raise Blocked("no_answer")
    return Answer.of(found)
