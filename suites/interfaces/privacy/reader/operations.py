"""Operations that the plan names, sent as one of its people or as nobody."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from conformance.authoring import Blocked, NotRun
from conformance.transports.address import absolute, origin_of
from conformance.transports.exchange import Exchange, Headers, Request
from conformance.transports.service import Service

JSON = "application/json"
CREDENTIAL = "Authorization: Bearer {token}"
BASIC = "Authorization: Basic {token}"
_PLACE = re.compile(r"\{([a-z]+)\}")


def optional(service: Service, name: str) -> Any:
    """What the plan says for the tests, or None."""
    try:
        return service.information(name)
    except NotRun:
        return None


def basic(name: str, password: Any) -> str:
    """What shows a name and a password by RFC 7617; empty without a password."""
    return b64encode(f"{name}:{password}".encode()).decode() if isinstance(password, str) else ""


def credential(service: Service, token: str, usual: str = CREDENTIAL) -> Headers:
    """The header by which a person shows the token, as the plan writes it."""
    name, _, value = str(optional(service, "credential_header") or usual).partition(":")
    return ((name.strip(), value.strip().replace("{token}", token)),)


def filled(template: str, values: Mapping[str, str]) -> str:
    """A URL of the plan with its places filled in. Raises Blocked for a place of which nothing is known."""

    def value(found: re.Match[str]) -> str:
        if found[1] not in values:
            raise Blocked("unknown_place", cause="configuration", place=found[0], url=template)
        return quote(values[found[1]], safe="")

    return _PLACE.sub(value, template)


def url_of(service: Service, target: str) -> str:
    """A URL of the plan, relative to the endpoint."""
    base = service.url
    return absolute(base if base.endswith("/") else f"{base}/", target)


def operation(service: Service, text: str, values: Mapping[str, str], body: Any = None) -> Request:
    """The request that the plan writes as `POST accounts/{id}/export`, or as a URL alone for GET. Raises Blocked."""
    method, _, target = text.strip().rpartition(" ")
    content = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
    headers = (("content-type", JSON),) if content else ()
    return Request(method.strip().upper() or "GET", url_of(service, filled(target, values)), headers, content)


def sent(
    service: Service,
    request: Request,
    credentials: Headers = (),
    *,
    issues: tuple[str, ...] = (),
    as_plan: bool = False,
) -> Exchange:
    """The answer to a request with these credentials, which are shown only to the origin of the endpoint.

    `as_plan` sends those of the plan. Raises Blocked for an answer that is about how often or when is asked.
    """
    shown = credentials if origin_of(request.url) == origin_of(service.url) else ()
    whole = Request(request.method, request.url, request.headers, request.body, shown, issues=issues)
    return service.ask(whole, authenticate=as_plan)


def given(exchange: Exchange) -> bool:
    """Whether the request was granted."""
    return 200 <= exchange.status < 300


def shows(exchange: Exchange, text: str) -> bool:
    """Whether the content of an answer has this text of letters and digits, in any case and Unicode encoding."""
    return text.lower().encode() in exchange.body.replace(b"\0", b"").lower()


def any_shows(exchanges: Iterable[Exchange], text: str) -> bool:
    """Whether one of them, among those that were granted, has this text."""
    return any(shows(each, text) for each in exchanges if given(each))
