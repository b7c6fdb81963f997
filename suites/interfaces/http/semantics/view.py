"""What the interface does with methods, media types and links (RFC 9110, RFC 8288)."""

from __future__ import annotations

from contextlib import suppress

from conformance.authoring import NotJudged
from conformance.transports.exchange import Exchange
from conformance.transports.service import Service
from conformance_suites.interfaces.http.reader.api import HttpApi, is_json
from conformance_suites.interfaces.http.reader.fields import Link, links_of, tokens_of

OTHER_TYPES = ("application/json", "application/xml", "text/html", "text/plain")


class Semantics(HttpApi):
    """The answers, as the rows of this suite judge them."""

    @property
    def heads(self) -> list[tuple[Exchange, Exchange]]:
        """(answer to GET, answer to HEAD) of the resource, and of the one that does not exist."""
        found = [(self.control, self.head)]
        with suppress(NotJudged):
            unknown = self.probed("unknown_head", "HEAD", url=self.url("unknown_resource"))
            found.append((self.unknown, unknown))
        return found

    @property
    def same_heads(self) -> list[tuple[Exchange, Exchange]]:
        """Those pairs whose statuses agree."""
        return [each for each in self.heads if each[0].status == each[1].status]

    @property
    def labelled_heads(self) -> list[tuple[Exchange, Exchange]]:
        """Those of them whose answer to GET has a Content-Type."""
        return [each for each in self.same_heads if each[0].header("content-type") is not None]

    @property
    def measured_heads(self) -> list[tuple[Exchange, int]]:
        """(answer to HEAD with a Content-Length, octets of the answer to GET), if the resource stays as it is."""
        found, head = self.control, self.head
        if head.status != 200 or head.header("content-length") is None:
            return []
        if found.body != self.probed("after head").body:  # rows of other suites may have changed it before HEAD
            return []
        return [] if found.header("content-encoding") else [(head, len(found.body))]

    @property
    def unknowns(self) -> list[Exchange]:
        """The answer for the resource that does not exist. Raises NotRun where the plan names none."""
        _ = self.there  # a product without any resource finds none either
        return [self.unknown]

    @property
    def not_allowed(self) -> list[Exchange]:
        """The answers with status 405."""
        return [each for each in self.answers if each.status == 405]

    @property
    def allows(self) -> list[tuple[Exchange, str]]:
        """(answer, value of Allow) of the answers for the resource that have it."""
        return [(each, value) for each in self.answers if (value := each.header("allow")) is not None]

    @property
    def allowed(self) -> list[tuple[Exchange, list[str]]]:
        """The same as lists of methods, where they are well-formed."""
        return [(each, found) for each, value in self.allows if (found := tokens_of(value)) is not None]

    @property
    def refusing_lists(self) -> list[tuple[Exchange, list[str]]]:
        """Those of answers with status 405."""
        return [each for each in self.allowed if each[0].status == 405]

    @property
    def offered_options(self) -> list[Exchange]:
        """The answer to OPTIONS, if it is successful."""
        return [self.options] if 200 <= self.options.status < 300 else []

    @property
    def unheard_refusals(self) -> list[Exchange]:
        """The refusal of the unregistered method."""
        return [self.unheard] if self.unheard.status >= 400 else []

    @property
    def reflections(self) -> list[Exchange]:
        """The answer to TRACE, if it is successful and has content."""
        return [self.trace] if 200 <= self.trace.status < 300 and self.trace.body else []

    @property
    def said(self) -> list[Exchange]:
        """The answers, and those to unusual requests and in other media types that have other content.

        Those to hostile requests are among them only where the plan allows to send these: one may end a product.
        """
        found = self.answers
        hostile = self.hostile if self.service.may_probe else []
        for each in (*self.mistaken, *hostile, *(other for _, other in self.selected)):
            if each.body not in [other.body for other in found]:
                found.append(each)
        return found

    @property
    def contents(self) -> list[Exchange]:
        """The answers with content."""
        return [each for each in self.said if each.body]

    @property
    def labelled(self) -> list[Exchange]:
        """The answers with a Content-Type."""
        return [each for each in self.said if each.header("content-type") is not None]

    @property
    def json_answers(self) -> list[Exchange]:
        """The answers whose content is labelled as JSON. Raises Blocked where a limit keeps one from being read."""
        found = [each for each in self.said if is_json(each)]
        for each in found:
            each.json.within_bounds()
        return found

    @property
    def defaults(self) -> list[Exchange]:
        """The answer to a request for what nobody offers, if it is successful."""
        return [self.unacceptable] if self.unacceptable.status == 200 else []

    @property
    def negotiated(self) -> list[tuple[Exchange, Exchange]]:
        """Those `selected` that may be cached."""
        return [each for each in self.selected if "no-store" not in (each[1].header("cache-control") or "").lower()]

    @property
    def selected(self) -> list[tuple[Exchange, Exchange]]:
        """(resource, answer in another media type), if asking for that type changes the answer."""
        found = []
        for wanted in OTHER_TYPES:
            with suppress(NotJudged):
                answer = self.probed(wanted.replace("/", "_"), headers=(("accept", wanted),))
                if answer.status == 200 and answer.media_type != self.control.media_type:
                    found.append((self.control, answer))
        return found

    @property
    def linking(self) -> list[tuple[Exchange, str]]:
        """(answer, value of Link) of the answers that have it."""
        return [(each, value) for each in self.said if (value := each.header("link")) is not None]

    @property
    def links(self) -> list[tuple[Exchange, Link]]:
        """Every link of those that are well-formed."""
        return [(each, link) for each, value in self.linking for link in links_of(value) or ()]


def view(service: Service) -> Semantics:
    """The interface behind the service."""
    return Semantics(service)
