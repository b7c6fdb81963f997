"""JSON pointers (RFC 6901)."""

from __future__ import annotations

from collections.abc import Iterable


def escape(name: object) -> str:
    """One reference token of a JSON pointer."""
    return str(name).replace("~", "~0").replace("/", "~1")


def pointer_to(steps: Iterable[object]) -> str:
    """The pointer that consists of these member names and item indices."""
    return "".join(f"/{escape(step)}" for step in steps)
