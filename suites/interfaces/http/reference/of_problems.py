"""Faults in errors."""

from __future__ import annotations

from conformance_suites.interfaces.http.reader.api import CANARY, UNHEARD_METHOD

from .changes import Change, answers, asks, body, headers, members, when
from .messages import Asked, Reply
from .of_semantics import UNKNOWN

_UNKNOWN = asks("", UNKNOWN)
_BLANK = answers(405, UNHEARD_METHOD)
JAVA = "at org.shelf.Things.find(Things.java:42)"
PYTHON = "Traceback (most recent call last): KeyError"
CONNECTION = "postgres://shelf:wooden@db/things"
QUERY = "SELECT name FROM things WHERE id = 'none'"


def _own_title(asked: Asked, reply: Reply) -> Reply:
    return reply.with_members(title=f"No {asked.path}") if reply.status == 404 else reply


def _returned(asked: Asked, reply: Reply) -> Reply:
    if asked.method != "TRACE":
        return reply
    refusal = Reply(405, {"content-type": "application/problem+json", "allow": "GET, HEAD, OPTIONS"})
    return refusal.with_json({"title": "Method Not Allowed", "detail": f"Bearer {CANARY} may not do this"})


def _told(detail: str) -> Change:
    """This text in the error about the resource that does not exist."""
    return when(_UNKNOWN, members(detail=detail))


def _told_to(path: str, detail: str) -> Change:
    """This text in the errors about a path that begins like this, but not in those about other resources."""

    def change(asked: Asked, reply: Reply) -> Reply:
        return reply.with_members(detail=detail) if asked.path.startswith(path) and reply.status == 404 else reply

    return change


def _told_to_writers(detail: str) -> Change:
    return when(lambda asked, reply: asked.method == "POST" and reply.status == 400, members(detail=detail))


def _as_json(asked: Asked, reply: Reply) -> Reply:
    return reply.with_headers(content_type="application/json") if reply.status >= 400 else reply


CHANGES: dict[str, Change] = {
    "IFC-PRB-001_array": when(_UNKNOWN, body(b'[{"title": "No such thing"}]')),
    "IFC-PRB-002_status_as_text": when(_UNKNOWN, members(status="404")),
    "IFC-PRB-002_status_as_flag": when(_UNKNOWN, members(status=True)),
    "IFC-PRB-002_details": when(_UNKNOWN, members(detail=["none", "at all"])),
    "IFC-PRB-003_blank": when(_UNKNOWN, members(type="https://api.reference.example/not found")),
    "IFC-PRB-004_brackets": when(_UNKNOWN, members(instance="/api/things[none]")),
    "IFC-PRB-005_bad_request": when(_UNKNOWN, members(status=400)),
    "IFC-PRB-006_own_title": _own_title,
    "IFC-PRB-007_other_words": when(_BLANK, members(title="We do not do this")),
    "IFC-PRB-008_path": when(_UNKNOWN, members(type="/problems/not-found")),
    "IFC-PRB-009_hyphen": when(_UNKNOWN, members(**{"trace-number": 7})),
    "IFC-PRB-009_two_letters": when(_UNKNOWN, members(id=7)),
    "IFC-PRB-010_empty": when(_UNKNOWN, body(b"")),
    "IFC-PRB-011_xml": when(_BLANK, headers(content_type="application/problem+xml")),
    "IFC-PRB-012_plain_json": _as_json,
    "IFC-PRB-013_java": _told(JAVA),
    "IFC-PRB-013_python": _told(PYTHON),
    "IFC-PRB-014_unix": _told("cannot open /srv/shelf/things/none.json.py"),
    "IFC-PRB-014_windows": _told("cannot open C:\\shelf\\things\\none"),
    "IFC-PRB-015_query": _told(QUERY),
    "IFC-PRB-016_connection": _told(f"no row in {CONNECTION}"),
    "IFC-PRB-016_returned": _returned,
    "IFC-PRB-017_debugger": _told("The debugger caught an exception"),
    "IFC-PRB-018_system": when(asks("GET"), headers(server="shelf/1.2 (Ubuntu)")),
    "IFC-PRB-018_patch": when(asks("GET"), headers(server="shelf/1.2.3")),
    "IFC-PRB-019_java": _told_to("/things/1", JAVA),
    "IFC-PRB-019_path": _told_to("/things/1'", "cannot open /srv/shelf/things/1.py"),
    "IFC-PRB-019_secret": _told_to("/things/1'", CONNECTION),
    "IFC-PRB-020_python": _told_to_writers(PYTHON),
    "IFC-PRB-020_path": _told_to_writers("cannot read /srv/shelf/things.py"),
    "IFC-PRB-020_secret": _told_to_writers(CONNECTION),
}
