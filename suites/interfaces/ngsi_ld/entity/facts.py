"""How much entities tell."""

from __future__ import annotations

from contextlib import suppress

from conformance.authoring import Blocked
from conformance.readers.source import Source

from .view import view


def facts(source: Source) -> dict[str, float]:
    """The attributes with a value, and those that say when it was observed."""
    with suppress(Blocked):  # a row says that the document cannot be judged
        found = source.once(view)
        told = [each for each in found.attributes if each.value is not None]
        observed = sum(isinstance(each.members.get("observedAt"), str) for each in told)
        return {"attributes": len(told), "observed": observed}
    return {"attributes": 0, "observed": 0}
