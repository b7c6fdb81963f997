"""A server of rooms as several clients at once see it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import quote

from conformance.authoring import Blocked, NotApplicable, NotRun
from conformance.transports.service import Service

from .client import QUIET, Act, Client
from .template import Template

PATIENCE = 5.0
"""Seconds that a server has for what it owes, where the plan says nothing else."""
TRIES = 10
"""How often an act is repeated in this time until it arrives: a client may still be joining."""
BURST = 20
"""Acts of one client, one right after the other."""
_SWITCHING = 101


@dataclass(frozen=True)
class RoomServer:
    """The server at the endpoint of the plan."""

    service: Service

    def has(self, name: str) -> bool:
        """Whether the plan says this of the rooms."""
        return self.optional(name) is not None

    def optional(self, name: str) -> str | None:
        try:
            return str(self.service.information(name))
        except NotRun:
            return None

    def template(self, name: str) -> Template:
        """A message of the plan. Raises NotRun if the plan leaves it out, Blocked if it cannot be read."""
        return Template(name, str(self.service.information(name)))

    def names(self, mark: str) -> bool:
        """Whether clients say `{mark}` when they connect or join."""
        joins = self.has("join") and self.template("join").mentions(mark)
        return joins or f"{{{mark}}}" in (self.optional("address") or "")

    @property
    def control(self) -> list[Act]:
        """An act of one client as another hears it. Raises Blocked if it hears none."""

        def made(service: Service) -> list[Act]:
            with RoomServer(service).bench() as bench:
                return bench.pair()[1].acts[:1]

        return self.service.shared("control", made)

    @property
    def burst(self) -> list[tuple[list[str], Client]]:
        """Twenty acts of one client, one right after the other, and another client that has heard what it has heard."""

        def made(service: Service) -> list[tuple[list[str], Client]]:
            with RoomServer(service).bench() as bench:
                one, other = bench.pair()
                sent = [one.act(f"act {number}") for number in range(1, BURST + 1)]
                other.until(lambda heard: bool(other.acts) and other.acts[-1].content == sent[-1])
                bench.settle(one, [other])
                return [(sent, other)]

        _ = self.control
        return self.service.shared("burst", made)

    @contextmanager
    def bench(self) -> Iterator[Bench]:
        """What one case needs: rooms and users that nobody else uses, and clients that are gone after the block."""
        made = Bench(self)
        try:
            yield made
        finally:
            for client in made.clients:
                client.drop()


class Bench:
    """The clients of one case."""

    def __init__(self, server: RoomServer) -> None:
        self.server = server
        self.mark = f"conf{server.service.random.getrandbits(48):012x}"
        self.room = server.optional("room") or self.mark
        self.patience = float(server.optional("reaction") or PATIENCE)
        self.clients: list[Client] = []
        self._markers = 0

    def template(self, name: str) -> Template:
        return self.server.template(name)

    def has(self, name: str) -> bool:
        return self.server.has(name)

    @property
    def elsewhere(self) -> str:
        """Another room. Raises NotApplicable if there is only one."""
        if not self.server.names("room"):
            raise NotApplicable("one_room")
        return self.server.optional("other_room") or f"{self.mark}b"

    def content(self, label: str) -> str:
        """What an act of this case says: it begins with what no other case says."""
        return f"{self.mark} {label}"

    def shown(self, text: object) -> str:
        """A content or a user as a finding has it: what differs from run to run is left out."""
        return str(text).replace(self.mark, "conformance")

    def connect(self, room: str = "", user: str = "") -> Client:
        """A client whose connection is open, and that has not sent anything. Raises Blocked if it is refused."""
        room, user = room or self.room, user or f"{self.mark}-{len(self.clients) + 1}"
        address = self.server.optional("address") or ""
        for name, value in (("room", room), ("user", user)):
            address = address.replace(f"{{{name}}}", quote(value, safe=""))
        protocol = self.server.optional("subprotocol")
        headers = (("Sec-WebSocket-Protocol", protocol),) if protocol else ()
        talk = self.server.service.open(self.server.service.url + address, headers=headers)
        client = Client(self, talk, room, user)
        self.clients.append(client)
        answer = talk.receive(0.0)
        if answer is None:
            raise Blocked("no_answer")
        if answer.head["status"] != _SWITCHING:
            raise Blocked("handshake_refused", cause="configuration", status=answer.head["status"])
        return client

    def join(self, room: str = "", user: str = "", how: str = "join") -> Client:
        """A client that has asked to join, if that takes a message."""
        client = self.connect(room, user)
        if self.server.has(how):
            client.say(how)
        if self.server.has("welcome"):
            welcome = self.server.template("welcome")
            found = client.until(lambda heard: welcome.found_in(heard.document) is not None)
            if found is None:
                raise Blocked("not_welcome", exchange=client.where.exchange)
            client.user = str((welcome.found_in(found.document) or {}).get("user", client.user))
        return client

    def pair(self, room: str = "") -> tuple[Client, Client]:
        """Two clients in a room, the second of which hears the first. Raises Blocked if it does not."""
        one, other = self.join(room), self.join(room)
        self.settle(one, [other])
        return one, other

    def settle(self, one: Client, others: Sequence[Client]) -> None:
        """Let one client act until all others have heard it: what follows from before has then arrived too.

        Raises Blocked if they do not hear it.
        """
        if not self.heard(one, others):
            raise Blocked("not_delivered", exchange=one.where.exchange)
        for other in others:
            other.idle(QUIET)

    def heard(self, one: Client, others: Sequence[Client]) -> bool:
        """Whether all others hear one of some acts of one client."""
        sent: list[str] = []
        for _ in range(TRIES):
            self._markers += 1
            sent.append(one.act(f"marker {self._markers}"))
            if all(other.hears(sent, self.patience / TRIES) for other in others):
                return True
        return False

    def identified(self) -> None:
        """Raises NotRun if it is not known by which identifier the room knows a client."""
        if not self.server.names("user"):
            self.server.template("welcome")


def view(service: Service) -> RoomServer:
    """The server at the service."""
    return RoomServer(service)
