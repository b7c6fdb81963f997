"""Which transport carries URLs of which scheme: the built-in ones and those of installed packages.

A package registers a transport by an entry point in the group `conformance.transports`: its name is the scheme, its
value `module:factory`, a `Factory` of transport.py. It is imported when the first such URL is used.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module

from conformance.catalogue.entry_points import entry_points
from conformance.catalogue.errors import CatalogueError
from conformance.model.finding import Blocked
from conformance.model.outcome import Cause
from conformance.model.text import Text
from conformance.transports.address import scheme_of
from conformance.transports.message import Message
from conformance.transports.transport import Channel, Factory, Setup, Transport

GROUP = "conformance.transports"
OURS = {
    "http": "conformance.transports.http:HttpTransport",
    "https": "conformance.transports.http:HttpTransport",
    "ws": "conformance.transports.websocket:WebSocketTransport",
    "wss": "conformance.transports.websocket:WebSocketTransport",
    "mqtt": "conformance.transports.mqtt:MqttTransport",
    "mqtts": "conformance.transports.mqtt:MqttTransport",
    "page+http": "conformance.transports.page:PageTransport",
    "page+https": "conformance.transports.page:PageTransport",
    "listen+http": "conformance.transports.listen:DoorTransport",
    "tls": "conformance.transports.records:RecordTransport",
    "adapter": "conformance.transports.adapter:AdapterTransport",
}


def carriers() -> dict[str, str]:
    """`module:factory` by scheme. Raises CatalogueError if two claim the same scheme."""
    found = dict(OURS)
    for name, point in entry_points(GROUP).items():
        other = found.setdefault(name.lower(), point.value)
        if other != point.value:
            problem = Text(
                f"{point.value} and {other} both carry URLs of the scheme {name}",
                f"{point.value} 与 {other} 均承载 {name} 方案的 URL",
            )
            raise CatalogueError(str(point), problem)
    return found


def carried_by(scheme: str) -> Callable[[Message], Message | None]:
    """How messages of the transport for this scheme arrive: the function `carried` of its module.

    It returns a message with this content as it would arrive, or None if the wire cannot have it. Without the function
    all messages arrive as they are.
    """
    module = carriers()[scheme].partition(":")[0]
    found: Callable[[Message], Message | None] = getattr(import_module(module), "carried", lambda message: message)
    return found


class Transports:
    """The transports of a run combined: each is created when the first URL of one of its schemes is used."""

    def __init__(self, setup: Setup, known: Mapping[str, str] | None = None) -> None:
        self._setup = setup
        self._known = carriers() if known is None else known
        self._made: dict[str, Transport] = {}
        self._lock = threading.Lock()

    def prepare(self, urls: Iterable[str]) -> None:
        """Create the transports for these URLs now. Raises SetupError, CatalogueError or Blocked."""
        for url in urls:
            self._transport(url)

    def open(self, first: Message) -> Channel:
        return self._transport(first.head["url"]).open(first)

    def close(self) -> None:
        for transport in self._made.values():
            transport.close()

    def _transport(self, url: str) -> Transport:
        factory = self._known.get(scheme_of(url))
        if factory is None:
            raise Blocked("no_request", cause=Cause.CONFIGURATION, url=url)
        with self._lock:
            if factory not in self._made:
                self._made[factory] = _imported(factory)(self._setup)
            return self._made[factory]


def _imported(factory: str) -> Factory:
    module, _, name = factory.partition(":")
    try:
        found: Factory = getattr(import_module(module), name)
    except (ImportError, AttributeError) as error:
        problem = Text(f"cannot be imported: {error}", f"无法导入：{error}")
        raise CatalogueError(f"transport {factory}", problem) from None
    return found
