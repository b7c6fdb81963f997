"""A live run: messages are sent, redacted and recorded, and returned as the record has them."""

from __future__ import annotations

import json
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from conformance.model.finding import Blocked, NotJudged, NotRun
from conformance.transports import redaction
from conformance.transports.conversation import Conversation
from conformance.transports.deadline import AT_ONCE
from conformance.transports.evidence import FORMAT, blocked
from conformance.transports.ledger import Ledger
from conformance.transports.limits import Limits, Pace
from conformance.transports.message import Message
from conformance.transports.secrets import Secrets
from conformance.transports.stopping import Stopping
from conformance.transports.transport import Channel, Transport


class Recorder:
    """Opens conversations and records them in a folder. Safe to use from many threads."""

    def __init__(
        self,
        folder: Path,
        transport: Transport,
        limits: Limits,
        secrets: Secrets,
        facts: Mapping[str, Any],
        stopping: Stopping | None = None,
    ) -> None:
        self.ledger, self.transport, self.limits, self.secrets = Ledger(folder), transport, limits, secrets
        self.stopping = stopping or Stopping()
        self.leftovers: list[str] = []
        self.pace = Pace(limits, self.stopping)
        self._lock = threading.Lock()
        self._numbers: defaultdict[str, int] = defaultdict(int)
        self.facts: Mapping[str, Any] = json.loads(json.dumps({"format": FORMAT, **facts}))
        self.ledger.write(self.facts)

    def open(self, key: str, first: Message) -> Conversation:
        """A conversation opened by this message. Raises Blocked, which is recorded as well."""
        talk = LiveConversation(key, self)
        try:
            talk.open(first)
        except BaseException:
            talk.close()
            raise
        return talk

    @property
    def seconds_left(self) -> float:
        """The seconds until the limits allow no more requests; none once the run is stopped."""
        return 0.0 if self.stopping.sends_no_more else self.pace.seconds_left

    def stimuli(self, case: str) -> Iterable[Any] | None:
        """None: they have not been generated yet."""
        return None

    def pause(self, seconds: float) -> None:
        """Wait, but no longer than until the run is stopped."""
        self.stopping.wait(seconds)

    def keep_stimulus(self, case: str, value: Any) -> None:
        """Record what a generative case tries next."""
        with self._lock:
            self._numbers[case] += 1
            number = self._numbers[case]
        self.ledger.write({"stimulus": {"case": case, "number": number, "value": value}})

    def keep_reason(self, case: str, reason: NotJudged) -> None:
        """Record why nothing more of a generative case could be made."""
        told = {"case": case, "outcome": type(reason).__name__, "key": reason.key, "values": reason.values}
        self.ledger.write({"untried": {**told, "cause": getattr(reason, "cause", None)}})

    def __enter__(self) -> Recorder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.transport.close()
        if self.stopping.stopped:
            self.ledger.write({"stopped": {"finished": self.stopping.finished, "leftovers": self.leftovers}})
        self.ledger.write({"secrets": self.secrets.facts})
        self.ledger.close()


class LiveConversation(Conversation):
    """A live conversation. Its line is written when it is closed."""

    def __init__(self, key: str, recorder: Recorder) -> None:
        super().__init__(key)
        self._recorder = recorder
        self._channel: Channel | None = None
        self._steps: list[dict[str, Any]] = []
        self._messages = 0
        self._issues: Iterable[str] = ()
        self._started, self._begin = datetime.now(UTC), time.monotonic()

    def open(self, first: Message) -> None:
        """Start with this message. Raises Blocked."""
        self._issues = first.head.get("issues", ())
        with self._sending(first) as told:
            self._started, self._begin = datetime.now(UTC), time.monotonic()
            self._channel = self._recorder.transport.open(told)

    def send(self, message: Message) -> None:
        with self._sending(message) as told:
            if self._channel is None:
                raise ValueError("the conversation is closed")
            self._channel.send(told)

    def listen(self, seconds: float) -> Iterator[Message]:
        end, left = time.monotonic() + seconds, seconds
        while not self.ended and (message := self._next(left, seconds)) is not None:
            yield message
            left = end - time.monotonic()

    def close(self) -> None:
        if self._channel is not None:
            self._channel.close()
            self._channel = None
        if self._steps:
            started = self._started.isoformat(timespec="milliseconds")
            self._recorder.ledger.write({"key": self.key, "started": started, "steps": self._steps})
            self._steps = []

    def _next(self, left: float, seconds: float) -> Message | None:
        """The next message as recorded; None if the product stays silent for the rest of a wait, or ends."""
        with self._recording():
            try:
                if self._channel is None or left < 0:
                    raise TimeoutError
                found = self._received(self._channel, left)
            except TimeoutError:
                self._note("silent", seconds)
                return None
            if found is None:
                self.ended = True
                self._note("ended", True)
                return None
            self._count()
            if len(found.body) > self._recorder.limits.body_bytes:
                raise Blocked("body_too_large", limit=self._recorder.limits.body_bytes)
            found = redaction.received(found, self._recorder.secrets, self._issues)
            record = self._recorder.ledger.keep(found)
            self._note("received", record)
            head = json.loads(json.dumps({name: value for name, value in record.items() if name != "body"}))
            return replace(found, head=head, key=f"{self.key}.{len(self._steps)}")

    def _received(self, channel: Channel, seconds: float) -> Message | None:
        """What a channel receives, waiting for a moment at a time, since the run may be stopped."""
        end = time.monotonic() + seconds
        while True:
            if self._recorder.stopping.sends_no_more:
                raise NotRun("stopped")
            self._recorder.pace.check_time()
            left = max(end - time.monotonic(), 0.0)
            try:
                return channel.receive(min(left, AT_ONCE))
            except TimeoutError:
                if left <= AT_ONCE:
                    raise

    @contextmanager
    def _sending(self, message: Message) -> Iterator[Message]:
        """Record a message to the product, wait for its turn, and yield it with its secrets filled in."""
        if self._trouble is not None:
            raise self._trouble
        if self._recorder.stopping.sends_no_more:
            raise NotRun("stopped")
        secrets = self._recorder.secrets
        step = self._note("sent", self._recorder.ledger.keep(redaction.sent(message, secrets)))
        with self._recording(step):
            self._count()
            with self._recorder.pace:
                yield redaction.filled(message, secrets)

    @contextmanager
    def _recording(self, step: dict[str, Any] | None = None) -> Iterator[None]:
        """Record a failure at its step; every later step fails with the same reason."""
        if self._trouble is not None:
            raise self._trouble
        try:
            yield
        except Blocked as reason:
            if self._recorder.stopping.sends_no_more:
                raise NotRun("stopped") from None
            values = json.loads(self._recorder.secrets.redact(json.dumps(dict(reason.values)).encode()))
            failure = {"key": reason.key, "cause": reason.cause.value, "values": values}
            if step is None:
                self._note("failed", failure)
            else:
                step |= {"failed": failure, "until": self._seconds()}
            self._trouble = blocked(failure)
            raise self._trouble from None

    def _count(self) -> None:
        self._messages += 1
        if self._messages > self._recorder.limits.messages:
            raise Blocked("too_many_messages", limit=self._recorder.limits.messages)

    def _note(self, what: str, told: Any) -> dict[str, Any]:
        self._steps.append({what: told, "at": self._seconds()})
        return self._steps[-1]

    def _seconds(self) -> float:
        return round(time.monotonic() - self._begin, 4)
