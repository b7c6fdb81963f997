"""What the interfaces of Part 2 say in HTTP: identifiers in paths, paths of elements, and values alone."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from typing import Any, NamedTuple

from conformance.readers.json_values import list_or_empty

from .bounds import OBJECTS

CHILDREN = {
    "Submodel": "submodelElements",
    "SubmodelElementCollection": "value",
    "SubmodelElementList": "value",
    "Entity": "statements",
    "AnnotatedRelationshipElement": "annotations",
}
"""By class: the attribute with the elements below it (Part 2, Addressing Resources)."""
_ID_SHORT = re.compile("[A-Za-z][A-Za-z0-9_]*")


class Placed(NamedTuple):
    """An element of a submodel, and its idShortPath."""

    path: str
    members: dict[str, Any]

    @property
    def kind(self) -> str:
        """Its class; empty if it does not say."""
        return kind_of(self.members)


def kind_of(element: Any) -> str:
    """The class that an object says it is of; empty if it does not."""
    found = element.get("modelType") if isinstance(element, dict) else None
    return found if isinstance(found, str) else ""


def encoded(text: str) -> str:
    """The text in base64url without padding, as identifiers are in paths and queries."""
    return urlsafe_b64encode(text.encode("utf-8", "replace")).rstrip(b"=").decode("ascii")


def elements_below(parent: dict[str, Any], kind: str = "Submodel", prefix: str = "") -> list[Placed]:
    """The elements directly below a submodel or an element, as far as they can be addressed."""
    found = []
    for at, each in enumerate(list_or_empty(parent.get(CHILDREN.get(kind, "")))):
        if not isinstance(each, dict):
            continue
        if kind == "SubmodelElementList":
            found.append(Placed(f"{prefix}[{at}]", each))
        elif isinstance(name := each.get("idShort"), str) and _ID_SHORT.fullmatch(name):
            found.append(Placed(f"{prefix}.{name}" if prefix else name, each))
    return found


def elements_of(submodel: dict[str, Any]) -> Iterator[Placed]:
    """All elements of a submodel that can be addressed, each before those below it."""
    waiting, known = elements_below(submodel)[::-1], 0
    while waiting and known < OBJECTS:
        known += 1
        each = waiting.pop()
        yield each
        waiting += elements_below(each.members, each.kind, each.path)[::-1]


def says(received: Any, text: str) -> bool:
    """Whether a value of JSON stands for the literal of a property (Part 1, Format ValueOnly in JSON)."""
    if isinstance(received, str):
        return received == text
    if isinstance(received, bool):
        return text.strip() == str(received).lower() or text.strip() == str(int(received))
    if isinstance(received, int | float):
        try:
            return float(text) == received
        except (OverflowError, ValueError):
            return False
    return False
