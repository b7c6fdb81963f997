"""One product in one run: what the plan says about it, the record, and the parts that its cases share."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from conformance.model.finding import NotJudged, NotRun
from conformance.transports.curl import Means
from conformance.transports.evidence import Evidence
from conformance.transports.exchange import Headers, Request
from conformance.transports.limits import Limits
from conformance.transports.scope import Scope, scoped
from conformance.transports.stopping import Stopping

Made = TypeVar("Made")


@dataclass
class Session:
    """`sent` are the requests by the keys of their exchanges, `leftovers` what could not be removed again.

    `issued` has the placeholders of what the product has issued, each with the exchange and the JSON pointer of it.

    `unauthorised` says why rows that do more than read are not judged, if they are not.
    """

    evidence: Evidence
    endpoints: Mapping[str, str]
    statement: Mapping[str, Any]
    information: Mapping[str, Any]
    limits: Limits
    credentials: Headers = ()
    unauthorised: NotRun | None = None
    means: Means = field(default_factory=Means)
    leftovers: list[str] = field(default_factory=list)
    sent: dict[str, Request] = field(default_factory=dict)
    issued: dict[str, str] = field(default_factory=dict)
    _parts: dict[str, Part] = field(default_factory=dict)
    _views: dict[str, Scope] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def view_of(self, endpoint: str) -> Scope:
        """The scope that numbers what is sent to the endpoint outside any case."""
        with self._lock:
            return self._views.setdefault(endpoint, Scope(f"{endpoint}:view"))

    @contextmanager
    def case(self, name: str, *, writes: bool = False) -> Iterator[None]:
        """Within the block, what this thread sends belongs to the case; at the end, what it created is removed."""
        scope = Scope(name, writes)
        with scoped(scope):
            try:
                yield
            finally:
                self.leftovers += scope.clean_up()

    @property
    def stopping(self) -> Stopping:
        """Whether the run was stopped."""
        return self.evidence.stopping

    def in_time(self, case: str) -> None:
        """Note that a case, or a part of a view, is finished. Raises NotRun if the run was stopped before."""
        if not self.stopping.in_time(case):
            raise NotRun("stopped")

    def worth_trying(self, case: str) -> None:
        """Raises NotRun if the run was stopped before the case, or the part of a view, could be finished."""
        if not self.stopping.worth_trying(case):
            raise NotRun("stopped")

    def part(self, name: str) -> Part:
        """The shared part of this name."""
        with self._lock:
            return self._parts.setdefault(name, Part())


class Part:
    """Something made once, on first use; a reason why it cannot be made is kept as well."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made: tuple[Any] | NotJudged | None = None

    def get(self, make: Callable[[], Made]) -> Made:
        with self._lock:
            if self._made is None:
                try:
                    self._made = (make(),)
                except NotJudged as reason:
                    self._made = reason
        if isinstance(self._made, NotJudged):
            raise self._made
        found: Made = self._made[0]
        return found
