"""An HTTP interface through the resources that the plan names; all suites of the family share its answers."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from conformance.authoring import Blocked, NotJudged
from conformance.transports.address import absolute
from conformance.transports.exchange import Exchange, Headers, Request
from conformance.transports.service import Service

# Nobody has registered this method (IANA HTTP Method Registry) or this media type.
UNHEARD_METHOD = "CONFORMANCE"
NOBODYS_TYPE = "application/vnd.conformance.nobody-offers-this"
# What a server cannot decode or parse. Clients with a fault send the first; only those who look for faults the second.
MISTAKEN = (
    ("accept-language", "*;q=9"),
    ("if-none-match", "unquoted"),
    ("if-modified-since", "yesterday"),
    ("range", "bytes=9-1"),
)
HOSTILE_HEADERS = (("accept", ";;;"),)
HOSTILE_PATHS = ("%FF", "%00", "%E4%B8", "'", "..%2F..%2Fconformance", "%0D%0A")
# Sent without the plan's credentials: a product that returns it would return those of a person.
CANARY = "conformance-canary-5d1e07"
# Both sides of a comparison ask for the same coding, so that lengths and tags belong to the same representation.
PLAIN = (("accept-encoding", "identity"),)


@dataclass(frozen=True)
class HttpApi:
    """The interface at the endpoint of the plan."""

    service: Service

    def url(self, name: str) -> str:
        """The URL of a resource of the plan, relative to the endpoint. Raises NotRun where the plan names none."""
        base = self.service.url
        return absolute(base if base.endswith("/") else f"{base}/", str(self.service.information(name)))

    def asked(
        self, part: str, url: str, method: str = "GET", headers: Headers = PLAIN, *, authenticate: bool = True
    ) -> Exchange:
        """The answer to a request that only reads, once for all suites. Raises Blocked without one."""
        request = Request(method, url, headers)
        return self.service.shared(part, lambda service: service.send(request, authenticate=authenticate))

    @property
    def resource(self) -> Exchange:
        """The answer to a GET request for the resource that exists."""
        return self.asked("resource", self.url("resource"))

    @property
    def unknown(self) -> Exchange:
        """The answer to a GET request for the resource that does not exist."""
        return self.asked("unknown", self.url("unknown_resource"))

    @property
    def there(self) -> Exchange:
        """The resource. Raises Blocked if it is not there."""
        found = self.resource
        if found.status != 200 or not found.body:
            raise Blocked("control_refused", exchange=found.key)
        return found

    @property
    def control(self) -> Exchange:
        """The same. Raises Blocked if a resource that is not there is the same, too."""
        found = self.there
        if (unknown := self._if_there("unknown")) and unknown.status == 200 and unknown.body == found.body:
            raise Blocked("control_indifferent", exchange=unknown.key)
        return found

    def _if_there(self, name: str) -> Exchange | None:
        found: Exchange | None = None
        with suppress(NotJudged):  # the plan names no such resource, or there is no answer
            found = getattr(self, name)
        return found

    def probed(
        self, part: str, method: str = "GET", headers: Headers = (), url: str = "", *, authenticate: bool = True
    ) -> Exchange:
        """The answer to another request for the resource, after the control."""
        _ = self.control
        target = url or self.url("resource")
        return self.asked(part, target, method, (*PLAIN, *headers), authenticate=authenticate)

    @property
    def again(self) -> Exchange:
        """The same request as for the resource, sent again."""
        return self.probed("again")

    @property
    def head(self) -> Exchange:
        return self.probed("head", "HEAD")

    @property
    def options(self) -> Exchange:
        return self.probed("options", "OPTIONS")

    @property
    def unheard(self) -> Exchange:
        """The answer to a method that nobody has registered."""
        return self.probed("unheard", UNHEARD_METHOD)

    @property
    def trace(self) -> Exchange:
        """The answer to a TRACE request with credentials that belong to nobody."""
        headers = (("authorization", f"Bearer {CANARY}"),)
        return self.probed("trace", "TRACE", headers, authenticate=False)

    @property
    def unacceptable(self) -> Exchange:
        """The answer to a request for a representation that nobody offers."""
        return self.probed("unacceptable", headers=(("accept", NOBODYS_TYPE),))

    @property
    def answers(self) -> list[Exchange]:
        """The answers to GET, OPTIONS and unsupported requests, as far as there are answers."""
        _ = self.control
        names = ("resource", "unknown", "options", "unheard", "unacceptable", "trace")
        return [found for name in names if (found := self._if_there(name)) is not None]

    @property
    def mistaken(self) -> list[Exchange]:
        """The answers to requests with a header that cannot be parsed."""
        return self._probes([(f"bad-{name}", self.url("resource"), ((name, value),)) for name, value in MISTAKEN])

    @property
    def hostile(self) -> list[Exchange]:
        """The answers to requests with a path or a header that cannot be decoded, or that looks for faults."""
        own = self.url("resource").partition("?")[0].removesuffix("/")
        paths = [(f"path-{at}", f"{own}{path}", ()) for at, path in enumerate(HOSTILE_PATHS)]
        headers = [(f"bad-{name}", self.url("resource"), ((name, value),)) for name, value in HOSTILE_HEADERS]
        return self._probes([*paths, *headers])

    def _probes(self, parts: Sequence[tuple[str, str, Headers]]) -> list[Exchange]:
        """The answers to GET requests (part, URL, headers), as far as there are answers."""
        _ = self.control
        found = []
        for part, url, headers in parts:
            with suppress(NotJudged):
                found.append(self.probed(part, headers=headers, url=url))
        return found

    @property
    def errors(self) -> list[Exchange]:
        """The answers to requests of honest clients that report an error."""
        return [each for each in (*self.answers, *self.mistaken) if each.status >= 400]


def body_type(exchange: Exchange) -> str:
    """The media type of the content of an answer in lower case; "" where it has no content or no type."""
    return (exchange.media_type or "") if exchange.body else ""


def is_json(exchange: Exchange) -> bool:
    """Whether the content of the answer is labelled as JSON."""
    return body_type(exchange) == "application/json" or body_type(exchange).endswith("+json")
