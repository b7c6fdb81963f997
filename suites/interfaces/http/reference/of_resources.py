"""Faults in what becomes of resources that are created, replaced and removed."""

from __future__ import annotations

import json
from dataclasses import replace

from conformance_suites.interfaces.http.reader.writing import MANY_SCRIPTS, UNREADABLE, WRONG_CODING

from .changes import Change, Condition, Misread, answers, forgetting, headers, members, status, when
from .messages import Asked, Reply, problem

FIXED = ("/things/1", "/things/2")
_ACCEPTED = Reply(200, {"content-type": "application/json"}, b"{}")


def _is_own(asked: Asked, reply: Reply) -> bool:
    """Whether it is the answer to a GET request for a thing that was created."""
    return (
        asked.method == "GET" and reply.status == 200 and asked.path.startswith("/things/") and asked.path not in FIXED
    )


def _posts(*, part: bytes = b"", media_type: str = "", twice: bytes = b"") -> Condition:
    """Whether content with this part or of this type is sent to the collection."""

    def holds(asked: Asked, _: Reply) -> bool:
        typed = media_type in asked.headers.get("content-type", "")
        return asked.method == "POST" and part in asked.body and typed and (not twice or asked.body.count(twice) == 2)

    return holds


def _unreadable(asked: Asked, _: Reply) -> bool:
    return asked.body == UNREADABLE


def _accepting(condition: Condition) -> Change:
    return when(condition, lambda _: _ACCEPTED)


def _breaking(condition: Condition) -> Change:
    return when(condition, lambda _: problem(500, "", "Internal Server Error", "/api/things"))


def _asking(asked: Asked, reply: Reply) -> Reply:
    """Characters that are not in ASCII become question marks."""
    if not _is_own(asked, reply) or json.loads(reply.body)["name"] != MANY_SCRIPTS:
        return reply
    return reply.with_members(name=MANY_SCRIPTS.encode("ascii", "replace").decode())


def _stale(asked: Asked, reply: Reply) -> Reply:
    """Replacements are not seen."""
    stale = _is_own(asked, reply) and str(json.loads(reply.body)["name"]).endswith(" 2")
    return reply.with_members(name=json.loads(reply.body)["name"].removesuffix(" 2")) if stale else reply


def _first_again(asked: Asked, reply: Reply) -> Reply:
    if asked.path != "/things" or asked.method != "GET" or "after" not in asked.query:
        return reply
    return reply.with_json([{"id": 1, "name": "shelf", "city": "上海"}, *json.loads(reply.body)])


def _is_last_page(asked: Asked, reply: Reply) -> bool:
    return asked.path == "/things" and asked.method == "GET" and "link" not in reply.headers


def _endless(asked: Asked, reply: Reply) -> Reply:
    if asked.path != "/things" or asked.method != "GET":
        return reply
    after = int(asked.query.get("after", "0")) + 1
    return reply.with_headers(link=f'</api/things?after={after}>; rel="next"')


def _quirk(name: str) -> Misread:
    return lambda asked: replace(asked, quirk=name)


# Fault -> how requests are misread before they are answered.
MISREADINGS: dict[str, Misread] = {
    "IFC-RES-006_the_same": _quirk("reuse"),
    "IFC-RES-009_conflict": _quirk("once"),
    "IFC-RES-009_appends": _quirk("appends"),
    "IFC-RES-010_still_there": _quirk("keeps"),
    "IFC-RES-012_lost": forgetting("if-match"),
    "IFC-RES-013_lost": forgetting("if-none-match", of="*"),
}
_TEXT = _posts(media_type="text/plain")
CHANGES: dict[str, Change] = {
    "IFC-RES-001_refused": when(answers(201), lambda _: problem(422, "no-name", "A thing needs a name", "/api/things")),
    "IFC-RES-002_ok": when(answers(201), status(200)),
    "IFC-RES-002_no_location": when(answers(201), headers(location=None)),
    "IFC-RES-003_not_found": when(_is_own, lambda _: problem(404, "not-found", "No such thing", "/api/things")),
    "IFC-RES-004_other": when(_is_own, members(count="3")),
    "IFC-RES-005_question_marks": _asking,
    "IFC-RES-007_created": when(answers(200, "PUT"), status(201)),
    "IFC-RES-008_stale": _stale,
    "IFC-RES-011_breaks": when(answers(404, "DELETE"), lambda _: problem(500, "", "Internal Server Error", "/api")),
    "IFC-RES-014_accepted": _accepting(_unreadable),
    "IFC-RES-014_breaks": _breaking(_unreadable),
    "IFC-RES-015_accepted": _accepting(_posts(part=WRONG_CODING)),
    "IFC-RES-016_accepted": _accepting(_TEXT),
    "IFC-RES-016_breaks": _breaking(_TEXT),
    "IFC-RES-017_bad_request": when(
        _TEXT, lambda _: problem(400, "media-type", "Only JSON is understood", "/api/things")
    ),
    "IFC-RES-018_accepted": _accepting(_posts(twice=b'"name"')),
    "IFC-RES-019_breaks": _breaking(_posts(part=b"[[[[")),
    "IFC-RES-020_endless": _endless,
    "IFC-RES-020_circle": when(_is_last_page, headers(link='</api/things>; rel="next"')),
    "IFC-RES-021_first_again": _first_again,
}
