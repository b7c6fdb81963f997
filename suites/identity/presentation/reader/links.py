"""Finding the request in what a verifier answers: a link for wallets, in a redirect, in JSON or on a page."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from conformance.authoring import Blocked
from conformance.readers.json import parse
from conformance.readers.json_pointer import value_at
from conformance.transports.exchange import Exchange

LONGEST, SEEN = 100_000, 2_000
"""Characters of a link, and strings of a JSON document that are looked at."""
_WORD = re.compile(r"[^\s\"'<>\\]+")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,40}:")
_REQUEST = re.compile(r"[?&](?:client_id|request_uri|request)=.")
_JSON = ("dcql_query", "client_metadata", "transaction_data", "verifier_info")


class Link(NamedTuple):
    """An authorization request as a link, and its parameters (5.4)."""

    url: str
    parameters: dict[str, Any]


def link_in(exchange: Exchange, place: str = "") -> Link:
    """The link in an answer, at the place if the plan names one. Raises Blocked where there is none."""
    for text in _candidates(exchange, place):
        if url := _first_link(text[:LONGEST]):
            return Link(url, parameters_of(url))
    raise Blocked("no_link", cause="configuration", exchange=exchange.key, status=exchange.status)


def _first_link(text: str) -> str:
    """The first word of the text that is a request as a URL, from its scheme on; empty if there is none."""
    for word in _WORD.finditer(text):
        scheme = _SCHEME.search(word[0])
        if scheme and _REQUEST.search(word[0], scheme.end()):
            return word[0][scheme.start() :]
    return ""


def _candidates(exchange: Exchange, place: str) -> Iterator[str]:
    if location := exchange.header("location"):
        yield location
    if exchange.json.usable:
        document = exchange.json.document
        yield from _strings(value_at(document, place) if place else document)
    else:
        yield html.unescape(exchange.body[: 1 << 20].decode("utf-8", "replace"))


def _strings(value: Any) -> Iterator[str]:
    waiting, seen = [value], 0
    while waiting and seen < SEEN:
        each = waiting.pop(0)
        seen += 1
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict | list):
            waiting.extend(each.values() if isinstance(each, dict) else each)


def parameters_of(url: str) -> dict[str, Any]:
    """The parameters of a link; those that are JSON are read (5.1)."""
    pairs = parse_qsl(url.partition("?")[2].partition("#")[0], keep_blank_values=True)
    return {name: _read(text) if name in _JSON else text for name, text in reversed(pairs)}


def _read(text: str) -> Any:
    found = parse(text.encode("utf-8", "surrogatepass"))
    return found.document if found.usable else text
