"""Answers as samples: head and body as bytes, so that the operators of documents apply to the body."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from conformance.transports.exchange import Answer

MARK = b"HTTP "
OTHER_STATUSES = (200, 201, 204, 302, 400, 401, 404, 406, 410, 418, 500, 503)
OTHER_HEADERS = ("text/html", "application/octet-stream", "application/json; charset=gbk", "", "x")
FRAMING = frozenset({"content-length"})
"""Headers that are not changed: a connection obeys them, so that a false one is a failure of the connection."""
PAGE = b"<!DOCTYPE html><html><body>It works</body></html>"


def written(answer: Answer) -> bytes:
    """The answer as bytes: its status, its headers, a blank line, its body."""
    lines = [f"{name}: {value}" for name, value in answer.headers]
    return MARK + "\n".join([str(answer.status), *lines, "", ""]).encode("latin-1") + answer.body


def is_answer(data: bytes) -> bool:
    """Whether these bytes were written from an answer."""
    return data.startswith(MARK)


def read(data: bytes) -> Answer:
    """The answer that was written."""
    head, body = halves(data)
    status, *lines = head.decode("latin-1").removeprefix("HTTP ").splitlines()
    headers = tuple((name, value) for name, _, value in (line.partition(": ") for line in lines))
    return Answer(int(status), headers, body)


def halves(data: bytes) -> tuple[bytes, bytes]:
    """Head and body."""
    head, _, body = data.partition(b"\n\n")
    return head, body


def form_of(data: bytes) -> tuple[int, str]:
    """Status and body of an answer without texts and numbers: answers that say something else have other forms."""
    found = read(data)
    try:
        return found.status, json.dumps(_form(json.loads(found.body)), sort_keys=True)
    except ValueError:
        return found.status, "text" if found.body else ""


def _form(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _form(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_form(each) for each in value[:1]]
    return value if isinstance(value, bool) else type(value).__name__


def undated(data: bytes) -> Answer:
    """The answer without the time at which it was sent."""
    found = read(data)
    return replace(found, headers=tuple(each for each in found.headers if each[0].lower() != "date"))


def head_changes(data: bytes) -> Iterator[tuple[str, str, bytes]]:
    """(operator, place, answer) for each change of status and headers, and of the body as a whole."""
    answer = read(data)
    for status in OTHER_STATUSES:
        if status != answer.status:
            yield f"http.status_{status}", f"{answer.status}", written(Answer(status, answer.headers, answer.body))
    for at, (name, value) in enumerate(answer.headers):
        if name.lower() in FRAMING:
            continue
        place = f"{answer.status} {name.lower()}"
        rest = (*answer.headers[:at], *answer.headers[at + 1 :])
        yield "http.header_removed", place, written(Answer(answer.status, rest, answer.body))
        for number, other in enumerate(OTHER_HEADERS):
            if other != value:
                headers = (*answer.headers[:at], (name, other), *answer.headers[at + 1 :])
                yield f"http.header_{number}", place, written(Answer(answer.status, headers, answer.body))
    bodies = {"none": b"", "page": PAGE, "half": answer.body[: len(answer.body) // 2], "null": b"null", "list": b"[]"}
    for what, body in bodies.items():
        if body != answer.body:
            place = f"{answer.status} body"
            yield f"http.body_{what}", place, written(Answer(answer.status, answer.headers, body))
