"""A conversation with a product, as a check leads it: live or from its record, it is the same."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from types import TracebackType

from conformance.model.finding import NotJudged, Where
from conformance.transports.message import Message


class Conversation(ABC):
    """Messages in both directions, opened by the first one. `key` names it in the evidence; a block ends it.

    Whatever blocked it once blocks everything that is tried on it later. `ended` says that the product has ended it.
    """

    def __init__(self, key: str) -> None:
        self.key = key
        self.ended = False
        self._trouble: NotJudged | None = None

    @abstractmethod
    def send(self, message: Message) -> None:
        """Say something more. Raises Blocked."""

    @abstractmethod
    def listen(self, seconds: float) -> Iterator[Message]:
        """What the product says, until it is silent for the rest of so many seconds, or ends. Raises Blocked."""

    @abstractmethod
    def close(self) -> None:
        """End it, and keep its record."""

    def receive(self, seconds: float) -> Message | None:
        """The next message; None where none came within so many seconds, or the product has ended the conversation."""
        return next(iter(self.receive_until(lambda message: True, seconds)), None)

    def receive_until(self, enough: Callable[[Message], bool], seconds: float) -> list[Message]:
        """All messages up to the first one that is `enough`; without such a one, all until time or product ends it."""
        found = []
        for message in self.listen(seconds):
            found.append(message)
            if enough(message):
                break
        return found

    def where(self) -> Where:
        """This conversation as the place of a finding."""
        return Where(exchange=self.key)

    def __enter__(self) -> Conversation:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
