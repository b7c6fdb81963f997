"""The exchanges of a run as an HTTP Archive (HAR 1.2), for common developer tools."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import IO, Any
from urllib.parse import parse_qsl, urlsplit

from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.reporting.neutral import json_line
from conformance.reporting.views import Exchanges
from conformance.version import __version__


def write_har(record: Exchanges, out: IO[str], language: str) -> None:
    """Write the archive; nothing in it depends on the language."""
    out.write(json_line(json.dumps(archive(record), ensure_ascii=False, indent=1)) + "\n")


def archive(record: Exchanges) -> dict[str, Any]:
    """The archive, with placeholders for secrets as in the record. Each entry's comment is the exchange's key.

    Raises Problem for exchanges that are not what a run writes.
    """
    try:
        entries = [_entry(told, record) for told in record.conversations if _is_http(told)]
    except (KeyError, TypeError, AttributeError, ValueError, IndexError):  # a record that somebody else wrote
        problem = Text("the evidence holds exchanges that no run writes", "证据中的交互记录不是运行写出的内容")
        raise Problem(problem) from None
    creator = {"name": "metaverse-conformance", "version": __version__}
    return {"log": {"version": "1.2", "creator": creator, "entries": entries}}


def _is_http(told: Mapping[str, Any]) -> bool:
    """Whether a conversation is a request with its response, or with the error that came instead."""
    sent, *more = told["steps"]
    return "method" in sent.get("sent", ()) and ("status" in more[0].get("received", ()) if more else "failed" in sent)


def _entry(told: Mapping[str, Any], record: Exchanges) -> dict[str, Any]:
    first, *more = told["steps"]
    asked, failure = first["sent"], first.get("failed")
    answer = more[0]["received"] if more else None
    milliseconds = (more[0]["at"] if more else first.get("until", 0)) * 1000
    return {
        "startedDateTime": told["started"],
        "time": milliseconds,
        "comment": told["key"] + (f" {failure['key']}" if failure else ""),
        "request": {
            "method": asked["method"],
            "url": asked["url"],
            "httpVersion": "HTTP/1.1",
            "cookies": [],
            "headers": _pairs([*asked["headers"], *asked["credentials"]]),
            "queryString": _pairs(parse_qsl(urlsplit(asked["url"]).query, keep_blank_values=True)),
            **_posted(asked, record.body(asked["body"])),
            "headersSize": -1,
            "bodySize": len(record.body(asked["body"])),
        },
        "response": _response(answer, record.body(answer["body"]) if answer else b""),
        "cache": {},
        "timings": {"send": 0, "wait": milliseconds, "receive": 0},
    }


def _response(answer: Mapping[str, Any] | None, body: bytes) -> dict[str, Any]:
    """The response; a request without one has status 0, as browsers write it."""
    headers = answer["headers"] if answer else []
    status = answer["status"] if answer else 0
    return {
        "status": status,
        "statusText": HTTPStatus(status).phrase if status in set(HTTPStatus) else "",
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _pairs(headers),
        "content": {"size": len(body), "mimeType": _header(headers, "content-type"), **_text(body)},
        "redirectURL": _header(headers, "location"),
        "headersSize": -1,
        "bodySize": len(body),
    }


def _posted(asked: Mapping[str, Any], body: bytes) -> dict[str, Any]:
    if not body:
        return {}
    return {"postData": {"mimeType": _header(asked["headers"], "content-type"), **_text(body)}}


def _text(body: bytes) -> dict[str, str]:
    try:
        return {"text": body.decode("utf-8")}
    except UnicodeDecodeError:
        return {"text": base64.b64encode(body).decode("ascii"), "encoding": "base64"}


def _header(headers: list[list[str]], name: str) -> str:
    return next((value for each, value in headers if each.lower() == name), "")


def _pairs(headers: Any) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in headers]
