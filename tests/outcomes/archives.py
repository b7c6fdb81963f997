"""The HTTP archive of hand-made exchanges: with and without bodies, answers, queries and credentials."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from conformance.reporting.har import write_har
from conformance.version import __version__

BODIES = {"in": b'{"a": "\xe4\xb8\xad"}', "out": b"\xff\x00\x01"}


class HandMade:
    """Exchanges, and their bodies by name."""

    def __init__(self, *conversations: Mapping[str, Any]) -> None:
        self.conversations: Iterable[Mapping[str, Any]] = conversations

    def body(self, name: str | None) -> bytes:
        return BODIES[name] if name else b""


def _sent(method: str, url: str, body: str | None = None, **headers: str) -> dict[str, Any]:
    plain, secret = [["Content-Type", "application/json"]] if body else [], list(map(list, headers.items()))
    return {"method": method, "url": url, "headers": plain, "credentials": secret, "body": body}


def archive_text(_: Path) -> str:
    """The archive as it is written."""
    posted = _sent("POST", "http://a/b?c=1&d=&c=%20", "in", Authorization="Bearer {secret:T}")
    answer = {"status": 201, "headers": [["location", "/n"], ["CONTENT-TYPE", "image/png"]], "body": "out"}
    odd = {"status": 299, "headers": [], "body": None}
    lines = ({"sent": {"line": "x", "body": None}}, {"sent": {"line": "y"}, "failed": {"key": "hung_up"}})
    steps = [
        [{"sent": posted}, {"received": answer, "at": 0.25}],
        [{"sent": _sent("GET", "http://a/")}, {"received": odd, "at": 2.0}],
        [{"sent": _sent("GET", "http://a/c"), "failed": {"key": "no_connection"}, "until": 1.5}],
        [{"sent": _sent("DELETE", "http://a/c"), "failed": {"key": "timeout"}}],
        *([line] for line in lines),
    ]
    started = "2024-01-01T00:00:00.000+00:00"
    told = [{"key": f"T-1#{at}", "started": started, "steps": each} for at, each in enumerate(steps, 1)]
    out = io.StringIO()
    write_har(HandMade(*told), out, "en")
    return out.getvalue().replace(__version__, "VERSION")
