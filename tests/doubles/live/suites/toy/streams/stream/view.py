"""A stream as its cases see it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from conformance.authoring import Blocked
from conformance.transports.conversation import Conversation
from conformance.transports.message import Message
from conformance.transports.service import Service


def patience() -> float:
    """How many seconds a case waits: long, for a busy machine, unless the product is known to say nothing."""
    return float(os.environ.get("STREAM_SECONDS", "20"))


@dataclass(frozen=True)
class Stream:
    service: Service

    @property
    def greeting(self) -> Message | None:
        """What it says first, by itself; None where it says nothing."""
        return self.service.shared("greeting", _greeting)

    @contextmanager
    def conversation(self) -> Iterator[Conversation]:
        """A conversation after its greeting. Raises Blocked where the stream has ended it by then."""
        with self.service.open("") as found:
            found.receive(patience())
            if found.ended:
                raise Blocked("hung_up", exchange=found.key)
            yield found


def ask(conversation: Conversation, **members: Any) -> None:
    conversation.send(Message(body=json.dumps(members).encode()))


def no_answer(conversation: Conversation) -> Blocked:
    return Blocked("hung_up" if conversation.ended else "no_echo", exchange=conversation.key)


def _greeting(service: Service) -> Message | None:
    with service.open("") as conversation:
        return conversation.receive(patience())


def view(service: Service) -> Stream:
    return Stream(service)
