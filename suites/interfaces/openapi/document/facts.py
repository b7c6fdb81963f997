"""How much an OpenAPI document describes."""

from __future__ import annotations

from contextlib import suppress

from conformance.authoring import Blocked
from conformance.readers.source import Source

from .view import view


def facts(source: Source) -> dict[str, float]:
    """The operations with a response that clients can call: those of webhooks and components are left out."""
    with suppress(Blocked):  # a row says that the document cannot be judged
        described = [
            each for each in source.once(view).operations if _is_called(each.pointer) and each.value.get("responses")
        ]
        return {"operations": len(described)}
    return {"operations": 0}


def _is_called(pointer: str) -> bool:
    return pointer.startswith("/paths/") and "/callbacks/" not in pointer
