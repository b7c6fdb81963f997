"""How many events there are in a file."""

from __future__ import annotations

from conformance.readers.source import Source
from conformance_suites.interfaces.events.reader.events import REQUIRED

from .view import view


def facts(source: Source) -> dict[str, float]:
    """The events that say what happened where: those with all required attributes, none of them blank."""
    named = [[str(event.members.get(name) or "").strip() for name in REQUIRED] for event in source.once(view).events]
    return {"events": sum(all(each) for each in named)}
