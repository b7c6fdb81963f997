"""What the interface tells browsers: which pages may read its answers (Fetch, CORS protocol)."""

from __future__ import annotations

from contextlib import suppress

from conformance.authoring import NotJudged, NotRun
from conformance.transports.exchange import Exchange
from conformance.transports.service import Service
from conformance_suites.interfaces.http.reader.api import HttpApi
from conformance_suites.interfaces.http.reader.fields import tokens_of
from conformance_suites.interfaces.http.reader.origins import FOREIGN, NOBODY, look_alike

ALLOW_ORIGIN = "access-control-allow-origin"
ALLOW_CREDENTIALS = "access-control-allow-credentials"
LISTS = ("access-control-allow-methods", "access-control-allow-headers", "access-control-expose-headers")
MAX_AGE = "access-control-max-age"
SNIFFING = "x-content-type-options"


class Cors(HttpApi):
    """The answers to pages of other origins."""

    def from_page(self, part: str, origin: str, url: str = "") -> Exchange:
        """The answer to a GET request of a page with this origin."""
        return self.probed(part, headers=(("origin", origin),), url=url)

    @property
    def allowed(self) -> str | None:
        """An origin whose pages may read the answers; None where the plan names none."""
        with suppress(NotRun):
            return str(self.service.information("allowed_origin"))
        return None

    @property
    def foreign(self) -> Exchange:
        """The answer to a page that nobody knows."""
        return self.from_page("origin-foreign", FOREIGN)

    @property
    def own(self) -> Exchange:
        """The answer to a page that may read it, as far as is known."""
        return self.from_page("origin-own", self.allowed) if self.allowed else self.foreign

    @property
    def preflight(self) -> Exchange:
        """The answer to the question of a browser whether that page may send GET requests; it has no credentials."""
        headers = (("origin", self.allowed or FOREIGN), ("access-control-request-method", "GET"))
        return self.probed("preflight", "OPTIONS", headers, authenticate=False)

    @property
    def unknown_to_page(self) -> Exchange:
        return self.from_page("origin-unknown", self.allowed or FOREIGN, self.url("unknown_resource"))

    @property
    def to_pages(self) -> list[Exchange]:
        """The answers to pages, errors among them, as far as there are answers."""
        found = [self.own, self.foreign, self.from_page("origin-null", NOBODY)]
        with suppress(NotJudged):
            found.append(self.preflight)
        with suppress(NotJudged):
            found.append(self.unknown_to_page)
        return list({each.key: each for each in found}.values())

    @property
    def shared(self) -> list[tuple[Exchange, str]]:
        """(answer, value of Access-Control-Allow-Origin) of those that have it."""
        return [(each, value) for each in self.to_pages if (value := each.header(ALLOW_ORIGIN)) is not None]

    @property
    def credentialed(self) -> list[tuple[Exchange, str]]:
        """(answer, value of Access-Control-Allow-Credentials) of those that have it."""
        return [(each, value) for each in self.to_pages if (value := each.header(ALLOW_CREDENTIALS)) is not None]

    @property
    def inviting(self) -> list[tuple[Exchange, str]]:
        """(answer, origin that it admits) of the answers that admit credentials."""
        found = [(each, each.header(ALLOW_ORIGIN)) for each, value in self.credentialed if value == "true"]
        return [(each, origin) for each, origin in found if origin is not None]

    @property
    def foreigners(self) -> list[Exchange]:
        """The answer to the page that nobody knows, if the product answers pages at all."""
        return [self.foreign] if self.shared else []

    @property
    def sandboxed(self) -> list[Exchange]:
        """The answer to a page without an origin, likewise."""
        return [self.from_page("origin-null", NOBODY)] if self.shared else []

    @property
    def look_alikes(self) -> list[Exchange]:
        """The answer to a page whose origin begins like that of the plan, if the product tells these from others."""
        origin = self.allowed
        if not origin or self.own.header(ALLOW_ORIGIN) != origin or self.foreign.header(ALLOW_ORIGIN) is not None:
            return []
        return [self.from_page("origin-look-alike", look_alike(origin))]

    @property
    def varying(self) -> list[Exchange]:
        """The answers to GET requests that admit one origin, if others get another answer."""
        values = {each.header(ALLOW_ORIGIN) for each in (self.own, self.foreign, *self.sandboxed)}
        found = [each for each in (self.own, self.foreign) if each.header(ALLOW_ORIGIN) not in (None, "*")]
        return list({each.key: each for each in found}.values()) if len(values) > 1 else []

    @property
    def preflights(self) -> list[Exchange]:
        """The answer to the question, if the page may read the answer to a GET request."""
        return [self.preflight] if self.own.header(ALLOW_ORIGIN) is not None else []

    @property
    def granted(self) -> list[Exchange]:
        """The same, if it is successful."""
        return [each for each in self.preflights if 200 <= each.status < 300]

    @property
    def lists(self) -> list[tuple[Exchange, str, str]]:
        """(answer, name, value) of the lists of methods and headers."""
        found = [(each, name, each.header(name)) for each in self.to_pages for name in LISTS]
        return [(each, name, value) for each, name, value in found if value is not None]

    @property
    def wild_lists(self) -> list[tuple[Exchange, str, list[str]]]:
        """(answer, name, members) of the well-formed lists of answers that admit credentials."""
        inviting = {each.key for each, _ in self.inviting}
        found = [(each, name, tokens_of(value)) for each, name, value in self.lists if each.key in inviting]
        return [(each, name, members) for each, name, members in found if members is not None]

    @property
    def ages(self) -> list[tuple[Exchange, str]]:
        """(answer, value of Access-Control-Max-Age) of those that have it."""
        return [(each, value) for each in self.to_pages if (value := each.header(MAX_AGE)) is not None]

    @property
    def refusals(self) -> list[Exchange]:
        """The error about a resource that does not exist, if the page may read answers about others."""
        return [self.unknown_to_page] if self.preflights else []

    @property
    def contents(self) -> list[Exchange]:
        """The answers to requests of honest clients with content."""
        return [each for each in self.answers if each.body]

    @property
    def sniffing(self) -> list[tuple[Exchange, str]]:
        """(answer, value of X-Content-Type-Options) of those that have it."""
        return [(each, value) for each in self.answers if (value := each.header(SNIFFING)) is not None]


def view(service: Service) -> Cors:
    """The interface behind the service."""
    return Cors(service)
