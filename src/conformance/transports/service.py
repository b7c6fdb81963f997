"""The object that checks talk to: it sends, and hands back what the record says; on replay it is the same object."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import SplitResult, urljoin, urlsplit

from conformance.model.finding import Blocked, NotJudged, NotRun
from conformance.model.outcome import Cause
from conformance.transports.adapter import SCHEME
from conformance.transports.evidence import Evidence
from conformance.transports.exchange import SAFE_METHODS, Exchange, Headers, Request
from conformance.transports.limits import Limits

Made = TypeVar("Made")
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NO_ANSWERS = {
    401: ("credentials_refused", Cause.CONFIGURATION),
    407: ("proxy_failed", Cause.ENVIRONMENT),
    429: ("rate_limited", Cause.CONFIGURATION),
}


@dataclass
class Session:
    """One product in one run: what the plan says of it, the record, and the parts that its cases share."""

    evidence: Evidence
    endpoints: Mapping[str, str]
    statement: Mapping[str, Any]
    information: Mapping[str, Any]
    limits: Limits
    credentials: Headers = ()
    leftovers: list[str] = field(default_factory=list)
    sent: dict[str, Request] = field(default_factory=dict)
    _shared: dict[str, _Part] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def service(self, endpoint: str, scope: str) -> Service:
        """The service as one case sees it; what it sends is recorded under `scope`."""
        return Service(self, endpoint, scope)

    def part(self, name: str) -> _Part:
        with self._lock:
            return self._shared.setdefault(name, _Part())


class _Part:
    """Something made once, by whoever asks first; a reason for not having it is kept as well."""

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
        return self._made[0]


class Service:
    """A live service, as one case sees it. Requests are numbered before they are sent, so that replay finds them."""

    def __init__(self, session: Session, endpoint: str, scope: str) -> None:
        self._session = session
        self._endpoint = endpoint
        self._scope = scope
        self._number = 0
        self._created: list[tuple[str, Request]] = []

    @property
    def url(self) -> str:
        """Where the service is."""
        return self._session.endpoints[self._endpoint]

    def endpoint(self, name: str) -> str | None:
        """The URL of another endpoint of the product; None where the plan has none."""
        return self._session.endpoints.get(name)

    @property
    def statement(self) -> Mapping[str, Any]:
        """The vendor's answers (ICS)."""
        return self._session.statement

    def information(self, name: str) -> Any:
        """What the plan says for the tests (IXIT). Raises NotRun where it leaves the value out."""
        value = self._session.information.get(name)
        if value in (None, "", []):
            raise NotRun("no_information", name=name)
        return value

    @property
    def now(self) -> datetime:
        """The start of the run, the same on replay."""
        return datetime.fromisoformat(self._session.evidence.facts["now"])

    @property
    def random(self) -> random.Random:
        """Chance that is the same on replay, and of its own for every case."""
        return random.Random(f"{self._session.evidence.facts['seed']}:{self._scope}")  # noqa: S311 - no secret comes of it

    def shared(self, name: str, make: Callable[[Service], Made]) -> Made:
        """A part that all cases share: made once, with a service that records under the endpoint and the name."""
        scope = f"{self._endpoint}:{name}"
        return self._session.part(scope).get(lambda: make(Service(self._session, self._endpoint, scope)))

    def get(self, url: str, *, headers: Headers = (), **options: Any) -> Exchange:
        """The answer to a GET."""
        return self.send(Request("GET", self.absolute(url), headers), **options)

    def absolute(self, url: str) -> str:
        """The URL resolved against that of the service."""
        if not self.url.startswith(SCHEME) or url.startswith(SCHEME):
            return urljoin(self.url, url)
        return SCHEME + urljoin(self.url.removeprefix(SCHEME), url)  # urljoin knows no schemes but its own

    def send(
        self, request: Request, *, follow: bool = False, authenticate: bool = True, judging: Iterable[int] = ()
    ) -> Exchange:
        """The answer to a request.

        `follow` follows redirects; `authenticate=False` leaves the plan's credentials out. Raises Blocked where there
        is no answer of the product to judge, which 401, 407 and 429 are not either, unless `judging` names them.
        """
        exchange = self._numbered(request, authenticate)()
        hops = 0
        while follow and exchange.status in _REDIRECTS and (target := exchange.header("location")):
            hops += 1
            if hops > self._session.limits.redirects:
                raise Blocked("too_many_redirects", limit=self._session.limits.redirects)
            url = urljoin(exchange.request.url, target)
            exchange = self._numbered(Request("GET", url, request.headers), authenticate)()
        if exchange.status in _NO_ANSWERS and authenticate and exchange.status not in frozenset(judging):
            key, cause = _NO_ANSWERS[exchange.status]
            raise Blocked(key, cause=cause, exchange=exchange.key, status=exchange.status)
        return exchange

    def send_all(self, requests: Sequence[Request], *, authenticate: bool = True) -> list[Exchange]:
        """The answers to many requests, sent at once as far as the plan allows, in their order. Raises Blocked."""
        calls = [self._numbered(request, authenticate) for request in requests]
        with ThreadPoolExecutor(min(self._session.limits.concurrency, len(calls) or 1)) as pool:
            return list(pool.map(lambda call: call(), calls))

    def created(self, name: str, removal: Request) -> None:
        """Something of ours now stands in the product; `removal` is how it is taken away when the case is over."""
        self._created.append((name, removal))

    def removed(self, name: str) -> None:
        """It does not stand there any more: the case itself took it away."""
        self._created = [each for each in self._created if each[0] != name]

    def clean_up(self) -> None:
        """Take away what the case created, the last one first; what stays is listed in the session."""
        while self._created:
            name, removal = self._created.pop()
            answer: Exchange | None = None
            with suppress(NotJudged):
                answer = self.send(removal)
            if answer is None or answer.status >= 400:
                self._session.leftovers.append(name)

    def _numbered(self, request: Request, authenticate: bool) -> Callable[[], Exchange]:
        """The exchange, still to be made: its number is given out now."""
        self._number += 1
        key = f"{self._scope}#{self._number}"
        session = self._session
        if request.method not in SAFE_METHODS and not session.limits.writing:
            raise NotRun("writing_not_allowed", method=request.method)
        host = host_of(request.url)
        if host not in session.limits.hosts:
            raise Blocked("host_not_allowed", cause=Cause.CONFIGURATION, host=host or request.url)
        if authenticate and any(_origin(request.url) == _origin(url) for url in session.endpoints.values()):
            request = Request(request.method, request.url, request.headers, request.body, session.credentials)
        session.sent[key] = request
        return lambda: session.evidence.exchange(key, request)


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port  # a port that is no number raises here
    except ValueError:
        raise Blocked("no_request", cause=Cause.PRODUCT, url=url) from None
    return parts


def host_of(url: str) -> str:
    """Host and port of a URL as `limits.hosts` has them: no port where it is the scheme's own; "" for no HTTP URL.

    Raises Blocked for what is no URL.
    """
    if url.startswith(SCHEME):
        return SCHEME
    parts = _split(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    usual = {"http": 80, "https": 443}[parts.scheme]
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return host if parts.port in (None, usual) else f"{host}:{parts.port}"


def _origin(url: str) -> tuple[str, str]:
    return _split(url).scheme, host_of(url)
