"""The case that runs in this thread, under whose name its conversations are numbered.

A view is made once and shared by all cases; what it sends belongs to the case that caused it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from conformance.model.finding import NotJudged
from conformance.transports.cookies import CookieJar


class UndeclaredWriting(Exception):
    """A row without `writes`, or a view, tried to change the product: an error of the suite."""

    def __init__(self, scope: str, what: str) -> None:
        super().__init__(f"{scope} {what}, but only a row that says `writes = true` may, and never a view")


@dataclass
class Scope:
    """`name` is a row, a stimulus of one, or a part of a view. `created` is what it made and how to remove it."""

    name: str
    writes: bool = False
    cookies: CookieJar | None = None
    created: list[tuple[str, Callable[[], bool]]] = field(default_factory=list)
    _number: int = 0

    def next_key(self) -> str:
        """The key of its next conversation, to be taken before anything is sent."""
        self._number += 1
        return f"{self.name}#{self._number}"

    def clean_up(self) -> list[str]:
        """Remove what was created, last first, and return what could not be removed."""
        stays = []
        while self.created:
            name, remove = self.created.pop()
            try:
                removed = remove()
            except NotJudged:  # no answer, say, or none in time
                removed = False
            stays += [] if removed else [name]
        return stays


_running: ContextVar[Scope | None] = ContextVar("scope", default=None)


def running() -> Scope | None:
    """The scope of this thread."""
    return _running.get()


@contextmanager
def scoped(scope: Scope) -> Iterator[None]:
    """Within the block, what this thread sends belongs to the scope."""
    token = _running.set(scope)
    try:
        yield
    finally:
        _running.reset(token)
