"""A thing of the reference product as it is sent: negotiated, conditional, in parts (RFC 9110, 12 to 14)."""

from __future__ import annotations

import re
from typing import Any

from .messages import Asked, Reply, written

MODIFIED = "Fri, 02 Jan 2026 03:04:05 GMT"
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def represented(asked: Asked, thing: dict[str, Any], revision: int) -> Reply:
    """The answer to a GET request for a thing."""
    as_text = "text/plain" in asked.headers.get("accept", "") and "json" not in asked.headers["accept"]
    tag = f'"{thing["id"]}-{revision}-{"text" if as_text else "json"}"'
    body = f"{thing['name']}\n".encode() if as_text else written(thing)
    headers = {
        "content-type": "text/plain; charset=utf-8" if as_text else "application/json",
        "etag": tag,
        "last-modified": MODIFIED,
        "vary": "Accept, Origin",
        "cache-control": "private, max-age=60",
        "accept-ranges": "bytes",
        "link": '</api/things>; rel="collection"; title="all, and more", </api/docs>; rel=service-doc',
    }
    if _is_unchanged(asked, tag):
        kept = {name: value for name, value in headers.items() if name in ("etag", "vary", "cache-control")}
        return Reply(304, kept)
    return _part(asked, Reply(200, headers, body), tag)


def matches(field: str, tag: str, *, weakly: bool) -> bool:
    """Whether a list of entity tags, or `*`, has the tag."""
    listed = [each.strip() for each in field.split(",")]
    return "*" in listed or tag in (each.removeprefix("W/") if weakly else each for each in listed)


def _is_unchanged(asked: Asked, tag: str) -> bool:
    if (tags := asked.headers.get("if-none-match")) is not None:
        return matches(tags, tag, weakly=True)
    return asked.headers.get("if-modified-since") == MODIFIED


def _part(asked: Asked, whole: Reply, tag: str) -> Reply:
    """The range that is asked for, if it is one of bytes."""
    found = _RANGE.fullmatch(asked.headers.get("range", ""))
    if not found or not (found[1] or found[2]) or asked.headers.get("if-range", tag) != tag:
        return whole
    size = len(whole.body)
    first = int(found[1]) if found[1] else max(size - int(found[2]), 0)
    last = min(int(found[2]), size - 1) if found[1] and found[2] else size - 1
    if first >= size:
        return Reply(416, {"content-range": f"bytes */{size}", "content-type": "text/plain"}, b"no such range\n")
    if last < first:
        return whole
    part = Reply(206, whole.headers, whole.body[first : last + 1])
    return part.with_headers(content_range=f"bytes {first}-{last}/{size}")
