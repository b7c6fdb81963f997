"""What may keep a server from serving others, tried one after the other, and whether a new client is served then."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from conformance.authoring import Blocked, NotJudged, Where
from conformance.transports.frames import CLOSE, CONTINUATION, PING, TEXT, Frame, encoded
from conformance.transports.service import Service

from .client import PATIENCE, Client, is_
from .server import WebSocketServer

ANNOUNCED = b"\x82\xff" + (1 << 40).to_bytes(8) + b"\0\0\0\0"
"""The head of a masked frame with 2^40 bytes."""
LONG = b"x" * 1000
KEY = b"\x37\xfa\x21\x3d"
AT_ONCE, TIMES = 250, 8
"""Fragments that are sent at once, and how often: 2,000 of 1,000 bytes."""
UNREAD, UNREAD_BYTES = 64, 16_000
"""Messages that a client sends without reading what comes back."""


class NewClient(NamedTuple):
    """What became of it: its handshake was answered with `status`, or not at all, and it was served or not."""

    where: Where
    status: int | None
    served: bool


class Harm(NamedTuple):
    """The connection on which it was tried, whether it is still open, and what became of a new client."""

    where: Where
    open: bool
    new: NewClient


Tried: TypeAlias = dict[str, Harm | NotJudged]


def harm(server: WebSocketServer, name: str) -> Harm:
    """What came of it. Raises NotJudged if the server did not serve a client before."""
    found: Harm | NotJudged = server.service.shared("harm", tried)[name]
    if isinstance(found, NotJudged):
        raise found
    return found


def tried(service: Service) -> Tried:
    """Everything in turn, so that what breaks the server is known."""
    server = WebSocketServer(service)
    _ = server.control
    found: Tried = {}
    for name, do in HARMS.items():
        if name == "unread" and not service.statement["echo"]:
            continue
        try:
            with server.lively() as client, server.client() as other:
                do(server, client)
                other.until(lambda frame: False, server.reaction)  # until the server has read it all
                new = served(server)
                closing = client.until(lambda frame: is_(frame, CLOSE), server.reaction)
                closed = client.ended or any(is_(frame, CLOSE) for frame in closing)
                found[name] = Harm(client.where(), not closed, new)
        except NotJudged as reason:
            found[name] = reason
    return found


def served(server: WebSocketServer) -> NewClient:
    """Whether a new client is served."""
    with server.connect() as client:
        status = client.answer.head["status"] if client.answer else None
        try:
            return NewClient(client.where(), status, client.accepted and bool(client.control()))
        except Blocked:
            return NewClient(client.where(), status, False)


def wrong(server: WebSocketServer, client: Client) -> None:
    """Frames that break the protocol, each on its connection, as long as new ones are accepted."""
    heads = ({"masked": False}, {"rsv": 7}, {"opcode": 3}, {"opcode": PING}, {"opcode": CONTINUATION})
    for head in heads:
        with server.connect() as each:
            if each.accepted:
                each.send(LONG, **head)
                each.until(lambda frame: is_(frame, CLOSE), server.reaction)


def fragments(server: WebSocketServer, client: Client) -> None:
    """A message that does not end."""
    client.send(LONG, fin=False)
    more = encoded(Frame(CONTINUATION, LONG, fin=False, masked=True), KEY) * AT_ONCE
    for _ in range(TIMES):
        client.send_raw(more)
    client.send(b"all is read", PING)
    client.until(lambda frame: is_(frame, CLOSE) or frame.body == b"all is read", PATIENCE)


def announced(server: WebSocketServer, client: Client) -> None:
    """A frame of which only the head is sent."""
    client.send_raw(ANNOUNCED)


def unread(server: WebSocketServer, client: Client) -> None:
    """Messages whose echoes the client does not read."""
    client.send_raw(encoded(Frame(TEXT, b"y" * UNREAD_BYTES, masked=True), KEY) * UNREAD)


HARMS: dict[str, Callable[[WebSocketServer, Client], None]] = {
    "wrong": wrong,
    "fragments": fragments,
    "announced": announced,
    "unread": unread,
}
