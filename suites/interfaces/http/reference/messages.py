"""Requests and answers of the reference product, and the errors that it reports as problem details (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

PROBLEMS = "https://api.reference.example/problems"


@dataclass(frozen=True)
class Asked:
    """A request: its path below that of the product, its headers by their names in lower case.

    `quirk` is how a product with a fault treats it.
    """

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    quirk: str = ""


@dataclass(frozen=True)
class Reply:
    """An answer, with its headers by their names in lower case."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def with_headers(self, **headers: str | None) -> Reply:
        """The same with these headers, whose names have `_` for `-`; None removes one."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        merged = {**self.headers, **named}
        return replace(self, headers={name: value for name, value in merged.items() if value is not None})

    def with_members(self, **members: Any) -> Reply:
        """The same with these members in the JSON object that is its content; None removes one."""
        merged = {**json.loads(self.body), **members}
        return self.with_json({name: value for name, value in merged.items() if value is not None})

    def with_json(self, value: Any) -> Reply:
        """The same with this value as JSON."""
        return replace(self, body=written(value))


def written(value: Any) -> bytes:
    """The value as JSON."""
    return json.dumps(value, ensure_ascii=False).encode()


def problem(status: int, slug: str, title: str, path: str, **headers: str) -> Reply:
    """An error as problem details; without a slug, its type is `about:blank`."""
    kind = f"{PROBLEMS}/{slug}" if slug else "about:blank"
    members = {"type": kind, "title": title, "status": status, "detail": "See the title."}
    members |= {"instance": path, "shelf_section": 3}
    return Reply(status, {"content-type": "application/problem+json", **headers}, written(members))
