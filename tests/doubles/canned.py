"""Evidence that answers requests out of a function, without a wire or a record."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator

from conformance.transports.conversation import Conversation
from conformance.transports.exchange import Answer, Request
from conformance.transports.message import Message
from conformance.transports.stopping import Stopping


class CannedEvidence(ABC):
    """Every conversation is a request with the answer that `answer` gives it."""

    stopping = Stopping()

    @abstractmethod
    def answer(self, request: Request) -> Answer: ...

    def open(self, key: str, first: Message) -> Conversation:
        return _Canned(key, self.answer(Request.of(first)))


class _Canned(Conversation):
    def __init__(self, key: str, answer: Answer) -> None:
        super().__init__(key)
        self._answer = answer

    def send(self, message: Message) -> None:
        raise NotImplementedError

    def listen(self, seconds: float) -> Iterator[Message]:
        yield self._answer.message

    def close(self) -> None:
        """Nothing."""
