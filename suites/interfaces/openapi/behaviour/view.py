"""A service and its own OpenAPI description: what it answers to the requests that the description gives as examples."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from conformance.authoring import Blocked, NotRun
from conformance.readers.json import escape
from conformance.readers.source import Source
from conformance.transports.exchange import Exchange, Request
from conformance.transports.service import Service
from conformance_suites.interfaces.openapi.reader import document
from conformance_suites.interfaces.openapi.reader.bounds import OPERATIONS_CALLED
from conformance_suites.interfaces.openapi.reader.document import Members, OpenApiDocument
from conformance_suites.interfaces.openapi.reader.references import Place
from conformance_suites.interfaces.openapi.reader.schemas import Schemas

READING, WRITING = ("get",), ("post", "put", "patch")
JSON = "application/json"
DEEPEST = 8
Values = dict[tuple[str, str], Any]
"""Values of parameters by location and name; None leaves one out."""
_BY_TYPE: dict[str, Any] = {"integer": 1, "number": 1, "boolean": True, "string": "a", "array": [], "object": {}}


class Operation(NamedTuple):
    """An operation of a path: its pointer, its method in lower case, and its parameters by location and name."""

    pointer: str
    method: str
    path: str
    members: Members
    parameters: dict[tuple[str, str], Place]

    @property
    def label(self) -> str:
        return f"{self.method.upper()} {self.path}"


class Called(NamedTuple):
    """An operation, and what the service answered to a request that its description gives as an example."""

    operation: Operation
    exchange: Exchange


class Described(NamedTuple):
    """What the description says of a response: the pointer and the members of its Response Object."""

    pointer: str
    members: Members


@dataclass(frozen=True)
class DescribedService:
    """The service at the endpoint of the plan."""

    service: Service

    @property
    def published(self) -> Exchange:
        """The response with the description."""
        url = str(self.service.information("description"))
        return self.service.shared("description", lambda service: service.get(url, follow=True))

    @cached_property
    def text(self) -> OpenApiDocument:
        """The description as it was served, whatever it is."""
        served = self.published
        if served.status != 200:
            raise Blocked("no_description", exchange=served.key, status=served.status)
        name = "openapi.json" if (served.media_type or "").endswith("json") else "openapi.yaml"
        return document.view(Source(name, served.body))

    @cached_property
    def description(self) -> OpenApiDocument:
        """The description. Raises Blocked unless it is a document of a version that is judged."""
        if not self.text.root:
            raise Blocked("blocked_by", ids=["IFC-OAB-001"])
        _ = self.text.version
        return self.text

    @cached_property
    def schemas(self) -> Schemas:
        """What the description says of the content of responses."""
        return Schemas(self.description)

    @cached_property
    def sent_schemas(self) -> Schemas:
        """What it says of what is sent."""
        return Schemas(self.description, "readOnly")

    @property
    def documents(self) -> list[tuple[str, bytes]]:
        """The description, to be judged as a document."""
        return [("openapi", self.published.body)] if self.text.names_a_version else []

    @cached_property
    def operations(self) -> list[Operation]:
        """The operations of all paths whose parts are in the document."""
        api, found = self.description, []
        for pointer, path in api.paths:
            place = api.resolved(api.root["paths"][path], pointer)
            for method in (*READING, *WRITING) if place else ():
                if place and isinstance(members := place[1].get(method), dict):
                    own = f"{place[0]}/{method}"
                    given = (*_listed(place[1], place[0]), *_listed(members, own))
                    listed = [api.resolved(each, pointer) for pointer, each in given]
                    known = {(each[1]["in"], each[1]["name"]): each for each in listed if each and _is_named(each[1])}
                    found.append(Operation(own, method, path, members, known))
        return found

    @cached_property
    def reading(self) -> list[Operation]:
        """The operations that only read."""
        return [each for each in self.operations if each.method in READING]

    @cached_property
    def writing(self) -> list[Operation]:
        """The operations that take JSON and may change something."""
        return [each for each in self.operations if each.method in WRITING and self.body_schema(each)]

    @property
    def given(self) -> dict[str, str]:
        """The values of parameters in the plan."""
        with suppress(NotRun):
            return dict(each.split("=", 1) for each in self.service.information("parameters") if "=" in each)
        return {}

    @property
    def called(self) -> list[Called]:
        """The answers to one request for each operation that reads."""
        return self.service.shared("called", self._call)

    def _call(self, service: Service) -> list[Called]:
        found = []
        for each in self.reading[:OPERATIONS_CALLED]:
            message = request(service, each, self.values(each))
            found.append(Called(each, service.send(message, judging=(401, 429, 503))))
        return found

    def send(self, operation: Operation, values: Values, body: Any = None) -> Exchange:
        """The response to a request for an operation. Raises Blocked where there is none."""
        return self.service.send(request(self.service, operation, values, body), judging=(401, 429, 503))

    def values(self, operation: Operation) -> Values:
        """A value for each parameter that is required or in the plan."""
        return {place: self._value(operation, *place) for place in operation.parameters}

    def _value(self, operation: Operation, place: str, name: str) -> Any:
        """A value of a parameter: from the plan, from its examples, or the simplest of its type; None to omit it."""
        _, parameter = operation.parameters[place, name]
        if name in self.given:
            return self.given[name]
        if parameter.get("required") is not True:
            return None
        return parameter["example"] if "example" in parameter else self._simplest(parameter.get("schema"))

    def simplest_body(self, operation: Operation) -> Any:
        """A body that the operation should accept: an example of the description, or what its schema requires."""
        body = self.description.resolved(operation.members["requestBody"], "")
        media_type = body[1]["content"][JSON] if body else {}
        return media_type["example"] if "example" in media_type else self._simplest(media_type["schema"])

    def _simplest(self, schema: Any, depth: int = 0) -> Any:
        """An example of a schema, or the simplest value of its type."""
        found = self.description.resolved(schema, "")
        members = found[1] if found and depth < DEEPEST else {}
        for name in ("example", "default", "const"):
            if name in members:
                return members[name]
        for listed in (members.get("examples"), members.get("enum")):
            if isinstance(listed, list) and listed:
                return listed[0]
        kind, properties = members.get("type"), members.get("properties")
        if isinstance(kind, list) and kind:
            kind = kind[0]
        if isinstance(properties, dict):
            required = [name for name in _strings(members.get("required")) if name in properties]
            return {name: self._simplest(properties[name], depth + 1) for name in required}
        return members.get("minimum", _BY_TYPE.get(kind if isinstance(kind, str) else "string"))

    @property
    def unreached(self) -> list[str]:
        """The operations that did not succeed, so that next to nothing is known of them."""
        reached = {each.label for each in self.reached}
        return [each.label for each in self.reading if each.label not in reached]

    @property
    def reached(self) -> list[Operation]:
        """The operations that read and did succeed."""
        return [each.operation for each in self.called if 200 <= each.exchange.status < 300]

    def response(self, called: Called) -> Described | None:
        """What the description says of the response; None for nothing, or for what is in another document."""
        name = response_name(called)
        if name is None:
            return None
        pointer = f"{called.operation.pointer}/responses/{name}"
        place = self.description.resolved(called.operation.members["responses"][name], pointer)
        return Described(*place) if place else None

    def body_schema(self, operation: Operation) -> str | None:
        """The pointer of the schema of a JSON body that the operation takes; None if it takes none."""
        body = self.description.resolved(operation.members.get("requestBody"), f"{operation.pointer}/requestBody")
        content = body[1].get("content") if body else None
        media_type = content.get(JSON) if isinstance(content, dict) else None
        found = body is not None and isinstance(media_type, dict) and "schema" in media_type
        return f"{body[0]}/content/{escape(JSON)}/schema" if body and found else None


def request(service: Service, operation: Operation, values: Values, body: Any = None) -> Request:
    """A request for an operation with these values of its parameters; those that are None are left out."""
    path, query, headers = operation.path, [], [("accept", "application/json, */*;q=0.1")]
    for (place, name), value in values.items():
        if value is None:
            continue
        if place == "path":
            path = path.replace(f"{{{name}}}", quote(plain(value), safe=""))
        elif place == "query":
            query += [(name, plain(each)) for each in (value if isinstance(value, list) else [value])]
        elif place == "header" and name.lower() not in ("accept", "content-type", "authorization"):
            headers.append((name, plain(value)))
    url = service.url.rstrip("/") + path + (f"?{urlencode(query)}" if query else "")
    if body is None:
        return Request(operation.method.upper(), url, tuple(headers))
    headers.append(("content-type", "application/json"))
    return Request(operation.method.upper(), url, tuple(headers), json.dumps(body).encode())


def plain(value: Any) -> str:
    """A value as text in a URL or a header."""
    return value if isinstance(value, str) else json.dumps(value)


def response_name(called: Called) -> str | None:
    """The name under which the operation describes the response: its status, its range, or default; None for none."""
    responses, status = called.operation.members.get("responses"), str(called.exchange.status)
    names = (status, f"{status[0]}XX", "default")
    return next((name for name in names if isinstance(responses, dict) and name in responses), None)


def header_names(described: Described) -> list[tuple[str, Any]]:
    """The headers that the description has for a response, with their pointers; Content-Type is ignored there."""
    headers = described.members.get("headers")
    named = [name for name in headers if name.lower() != "content-type"] if isinstance(headers, dict) else []
    return [(f"{described.pointer}/headers/{escape(name)}", name) for name in named]


def _listed(owner: Members, pointer: str) -> list[tuple[str, Any]]:
    """The entries of a list of parameters, with their pointers."""
    given = owner.get("parameters")
    return [(f"{pointer}/parameters/{at}", each) for at, each in enumerate(given if isinstance(given, list) else ())]


def _strings(value: Any) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _is_named(parameter: Members) -> bool:
    return isinstance(parameter.get("in"), str) and isinstance(parameter.get("name"), str)


def view(service: Service) -> DescribedService:
    """The service and its description."""
    return DescribedService(service)
