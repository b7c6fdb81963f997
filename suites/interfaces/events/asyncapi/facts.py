"""How much an AsyncAPI document describes."""

from __future__ import annotations

from conformance.readers.json_values import object_or_empty
from conformance.readers.source import Source

from .view import view


def facts(source: Source) -> dict[str, float]:
    """The operations that the application has to implement, on a channel with a message of which something is said."""
    api = source.once(view)
    channels = [
        api.target(object_or_empty(api.target(each.members)).get("channel")) for each in api.operations if each.at_root
    ]
    messages = [object_or_empty(object_or_empty(each).get("messages")) for each in channels]
    return {"operations": sum(any(each.values()) for each in messages)}
