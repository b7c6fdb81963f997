"""A site that is reached over protected connections alone: its answers there, and at its plain address."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.authoring import Blocked
from conformance.transports.address import absolute
from conformance.transports.exchange import Exchange, Request
from conformance.transports.service import Service
from conformance_suites.interfaces.transport.reader.policy import NAME, Directive, directives_of

PLAIN = "plain_site"
SECURE = "https:"
UNKNOWN = "conformance-no-such-resource"
_ANY = (401, 407, 429)


@dataclass(frozen=True)
class Site:
    """The site at the address of the plan."""

    service: Service

    @property
    def answer(self) -> Exchange:
        """The answer at the address. Raises Blocked if the address is not one of https."""
        if not self.service.url.lower().startswith(SECURE):
            raise Blocked("not_secure", cause="configuration")
        return self._asked("answer", self.service.url)

    @property
    def answers(self) -> list[Exchange]:
        """The same, and the answer for what does not exist."""
        return [self.answer, self._asked("unknown", absolute(self.service.url, UNKNOWN))]

    @property
    def sent(self) -> list[tuple[Exchange, list[str]]]:
        """The answers that have the header, each with the values of all its fields of this name."""
        found = [(each, fields_of(each)) for each in self.answers]
        return [each for each in found if each[1]]

    @property
    def fields(self) -> list[tuple[Exchange, str]]:
        """The header of each of them; of several, browsers read the first."""
        return [(exchange, values[0]) for exchange, values in self.sent]

    @property
    def policies(self) -> list[tuple[Exchange, list[Directive]]]:
        """The directives in those that can be read."""
        found = [(exchange, directives_of(field)) for exchange, field in self.fields]
        return [(exchange, directives) for exchange, directives in found if directives is not None]

    @property
    def including(self) -> list[tuple[Exchange, Directive]]:
        """The directives that include subdomains."""
        return [(at, each) for at, found in self.policies for each in found if each.name == "includesubdomains"]

    @property
    def plain(self) -> list[Exchange]:
        """The answer at the plain address, where the plan has one. Raises Blocked if it is one of https."""
        _ = self.answer
        url = self.service.endpoint(PLAIN)
        if url is None:
            return []
        if url.lower().startswith(SECURE):
            raise Blocked("not_plain", cause="configuration")
        return [self._asked("plain", url)]

    def _asked(self, part: str, url: str) -> Exchange:
        return self.service.shared(part, lambda service: service.send(Request("GET", url), judging=_ANY))


def fields_of(exchange: Exchange) -> list[str]:
    """The values of all fields of this name."""
    return [value.strip(" \t") for name, value in exchange.answer.headers if name.lower() == NAME]


def view(service: Service) -> Site:
    """The site behind the service."""
    return Site(service)
