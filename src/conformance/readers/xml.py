"""The name of the root element of an XML text, by which its kind is recognised."""

from __future__ import annotations

from contextlib import suppress
from xml.parsers import expat


def root_element(head: bytes) -> str | None:
    """The local name of the root element, from the first bytes of a text; None if they are not XML.

    Entities are not expanded: a text that declares one is not read any further.
    """
    found: list[str] = []

    def start(name: str, _: dict[str, str]) -> None:
        if not found:
            found.append(name.rpartition(":")[2])

    def refuse(*_: object) -> None:
        raise ValueError

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EntityDeclHandler = refuse
    # The head may end anywhere, or name an encoding that Python does not know; what counts is a root seen before.
    with suppress(expat.ExpatError, ValueError, LookupError):
        parser.Parse(head, False)
    return found[0] if found else None
