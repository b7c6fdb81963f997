"""Faults in methods, media types and links."""

from __future__ import annotations

from dataclasses import replace

from conformance_suites.interfaces.http.reader.api import CANARY, NOBODYS_TYPE, UNHEARD_METHOD

from .changes import Change, Misread, answers, asks, body, forgetting, headers, status, when
from .messages import Asked, Reply, problem

KNOWN, UNKNOWN = "/things/1", "/things/none"


def _is_negotiated(asked: Asked, reply: Reply) -> bool:
    return asked.headers.get("accept") == NOBODYS_TYPE


def _without_vary(asked: Asked, reply: Reply) -> Reply:
    return reply.with_headers(vary="Origin") if "accept" in reply.headers.get("vary", "").lower() else reply


def _echoed(asked: Asked, reply: Reply) -> Reply:
    if asked.method != "TRACE":
        return reply
    return replace(reply, body=reply.body + f"authorization: Bearer {CANARY}\r\n".encode())


def _broken(part: str) -> Change:
    """The status 500 for requests whose path or headers hold this part."""

    def change(asked: Asked, reply: Reply) -> Reply:
        held = part in asked.path or part in asked.headers.values()
        return problem(500, "", "Internal Server Error", "/api") if held else reply

    return change


def _coded(text: bytes) -> Change:
    """The known thing with this text as its content, to whoever asks for JSON."""
    return when(asks("", KNOWN), lambda reply: _json_body(reply, text))


def _json_body(reply: Reply, text: bytes) -> Reply:
    return replace(reply, body=text) if reply.headers.get("content-type") == "application/json" else reply


CHANGES: dict[str, Change] = {
    "IFC-HTP-001_not_found": when(asks("GET", KNOWN), status(404)),
    "IFC-HTP-001_nothing": when(asks("GET", KNOWN), body(b"")),
    "IFC-HTP-002_not_allowed": when(asks("HEAD", KNOWN), status(501)),
    "IFC-HTP-002_found": when(asks("HEAD", UNKNOWN), status(200)),
    "IFC-HTP-003_no_type": when(asks("HEAD", KNOWN), headers(content_type=None)),
    "IFC-HTP-003_other_type": when(asks("HEAD", KNOWN), headers(content_type="text/html")),
    "IFC-HTP-004_zero": when(asks("HEAD", KNOWN), headers(content_length="0")),
    "IFC-HTP-005_found": when(
        asks("", UNKNOWN),
        lambda reply: Reply(200, {"content-type": "text/html"}, b"<!DOCTYPE html><title>Shelf</title>"),
    ),
    "IFC-HTP-006_no_allow": when(answers(405), headers(allow=None)),
    "IFC-HTP-007_blanks": when(answers(405), headers(allow="GET HEAD")),
    "IFC-HTP-008_lists_it": when(answers(405), headers(allow=f"GET, {UNHEARD_METHOD}")),
    "IFC-HTP-009_only_options": when(asks("OPTIONS", KNOWN), headers(allow="OPTIONS, PUT")),
    "IFC-HTP-009_none": when(answers(405), headers(allow="")),
    "IFC-HTP-010_no_allow": when(asks("OPTIONS", KNOWN), headers(allow=None)),
    "IFC-HTP-011_as_get": when(
        asks(UNHEARD_METHOD), lambda reply: Reply(200, {"content-type": "text/plain"}, b"shelf\n")
    ),
    "IFC-HTP-012_not_found": when(asks(UNHEARD_METHOD), lambda _: problem(404, "not-found", "No such thing", "/api")),
    "IFC-HTP-013_bearer": _echoed,
    "IFC-HTP-014_no_type": when(asks("TRACE", KNOWN), headers(content_type=None)),
    "IFC-HTP-015_word": when(asks("OPTIONS", KNOWN), headers(content_type="json")),
    "IFC-HTP-015_twice": when(asks("TRACE", KNOWN), headers(content_type="message/http, text/plain")),
    "IFC-HTP-016_cut_off": _coded(b'{"id": 1, "name": '),
    "IFC-HTP-016_single_quotes": _coded(b"{'id': 1}"),
    "IFC-HTP-017_gbk": _coded('{"id": 1, "city": "上海"}'.encode("gbk")),
    "IFC-HTP-017_utf16": _coded('{"id": 1}'.encode("utf-16")),
    "IFC-HTP-017_mark": _coded(b'\xef\xbb\xbf{"id": 1}'),
    "IFC-HTP-018_name_twice": _coded(b'{"id": 1, "name": "shelf", "name": "board"}'),
    "IFC-HTP-019_echoed": when(_is_negotiated, headers(content_type=NOBODYS_TYPE)),
    "IFC-HTP-020_no_vary": _without_vary,
    "IFC-HTP-021_no_brackets": when(asks("GET", KNOWN), headers(link='/api/things; rel="collection"')),
    "IFC-HTP-021_no_comma": when(asks("GET", KNOWN), headers(link="</a>; rel=up </b>; rel=next")),
    "IFC-HTP-022_no_relation": when(asks("GET", KNOWN), headers(link='</api/things>; title="all"')),
    "IFC-HTP-022_empty": when(asks("GET", KNOWN), headers(link='</api/things>; rel=""')),
    "IFC-HTP-022_twice": when(asks("GET", KNOWN), headers(link="</api/things>; rel=up; rel=collection")),
    "IFC-HTP-023_quote": _broken("'"),
    "IFC-HTP-023_accept": _broken(";;;"),
    "IFC-HTP-023_language": _broken("*;q=9"),
}
# What is not what it should be is not sent in parts either.
MISREADINGS: dict[str, Misread] = {
    name: forgetting("range") for name in CHANGES if name.startswith(("IFC-HTP-016", "IFC-HTP-017", "IFC-HTP-018"))
}
