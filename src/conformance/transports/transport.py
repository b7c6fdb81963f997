"""What a transport has to do to carry conversations; everything else is the same for all transports.

A conversation is opened by its first message and then goes both ways until either side ends it. A request with its
response is the simplest one. Redaction, recording, numbering, pace and replay are not the concern of a transport.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from conformance.model.text import Text
from conformance.transports.limits import Limits
from conformance.transports.message import Message
from conformance.transports.program import environment
from conformance.transports.stopping import Stopping
from conformance.transports.tls import Tls


class Channel(Protocol):
    """One open conversation, used by one thread at a time."""

    def send(self, message: Message) -> None:
        """Send a message. Raises Blocked, and ValueError for what this transport cannot carry at all."""

    def receive(self, seconds: float) -> Message | None:
        """The next message; None if the product has ended the conversation.

        Raises TimeoutError if nothing arrives within so many seconds, and Blocked for data that is not a message of
        this transport, for a message longer than the limits allow (which is not read to its end) and for connection
        errors.
        """

    def close(self) -> None:
        """End the conversation, whatever its state; never raises."""


class Transport(Protocol):
    """Reaches products whose URLs have one of its schemes; safe to use from many threads."""

    def open(self, first: Message) -> Channel:
        """Start a conversation with the product at `first.head["url"]`. Raises Blocked."""

    def close(self) -> None:
        """Close all connections."""


@dataclass(frozen=True)
class Setup:
    """How a plan reaches its product. `command` is the adapter program for a product without a URL, which gets
    `variables` as its environment. A transport that waits gives up when `stopping` says that the run sends no more.
    """

    limits: Limits
    tls: Tls = field(default_factory=Tls)
    proxy: str | None = None
    command: tuple[str, ...] = ()
    stopping: Stopping = field(default_factory=Stopping)
    variables: Mapping[str, str] = field(default_factory=lambda: environment((), os.environ))


Factory = Callable[[Setup], Transport]
"""Makes the one transport of a run. Raises SetupError, or Blocked where the environment is in trouble."""


class SetupError(Exception):
    """A table of the plan from which a transport cannot be made: `place` names it, `problem` is a sentence."""

    def __init__(self, place: str, problem: Text) -> None:
        super().__init__(f"{place}: {problem.en}")
        self.place, self.problem = place, problem


class OneAnswer:
    """The channel of a conversation that consists of a request and its response, which has already arrived."""

    def __init__(self, answer: Message) -> None:
        self._answer: Message | None = answer

    def send(self, message: Message) -> None:
        raise ValueError("a request has one response; send further messages in separate conversations")

    def receive(self, seconds: float) -> Message | None:
        found, self._answer = self._answer, None
        return found

    def close(self) -> None:
        """Do nothing: the response is complete."""
