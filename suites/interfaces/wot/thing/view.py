"""A live thing and its own Thing Description: how each affordance is used over HTTP, and what the thing answers."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

from conformance.authoring import Blocked, NotRun
from conformance.readers.json_values import object_or_empty
from conformance.readers.source import Source
from conformance.transports.address import absolute, origin_of
from conformance.transports.exchange import Exchange, Request
from conformance.transports.service import Service
from conformance_suites.interfaces.wot.reader import description
from conformance_suites.interfaces.wot.reader.bounds import AFFORDANCES
from conformance_suites.interfaces.wot.reader.description import CONTEXTS, ThingDescription, operations_of
from conformance_suites.interfaces.wot.reader.templates import variables
from conformance_suites.interfaces.wot.reader.walk import Found, Members

JSON, MEDIA_TYPE = "application/json", "application/td+json"
WRITE, INVOKE = "write", "invoke"
"""Names in the plan's information: what may be written, what may be invoked."""
METHODS = {"readproperty": "GET", "readallproperties": "GET", "writeproperty": "PUT", "invokeaction": "POST"}
"""By operation: the method of a form that names none (TD 1.1, 8.3.1)."""
METHOD = "htv:methodName"
PROTECTING = ("basic", "digest", "bearer", "apikey", "oauth2")
"""Security schemes that an HTTP request satisfies or lacks."""
SUBPROTOCOL = "longpoll"
DENIED = (401, 403, 407)


class Use(NamedTuple):
    """How an operation of an affordance is done: the affordance, the form, its method and its address."""

    name: str
    affordance: Members
    form: Found
    method: str
    url: str
    schemes: frozenset[str]

    @property
    def media_type(self) -> str:
        """The content type of the form."""
        return str(self.form.value.get("contentType", JSON))

    @property
    def answered_in(self) -> str:
        """The media type of the answer: that of `response`, or of the form."""
        response = object_or_empty(self.form.value.get("response"))
        return str(response.get("contentType", self.media_type)).partition(";")[0].strip().lower()

    @property
    def is_open(self) -> bool:
        """Whether it needs no access control."""
        return self.schemes == {"nosec"}

    @property
    def is_protected(self) -> bool:
        """Whether each request has to carry what a scheme asks for."""
        return bool(self.schemes) and self.schemes <= {*PROTECTING}

    def request(self, *value: Any) -> Request:
        """The request, with a value where one is given."""
        headers = (("accept", self.answered_in),)
        if not value:
            return Request(self.method, self.url, headers)
        return Request(
            self.method, self.url, (*headers, ("content-type", self.media_type)), json.dumps(value[0]).encode()
        )


class Read(NamedTuple):
    """A property, and what the thing answered to who read it."""

    use: Use
    exchange: Exchange

    @property
    def succeeded(self) -> bool:
        return self.exchange.status // 100 == 2

    @property
    def holds_json(self) -> bool:
        """Whether the answer has a value in JSON, as the form says."""
        return is_json(self.use.answered_in) and is_json(self.exchange.media_type or "") and self.exchange.json.usable


class Chosen(NamedTuple):
    """What the plan allows: an affordance, and a value for it; none where it takes none."""

    use: Use
    value: tuple[Any, ...]


@dataclass(frozen=True)
class LiveThing:
    """The thing whose description is at the endpoint of the plan."""

    service: Service
    turn: threading.Lock = field(default_factory=threading.Lock, compare=False)
    """Held by the row that changes something: rows run at the same time, and the thing has one state."""

    @property
    def published(self) -> Exchange:
        """The answer with the description."""
        accept = (("accept", f"{MEDIA_TYPE}, {JSON};q=0.9, application/ld+json;q=0.9"),)
        url = self.service.url
        return self.service.shared("description", lambda service: service.get(url, headers=accept, follow=True))

    @cached_property
    def given(self) -> ThingDescription:
        """What was published, whatever it is."""
        return description.view(Source("thing.td.json", self.published.body))

    @property
    def is_described(self) -> bool:
        """Whether it is a Thing Description. Raises Blocked for a Thing Model."""
        return self.published.status == 200 and not CONTEXTS.keys().isdisjoint(self.given.context_uris)

    @cached_property
    def thing(self) -> ThingDescription:
        """The description. Raises Blocked without one."""
        if not self.is_described:
            raise Blocked("blocked_by", ids=["IFC-WTB-001"])
        return self.given

    @property
    def documents(self) -> list[tuple[str, bytes]]:
        """The description, to be judged as a document."""
        return [("thing.td.json", self.published.body)] if self.is_described else []

    def uses(self, kind: str, operation: str, *, subprotocol: str | None = None) -> Iterator[Use]:
        """For each affordance, the first form for the operation that is at hand: over HTTP, of the same origin."""
        for around in self.thing.of(kind):
            name = around.pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
            made = (self._use(name, form, operation, subprotocol) for form in self._forms.get(around.pointer, ()))
            if use := next(filter(None, made), None):
                yield use

    @cached_property
    def _forms(self) -> dict[str, list[Found]]:
        """The forms by the place of what is around them."""
        found: dict[str, list[Found]] = {}
        for form in self.thing.of("Form", "ThingForm"):
            if form.around is not None:
                found.setdefault(form.around.pointer, []).append(form)
        return found

    def _use(self, name: str, form: Found, operation: str, subprotocol: str | None) -> Use | None:
        href, operations = form.value.get("href"), operations_of(form)
        if operation not in operations or not isinstance(href, str) or variables(href):
            return None
        if form.value.get("subprotocol") != subprotocol or form.around is None:
            return None
        url = self._absolute(href)
        if url is None or not _same_origin(url, self.service.url):
            return None
        method = form.value.get(METHOD) if len(operations) == 1 else None
        default = METHODS.get(operation, "GET")
        return Use(
            name, form.around.value, form, method if isinstance(method, str) else default, url, self._schemes(form)
        )

    def _absolute(self, href: str) -> str | None:
        """The address of a form; None where it is not one."""
        base = self.thing.root.get("base")
        try:
            known = self.service.absolute(base) if isinstance(base, str) else self.published.request.url
            return absolute(known, href)
        except Blocked:
            return None

    def _schemes(self, form: Found) -> frozenset[str]:
        """The security schemes that are active for a form; of a combination, its name."""
        named = form.value.get("security", self.thing.root.get("security"))
        definitions = object_or_empty(self.thing.root.get("securityDefinitions"))
        names = [each for each in (named if isinstance(named, list) else [named]) if isinstance(each, str)]
        return frozenset(str(object_or_empty(definitions.get(each)).get("scheme", "")) for each in names)

    # What the rows judge

    @cached_property
    def reads(self) -> list[Read]:
        """The properties that are read with GET, with the answers."""
        found = (each for each in self.uses("PropertyAffordance", "readproperty") if each.method == "GET")
        return [Read(use, self._read(use, at)) for at, use in enumerate(islice(found, AFFORDANCES))]

    def _read(self, use: Use, number: int) -> Exchange:
        request = use.request()
        return self.service.shared(f"read {number}", lambda service: service.send(request, judging=DENIED))

    @cached_property
    def answered(self) -> list[Read]:
        """Those that were read. Raises Blocked if there are properties, and none was."""
        found = [each for each in self.reads if each.succeeded]
        if self.reads and not found:
            raise Blocked("nothing_read", exchange=self.reads[0].exchange.key, status=self.reads[0].exchange.status)
        return found

    @property
    def valued(self) -> list[Read]:
        """Those whose value is in JSON, as the form says."""
        return [each for each in self.answered if is_json(each.use.answered_in)]

    @property
    def open_reads(self) -> list[Read]:
        """The properties that need no access control, with the answers."""
        return [each for each in self.reads if each.use.is_open]

    @property
    def protected(self) -> list[Use]:
        """The properties that only some may read."""
        return [each.use for each in self.reads if each.use.is_protected]

    @property
    def constant(self) -> list[Read]:
        """The properties that were read, are read only, and have a value that could be sent back."""
        return [each for each in self.answered if each.use.affordance.get("readOnly") is True and each.holds_json]

    @property
    def named(self) -> list[Read]:
        """The properties that were read and whose name ends their address."""
        return [each for each in self.answered if each.use.url.endswith(f"/{each.use.name}")]

    @cached_property
    def at_once(self) -> list[Use]:
        """The form by which all properties are read at once."""
        return [each for each in self.uses("Thing", "readallproperties") if each.method == "GET"][:1]

    @property
    def writable(self) -> list[Use]:
        """The properties that the description says can be written."""
        return list(self.uses("PropertyAffordance", "writeproperty"))

    @property
    def invocable(self) -> list[Use]:
        """The actions that can be invoked."""
        return list(self.uses("ActionAffordance", "invokeaction"))

    @property
    def observable(self) -> list[Use]:
        """The properties that are observed by long polling."""
        return list(self.uses("PropertyAffordance", "observeproperty", subprotocol=SUBPROTOCOL))

    def chosen(self, name: str, among: list[Use]) -> Chosen:
        """What the plan names for writing or invoking. Raises NotRun if nothing, Blocked if it is not among these."""
        wanted, equals, text = str(self.service.information(name)).partition("=")
        for use in among:
            if use.name == wanted:
                if not equals:
                    return Chosen(use, ())
                try:
                    return Chosen(use, (json.loads(text),))
                except (ValueError, RecursionError):
                    raise Blocked("no_value_given", cause="configuration", text=text) from None
        raise NotRun("not_among", name=name, wanted=wanted, known=[use.name for use in among])


def is_json(media_type: str) -> bool:
    """Whether it is JSON, or of a format in JSON."""
    subtype = media_type.partition("/")[2]
    return subtype == "json" or subtype.endswith("+json")


def _same_origin(url: str, base: str) -> bool:
    try:
        return origin_of(url) == origin_of(base)
    except Blocked:
        return False


def view(service: Service) -> LiveThing:
    """The thing behind the service."""
    return LiveThing(service)
