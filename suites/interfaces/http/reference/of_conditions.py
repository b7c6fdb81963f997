"""Faults in conditional requests and ranges."""

from __future__ import annotations

from dataclasses import replace

from conformance_suites.interfaces.http.reader.conditions import OTHER_TAG, OTHER_UNIT

from .changes import Change, Misread, answers, asks, forgetting, headers, taking, when
from .messages import Asked, Reply, problem
from .of_semantics import KNOWN
from .representation import MODIFIED

FUTURE = "Fri, 02 Jan 2099 03:04:05 GMT"


def _told(**values: str) -> Change:
    """These headers of the known thing."""
    return when(lambda asked, reply: asked.path == KNOWN and "etag" in reply.headers, headers(**values))


def _bare(asked: Asked, reply: Reply) -> Reply:
    return reply.with_headers(etag=reply.headers["etag"].strip('"')) if "etag" in reply.headers else reply


def _same_tag(asked: Asked, reply: Reply) -> Reply:
    as_text = reply.headers.get("content-type", "").startswith("text/plain") and "etag" in reply.headers
    return reply.with_headers(etag='"1-1-json"') if as_text else reply


def _other_tag_alone(asked: Asked, _: Reply) -> bool:
    return asked.headers.get("if-none-match") == OTHER_TAG and "if-modified-since" not in asked.headers


def _counted(asked: Asked, reply: Reply) -> Reply:
    if reply.status != 206:
        return reply
    named, _, size = reply.headers["content-range"].partition("/")
    return reply.with_headers(content_range=f"{named}/{int(size) + 1}")


def _longer(asked: Asked, reply: Reply) -> Reply:
    return replace(reply, body=reply.body + b"!") if reply.status == 206 else reply


def _unconditional(asked: Asked) -> Asked:
    return forgetting("if-none-match")(asked) if asked.method == "GET" else asked


def _date_first(asked: Asked) -> Asked:
    return forgetting("if-none-match")(asked) if "if-modified-since" in asked.headers else asked


# Fault -> how requests are misread before they are answered.
MISREADINGS: dict[str, Misread] = {
    "IFC-CND-002_ignored": _unconditional,
    "IFC-CND-004_only_one": forgetting("if-none-match", of=","),
    "IFC-CND-005_strongly": forgetting("if-none-match", of="W/"),
    "IFC-CND-009_future": taking("if-modified-since", FUTURE, MODIFIED),
    "IFC-CND-010_ignored": forgetting("if-modified-since"),
    "IFC-CND-011_taken_as_a_date": taking("if-modified-since", "yesterday", MODIFIED),
    "IFC-CND-012_date_first": _date_first,
    "IFC-CND-013_taken_as_bytes": taking("range", f"{OTHER_UNIT}=0-1", "bytes=0-1"),
    "IFC-CND-017_from_the_start": taking("range", "bytes=-2", "bytes=0-2"),
    "IFC-CND-020_ignored": forgetting("if-range"),
}
CHANGES: dict[str, Change] = {
    "IFC-CND-001_bare": _bare,
    "IFC-CND-001_bare_in_a_part": when(answers(206), headers(etag="1-1-json")),
    "IFC-CND-003_any": when(_other_tag_alone, lambda reply: replace(reply, status=304, body=b"")),
    "IFC-CND-006_no_tag": when(answers(304), headers(etag=None)),
    "IFC-CND-007_one_for_all": _same_tag,
    "IFC-CND-007_cut_off": when(
        asks("GET", KNOWN, range=OTHER_UNIT), lambda reply: replace(reply, body=reply.body[:9])
    ),
    "IFC-CND-008_iso": _told(last_modified="2026-01-02T03:04:05Z"),
    "IFC-CND-008_rfc850": _told(last_modified="Friday, 02-Jan-26 03:04:05 GMT"),
    "IFC-CND-008_thirtieth": _told(last_modified="Mon, 30 Feb 2026 03:04:05 GMT"),
    "IFC-CND-008_in_a_part": when(answers(206), headers(last_modified="2026-01-02T03:04:05Z")),
    "IFC-CND-009_future": _told(last_modified=FUTURE),
    "IFC-CND-013_refused": when(
        asks("GET", KNOWN, range=OTHER_UNIT), lambda _: problem(400, "range", "No such unit", "/api")
    ),
    "IFC-CND-014_no_range": when(answers(206), headers(content_range=None)),
    "IFC-CND-014_backwards": when(answers(206), headers(content_range="bytes 2-1/9")),
    "IFC-CND-015_longer": _longer,
    "IFC-CND-016_counted": _counted,
    "IFC-CND-018_no_time": when(answers(206), headers(last_modified=None)),
    "IFC-CND-018_no_tag": when(answers(206), headers(etag=None)),
    "IFC-CND-019_no_length": when(answers(416), headers(content_range=None)),
    "IFC-CND-019_other_length": when(answers(416), headers(content_range="bytes */1")),
    "IFC-CND-021_iso": _told(date="2026-01-02T03:04:05Z"),
    "IFC-CND-021_no_unit": _told(accept_ranges=""),
    "IFC-CND-021_semicolon": when(answers(206), headers(vary="Accept; Origin")),
}
