"""What the interface says when it refuses a request (RFC 9457; RFC 9110, 15.5)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from conformance.authoring import NotApplicable, NotJudged
from conformance.transports.exchange import Exchange
from conformance.transports.service import Service
from conformance_suites.interfaces.http.reader.api import HttpApi, body_type
from conformance_suites.interfaces.http.reader.writing import JSON, UNREADABLE, WRONG_CODING, posted

PROBLEM = "application/problem+json"
PROBLEM_TYPES = frozenset({PROBLEM, "application/problem+xml"})
BLANK = "about:blank"
# RFC 9457, 3.1: the members that it defines, by the JSON types of their values.
TYPES: Mapping[str, tuple[type, ...]] = {
    "type": (str,),
    "title": (str,),
    "status": (int, float),
    "detail": (str,),
    "instance": (str,),
}


class Problems(HttpApi):
    """The errors, as the rows of this suite judge them."""

    @property
    def errors(self) -> list[Exchange]:
        """The answers that report an error, with that about a second resource that does not exist."""
        return [*super().errors, *(each for each in self.second_unknown if each.status >= 400)]

    @property
    def second_unknown(self) -> list[Exchange]:
        """The answer about another resource that does not exist, if there is an answer."""
        found: list[Exchange] = []
        with suppress(NotJudged):
            found.append(self.probed("unknown-2", url=f"{self.url('unknown_resource')}-2"))
        return found

    @property
    def refused(self) -> list[Exchange]:
        """The errors of the client's making."""
        return [each for each in self.errors if each.status < 500]

    @property
    def explained(self) -> list[Exchange]:
        """The errors with content."""
        return [each for each in self.errors if each.body]

    @property
    def labelled(self) -> list[Exchange]:
        """The errors labelled as problem details in JSON, as far as they are JSON texts."""
        found = [each for each in self.errors if body_type(each) == PROBLEM]
        return [each for each in found if each.json.within_bounds().usable]

    @property
    def problems(self) -> list[tuple[Exchange, Mapping[str, Any]]]:
        """(error, its members) of those that are JSON objects."""
        return [(each, each.member) for each in self.labelled if isinstance(each.json.document, dict)]

    def of_type(self, name: str) -> list[tuple[Exchange, Any]]:
        """(error, value) of the problems with this member, if it has the type that RFC 9457 gives it."""
        found = [(each, members[name]) for each, members in self.problems if name in members]
        return [(each, value) for each, value in found if is_of(name, value)]

    @property
    def types(self) -> list[tuple[Exchange, str]]:
        return self.of_type("type")

    @property
    def instances(self) -> list[tuple[Exchange, str]]:
        return self.of_type("instance")

    @property
    def statuses(self) -> list[tuple[Exchange, float]]:
        return self.of_type("status")

    @property
    def own_types(self) -> list[tuple[Exchange, str]]:
        """The types other than `about:blank`."""
        return [(each, value) for each, value in self.types if value != BLANK]

    @property
    def blank_titles(self) -> list[tuple[Exchange, str]]:
        """The titles of problems whose type is `about:blank`, unless they are in another language than English."""
        found = [(each, title) for each, title in self.of_type("title") if title.isascii()]
        return [(each, title) for each, title in found if each.member.get("type", BLANK) == BLANK]

    @property
    def occurrences(self) -> list[tuple[Exchange, Exchange]]:
        """Two problems of one type of the API's own, for two resources that do not exist."""
        first = self.unknown
        with suppress(NotJudged):
            for second in self.second_unknown:
                kinds = [each.member.get("type", BLANK) for each in (first, second) if body_type(each) == PROBLEM]
                if len(kinds) == 2 and kinds[0] == kinds[1] != BLANK and first.status == second.status:
                    return [(first, second)]
        return []

    @property
    def extensions(self) -> list[tuple[Exchange, str]]:
        """(error, name) of every member that RFC 9457 does not define."""
        return [(each, name) for each, members in self.problems for name in members if name not in TYPES]

    @property
    def signed(self) -> list[tuple[Exchange, str]]:
        """(answer, value) of the answers with a Server header, the first of each value."""
        found = {value: each for each in reversed(self.answers) if (value := each.header("server"))}
        return [(each, value) for value, each in found.items()]

    @property
    def hostile_errors(self) -> list[Exchange]:
        """The errors about requests that look for faults."""
        return [each for each in self.hostile if each.status >= 400]

    def broken_posts(self) -> list[Exchange]:
        """The refusals of content that is not JSON, and of content that is labelled as something else.

        Raises NotApplicable if nothing is refused.
        """
        _ = self.control
        contents = ((UNREADABLE, JSON), (WRONG_CODING, JSON), (b"conformance", "text/plain"))
        found = [posted(self, body, media_type) for body, media_type in contents]
        if not (errors := [each for each in found if each.status >= 400]):
            raise NotApplicable("nothing_refused")
        return errors

    @property
    def collection(self) -> str:
        """The URL that takes POST requests. Raises NotRun where the plan names none."""
        return self.url("collection")


def is_of(name: str, value: Any) -> bool:
    """Whether a value has the JSON type of the member that RFC 9457 defines."""
    return isinstance(value, TYPES[name]) and not isinstance(value, bool)


def view(service: Service) -> Problems:
    """The interface behind the service."""
    return Problems(service)
