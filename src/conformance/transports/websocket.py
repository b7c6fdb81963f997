"""WebSocket (RFC 6455): conversations of frames, right or wrong, after a handshake that is right or wrong as well.

The first message is the handshake: `url`, `headers`, and what else handshake.py names. The first message received is
its answer, with `status` and `headers` as in HTTP; unless the status is 101, the product has ended the conversation.
Any other message is one frame. In its head are `opcode`, `fin`, `rsv` and `masked`; those that are not given have the
values of a masked text frame that is a whole message. `raw` in a head says that the body is to be sent as it is. A
Close frame that is received also has its `code`. A connection that is reset has ended, whatever the reason.
"""

from __future__ import annotations

import os
import time

from conformance.model.finding import Blocked
from conformance.model.text import Text
from conformance.transports.deadline import deadline
from conformance.transports.direct import Direct, Octets
from conformance.transports.exchange import Answer
from conformance.transports.frames import CLOSE, TEXT, Frame, FrameReader, TooLong, encoded
from conformance.transports.handshake import SWITCHING, answered, as_answered, opening
from conformance.transports.limits import Limits
from conformance.transports.message import Message
from conformance.transports.transport import Channel, Setup

SCHEMES = Text("schemes ws and wss", "ws 和 wss")


class WebSocketTransport:
    """A connection for each conversation. Raises SetupError for a plan with a proxy: none is supported here."""

    def __init__(self, setup: Setup) -> None:
        self._direct, self._limits = Direct(setup, SCHEMES), setup.limits

    def open(self, first: Message) -> Channel:
        """Connect, send the handshake and wait for its answer. Raises Blocked."""
        request, method = opening(first.head), first.head.get("method", "GET")
        with deadline(self._limits.exchange_seconds):
            connection = Connection(self._direct.open(first.head["url"], method), self._limits)
            try:
                connection.begin(request, method)
            except BaseException:
                connection.close()
                raise
        return connection

    def close(self) -> None:
        """Do nothing: each conversation closes its own connection."""


class Connection:
    """The channel of one WebSocket connection."""

    def __init__(self, octets: Octets, limits: Limits) -> None:
        self._octets, self._limits = octets, limits
        self._frames = FrameReader(limits.body_bytes)
        self._answer: Answer | None = None
        self._over = False

    def begin(self, request: bytes, method: str) -> None:
        """Send the handshake and keep its answer. Raises Blocked."""
        seconds = self._limits.exchange_seconds
        self._octets.write(request)
        try:
            found = answered(lambda: self._octets.read(seconds), method, self._limits.body_bytes)
        except TimeoutError:
            raise Blocked("too_slow", seconds=seconds) from None
        if found is None:
            self._over = True
            return
        self._answer, rest = found
        self._over = self._answer.status != SWITCHING
        self._frames.feed(rest)

    def send(self, message: Message) -> None:
        head = message.head
        if head.get("raw"):
            self._octets.write(message.body)
            return
        opcode, fin, rsv = head.get("opcode", TEXT), head.get("fin", True), head.get("rsv", 0)
        self._octets.write(encoded(Frame(opcode, message.body, fin, rsv, head.get("masked", True)), os.urandom(4)))

    def receive(self, seconds: float) -> Message | None:
        if self._answer is not None:
            answer, self._answer = self._answer, None
            return answer.message
        end = time.monotonic() + seconds
        while not self._over:
            try:
                frame = self._frames.next()
            except TooLong:
                raise Blocked("body_too_large", limit=self._limits.body_bytes) from None
            if frame is not None:
                return _told(frame)
            data = self._octets.read(end - time.monotonic())
            self._frames.feed(data)
            if not data and self._frames.begun:
                raise Blocked("broke_off", bytes=self._frames.begun)
            self._over = not data
        return None

    def close(self) -> None:
        self._octets.close()


def carried(given: Message) -> Message | None:
    """The answer to a handshake, or the frame, as it would arrive; None if no bytes have this content."""
    head = given.head
    if "status" in head:
        return as_answered(given)
    try:
        frames = FrameReader(len(given.body))
        frames.feed(encoded(Frame(head["opcode"], given.body, head["fin"], head["rsv"], head["masked"]), bytes(4)))
    except (KeyError, ValueError, TypeError):
        return None
    frame = frames.next()
    return _told(frame) if frame else None


def _told(frame: Frame) -> Message:
    """A frame as a message of the conversation."""
    head: dict[str, int | None] = {"opcode": frame.opcode, "fin": frame.fin, "rsv": frame.rsv, "masked": frame.masked}
    if frame.opcode == CLOSE:
        head["code"] = frame.code
    return Message(head, frame.payload)
