"""The WebSocket server of the reference product: it sends every message back.

A fault changes the answer to the handshake, lets one kind of wrong frame pass, or changes what is sent.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from conformance.reference.serving import Fault
from conformance.transports.frames import (
    BINARY,
    CLOSE,
    CONTINUATION,
    PING,
    PONG,
    TEXT,
    Frame,
    FrameReader,
    TooLong,
    encoded,
)

from .handshake import FAULTS_OF_HANDSHAKES, answer

STATEMENT: Mapping[str, Any] = {"echo": True, "text": True}
INFORMATION: Mapping[str, Any] = {"subprotocol": "echo.reference.example", "reaction": 0.3}

LONGEST = 1 << 20
LONG = 500
"""Bytes of a wrong frame that may stop a server with such a fault."""
LARGE, MANY = 10_000, 10
"""Bytes of a message that is large, and the number of those that may stop a server with such a fault."""
UNAVAILABLE = b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
PROTOCOL_ERROR, NOT_UTF8, TOO_BIG = 1002, 1007, 1009
FAULTS_OF_FRAMES = (
    "IFC-WSK-010_masked_pong",
    "IFC-WSK-010_masked_text",
    "IFC-WSK-011_bit_of_pongs",
    "IFC-WSK-011_compressed",
    "IFC-WSK-012_unmasked_read",
    "IFC-WSK-012_unmasked_stalls",
    "IFC-WSK-013_bits_ignored",
    "IFC-WSK-013_first_bit_ignored",
    "IFC-WSK-013_last_bit_stalls",
    "IFC-WSK-014_data_opcode_ignored",
    "IFC-WSK-014_control_opcode_ignored",
    "IFC-WSK-014_opcode_stalls",
    "IFC-WSK-015_long_ping",
    "IFC-WSK-015_long_ping_stalls",
    "IFC-WSK-016_fragmented_ping",
    "IFC-WSK-016_fragmented_ping_stalls",
    "IFC-WSK-017_continuation_read",
    "IFC-WSK-017_continuation_stalls",
    "IFC-WSK-018_two_messages",
    "IFC-WSK-018_two_messages_stall",
    "IFC-WSK-019_other_data",
    "IFC-WSK-019_long_ping_dropped",
    "IFC-WSK-020_ping_delayed",
    "IFC-WSK-021_last_fragment",
    "IFC-WSK-021_characters_replaced",
    "IFC-WSK-022_replaced",
    "IFC-WSK-022_stalls",
    "IFC-WSK-023_no_close",
    "IFC-WSK-023_silent",
    "IFC-WSK-024_stays_open",
    "IFC-WSK-025_sent_back",
    "IFC-WSK-025_small_code",
    "IFC-WSK-025_one_byte",
    "IFC-WSK-025_reason_in_latin_1",
    "IFC-WSK-025_long_reason",
    "IFC-WSK-025_fragment",
    "IFC-WSR-001_no_close_frame",
    "IFC-WSR-002_normal",
    "IFC-WSR-002_no_code",
    "IFC-WSR-003_protocol_error",
    "IFC-WSR-004_normal",
    "IFC-WSR-004_sent_back",
    "IFC-WSR-005_goes_on",
    "IFC-WSR-006_truncated",
    "IFC-WSR-006_nothing_for_nothing",
    "IFC-WSR-007_waits",
    "IFC-WSR-008_stopped_by_wrong_frames",
    "IFC-WSR-008_silenced_by_wrong_frames",
    "IFC-WSR-009_stopped_by_fragments",
    "IFC-WSR-009_silenced_by_fragments",
    "IFC-WSR-010_stopped_by_an_announcement",
    "IFC-WSR-010_silenced_by_an_announcement",
    "IFC-WSR-011_stopped_by_a_lazy_client",
    "IFC-WSR-011_silenced_by_a_lazy_client",
)
WRONG_CLOSES = {
    "IFC-WSK-025_small_code": b"\0\x01",
    "IFC-WSK-025_one_byte": b"\x03",
    "IFC-WSK-025_reason_in_latin_1": b"\x03\xe8fertig, sch\xf6n",
    "IFC-WSK-025_long_reason": b"\x03\xe8" + b"bye " * 31,
}
FAULTS = tuple(sorted((*FAULTS_OF_HANDSHAKES, *FAULTS_OF_FRAMES)))


def endpoints(base: str) -> dict[str, str]:
    """None of its endpoints speaks plain HTTP."""
    return {}


def routes(base: str, fault: Fault) -> list[Any]:
    """Nothing is served over plain HTTP."""
    return []


def make(fault: Fault) -> Callable[[socket.socket], None]:
    """What serves a connection."""

    broken: list[str] = []  # the faults that have stopped the server

    def serve(connection: socket.socket) -> None:
        name = fault.name
        head = b""
        while b"\r\n\r\n" not in head:
            if not (data := connection.recv(1 << 16)):
                return
            head += data
        stopped = name in broken
        if stopped and "stopped" in name:
            connection.sendall(UNAVAILABLE)
            return
        accepted, told = answer(head, name)
        connection.sendall(told)
        if accepted:
            echo = Echo(connection, name, broken)
            if stopped:
                echo.stall()
            else:
                echo.run()

    return serve


SERVERS = {"websocket": ("ws://{address}/", make)}


class Wrong(Exception):
    """A client has broken the protocol; `code` is the status code of the Close frame."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Echo:
    """One open connection, with the fault of this name."""

    def __init__(self, connection: socket.socket, fault: str, broken: list[str]) -> None:
        self._connection, self._fault, self._broken = connection, fault, broken
        self._fragments: list[Frame] = []
        self._large = 0

    def run(self) -> None:
        """Answer frames until either side closes the connection."""
        try:
            for frame in self._frames():
                if not self._take(frame):
                    return
        except Wrong as wrong:
            self._refuse(wrong.code)
        self._drain()

    def _refuse(self, code: int) -> None:
        """Send the Close frame for a mistake of the client."""
        if self._fault == "IFC-WSR-003_protocol_error" and code == NOT_UTF8:
            code = PROTOCOL_ERROR
        if self._fault == "IFC-WSR-002_normal" and code == PROTOCOL_ERROR:
            code = 1000
        no_code = self._fault == "IFC-WSR-002_no_code" and code == PROTOCOL_ERROR
        if self._fault != "IFC-WSR-001_no_close_frame":
            self._send(CLOSE, b"" if no_code else code.to_bytes(2))

    def _frames(self) -> Iterator[Frame]:
        reader = FrameReader(LONGEST)
        while data := self._connection.recv(1 << 16):
            reader.feed(data)
            try:
                while (frame := reader.next()) is not None:
                    yield frame
            except TooLong:
                self._break("announcement")
                if self._fault == "IFC-WSR-007_waits":
                    self.stall()
                raise Wrong(TOO_BIG) from None

    def _break(self, what: str) -> None:
        """Stop serving new clients, if that is what the fault of the moment makes of it."""
        if self._fault.endswith(what) and self._fault not in self._broken:
            self._broken.append(self._fault)

    def _take(self, frame: Frame) -> bool:
        """Act on a frame; whether the connection goes on."""
        for row, code, wrong in self._mistakes(frame):
            if wrong and len(frame.payload) > LONG:
                self._break("wrong_frames")
            if wrong and not self._fault.startswith(row):
                raise Wrong(code)
            if wrong and self._fault.endswith(("stalls", "stall")):
                self.stall()
                return False
        if frame.opcode == CLOSE:
            return self._closed(frame)
        if frame.opcode == PING:
            self._ping(frame)
        elif frame.opcode in (TEXT, BINARY, CONTINUATION):
            self._data(frame)
        return True

    def _mistakes(self, frame: Frame) -> Iterator[tuple[str, int, bool]]:
        """(what a fault that lets it pass begins with, status code, whether it is there)."""
        control = frame.opcode & 8 != 0
        known = (CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG)
        bits = "IFC-WSK-013_first" if frame.rsv == 4 else "IFC-WSK-013_last" if frame.rsv == 1 else "IFC-WSK-013_bits"
        opcode = "IFC-WSK-014_control" if control else "IFC-WSK-014_"
        yield "IFC-WSK-012", PROTOCOL_ERROR, not frame.masked
        yield "IFC-WSK-013" if "bits" in self._fault else bits, PROTOCOL_ERROR, bool(frame.rsv)
        yield opcode, PROTOCOL_ERROR, frame.opcode not in known
        yield "IFC-WSK-015", PROTOCOL_ERROR, control and len(frame.payload) > 125
        yield "IFC-WSK-016", PROTOCOL_ERROR, control and not frame.fin
        continues = frame.opcode == CONTINUATION and not self._fragments
        yield "IFC-WSK-017", PROTOCOL_ERROR, continues
        yield "IFC-WSK-018", PROTOCOL_ERROR, frame.opcode in (TEXT, BINARY) and bool(self._fragments)

    def _data(self, frame: Frame) -> None:
        self._fragments.append(frame)
        self._large += len(frame.payload) > LARGE
        if self._large > MANY:
            self._break("lazy_client")
        if sum(len(each.payload) for each in self._fragments) > LONGEST:
            self._break("fragments")
            raise Wrong(TOO_BIG)
        if not frame.fin:
            return
        fragments, self._fragments = self._fragments, []
        parts = [each.payload for each in fragments]
        body = b"".join(parts)
        if fragments[0].opcode == TEXT:
            body = self._text(body)
        if len(parts) > 1 and self._fault == "IFC-WSK-021_last_fragment":
            body = parts[-1]
        if len(parts) > 1 and self._fault == "IFC-WSK-021_characters_replaced":
            body = "".join(each.decode("utf-8", "replace") for each in parts).encode()
        if self._fault == "IFC-WSR-006_nothing_for_nothing" and not body:
            return
        if self._fault == "IFC-WSR-006_truncated":
            body = body[:65_535]
        self._send(fragments[0].opcode or TEXT, body)

    def _text(self, body: bytes) -> bytes:
        """The text that is sent back."""
        try:
            body.decode("utf-8")
        except UnicodeDecodeError:
            if self._fault == "IFC-WSK-022_stalls":
                self.stall()
            if self._fault != "IFC-WSK-022_replaced":
                raise Wrong(NOT_UTF8) from None
        return body.decode("utf-8", "replace").encode()

    def stall(self) -> None:
        """Read on until the client closes the connection, and do nothing."""
        while self._connection.recv(1 << 16):
            pass

    def _ping(self, frame: Frame) -> None:
        if self._fault == "IFC-WSK-020_ping_delayed" and self._fragments:
            return
        if self._fault == "IFC-WSK-019_long_ping_dropped" and len(frame.payload) > 100:
            return
        self._pong(frame.payload)

    def _pong(self, body: bytes) -> None:
        if self._fault == "IFC-WSK-019_other_data" and len(body) > 100:
            body = body[:100]
        self._send(PONG, body)

    def _closed(self, frame: Frame) -> bool:
        if self._fault == "IFC-WSK-023_no_close":
            return False
        if self._fault == "IFC-WSK-023_silent":
            return True
        if len(frame.payload) == 1 and self._fault != "IFC-WSR-004_normal":
            sent_back = self._fault == "IFC-WSR-004_sent_back"
            self._send(CLOSE, frame.payload if sent_back else PROTOCOL_ERROR.to_bytes(2))
            return False
        code = frame.code or 1000
        if code in (1005, 1006, 1015) and self._fault != "IFC-WSK-025_sent_back":
            code = PROTOCOL_ERROR
        self._send(CLOSE, WRONG_CLOSES.get(self._fault, code.to_bytes(2)))
        if self._fault == "IFC-WSR-005_goes_on":
            self._send(TEXT, b"one more message")
        if self._fault == "IFC-WSK-024_stays_open":
            self._drain(10.0)
        return False

    def _send(self, opcode: int, body: bytes) -> None:
        masked = self._fault == ("IFC-WSK-010_masked_pong" if opcode == PONG else "IFC-WSK-010_masked_text")
        marked = self._fault == ("IFC-WSK-011_bit_of_pongs" if opcode == PONG else "IFC-WSK-011_compressed")
        whole = self._fault != "IFC-WSK-025_fragment" or opcode != CLOSE
        frame = Frame(opcode, body, whole, rsv=4 if marked else 0, masked=masked)
        self._connection.sendall(encoded(frame, b"\x01\x02\x03\x04"))

    def _drain(self, seconds: float = 1.0) -> None:
        """Close in an orderly way: what is still unread would make the system throw away what was sent."""
        if seconds <= 1.0:
            self._connection.shutdown(socket.SHUT_WR)
        self._connection.settimeout(seconds)
        with suppress(TimeoutError):
            self.stall()
