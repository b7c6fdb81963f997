"""What the reference broker keeps of a client: its subscriptions, and the messages that it has not acknowledged."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Head = dict[str, Any]
Send = Callable[[Head, bytes], None]


@dataclass
class Stored:
    """A message as it was published, and when."""

    head: Head
    body: bytes
    author: str
    at: float = field(default_factory=time.monotonic)

    @property
    def left(self) -> float | None:
        """Seconds until it expires; None if it does not."""
        interval = self.head["properties"].get("message_expiry_interval")
        return None if interval is None else interval - (time.monotonic() - self.at)


@dataclass
class Session:
    """`send` writes to the client's connection; None while there is none. `expires` is when it ends without one."""

    client_id: str
    send: Send | None = None
    kept: int = 0
    expires: float = 0.0
    quota: int = 65535
    largest: int = 1 << 28
    subscriptions: dict[str, Head] = field(default_factory=dict)
    waiting: list[tuple[Stored, Head]] = field(default_factory=list)
    unacknowledged: dict[int, tuple[Stored, Head]] = field(default_factory=dict)
    received: set[int] = field(default_factory=set)
    will: Stored | None = None
    number: int = 0

    def next_id(self) -> int:
        self.number = self.number % 65535 + 1
        return self.number


def matches(name: str, topic: str, *, dollar: bool = False) -> bool:
    """Whether a topic matches a filter (4.7); `dollar` lets wildcards at the start match topics with a $."""
    if topic.startswith("$") and name[0] in "#+" and not dollar:
        return False
    wanted, given = name.split("/"), topic.split("/")
    for at, part in enumerate(wanted):
        if part == "#":
            return True
        if at >= len(given) or part not in ("+", given[at]):
            return False
    return len(wanted) == len(given)
