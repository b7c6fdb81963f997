"""A server of events over WebSocket: its answers to handshakes, and the messages that it sends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from conformance.authoring import Blocked, NotRun, Where
from conformance.readers.json import parse
from conformance.transports.frames import BINARY, CONTINUATION, TEXT
from conformance.transports.message import Message
from conformance.transports.service import Service
from conformance_suites.interfaces.websocket.reader import Client, WebSocketServer
from conformance_suites.interfaces.websocket.reader.client import is_, listed

JSON = "cloudevents.json"
OFFERED = ("cloudevents.avro", "cloudevents.proto", JSON, "cloudevents.conformance")
UNKNOWN = ("cloudevents.conformance",)
PROTOCOL = "sec-websocket-protocol"
WITHIN = 5.0
"""Seconds within which an event is sent, where the plan says nothing else."""
SHORTLY = 0.3
"""Seconds in which more events may follow the first."""
_NOT_THE_REQUEST = (401, 403, 404, 407, 429, 503)


class Reply(NamedTuple):
    """The answer to a handshake; None if the server closed the connection instead."""

    answer: Message | None
    where: Where

    @property
    def accepts(self) -> bool:
        return self.answer is not None and self.answer.head["status"] == 101

    @property
    def chosen(self) -> list[str]:
        """The sub-protocols that it names."""
        return [] if self.answer is None else listed(self.answer, PROTOCOL)


class Whole(NamedTuple):
    """A message: the type of its first frame, its data, and where it is in the evidence."""

    opcode: int
    body: bytes
    where: Where

    @property
    def document(self) -> Any:
        """Its JSON value; None if it is not JSON."""
        text = parse(self.body)
        return text.document if text.usable else None


@dataclass(frozen=True)
class EventStream:
    """The server at the endpoint of the plan."""

    service: Service

    @property
    def handshake(self) -> Reply:
        """The answer to a client that takes events in JSON. Raises Blocked where it is not accepted."""
        found = self._reply("json", (JSON,))
        if not found.accepts:
            raise _refusal(found.answer)
        return found

    @property
    def several(self) -> list[Reply]:
        """The answer to a client that offers several sub-protocols, where it is accepted with one."""
        _ = self.agreed
        return [each for each in [self._reply("several", OFFERED)] if each.accepts and each.chosen]

    @property
    def unsupported(self) -> list[Reply]:
        """The answer to a client that offers no sub-protocol that exists."""
        _ = self.agreed
        return [each for each in [self._reply("unsupported", UNKNOWN)] if each.answer is not None]

    @property
    def agreed(self) -> list[Reply]:
        """The answer to a client that takes events in JSON, where that is agreed. Raises Blocked otherwise."""
        if self.handshake.chosen != [JSON]:
            raise Blocked("blocked_by", ids=["IFC-CEW-001"])
        return [self.handshake]

    @property
    def messages(self) -> list[Whole]:
        """The messages that are sent to a client that takes events in JSON. Raises Blocked if there are none."""
        _ = self.agreed

        def made(service: Service) -> list[Whole]:
            with EventStream(service).connect() as client:
                return EventStream(service).heard(client)

        if not (found := self.service.shared("messages", made)):
            raise Blocked("no_event", seconds=self.within)
        return found

    @property
    def texts(self) -> list[Whole]:
        """Those that are text."""
        return [each for each in self.messages if each.opcode == TEXT]

    @property
    def events(self) -> list[tuple[str, bytes]]:
        """The events in them, by name."""
        objects = [each for each in self.texts if isinstance(each.document, dict)]
        return [(f"event {number}", each.body) for number, each in enumerate(objects, 1)]

    @property
    def within(self) -> float:
        """Seconds within which an event is sent."""
        return float(self.optional("event_within") or WITHIN)

    def optional(self, name: str) -> Any:
        """What the plan says for the tests, or None."""
        try:
            return self.service.information(name)
        except NotRun:
            return None

    def connect(self) -> Client:
        """A client that takes events in JSON. Raises Blocked if it is not accepted."""
        client = WebSocketServer(self.service).connect([JSON])
        if not client.accepted:
            client.close()
            raise _refusal(client.answer)
        return client

    def heard(self, client: Client) -> list[Whole]:
        """The messages that a client gets, after it has sent the event of the plan, if there is one."""
        if event := self.optional("stream_event"):
            client.send(str(event).encode())
        frames = client.until(_ends, self.within)
        if frames and _ends(frames[-1]):
            frames += client.until(lambda frame: False, SHORTLY)
        return wholes(frames)

    def _reply(self, name: str, offered: tuple[str, ...]) -> Reply:
        def made(service: Service) -> Reply:
            with WebSocketServer(service).connect(list(offered)) as client:
                return Reply(client.answer, client.where())

        return self.service.shared(name, made)


def wholes(frames: list[Message]) -> list[Whole]:
    """The messages that frames make up; what is not complete is left out."""
    found: list[Whole] = []
    begun: Whole | None = None
    for frame in frames:
        if is_(frame, TEXT) or is_(frame, BINARY):
            begun = Whole(frame.head["opcode"], frame.body, frame.where())
        elif is_(frame, CONTINUATION) and begun is not None:
            begun = begun._replace(body=begun.body + frame.body)
        if begun is not None and _ends(frame):
            found.append(begun)
            begun = None
    return found


def _ends(frame: Message) -> bool:
    """Whether a frame ends a message."""
    return frame.head.get("opcode") in (TEXT, BINARY, CONTINUATION) and bool(frame.head["fin"])


def _refusal(answer: Message | None) -> Blocked:
    """Why a handshake was not accepted."""
    if answer is None:
        return Blocked("no_answer")
    status = answer.head["status"]
    cause = "configuration" if status in _NOT_THE_REQUEST or status < 400 else "product"
    return Blocked("handshake_refused", cause=cause, status=status)


def view(service: Service) -> EventStream:
    """The server at the service."""
    return EventStream(service)
