"""Pages that ask: their origins, and the headers by which an answer admits them (Fetch, CORS protocol)."""

from __future__ import annotations

import re

FOREIGN = "https://conformance.example"
NOBODY = "null"
_ORIGIN = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*+://[^/?#\s,@]++")


def is_origin(value: str) -> bool:
    """Whether it is the origin of a page, or `null`."""
    return value == NOBODY or _ORIGIN.fullmatch(value) is not None


def look_alike(origin: str) -> str:
    """The origin of somebody else that begins like this one."""
    scheme, _, host = origin.partition("://")
    return f"{scheme}://{host.partition(':')[0]}.conformance.example"
