"""Who is asking: the case that runs in this thread, under whose name its conversations are numbered.

A view is made once and shared by all cases; what it sends belongs to the case that made it do so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from conformance.transports.cookies import CookieJar


class UndeclaredWriting(Exception):
    """A row that does not say `writes` tried to change the product, or a view did: a mistake of ours."""

    def __init__(self, scope: str, what: str) -> None:
        super().__init__(f"{scope} {what}, but only a row that says `writes = true` may, and never a view")


@dataclass
class Scope:
    """`name` is a row, a stimulus of one, or a part of a view. `created` is what it made, with how to remove it."""

    name: str
    writes: bool = False
    cookies: CookieJar | None = None
    created: list[tuple[str, Callable[[], bool]]] = field(default_factory=list)
    _number: int = 0

    def next_key(self) -> str:
        """The key of its next conversation, to be asked for before anything is sent."""
        self._number += 1
        return f"{self.name}#{self._number}"

    def clean_up(self) -> list[str]:
        """Take away what was created, the last one first; what stays is returned."""
        stays = []
        while self.created:
            name, remove = self.created.pop()
            if not remove():
                stays.append(name)
        return stays


_running: ContextVar[Scope | None] = ContextVar("scope", default=None)


def running() -> Scope | None:
    """The scope of this thread."""
    return _running.get()


@contextmanager
def scoped(scope: Scope) -> Iterator[None]:
    """What this thread sends within the block belongs to the scope."""
    token = _running.set(scope)
    try:
        yield
    finally:
        _running.reset(token)
