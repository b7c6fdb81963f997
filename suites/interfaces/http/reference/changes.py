"""Building blocks of faults: which answers are changed and how, and how requests are misread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from .messages import Asked, Reply

Change = Callable[[Asked, Reply], Reply]
Condition = Callable[[Asked, Reply], bool]
Misread = Callable[[Asked], Asked]


def when(condition: Condition, change: Callable[[Reply], Reply]) -> Change:
    """The change of those answers for which the condition holds."""
    return lambda asked, reply: change(reply) if condition(asked, reply) else reply


def asks(method: str = "", path: str = "", **headers: str) -> Condition:
    """Whether the request has this method, path and parts of headers, whose names have `_` for `-`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    def holds(asked: Asked, _: Reply) -> bool:
        told = all(name in asked.headers and value in asked.headers[name] for name, value in named.items())
        return method in ("", asked.method) and path in ("", asked.path) and told

    return holds


def answers(status: int, method: str = "") -> Condition:
    """Whether the honest answer has this status, to this method."""
    return lambda asked, reply: reply.status == status and method in ("", asked.method)


def headers(**values: str | None) -> Callable[[Reply], Reply]:
    """Sets these headers, whose names have `_` for `-`; None removes one."""
    return lambda reply: reply.with_headers(**values)


def members(**values: Any) -> Callable[[Reply], Reply]:
    """Sets these members of the JSON content; None removes one."""
    return lambda reply: reply.with_members(**values)


def body(content: bytes) -> Callable[[Reply], Reply]:
    """Sends this content."""
    return lambda reply: replace(reply, body=content)


def status(code: int) -> Callable[[Reply], Reply]:
    """Sends this status."""
    return lambda reply: replace(reply, status=code)


def forgetting(name: str, *, of: str = "") -> Misread:
    """Requests are read without this header, if its value has this part."""

    def misread(asked: Asked) -> Asked:
        kept = {each: value for each, value in asked.headers.items() if each != name or of not in value}
        return replace(asked, headers=kept)

    return misread


def taking(name: str, value: str, other: str) -> Misread:
    """This value of a header is read as another one."""

    def misread(asked: Asked) -> Asked:
        return replace(asked, headers={**asked.headers, name: other}) if asked.headers.get(name) == value else asked

    return misread
