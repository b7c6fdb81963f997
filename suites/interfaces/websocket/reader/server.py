"""A WebSocket server as its clients meet it (RFC 6455)."""

from __future__ import annotations

import base64
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NamedTuple

from conformance.authoring import Blocked, NotRun, Where
from conformance.transports.frames import CLOSE
from conformance.transports.message import Message
from conformance.transports.service import Service

from .client import DATA, PATIENCE, Client, is_

REACTION = 2.0
"""Seconds within which a server acts on a frame, where the plan says nothing else."""
MARK = b"conformance"
UNKNOWN_PROTOCOL = "nobody.conformance.example"
UNKNOWN_EXTENSION = "x-conformance-nobody"
UNKNOWN_VERSION = "99"
_NOT_THE_REQUEST = {401: "credentials", 403: "credentials", 407: "credentials", 429: "often", 503: "later"}


class Handshake(NamedTuple):
    """The answer that accepts a handshake, and what the handshake offered."""

    answer: Message
    expected_accept: str
    protocols: list[str]
    extensions: list[str]


class Refusal(NamedTuple):
    """The answer to a handshake that is to be refused; None if the server closed the connection instead."""

    answer: Message | None
    where: Where


class Closing(NamedTuple):
    """What came after a Close frame, and whether the server closed the connection after its own."""

    frames: list[Message]
    ended: bool
    where: Where

    @property
    def closes(self) -> list[Message]:
        return [frame for frame in self.frames if is_(frame, CLOSE)]


@dataclass(frozen=True)
class WebSocketServer:
    """The server at the endpoint of the plan."""

    service: Service

    @property
    def protocols(self) -> list[str]:
        """The sub-protocol that the plan names, if it names one: the server may insist on it."""
        with suppress(NotRun):
            return [str(self.service.information("subprotocol"))]
        return []

    @property
    def reaction(self) -> float:
        """Seconds that the server may need to act on a frame."""
        with suppress(NotRun):
            return float(self.service.information("reaction"))
        return REACTION

    def connect(self, protocols: list[str] | None = None, extensions: list[str] | None = None, **head: Any) -> Client:
        """A new connection; `head` is what differs from a right handshake."""
        key = base64.b64encode(self.service.random.randbytes(16)).decode()
        offered = {
            "Sec-WebSocket-Key": key,
            "Sec-WebSocket-Protocol": ", ".join(self.protocols if protocols is None else protocols),
            "Sec-WebSocket-Extensions": ", ".join(extensions or ()),
            **head.pop("headers", {}),
        }
        left_out = {name.lower() for name in head.get("without", ())}
        headers = tuple((name, value) for name, value in offered.items() if value and name.lower() not in left_out)
        return Client(self.service.open(self.service.url, headers=headers, **head), key)

    def client(self) -> Client:
        """A connection that is open. Raises Blocked if the server does not accept its handshake."""
        client = self.connect()
        if not client.accepted:
            client.close()
            raise _refusal(client)
        return client

    def lively(self) -> Client:
        """An open connection on which the server has just answered a Ping. Raises Blocked if it has not."""
        client = self.client()
        try:
            client.control()
        except BaseException:
            client.close()
            raise
        return client

    @property
    def control(self) -> list[Message]:
        """The frames up to the Pong for a Ping on a new connection. Raises Blocked if there is none."""

        def made(service: Service) -> list[Message]:
            with WebSocketServer(service).client() as client:
                return client.control()

        return self.service.shared("control", made)

    @property
    def handshakes(self) -> list[Handshake]:
        """The handshakes that are accepted: one as the plan has it, and one that also offers what nobody knows."""

        def made(service: Service) -> list[Handshake]:
            server, found = WebSocketServer(service), []
            offers: list[tuple[list[str], list[str]]] = [
                (self.protocols, []),
                ([*self.protocols, UNKNOWN_PROTOCOL], [UNKNOWN_EXTENSION]),
            ]
            for protocols, extensions in offers:
                with server.connect(protocols, extensions) as client:
                    if client.answer is not None and client.accepted:
                        found.append(Handshake(client.answer, client.expected_accept, protocols, extensions))
                    elif not found:
                        raise _refusal(client)
            return found

        return self.service.shared("handshakes", made)

    def refusal(self, name: str, **head: Any) -> Refusal:
        """What becomes of a handshake that is to be refused.

        Raises Blocked where a right handshake is refused too, or where the answer is not about this handshake.
        """
        _ = self.handshakes

        def made(service: Service) -> Refusal:
            with WebSocketServer(service).connect(**head) as client:
                return Refusal(client.answer, client.where())

        found = self.service.shared(name, made)
        if found.answer is not None and found.answer.head["status"] in _NOT_THE_REQUEST:
            raise Blocked("handshake_refused", cause="configuration", status=found.answer.head["status"])
        return found

    @property
    def other_version(self) -> Refusal:
        """The answer to a handshake of a version that does not exist."""
        return self.refusal("version", headers={"Sec-WebSocket-Version": UNKNOWN_VERSION})

    @property
    def refused_versions(self) -> list[Message]:
        """That answer. Raises Blocked where it is not a refusal."""
        answer = self.other_version.answer
        if answer is None or answer.head["status"] < 400:
            raise Blocked("blocked_by", ids=["IFC-WSK-006"])
        return [answer]

    @property
    def echo(self) -> list[Message]:
        """The frames that answer a text message, up to one with the same data."""

        def made(service: Service) -> list[Message]:
            with WebSocketServer(service).client() as client:
                client.send(MARK)
                return client.until(is_echo, PATIENCE)

        return self.service.shared("echo", made)

    @property
    def echoed(self) -> list[Message]:
        """A text message that the server sends back. Raises Blocked if it does not, whatever the statement says."""
        if not (found := [frame for frame in self.echo if is_echo(frame)]):
            raise Blocked("statement_denied", item="echo")
        return found

    @property
    def frames(self) -> list[Message]:
        """Frames of all kinds from the server: a Pong, a Close frame, and messages where it sends them back."""
        messages = self.echo if self.service.statement["echo"] else []
        return [*self.control, *messages, *self.closing.frames]

    @property
    def closing(self) -> Closing:
        """What follows a Close frame with the status code 1000."""
        return self._closing(1000)

    @property
    def closings(self) -> list[Closing]:
        """The same, where the closing handshake was completed. Raises Blocked where it was not."""
        if not self.closing.closes:
            raise Blocked("blocked_by", ids=["IFC-WSK-023"])
        return [self.closing]

    @property
    def close_frames(self) -> list[Message]:
        """The server's answers to Close frames, right and wrong. Raises Blocked where a right one has none."""
        _ = self.closings
        codes = (1000, 1005, 1006, 1015)
        return [frame for code in codes for frame in self._closing(code).closes]

    def _closing(self, code: int) -> Closing:
        _ = self.control

        def made(service: Service) -> Closing:
            with WebSocketServer(service).client() as client:
                client.send(code.to_bytes(2), CLOSE)
                found = client.until(lambda frame: is_(frame, CLOSE), PATIENCE)
                if code == 1000 and found and is_(found[-1], CLOSE):
                    found += client.until(lambda frame: False, PATIENCE)
                return Closing(found, client.ended, client.where())

        return self.service.shared(f"closing {code}", made)


def is_data(frame: Message) -> bool:
    """Whether it is a frame of a message, the last one."""
    return frame.head.get("opcode") in DATA and bool(frame.head["fin"])


def is_echo(frame: Message) -> bool:
    """Whether it is the message that was sent."""
    return is_data(frame) and frame.body == MARK


def _refusal(client: Client) -> Blocked:
    """Why a right handshake was not accepted."""
    if client.answer is None:
        return Blocked("no_answer")
    status = client.answer.head["status"]
    cause = "configuration" if status in _NOT_THE_REQUEST or status < 400 else "product"
    return Blocked("handshake_refused", cause=cause, status=status)


def view(service: Service) -> WebSocketServer:
    """The server at the service."""
    return WebSocketServer(service)
