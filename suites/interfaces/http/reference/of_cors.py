"""Faults in what the interface tells browsers."""

from __future__ import annotations

from dataclasses import replace

from conformance_suites.interfaces.http.reader.origins import FOREIGN, NOBODY, look_alike

from .changes import Change, asks, headers, when
from .messages import Asked, Reply
from .of_semantics import KNOWN, UNKNOWN
from .origins import ALLOWED

_ASKED = asks("OPTIONS", KNOWN, origin=ALLOWED)


def _admitted(origin: str) -> Change:
    """Pages of this origin are admitted with credentials."""
    admitting = headers(access_control_allow_origin=origin, access_control_allow_credentials="true")
    return lambda asked, reply: admitting(reply) if asked.headers.get("origin") == origin else reply


def _all_admitted(asked: Asked, reply: Reply) -> Reply:
    if "origin" not in asked.headers:
        return reply
    return reply.with_headers(access_control_allow_origin="*", access_control_allow_credentials="true")


def _shared(**values: str | None) -> Change:
    """These headers of answers that a page may read."""
    return when(lambda _, reply: "access-control-allow-origin" in reply.headers, headers(**values))


def _never_sniffed(**values: str | None) -> Change:
    return when(lambda _, reply: bool(reply.body), headers(**values))


def _without_origin(asked: Asked, reply: Reply) -> Reply:
    names = [each for each in reply.headers.get("vary", "").split(", ") if each not in ("", "Origin")]
    return reply.with_headers(vary=", ".join(names) or None)


CHANGES: dict[str, Change] = {
    "IFC-COR-001_two": when(asks("GET", "", origin=FOREIGN), headers(access_control_allow_origin=f"{ALLOWED}, *")),
    "IFC-COR-001_path": when(asks("GET", "", origin=FOREIGN), headers(access_control_allow_origin=f"{ALLOWED}/")),
    "IFC-COR-002_upper_case": _shared(access_control_allow_credentials="True"),
    "IFC-COR-002_of_an_error": when(asks("GET", UNKNOWN), headers(access_control_allow_credentials="yes")),
    "IFC-COR-003_all": _all_admitted,
    "IFC-COR-004_reflected": _admitted(FOREIGN),
    "IFC-COR-005_null": _admitted(NOBODY),
    "IFC-COR-006_begins_alike": _admitted(look_alike(ALLOWED)),
    "IFC-COR-007_no_vary": _without_origin,
    "IFC-COR-008_refused": when(_ASKED, lambda reply: replace(reply, status=403)),
    "IFC-COR-008_moved": when(_ASKED, lambda reply: replace(reply, status=302)),
    "IFC-COR-009_not_admitted": when(_ASKED, headers(access_control_allow_origin=None)),
    "IFC-COR-009_other": when(_ASKED, headers(access_control_allow_origin="https://other.reference.example")),
    "IFC-COR-010_blanks": _shared(access_control_expose_headers="ETag Link"),
    "IFC-COR-011_negative": when(_ASKED, headers(access_control_max_age="-1")),
    "IFC-COR-012_star": when(_ASKED, headers(access_control_allow_headers="*")),
    "IFC-COR-013_not_admitted": when(
        asks("GET", UNKNOWN),
        headers(access_control_allow_origin=None, access_control_allow_credentials=None),
    ),
    "IFC-COR-014_no_header": _never_sniffed(x_content_type_options=None),
    "IFC-COR-015_other_word": _never_sniffed(x_content_type_options="no-sniff"),
}
