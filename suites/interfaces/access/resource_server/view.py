"""The resource server, as the family reads it, with what it says of itself and of how people have to sign in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conformance.transports.exchange import Exchange, Request
from conformance.transports.service import Service
from conformance_suites.interfaces.access.reader.challenges import Challenge
from conformance_suites.interfaces.access.reader.resource import (
    OTHER_SCOPE,
    ResourceServer,
    challenges_of,
    error_of,
    given,
)

__all__ = ["OTHER_SCOPE", "STEP_UP", "Protected", "error_of", "given", "view"]

STEP_UP = "insufficient_user_authentication"
OTHER_CONTEXT = "urn:conformance:no-such-context"
LONG = 7 * 24 * 3600
"""Seconds by which an authentication is older than the resource allows."""


class Protected(ResourceServer):
    """The protected resource, its metadata (RFC 9728), and its challenges to weak authentication (RFC 9470)."""

    @property
    def announced(self) -> list[Exchange]:
        """The answers to requests for the metadata that a challenge names."""
        urls = dict.fromkeys(url for _, one in self.challenges if (url := one.get("resource_metadata")))
        return [self._metadata(number, self.service.absolute(url)) for number, url in enumerate(urls, 1)]

    def _metadata(self, number: int, url: str) -> Exchange:
        return self.service.shared(f"metadata {number}", lambda service: service.ask(Request("GET", url)))

    @property
    def metadata(self) -> list[tuple[Exchange, Mapping[str, Any]]]:
        """(answer, its members) of those that are metadata."""
        found = [each for each in self.announced if each.status == 200 and each.json.within_bounds().usable]
        return [(each, each.json.document) for each in found if isinstance(each.json.document, dict)]

    @property
    def weak(self) -> list[Exchange]:
        """The answers to tokens of people who signed in another way, or too long ago. Raises Blocked, and NotRun.

        Only where the plan says that the resource asks how or when that was.
        """
        found = []
        if self.optional("token_acr"):
            found.append(self._with("other context", acr=OTHER_CONTEXT))
        if limit := self.optional("authentication_age"):
            then = int(self.service.now.timestamp()) - int(limit) - LONG
            found.append(self._with("old authentication", auth_time=then))
        return found

    def _with(self, name: str, **claims: Any) -> Exchange:
        """The answer to a token with these claims, once for all rows. Raises Blocked without a control."""
        _ = self.control

        def make(service: Service) -> Exchange:
            return Protected(service).presented(Protected(service).token(**claims))

        return self.service.shared(name, make)

    @property
    def weak_refusals(self) -> list[Exchange]:
        return [each for each in self.weak if not given(each)]

    @property
    def step_ups(self) -> list[tuple[Exchange, Challenge]]:
        """The challenges of these refusals that name the error of RFC 9470."""
        found = [(each, one) for each in self.weak_refusals for one in challenges_of(each)]
        return [(each, one) for each, one in found if one.get("error") == STEP_UP]

    @property
    def ages(self) -> list[tuple[Exchange, str]]:
        """The values of `max_age` in these challenges."""
        return [(each, value) for each, one in self.step_ups if (value := one.get("max_age")) is not None]


def view(service: Service) -> Protected:
    """The resource, read lazily: what is not judged is not requested."""
    return Protected(service)
