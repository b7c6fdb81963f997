"""A finished record, read again: the same conversations without a socket."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from conformance.model.finding import Diverged, NotJudged, NotRun
from conformance.transports.conversation import Conversation
from conformance.transports.evidence import blocked, facts_of, why_untried
from conformance.transports.format_1 import as_conversation
from conformance.transports.message import Message
from conformance.transports.stopping import Stopping

Missing = Callable[..., NotJudged]
"""Makes the reason for which the record cannot answer."""


class Record:
    """What a run recorded.

    `complete` says that the same catalogue made the record: then a missing exchange is an error of the harness.
    Raises KeyError, TypeError, AttributeError or ValueError for lines that are not a record.
    """

    def __init__(self, lines: Iterable[Mapping[str, Any]], bodies: Mapping[str, bytes], *, complete: bool) -> None:
        self._complete = complete
        self._bodies = bodies
        self._conversations: dict[str, Mapping[str, Any]] = {}
        self._stimuli: defaultdict[str, list[tuple[int, Any]]] = defaultdict(list)
        self._untried: dict[str, NotJudged] = {}
        self.facts: Mapping[str, Any] = {}
        self.stopping = Stopping()
        self.leftovers: list[str] = []
        for line in lines:
            if "format" in line:
                self.facts = facts_of(line)
            elif "key" in line:
                self._conversations[line["key"]] = _whole(line if "steps" in line else as_conversation(line), bodies)
            elif "stimulus" in line:
                told = line["stimulus"]
                self._stimuli[told["case"]].append((told["number"], told["value"]))
            elif "untried" in line:
                self._untried[line["untried"]["case"]] = why_untried(line["untried"])
            elif "stopped" in line:
                self.stopping = Stopping(map(str, line["stopped"]["finished"]))
                self.leftovers = list(map(str, line["stopped"]["leftovers"]))

    @property
    def conversations(self) -> list[Mapping[str, Any]]:
        """All conversations in the order of their keys."""
        return [self._conversations[key] for key in sorted(self._conversations)]

    def open(self, key: str, first: Message) -> Conversation:
        """The conversation with this key. Raises Diverged or NotRun if it began differently, or Blocked."""
        steps = self._conversations.get(key, {}).get("steps", ())
        talk = RecordedConversation(key, steps, self.body, self._missing)
        talk.send(first)
        return talk

    def body(self, name: str | None) -> bytes:
        """The body with this digest; empty for None."""
        return self._bodies[name] if name else b""

    def stimuli(self, case: str) -> Iterator[Any]:
        """What the generative case tried, in order.

        Raises in the end the reason for which no more was made, NotRun if the record has nothing of the case.
        """
        if case not in self._stimuli and case not in self._untried and not self._complete:
            raise NotRun("not_recorded", exchange=case)
        yield from (value for _, value in sorted(self._stimuli[case], key=lambda each: each[0]))
        if case in self._untried:
            raise self._untried[case]

    @property
    def seconds_left(self) -> float:
        """None are needed."""
        return 0.0

    def pause(self, seconds: float) -> None:
        """Do nothing: what was waited for is already recorded."""

    def keep_stimulus(self, case: str, value: Any) -> None:
        """Do nothing: it is already recorded."""

    def keep_reason(self, case: str, reason: NotJudged) -> None:
        """Do nothing: it is already recorded."""

    def _missing(self, key: str, asked: str, recorded: str) -> NotJudged:
        if self._complete:
            return Diverged("diverged", exchange=key, asked=asked, recorded=recorded)
        return NotRun("not_recorded", exchange=key)


def _whole(line: Mapping[str, Any], bodies: Mapping[str, bytes]) -> Mapping[str, Any]:
    """The line if it is a valid conversation. Raises KeyError, TypeError or ValueError otherwise."""
    for step in line["steps"]:
        for name in step.keys() & {"sent", "received"}:
            body = step[name]["body"]
            if not isinstance(body, str | None) or (body and body not in bodies):
                raise TypeError("a body that is not the digest of one that is there")
        if "failed" in step:
            blocked(step["failed"])
        _ = float(step["at"]), float(step.get("silent", 0.0))
    return line


class RecordedConversation(Conversation):
    """A conversation from its record: each step has to match the recorded one."""

    def __init__(
        self, key: str, steps: Iterable[Mapping[str, Any]], body: Callable[[str | None], bytes], missing: Missing
    ) -> None:
        super().__init__(key)
        self._steps = list(steps)
        self._at = 0
        self._body = body
        self._missing = missing

    def send(self, message: Message) -> None:
        step = self._step()
        if "sent" not in step or step["sent"] != json.loads(json.dumps(message.as_record())):
            raise self._diverged(_shown(message.as_record()), step)
        self._at += 1
        if "failed" in step:
            raise self._failed(step)

    def listen(self, seconds: float) -> Iterator[Message]:
        while not self.ended:
            step = self._step()
            if "failed" in step and "sent" not in step:
                raise self._failed(step)
            if not ("received" in step or "ended" in step or step.get("silent", 0.0) >= seconds):
                raise self._diverged(f"{seconds} s", step)
            self._at += 1
            if "received" not in step:
                self.ended = "ended" in step
                return
            record = dict(step["received"])
            yield Message(body=self._body(record.pop("body")), head=record, key=f"{self.key}.{self._at}")

    def close(self) -> None:
        """Do nothing: the rest of the record was not asked for."""

    def _step(self) -> Mapping[str, Any]:
        if self._trouble is not None:
            raise self._trouble
        return self._steps[self._at] if self._at < len(self._steps) else {}

    def _failed(self, step: Mapping[str, Any]) -> NotJudged:
        self._trouble = blocked(step["failed"])
        return self._trouble

    def _diverged(self, asked: str, step: Mapping[str, Any]) -> NotJudged:
        told = step.get("sent", step)
        self._trouble = self._missing(self.key, asked, _shown(told) if told else "")
        return self._trouble


def _shown(told: Mapping[str, Any]) -> str:
    """A short description of a message that was sent."""
    words = [str(told[name]) for name in ("method", "url") if name in told]
    return " ".join(words) or json.dumps(dict(told), ensure_ascii=False)
