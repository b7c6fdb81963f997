"""JSON pointers (RFC 6901)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def escape(name: object) -> str:
    """One reference token of a JSON pointer."""
    text = str(name)
    if "/" in text or "~" in text:  # nearly never, and asked of every member of every document
        return text.replace("~", "~0").replace("/", "~1")
    return text


def pointer_to(steps: Iterable[object]) -> str:
    """The pointer that consists of these member names and item indices."""
    return "".join(f"/{escape(step)}" for step in steps)


def value_at(document: Any, pointer: str) -> Any:
    """The value at a place in a JSON document; None where there is none."""
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(document, dict):
            document = document.get(name)
        elif isinstance(document, list) and name.isascii() and name.isdigit() and len(name) < 7:
            document = document[int(name)] if int(name) < len(document) else None
        else:
            return None
    return document
