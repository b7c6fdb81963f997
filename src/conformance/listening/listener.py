"""Listening to the devices of one run, from the first address shown to the last word said to a device."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from conformance.engine.plan import Plan
from conformance.listening.desk import Desk, new_tokens
from conformance.listening.session import OVER, Session, Why
from conformance.listening.standing import LiveJudge
from conformance.listening.web import application, bound_socket, serving

if TYPE_CHECKING:
    from conformance.recordings.capture import Listener, Source

TICK_SECONDS = 0.05
FAREWELL_SECONDS = 0.3


class Place(NamedTuple):
    """Where devices are expected: an address for each, and the fingerprint of the certificate if there is one."""

    addresses: list[str]
    port: int
    page: bool
    fingerprint: str | None = None


class Listening:
    """The sessions of one run, in the order in which their devices came."""

    def __init__(self, plan: Plan, protocol: Listener, folder: Path, devices: int = 1) -> None:
        self.sessions: list[Session] = []
        self._plan, self._protocol, self._folder, self._devices = plan, protocol, folder, devices
        self.desk = Desk(self._begin, new_tokens(devices))

    def _begin(self) -> Session:
        name = "session.jsonl" if self._devices == 1 else f"session-{len(self.sessions) + 1}.jsonl"
        session = Session(self._folder / name, self._protocol.capture(), LiveJudge(self._plan))
        self.sessions.append(session)
        return session

    @contextmanager
    def at(self, address: str, port: int, *, secure: bool = False) -> Iterator[Place]:
        """Listen at the address within the block. Raises OSError where that cannot be done."""
        from conformance.listening.certificate import own_certificate

        listener = bound_socket(address, port)
        port = listener.getsockname()[1]
        files = getattr(self._protocol, "FILES", {})
        tls, fingerprint = own_certificate(address) if secure else (None, None)
        host = f"[{address}]" if ":" in address else address if secure else "localhost"
        scheme = ("http" if files else "ws") + ("s" if secure else "")
        end = "/" if files else "/frames"
        addresses = [f"{scheme}://{host}:{port}/{token}{end}" for token in self.desk.tokens]
        try:
            with serving(application(self.desk, files), listener, tls):
                try:
                    yield Place(addresses, port, bool(files), fingerprint)
                finally:
                    self._say_farewell()
        finally:
            for session in self.sessions:
                session.close()

    @contextmanager
    def through(self, broker: str) -> Iterator[Place]:
        """Hear what a device publishes at the URL of a broker within the block. Raises Blocked."""
        from conformance.listening.broker import subscribed

        try:
            with subscribed(broker, self._begin, self.desk):
                yield Place([broker], 0, page=False)
        finally:
            for session in self.sessions:
                session.end(Why(OVER))
                session.close()

    @contextmanager
    def found(self, source: Source, address: str | None) -> Iterator[Place]:
        """Hear a device that the protocol finds, on this machine or at an address of it, within the block."""
        from conformance.listening.source import asked

        try:
            with asked(source, address, self._begin, self.desk):
                yield Place([], 0, page=False)
        finally:
            for session in self.sessions:
                session.end(Why(OVER))
                session.close()

    @contextmanager
    def to_datagrams(self, address: str, port: int) -> Iterator[Place]:
        """Hear who sends datagrams to the port, 0 for the usual one of the protocol. Raises OSError."""
        from conformance.listening.datagrams import bound_to_datagrams, receiving

        receiver = bound_to_datagrams(address, port or getattr(self._protocol, "PORT", 0))
        host = f"[{address}]" if ":" in address else address
        try:
            with receiving(receiver, self._begin, self.desk):
                yield Place([f"udp://{host}:{receiver.getsockname()[1]}"], 0, page=False)
        finally:
            for session in self.sessions:
                session.end(Why(OVER))
                session.close()

    def until_over(self, duration: float | None, wait: float) -> Iterator[None]:
        """Judge what comes, and yield after each time, until all devices have ended or nobody has come for `wait`."""
        started = time.monotonic()
        while True:
            begun = time.monotonic()
            for session in [*self.sessions]:
                if duration and session.begun and begun - session.begun >= duration:
                    session.end(Why(OVER))
                session.judge()
            yield
            ended = [session for session in self.sessions if session.ended]
            expected = self._devices if begun - started < wait else len(self.sessions)
            if len(ended) >= expected:
                return
            time.sleep(max(0.0, TICK_SECONDS - (time.monotonic() - begun)))

    def _say_farewell(self) -> None:
        """Hear no more, and tell the devices that are still there."""
        self.desk.over = OVER
        there = [session for session in self.sessions if not session.ended]
        for session in there:
            session.end(Why(OVER))
        if self.sessions:
            time.sleep(FAREWELL_SECONDS)
