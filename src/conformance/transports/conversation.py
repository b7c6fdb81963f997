"""A conversation between a check and a product, the same whether live or from its record."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from types import TracebackType

from conformance.model.finding import NotJudged, Where
from conformance.transports.message import Message


class Conversation(ABC):
    """Messages in both directions, opened by the first one. `key` names it in the evidence; leaving a block ends it.

    Once blocked, it stays blocked for the same reason. `ended` says that the product has ended it.
    """

    def __init__(self, key: str) -> None:
        self.key = key
        self.ended = False
        self._trouble: NotJudged | None = None

    @abstractmethod
    def send(self, message: Message) -> None:
        """Send a further message. Raises Blocked."""

    @abstractmethod
    def listen(self, seconds: float) -> Iterator[Message]:
        """The product's messages within so many seconds, or until it ends the conversation. Raises Blocked."""

    @abstractmethod
    def close(self) -> None:
        """End it and keep its record."""

    def receive(self, seconds: float) -> Message | None:
        """The next message; None if none arrives within so many seconds or the product ends the conversation."""
        return next(iter(self.receive_until(lambda message: True, seconds)), None)

    def receive_until(self, enough: Callable[[Message], bool], seconds: float) -> list[Message]:
        """All messages up to the first that is `enough`, or until the time is up or the product ends it."""
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
