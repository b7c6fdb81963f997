"""Devices that send datagrams to a port and hear nothing back: each sender is a session, until it falls silent."""

from __future__ import annotations

import socket
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from conformance.listening.desk import MOST_TURNED_AWAY, Desk
from conformance.listening.session import VANISHED, Session, Why
from conformance.model.finding import NotRun
from conformance.model.outcome import Cause
from conformance.model.text import Text

LOOK_SECONDS = 0.2
SILENT_SECONDS = 5.0
JOIN_SECONDS = 5.0
BUFFER_BYTES = 4 << 20
DATAGRAM_BYTES = 65_536
LOST = Text("datagrams were lost on this machine", "数据报在本机丢失")
COUNTED = getattr(socket, "SO_RXQ_OVFL", 40)
"""The option of Linux by which the datagrams are counted that found no room; Python does not name it everywhere."""


def bound_to_datagrams(address: str, port: int) -> socket.socket:
    """A socket that receives datagrams. Raises OSError."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    made = socket.socket(family, socket.SOCK_DGRAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER_BYTES)
        with suppress(OSError):  # elsewhere than on Linux, nothing says what was lost
            made.setsockopt(socket.SOL_SOCKET, COUNTED, 1)
        made.settimeout(LOOK_SECONDS)
        made.bind((address, port))
    except BaseException:
        made.close()
        raise
    return made


@contextmanager
def receiving(receiver: socket.socket, begin: Callable[[], Session], desk: Desk) -> Iterator[None]:
    """Hear the senders within the block; the socket is closed behind it."""
    thread = threading.Thread(target=Senders(receiver, begin, desk).hear, daemon=True)
    thread.start()
    try:
        yield
    finally:
        desk.over = desk.over or VANISHED
        thread.join(JOIN_SECONDS)
        receiver.close()


class Senders:
    """The sessions by the address and port of who sends: as many as devices are expected, others are turned away."""

    def __init__(self, receiver: socket.socket, begin: Callable[[], Session], desk: Desk) -> None:
        self._receiver, self._begin, self._desk = receiver, begin, desk
        self._sessions: dict[str, Session] = {}
        self._heard: dict[str, float] = {}
        self._lost = 0

    def hear(self) -> None:
        """Until the command ends."""
        room = 0 if sys.platform == "win32" else socket.CMSG_SPACE(4)
        while not self._desk.over:
            with suppress(TimeoutError, ConnectionError):
                if sys.platform == "win32":
                    data, address = self._receiver.recvfrom(DATAGRAM_BYTES)
                else:
                    data, told, _, address = self._receiver.recvmsg(DATAGRAM_BYTES, room)
                    self._count(told)
                self._take(data, f"{address[0]}:{address[1]}")
            self._leave_the_silent()

    def _take(self, data: bytes, peer: str) -> None:
        session = self._sessions.get(peer)
        if session is None:
            if len(self._sessions) >= len(self._desk.tokens):
                if peer not in self._desk.turned_away and len(self._desk.turned_away) < MOST_TURNED_AWAY:
                    self._desk.turned_away.append(peer)
                return
            session = self._sessions[peer] = self._begin()
            session.peer = peer
        self._heard[peer] = time.monotonic()
        try:
            session.hear(data)
        except NotRun as lacking:
            session.end(Why(VANISHED, lacking.key, lacking.values, Cause.CONFIGURATION))

    def _count(self, told: list[tuple[int, int, bytes]]) -> None:
        """End all sessions where datagrams were lost here: a gap in what follows would not be the device's."""
        for level, kind, value in told:
            if (level, kind) == (socket.SOL_SOCKET, COUNTED):
                (lost,) = struct.unpack("=I", value[:4])
                if lost != self._lost:
                    self._lost = lost
                    for session in self._sessions.values():
                        session.end(Why(LOST, "datagrams_lost", {"count": lost}, Cause.ENVIRONMENT))

    def _leave_the_silent(self) -> None:
        now = time.monotonic()
        for peer, session in self._sessions.items():
            if now - self._heard[peer] > SILENT_SECONDS:
                session.end(Why(VANISHED))
