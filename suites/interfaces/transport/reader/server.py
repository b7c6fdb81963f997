"""A server of TLS through what it negotiates with clients of many kinds; no handshake is finished."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from conformance.authoring import Blocked, NotJudged
from conformance.transports.message import Message
from conformance.transports.service import Service
from conformance_suites.interfaces.transport.reader import suites
from conformance_suites.interfaces.transport.reader.certificate import Certificate, certificate_in
from conformance_suites.interfaces.transport.reader.hello import (
    TLCP,
    TLS12,
    TLS13,
    Answer,
    ClientHello,
    is_address,
    is_final,
    read,
)

SECONDS = 4.0
"""For which an answer is awaited; a server that says nothing at all has not refused."""
MODERN = (*suites.TLS13, *suites.RECOMMENDED, *suites.ECDHE_CBC, *suites.DHE, *suites.STATIC_RSA)
OTHER_NAME = "conformance.invalid"


@dataclass(frozen=True)
class TlsServer:
    """The server at the address of the plan."""

    service: Service

    @property
    def host(self) -> str:
        return urlsplit(self.service.url).hostname or ""

    def asked(self, name: str, hello: ClientHello) -> Answer:
        """What the server answers, once for all rows. Raises Blocked if it says nothing.

        A connection that is closed without a word is a refusal if it happens twice, to a server that is still there.
        """

        def ask(service: Service) -> Answer:
            found = _asked(service, hello)
            if found.silent and hello != self._usual and _asked(service, self._usual).version is None:
                raise Blocked("no_answer")
            return _asked(service, hello) if found.silent else found

        return self.service.shared(name, ask)

    def hello(self, offered: Iterable[int], version: int = TLS12, **more: object) -> ClientHello:
        """A hello to this server."""
        return ClientHello(**{"suites": tuple(offered), "version": version, "name": self.host, **more})  # type: ignore[arg-type]  # as given

    @property
    def _usual(self) -> ClientHello:
        return self.hello(MODERN, versions=(TLS13, TLS12))

    @property
    def modern(self) -> Answer:
        """The answer to a client that supports TLS 1.2 and TLS 1.3.

        Raises Blocked if the server says nothing, or if it speaks TLCP in their place: a national standard asks for
        that, and no row here is about it.
        """
        found = self.asked("modern", self._usual)
        if found.version is None and (tlcp := self._tlcp).version == TLCP:
            raise Blocked("speaks_tlcp", cause="specification", suite=suites.shown(tlcp.suite), exchange=tlcp.key)
        return found

    @property
    def _tlcp(self) -> Answer:
        """The answer to a client that supports TLCP alone; that to the usual one where there is none."""
        try:
            return self.asked("tlcp", self.hello(suites.TLCP, version=TLCP))
        except NotJudged:
            return self.asked("modern", self._usual)

    @property
    def control(self) -> Answer:
        """The same, which shows that the server negotiates at all. Raises Blocked otherwise."""
        if self.modern.version is None:
            raise Blocked("blocked_by", ids=["IFC-TLS-001"])
        return self.modern

    @property
    def tls12(self) -> Answer:
        """The answer to a client that supports TLS 1.2 alone."""
        _ = self.control
        return self.asked("tls12", self.hello(MODERN[len(suites.TLS13) :]))

    @property
    def tls13(self) -> Answer:
        """The answer to a client that supports TLS 1.3 alone."""
        _ = self.control
        return self.asked("tls13", self.hello(suites.TLS13, versions=(TLS13,)))

    @property
    def older(self) -> list[Answer]:
        """The answer with TLS 1.2, where the server supports it."""
        return [self.tls12] if self.tls12.version == TLS12 else []

    @property
    def newer(self) -> list[Answer]:
        """The answer to a client that supports both with one of them, where the server supports TLS 1.3."""
        return [self.modern] if self.modern.version in (TLS12, TLS13) and self.tls13.version == TLS13 else []

    @property
    def named(self) -> list[Answer]:
        """The control, if the server has a name: an address is not sent as one."""
        return [] if is_address(self.host) else [self.control]

    @property
    def certificates(self) -> list[Certificate]:
        """The certificate of the server, as TLS 1.2 shows it. Raises Blocked, and NotRun without the library."""
        return [certificate_in(each.certificates[0]) for each in self.older if each.certificates]

    def negotiates(self, name: str, hello: ClientHello) -> Answer | None:
        """The answer if the server goes along with the hello. Raises Blocked without a control."""
        _ = self.control
        found = self.asked(name, hello)
        return found if found.version is not None else None


def view(service: Service) -> TlsServer:
    """The server, read lazily."""
    return TlsServer(service)


def _asked(service: Service, hello: ClientHello) -> Answer:
    """The answer to a hello, up to its end in the clear. Raises Blocked for silence and for what breaks off."""
    records: list[tuple[int, bytes]] = []

    def enough(message: Message) -> bool:
        records.append((message.head["type"], message.body))
        return is_final(*records[-1]) or _read(talk.key, records).done

    with service.open(service.url, authenticate=False) as talk:
        talk.send(Message(body=hello.record))
        talk.receive_until(enough, SECONDS)
        found = replace(_read(talk.key, records), ended=talk.ended)
    if found.version is None and found.alert is None and not found.ended:
        raise Blocked("too_slow", seconds=SECONDS)
    return found


def _read(key: str, records: list[tuple[int, bytes]]) -> Answer:
    try:
        return read(key, records)
    except ValueError:
        raise Blocked("no_records", exchange=key) from None
