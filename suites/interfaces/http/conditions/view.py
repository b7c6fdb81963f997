"""Conditional requests and ranges, for the resource of the plan (RFC 9110, 8.8, 13 and 14)."""

from __future__ import annotations

from conformance.transports.exchange import Exchange
from conformance.transports.service import Service
from conformance_suites.interfaces.http.reader.api import HttpApi
from conformance_suites.interfaces.http.reader.conditions import OTHER_TAG, OTHER_UNIT, Range, range_of
from conformance_suites.interfaces.http.reader.fields import imf_fixdate, is_entity_tag, is_strong

OTHER_TYPES = ("application/json", "application/xml", "text/html", "text/plain")
# RFC 9110, 15.4.5 and 15.3.7: what a 304 or 206 response repeats of the 200 response, but for Date.
REPEATED = ("cache-control", "content-location", "etag", "expires", "vary")
# RFC 9110, 15.3.7: of a request without If-Range, a 206 response also repeats what describes the representation.
DESCRIBED = (*REPEATED, "content-encoding", "content-language", "content-type", "last-modified")
UNITS = "accept-ranges"
FORMED = (UNITS, "date", "vary")
FIRST, LAST, REST = "bytes=0-1", "bytes=-2", "bytes=1-"


class Conditions(HttpApi):
    """The resource, as the rows of this suite judge it."""

    def conditional(self, part: str, *headers: tuple[str, str]) -> Exchange:
        """The answer to a GET request for the resource with these headers."""
        return self.probed(part, headers=headers)

    @property
    def is_stable(self) -> bool:
        """Whether two equal requests get equal answers: nothing can be said of conditions on what changes by itself."""
        own, again = self.control, self.again
        return again.status == 200 and own.body == again.body and own.header("etag") == again.header("etag")

    @property
    def tagged(self) -> list[tuple[Exchange, str]]:
        """(resource, its ETag), if it has one."""
        value = self.control.header("etag")
        return [] if value is None else [(self.control, value)]

    @property
    def tags(self) -> list[tuple[Exchange, str]]:
        """The same, if the resource is stable and its tag is well-formed."""
        return [each for each in self.tagged if is_entity_tag(each[1]) and self.is_stable]

    @property
    def matched(self) -> list[Exchange]:
        """The answer on condition that the tag is not the one that the resource has."""
        return [self.conditional("matched", ("if-none-match", tag)) for _, tag in self.tags]

    @property
    def evaluated(self) -> list[tuple[Exchange, str]]:
        """(resource, its tag), if the product evaluates conditions on tags."""
        return self.tags if any(each.status == 304 for each in self.matched) else []

    @property
    def unmatched(self) -> list[Exchange]:
        """The answer on condition of another tag."""
        return [self.conditional("unmatched", ("if-none-match", OTHER_TAG)) for _ in self.tags]

    @property
    def listed(self) -> list[Exchange]:
        """The answer where the tag is one of several."""
        return [self.conditional("listed", ("if-none-match", f"{OTHER_TAG}, {tag}")) for _, tag in self.evaluated]

    @property
    def compared(self) -> list[Exchange]:
        """The answer where the tag differs in its strength alone."""
        found = [(tag.removeprefix("W/") if tag.startswith("W/") else f"W/{tag}") for _, tag in self.evaluated]
        return [self.conditional("compared", ("if-none-match", tag)) for tag in found]

    @property
    def unchanged(self) -> list[Exchange]:
        """The answers with status 304."""
        told = (*self.matched, *self.listed, *self.compared, *self.unchanged_by_date)
        return [each for each in told if each.status == 304]

    @property
    def negotiated(self) -> list[Exchange]:
        """The answers to requests for other media types."""
        return [self.conditional(wanted.replace("/", "_"), ("accept", wanted)) for wanted in OTHER_TYPES]

    @property
    def variants(self) -> list[tuple[Exchange, Exchange]]:
        """Pairs of representations in different media types with strong tags and other content."""
        own, found = self.control, []
        for other in self.negotiated:
            tags = [each.header("etag") or "" for each in (own, other)]
            differ = other.status == 200 and other.media_type != own.media_type and other.body != own.body
            if differ and all(map(is_strong, tags)):
                found.append((own, other))
        return found

    @property
    def others(self) -> list[Exchange]:
        """The answers to other requests for the representation."""
        ranged = [*self.ranges.values(), *self.beyond, *self.outdated, *self.other_unit]
        tagged = [*self.matched, *self.unmatched, *self.listed, *self.compared]
        return list({each.key: each for each in (*tagged, *self.since, *self.no_date, *self.both, *ranged)}.values())

    def others_with(self, name: str) -> list[tuple[Exchange, str]]:
        """(answer, value) of the answers to other requests that have this header."""
        told = [each for each in self.told if each.key != self.control.key]
        return [(each, value) for each in told if (value := each.header(name)) is not None]

    @property
    def told(self) -> list[Exchange]:
        """All answers, each once."""
        return list({each.key: each for each in (*self.answers, *self.others, *self.negotiated)}.values())

    @property
    def retagged(self) -> list[tuple[Exchange, str]]:
        """(answer, its ETag) of the answers to other requests."""
        return self.others_with("etag")

    @property
    def retold(self) -> list[Exchange]:
        """The others that are sent as the whole resource, in the state of its strong tag."""
        tag = self.control.header("etag")
        return [
            each for each in self.others if each.status == 200 and tag == each.header("etag") and is_strong(tag or "")
        ]

    @property
    def formed(self) -> list[tuple[Exchange, str, str]]:
        """(answer, name, value) of the headers whose form is judged."""
        fields = [(each, name.lower(), value) for each in self.told for name, value in each.answer.headers]
        return [field for field in fields if field[1] in FORMED]

    @property
    def dated(self) -> list[tuple[Exchange, str]]:
        """(resource, its Last-Modified), if it has one."""
        value = self.control.header("last-modified")
        return [] if value is None else [(self.control, value)]

    @property
    def redated(self) -> list[tuple[Exchange, str]]:
        """(answer, its Last-Modified) of the answers to other requests."""
        return self.others_with("last-modified")

    @property
    def dates(self) -> list[tuple[Exchange, str]]:
        """The same, if it is well-formed."""
        return [each for each in self.dated if imf_fixdate(each[1])]

    @property
    def clocked(self) -> list[tuple[Exchange, str, str]]:
        """(resource, its Last-Modified, the latest Date of the answer), if both are well-formed."""
        told = [value for name, value in self.control.answer.headers if name.lower() == "date" and imf_fixdate(value)]
        latest = max(told, key=lambda each: imf_fixdate(each) or (), default=None)
        return [(found, value, latest) for found, value in self.dates if latest]

    @property
    def since(self) -> list[Exchange]:
        """The answer on condition of a change after its Last-Modified."""
        found = self.dates if self.is_stable else []
        return [self.conditional("since", ("if-modified-since", value)) for _, value in found]

    @property
    def unchanged_by_date(self) -> list[Exchange]:
        return [each for each in self.since if each.status == 304]

    @property
    def no_date(self) -> list[Exchange]:
        """The answer on condition of a change after what is not a date, if the product evaluates dates."""
        return [
            self.conditional("bad-if-modified-since", ("if-modified-since", "yesterday"))
            for _ in self.unchanged_by_date
        ]

    @property
    def both(self) -> list[Exchange]:
        """The answer on conditions of which the tag differs and the date does not, if the product evaluates both."""
        if not self.evaluated or not self.unchanged_by_date:
            return []
        _, value = self.dates[0]
        return [self.conditional("both", ("if-none-match", OTHER_TAG), ("if-modified-since", value))]

    @property
    def other_unit(self) -> list[Exchange]:
        """The answer to a range in an unknown unit, unless it refuses the range: RFC 9110, 14.2 asks for both."""
        found = self.conditional("other-unit", ("range", f"{OTHER_UNIT}=0-1"))
        return [found] if found.status != 416 else []

    def ranged(self, part: str, wanted: str, *more: tuple[str, str]) -> Exchange:
        return self.conditional(part, ("range", wanted), *more)

    @property
    def ranges(self) -> dict[str, Exchange]:
        """The answers to requests for ranges, if the resource is stable and long enough."""
        asked = (FIRST, LAST, REST) if self.is_stable and len(self.control.body) > 2 else ()
        return {wanted: self.ranged(f"range-{at}", wanted) for at, wanted in enumerate(asked)}

    @property
    def parts(self) -> list[tuple[str, Exchange]]:
        """(range asked for, answer) of the answers with one part."""
        parts = [(wanted, found) for wanted, found in self.ranges.items() if found.status == 206]
        return [each for each in parts if not (each[1].media_type or "").startswith("multipart/")]

    @property
    def named_parts(self) -> list[tuple[str, Exchange, Range]]:
        """Those with a valid Content-Range."""
        found = [(wanted, part, range_of(part.header("content-range") or "")) for wanted, part in self.parts]
        return [(wanted, part, named) for wanted, part, named in found if named]

    @property
    def beyond(self) -> list[Exchange]:
        """The refusal of a range beyond the end, if there is one."""
        found = self.ranged("beyond", "bytes=999999999999-") if self.parts else None
        return [found] if found and found.status == 416 else []

    @property
    def outdated(self) -> list[Exchange]:
        """The answer to a range on condition of another tag, if the product supports ranges and has a strong tag."""
        strong = any(is_strong(tag) for _, tag in self.tags)
        return [self.ranged("outdated", FIRST, ("if-range", OTHER_TAG))] if strong and self.parts else []


def view(service: Service) -> Conditions:
    """The interface behind the service."""
    return Conditions(service)
