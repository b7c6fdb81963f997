"""The object that checks talk to: it sends requests and returns what the record says, live and on replay alike."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from conformance.model.finding import Blocked, NotRun
from conformance.model.outcome import Cause
from conformance.readers.json_pointer import value_at
from conformance.transports.address import absolute, host_of, origin_of
from conformance.transports.conversation import Conversation
from conformance.transports.cookies import CookieJar
from conformance.transports.exchange import CHANGING_METHODS, Answer, Exchange, Headers, Request
from conformance.transports.message import Message
from conformance.transports.scope import Scope, UndeclaredWriting, running
from conformance.transports.session import Session

Made = TypeVar("Made")
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Service:
    """A live service. What is sent belongs to the case that runs in this thread (see scope.py), otherwise to the view.

    A case only reads unless its row says `writes = true`: then it may send anything, and runs only if the plan allows
    writing. A row that only reads may use any method for it, even POST; since it vouches for that, such a request is
    repeated if a kept connection was gone, unless it may be sent only `once`. PUT, PATCH, DELETE or `created` in such a
    row, or in any view, raise UndeclaredWriting: an error of the row, never a verdict. In a row that writes, only GET,
    HEAD, OPTIONS and TRACE are repeated.
    """

    def __init__(self, session: Session, endpoint: str) -> None:
        self._session = session
        self._endpoint = endpoint
        self._own = session.view_of(endpoint)

    @property
    def _scope(self) -> Scope:
        return running() or self._own

    @property
    def url(self) -> str:
        """The URL of the service."""
        return self._session.endpoints[self._endpoint]

    def endpoint(self, name: str) -> str | None:
        """The URL of another endpoint of the product; None if the plan has no such endpoint."""
        return self._session.endpoints.get(name)

    @property
    def statement(self) -> Mapping[str, Any]:
        """The vendor's answers (ICS)."""
        return self._session.statement

    @property
    def may_probe(self) -> bool:
        """Whether the plan allows more than reading: what a shared part sends may then do it, too."""
        return self._session.unauthorised is None

    def information(self, name: str) -> Any:
        """A value that the plan gives for the tests (IXIT). Raises NotRun if the plan leaves it out."""
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
        """A random generator, different for every case and the same on replay."""
        return random.Random(f"{self._session.evidence.facts['seed']}:{self._scope.name}")  # noqa: S311 - not used for secrets

    @property
    def stimuli(self) -> int:
        """How many stimuli the plan lets a generative case try."""
        return self._session.limits.stimuli

    @property
    def seconds_left(self) -> float:
        """The seconds in which stimuli can be made: whatever takes long ends when they are used up."""
        return self._session.evidence.seconds_left

    def shared(self, name: str, make: Callable[[Service], Made]) -> Made:
        """A part that all cases share: made once and recorded under the endpoint and the name. It may only read."""
        part = f"{self._endpoint}:{name}"

        def made() -> Made:
            with self._session.case(part):
                return make(self)

        return self._session.part(part).get(made)

    def absolute(self, url: str) -> str:
        """The URL resolved against the URL of the service."""
        return absolute(self.url, url)

    def keep_cookies(self) -> None:
        """From now on, return cookies that this case receives to their host; by default none are returned."""
        self._scope.cookies = CookieJar(self.now)

    def open(self, url: str, *, headers: Headers = (), authenticate: bool = True, **head: Any) -> Conversation:
        """Start a conversation; further members of its first message depend on the transport. Raises Blocked."""
        whole = json.loads(json.dumps({"url": self.absolute(url), "headers": headers, "credentials": (), **head}))
        key, first = self._admitted(Message(whole), authenticate)
        return self._session.evidence.open(key, first)

    def reach(self) -> int | None:
        """Start a conversation in whatever way the transport does, and end it; the status, where there is one.

        Raises Blocked if that fails.
        """
        with self.open(self.url, method="GET") as conversation:
            first = conversation.receive(0.0)
        if first is None or "status" not in first.head:
            return None
        found = Exchange(conversation.key, Request("GET", self.url), Answer.of(first))
        _refuse(found, self._credentials(self.url))
        return found.status

    def get(self, url: str, *, headers: Headers = (), **options: Any) -> Exchange:
        """The response to a GET request."""
        return self.send(Request("GET", self.absolute(url), headers), **options)

    def send(
        self, request: Request, *, follow: bool = False, authenticate: bool = True, judging: Iterable[int] = ()
    ) -> Exchange:
        """The response to a request.

        `follow` follows redirects; `authenticate=False` leaves out the plan's credentials. Raises Blocked if there is
        no response of the product to judge; 401, 407, 429, and 503 with Retry-After count as none unless `judging`
        names them.
        """
        exchange = self._exchanged(request, authenticate)
        hops = 0
        while follow and exchange.status in _REDIRECTS and (target := exchange.header("location")):
            hops += 1
            if hops > self._session.limits.redirects:
                raise Blocked("too_many_redirects", limit=self._session.limits.redirects)
            exchange = self._redirected(exchange, target, authenticate)
        if authenticate and exchange.status not in frozenset(judging):
            _refuse(exchange, exchange.request.credentials)
        return exchange

    def ask(self, request: Request, *, authenticate: bool = False) -> Exchange:
        """The response to a request that names its credentials itself or has none, so that a refusal may be right.

        Raises Blocked for one that is about how often or when is asked: 429, 502, 503 and 504.
        """
        exchange = self.send(request, authenticate=authenticate)
        _not_now(exchange, (502, 503, 504))
        return exchange

    def send_all(self, requests: Sequence[Request], *, authenticate: bool = True) -> list[Exchange]:
        """The responses to many requests in their order, sent in parallel as the plan allows. Raises Blocked."""
        calls = [self._numbered(request, authenticate) for request in requests]
        with ThreadPoolExecutor(min(self._session.limits.concurrency, len(calls) or 1)) as pool:
            return [self._taken(exchange) for exchange in pool.map(lambda call: call(), calls)]

    def pause(self, seconds: float) -> None:
        """Give the product time before it is asked again; on replay there is nothing to wait for."""
        self._session.evidence.pause(seconds)

    def created(self, name: str, removal: Request | Callable[[], bool]) -> None:
        """Register test data created in the product; `removal` deletes it when the case is over.

        A function does what no request can, and says whether it succeeded.
        """
        self._may_write("creates something in the product")
        remove = removal if callable(removal) else partial(self._succeeds, removal)
        self._scope.created.append((name, remove))

    def removed(self, name: str) -> None:
        """Register that the case itself has removed what it created."""
        self._scope.created[:] = [each for each in self._scope.created if each[0] != name]

    def _succeeds(self, request: Request) -> bool:
        return self.send(request).status < 400

    def _exchanged(self, request: Request, authenticate: bool) -> Exchange:
        return self._taken(self._numbered(request, authenticate)())

    def _redirected(self, exchange: Exchange, target: str, authenticate: bool) -> Exchange:
        """The response at the target of a redirect. Raises Blocked, also for a target that is not a URL."""
        try:
            url = absolute(exchange.request.url, target)
            return self._exchanged(Request("GET", url, exchange.request.headers), authenticate)
        except Blocked as reason:
            if reason.key == "no_request":
                raise Blocked("bad_redirect", exchange=exchange.key, location=target) from None
            raise

    def _taken(self, exchange: Exchange) -> Exchange:
        if self._scope.cookies is not None:
            self._scope.cookies.take(exchange)
        return exchange

    def _numbered(self, request: Request, authenticate: bool) -> Callable[[], Exchange]:
        """A function that makes the exchange; its number is assigned now."""
        key, first = self._admitted(request.message, authenticate)
        self._session.sent[key] = request = Request.of(first)
        return lambda: self._made(key, request, first)

    def _made(self, key: str, request: Request, first: Message) -> Exchange:
        with self._session.evidence.open(key, first) as conversation:
            answer = conversation.receive(self._session.limits.exchange_seconds)
        if answer is None:
            raise Blocked("no_answer")
        found = Exchange(key, request, Answer.of(answer))
        for place in request.issues:
            text = value_at(found.json.document, place) if place.startswith("/") and found.json.usable else None
            if isinstance(text, str):
                self._session.issued.setdefault(text, f"{key} {place}")
        for name, facts in found.answer.issued.items():
            self._session.issued.setdefault(f"{{secret:{name}}}", f"{key} {facts['at']}")
        return found

    def _admitted(self, first: Message, authenticate: bool) -> tuple[str, Message]:
        """The key of a conversation, assigned now, and its complete first message. Raises Blocked."""
        scope, session, url = self._scope, self._session, first.head["url"]
        if (method := str(first.head.get("method", "")).upper()) in CHANGING_METHODS:
            self._may_write(f"sends {method}")
        key = scope.next_key()
        host = host_of(url)
        if host not in session.limits.hosts:
            raise Blocked("host_not_allowed", cause=Cause.CONFIGURATION, host=host or url)
        credentials = [list(each) for each in first.head.get("credentials", ())]
        credentials += map(list, self._credentials(url) if authenticate else ())
        if scope.cookies is not None and (cookies := scope.cookies.header(url)):
            credentials.append(["cookie", cookies])
        head = {**first.head, "credentials": credentials}
        return key, replace(first, head=head, repeatable=not first.once and (first.repeatable or not scope.writes))

    def _credentials(self, url: str) -> Headers:
        """The plan's credentials, as far as they belong to the origin of the URL. Raises Blocked."""
        ours = any(origin_of(url) == origin_of(each) for each in self._session.endpoints.values())
        return self._session.credentials if ours else ()

    def _may_write(self, what: str) -> None:
        if not self._scope.writes:
            raise UndeclaredWriting(self._scope.name, what)


def _refuse(exchange: Exchange, credentials: Headers) -> None:
    """Raise Blocked if the response is not to the request itself but to who asks, how often, or when."""
    status = exchange.status
    said = {"exchange": exchange.key, "status": status}
    if status == 401:
        raise Blocked("credentials_refused" if credentials else "credentials_needed", cause=Cause.CONFIGURATION, **said)
    if status == 407:
        raise Blocked("proxy_failed", cause=Cause.ENVIRONMENT, **said)
    # With Retry-After the product itself says that it is not now (RFC 9110, 10.2.3).
    _not_now(exchange, (503,) if exchange.header("retry-after") is not None else ())


def _not_now(exchange: Exchange, unavailable: Collection[int]) -> None:
    """Raise Blocked if the response is about how often is asked, or has a status of what is not available now."""
    said = {"exchange": exchange.key, "status": exchange.status}
    if exchange.status == 429:
        raise Blocked("rate_limited", cause=Cause.CONFIGURATION, **said)
    if exchange.status in unavailable:
        raise Blocked("not_available", cause=Cause.ENVIRONMENT, **said)
