"""What objects of an environment hold, skipping whatever has another shape."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from conformance.readers.json_values import list_or_empty

from .walk import Found


class Named(NamedTuple):
    """A name with its place."""

    pointer: str
    name: str


def items(found: Found, attribute: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """(pointer, members) of the objects in an array."""
    for at, each in enumerate(list_or_empty(found.value.get(attribute))):
        if isinstance(each, dict):
            yield f"{found.pointer}/{attribute}/{at}", each


def key_values(reference: Any) -> list[Any] | None:
    """The values of the keys of a reference; None for what has none."""
    keys = reference.get("keys") if isinstance(reference, dict) else None
    if not isinstance(keys, list) or not all(isinstance(each, dict) for each in keys):
        return None
    return [each.get("value") for each in keys]


def children(found: Found, attribute: str) -> Iterator[Named]:
    for pointer, each in items(found, attribute):
        if isinstance(name := each.get("idShort"), str):
            yield Named(f"{pointer}/idShort", name)


def variables(found: Found, attribute: str) -> Iterator[Named]:
    for pointer, each in items(found, attribute):
        if (name := text_of(each.get("value"), "idShort")) is not None:
            yield Named(f"{pointer}/value/idShort", name)


def languages_of(found: Found, attribute: str) -> list[str]:
    return [text for _, each in items(found, attribute) if (text := text_of(each, "language")) is not None]


def text_of(item: Any, name: str) -> str | None:
    text = item.get(name) if isinstance(item, dict) else None
    return text if isinstance(text, str) else None
