"""What generative cases tried in an honest run, tried again on each mutant.

To make stimuli anew takes longer than to judge them; and a changed description would lead to others, so that these
would be seen and not the change.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

from conformance.model.finding import NotJudged
from conformance.transports.conversation import Conversation
from conformance.transports.message import Message
from conformance.transports.recorder import Recorder

OPENING: ContextVar[str] = ContextVar("opening")
"""The key of the conversation that is opened in this thread: what an exchange is known by where requests differ."""


class Stimuli:
    """By case what was tried, in order, and why nothing more could be made."""

    def __init__(self) -> None:
        self.tried: dict[str, list[Any]] = {}
        self.reasons: dict[str, NotJudged] = {}

    def of(self, case: str) -> Iterator[Any]:
        """The stimuli of a case. Raises in the end the reason for which there were no more."""
        yield from self.tried.get(case, ())
        if case in self.reasons:
            raise self.reasons[case]


class Again(Recorder):
    """A recorder whose cases try the `known` stimuli; where it is `learning`, it adds those that are not known."""

    def __init__(self, *args: Any, known: Stimuli, learning: bool) -> None:
        super().__init__(*args)
        self._known, self._learning = known, learning

    def open(self, key: str, first: Message) -> Conversation:
        OPENING.set(key)
        return super().open(key, first)

    def stimuli(self, case: str) -> Iterator[Any] | None:
        known = case in self._known.tried or case in self._known.reasons
        return self._known.of(case) if known else None

    def keep_stimulus(self, case: str, value: Any) -> None:
        super().keep_stimulus(case, value)
        if self._learning:
            self._known.tried.setdefault(case, []).append(value)

    def keep_reason(self, case: str, reason: NotJudged) -> None:
        super().keep_reason(case, reason)
        if self._learning:
            self._known.reasons[case] = reason
